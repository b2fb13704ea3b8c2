"""The negotiation file: what is agreed and contested, both icebergs, limits and scenarios."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from fieldapp.records.fields import choice, choices, day, flag, link, links, number, parts, text
from fieldapp.records.record import Due, Part, Problem, Record, part, record
from fieldapp.vocab.days import Day

HANDLING = "Handling"


@part
class IslandEntry(Part):
    """A fact or a norm, agreed or not, and what to do with it."""

    island: str = choice("Island", "island", listed=True)
    words: str = text("What", lines=2, searched=True, listed=True)
    advice: str = text("What we do with it", listed=True)


@part
class Iceberg(Part):
    """One side on one matter: what, how, and why."""

    side: str = choice("Side", "side", listed=True)
    position: str = text("Position: what", lines=2, searched=True, listed=True)
    reasoning: str = text("Reasoning: how", lines=2, searched=True, listed=True)
    motives: str = text("Motives and values: why", lines=2, searched=True, listed=True)


@part
class Issue(Part):
    """One issue with its limits on both sides; theirs are estimates."""

    rank: float | None = number("Rank", minimum=1, maximum=20, listed=True)
    what: str = text("Issue", searched=True, listed=True)
    our_red: str = text("Our red line", listed=True)
    our_bottom: str = text("Our bottom line", listed=True)
    their_red: str = text("Their red line, estimated")
    their_bottom: str = text("Their bottom line, estimated")
    confidence: str = choice("Confidence", "confidence_band")


@part
class Scenario(Part):
    """What may come, and what we would do."""

    type: str = choice("Type", "scenario_type", listed=True)
    issue: str = text("On which issue")
    words: str = text("What happens", lines=2, searched=True, listed=True)
    answer: str = text("What we do", lines=2, listed=True)
    cost: str = text("Cost and gain")


def _open_talks_have_a_mandate(negotiation: Negotiation) -> Iterator[Problem]:
    if negotiation.status in ("open", "agreed") and not negotiation.mandate_from.strip():
        yield Problem("mandate_from", "Say who gave the mandate before the talks are open.")


@record
class Negotiation(Record):
    """One negotiation from preparation to outcome (domain 6.1)."""

    noun: ClassVar[str] = "negotiation"
    code: ClassVar[str] = "NEG"
    label: ClassVar[str] = "Negotiation file"
    plural: ClassVar[str] = "Negotiation files"
    about: ClassVar[str] = "Islands of agreement, icebergs, red lines, scenarios, the mandate."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "started"
    tasks: ClassVar[tuple[str, ...]] = ("AD4", "AD6")
    dues = (Due("mandate_until", "Mandate ends", "status", ("preparing", "open", "stalled")),)
    sections: ClassVar[tuple[str, ...]] = (
        "Negotiation",
        "Mandate",
        "Islands of agreement",
        "Icebergs",
        "Issues and limits",
        "Scenarios",
        "Outcome",
        HANDLING,
    )
    checks = (_open_talks_have_a_mandate,)

    title: str = text(
        "Title", section="Negotiation", listed=True, sorted=True, searched=True, required=True
    )
    started: Day | None = day("Started", section="Negotiation", listed=True, sorted=True)
    actor: str = link("With", "actor", section="Negotiation", listed=True)
    counterparts: tuple[str, ...] = links("Counterparts", "person", section="Negotiation")
    objective: str = link("For which objective", "objective", section="Negotiation", listed=True)
    status: str = choice(
        "Status",
        "negotiation_status",
        default="preparing",
        section="Negotiation",
        listed=True,
        sorted=True,
    )
    level: str = choice(
        "Level of the talks",
        "negotiation_level",
        section="Negotiation",
        help="Values are the hardest to move, facts the easiest.",
    )
    team: str = text("Our team (functions)", section="Negotiation", more=True)
    mandate_from: str = text(
        "Mandate given by",
        section="Mandate",
        help="Of this negotiation: an organisation's mandate is not the negotiator's.",
    )
    mandate_objectives: str = text("What it asks for", section="Mandate", lines=2, searched=True)
    mandate_limits: str = text(
        "Its limits",
        section="Mandate",
        lines=2,
        searched=True,
        help="What the team may not agree to without asking.",
    )
    mandate_reporting: str = text(
        "Reporting", section="Mandate", more=True, help="To whom, and how often."
    )
    mandate_until: Day | None = day("Valid until", section="Mandate", sorted=True)
    communication: str = text("What is said outside", section="Mandate", lines=2, more=True)
    islands: tuple[IslandEntry, ...] = parts(
        "Facts and norms", IslandEntry, section="Islands of agreement", searched=True
    )
    icebergs: tuple[Iceberg, ...] = parts("Both sides", Iceberg, section="Icebergs", searched=True)
    shared_space: str = text(
        "Common shared space",
        section="Icebergs",
        lines=3,
        searched=True,
        help="Where both icebergs overlap: the options that both could live with.",
    )
    issues: tuple[Issue, ...] = parts("Issues", Issue, section="Issues and limits", searched=True)
    policy_issues: tuple[str, ...] = choices(
        "Common positions in play", "policy_issue", section="Issues and limits", more=True
    )
    scenarios: tuple[Scenario, ...] = parts(
        "Scenarios", Scenario, section="Scenarios", searched=True
    )
    meetings: tuple[str, ...] = links("Meetings", "meeting", section="Outcome")
    arrangements: tuple[str, ...] = links("Led to", "arrangement", section="Outcome")
    outcome: str = text("Outcome", section="Outcome", lines=3, searched=True)
    lessons: str = text("Lessons", section="Outcome", lines=3, searched=True, more=True)
    quality: str = choice(
        "Quality of what we knew", "confidence_band", section="Negotiation", more=True
    )
    legitimacy: str = text("Our standing with them", section="Negotiation", lines=2, more=True)
    women_took_part: str = flag("Women took part", section="Outcome", more=True)
