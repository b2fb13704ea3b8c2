"""The notification system of a country: its procedure, times, parties, and what keeps it alive."""

from __future__ import annotations

from typing import ClassVar

from fieldapp.records.fields import day, number, parts, text
from fieldapp.records.notification_rows import SystemParty
from fieldapp.records.record import Due, Record, record
from fieldapp.vocab.days import Day

HANDLING = "Handling"


@record
class NotificationSystem(Record):
    """The procedure itself: parties, channels, lead times, and how lists reach units."""

    noun: ClassVar[str] = "notification_system"
    code: ClassVar[str] = "HNS"
    label: ClassVar[str] = "Notification system"
    plural: ClassVar[str] = "Notification systems"
    about: ClassVar[str] = "The procedure: parties, channels, lead times, how lists reach units."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "since"
    tasks: ClassVar[tuple[str, ...]] = ("DI5",)
    dues = (Due("test_by", "Test the channels"),)
    sections: ClassVar[tuple[str, ...]] = ("System", "Times", "Parties", "Keeping it", HANDLING)

    title: str = text(
        "Title", section="System", listed=True, sorted=True, searched=True, required=True
    )
    country: str = text("Country (ISO3)", section="System", listed=True)
    since: Day | None = day("Since", section="System", listed=True, sorted=True)
    procedure: str = text(
        "Procedure (SOP)",
        section="System",
        lines=3,
        searched=True,
        help="What is notified, by whom, in which form. Attach the document.",
    )
    submitters: str = text("Who may submit", section="System", lines=2)
    lead_hours: float | None = number(
        "Lead time", section="Times", unit="hours", minimum=0, listed=True
    )
    emergency_lead_hours: float | None = number(
        "Emergency lead time", section="Times", unit="hours", minimum=0
    )
    response_hours: float | None = number(
        "They answer within", section="Times", unit="hours", minimum=0
    )
    revalidate_days: float | None = number(
        "Sites are revalidated every", section="Times", unit="days", minimum=1
    )
    parties: tuple[SystemParty, ...] = parts("Parties", SystemParty, section="Parties")
    reach: str = text(
        "How lists reach units",
        section="Parties",
        lines=3,
        searched=True,
        help="A list that never reaches the unit that fires is no protection.",
    )
    trained: str = text(
        "Submitters trained", section="Keeping it", help="Which organisations, how many people."
    )
    trained_on: Day | None = day("Last training", section="Keeping it")
    test_by: Day | None = day("Test the channels by", section="Keeping it", sorted=True)
    failures: str = text(
        "Where it failed",
        section="Keeping it",
        lines=3,
        searched=True,
        help="Channel vague, list stale, answer taken for a permission.",
    )
