"""Ways to reach armed actors: channels, platforms, and links for the Protection Cluster."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from fieldapp.records.fields import choice, choices, day, flag, link, links, place, text
from fieldapp.records.record import Due, Problem, Record, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Place

HANDLING = "Handling"


@record
class Channel(Record):
    """How an actor is reached, by which arrangement, and when that was last tried."""

    noun: ClassVar[str] = "channel"
    code: ClassVar[str] = "CHN"
    label: ClassVar[str] = "Channel"
    plural: ClassVar[str] = "Channels and liaison"
    about: ClassVar[str] = "How an actor is reached, and when that was last tried."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "last_used"
    tasks: ClassVar[tuple[str, ...]] = ("DI1",)
    dues = (Due("test_by", "Test the channel", "state", ("", "open", "irregular", "silent")),)
    sections: ClassVar[tuple[str, ...]] = ("Channel", "Keeping it open", HANDLING)

    title: str = text(
        "Title",
        section="Channel",
        listed=True,
        sorted=True,
        searched=True,
        required=True,
        help="Such as Northern Command, weekly call.",
    )
    actor: str = link("Actor", "actor", section="Channel", listed=True, required=True)
    contact: str = link("Contact", "person", "intermediary", section="Channel", listed=True)
    kind: str = choice("Kind", "channel_kind", section="Channel", listed=True)
    liaison: str = choice(
        "Liaison arrangement",
        "liaison_arrangement",
        section="Channel",
        help="From sharing an office to none: how close the two sides work.",
    )
    state: str = choice(
        "State", "channel_state", default="open", section="Channel", listed=True, sorted=True
    )
    languages: tuple[str, ...] = choices("Languages", "language", section="Channel")
    hours: str = text("When it answers", section="Channel")
    duty_contact: str = text(
        "Duty contact",
        section="Channel",
        data_class=DataClass.DUTY_CONTACT,
        more=True,
        help="A desk or a function, not a person's own number.",
    )
    for_what: tuple[str, ...] = choices(
        "Used for",
        "info_category",
        section="Channel",
        more=True,
        help="Which information passes here; nothing about people or sources ever does.",
    )
    authorised_by: str = text("Authorised by", section="Channel", more=True)
    last_used: Day | None = day("Last used", section="Keeping it open", listed=True, sorted=True)
    last_tested: Day | None = day("Last tested", section="Keeping it open")
    test_by: Day | None = day(
        "Test by",
        section="Keeping it open",
        sorted=True,
        help="A channel that nobody tries is found closed on the night it is needed.",
    )
    fallback: str = text("When it is silent, then", section="Keeping it open", lines=2)
    risk: str = text("Risk of using it", section="Keeping it open", lines=2, searched=True)
    notes: str = text("Private note", section="Keeping it open", lines=3, searched=True, more=True)


@record
class Platform(Record):
    """A standing meeting of humanitarians and forces; it stays humanitarian (domain 2.1)."""

    noun: ClassVar[str] = "platform"
    code: ClassVar[str] = "PLT"
    label: ClassVar[str] = "Platform"
    plural: ClassVar[str] = "Platforms"
    about: ClassVar[str] = "Standing meetings of humanitarians and forces: who chairs, who sits."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "since"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("DI1",)
    dues = (Due("next_on", "Platform meets"),)
    occasions: ClassVar[tuple[str, ...]] = ("next_on",)
    sections: ClassVar[tuple[str, ...]] = ("Platform", "How it works", HANDLING)

    title: str = text(
        "Title",
        section="Platform",
        listed=True,
        sorted=True,
        searched=True,
        required=True,
        data_class=DataClass.SHAREABLE_TEXT,
    )
    type: str = choice(
        "Type", "platform_type", section="Platform", listed=True, data_class=DataClass.EVENT
    )
    place: Place = place("Area it covers", section="Platform", listed=True)
    since: Day | None = day("Since", section="Platform", listed=True, sorted=True)
    until: Day | None = day("Until", section="Platform")
    chair_org: str = text(
        "Chaired by",
        section="Platform",
        data_class=DataClass.ROLE,
        help="A humanitarian actor, usually OCHA; the platform stays humanitarian in nature.",
    )
    humanitarian: str = flag(
        "Humanitarian in nature",
        section="Platform",
        data_class=DataClass.EVENT,
        help="Whether a humanitarian chairs it; a mission's own platform is not.",
    )
    composition: str = choice(
        "Composition", "composition", section="Platform", data_class=DataClass.EVENT
    )
    members: tuple[str, ...] = links(
        "Forces that sit there", "actor", section="Platform", data_class=DataClass.ROLE
    )
    others: str = text("Others that sit there", section="Platform", data_class=DataClass.ROLE)
    next_on: Day | None = day("Meets next", section="How it works", listed=True, sorted=True)
    rhythm: str = text("How often", section="How it works")
    terms: str = text("Terms of reference", section="How it works", lines=3, searched=True)
    shared: tuple[str, ...] = choices(
        "What is shared there", "info_category", section="How it works", data_class=DataClass.EVENT
    )
    peacekeeping_objectives: tuple[str, ...] = choices(
        "Objectives beside a mission",
        "peacekeeping_objective",
        section="How it works",
        peacekeeping=True,
    )
    result: str = text("What it has changed", section="How it works", lines=3, searched=True)


def _introduced_only_when_cleared(link_record: ClusterLink) -> Iterator[Problem]:
    if link_record.status in ("cleared", "introduced", "running"):
        if link_record.cleared != "yes":
            yield Problem("cleared", "Leadership clears a link before anyone is introduced.")
        if not link_record.cleared_by.strip():
            yield Problem("cleared_by", "Say who cleared it.")


@record
class ClusterLink(Record):
    """Protection Cluster and force brought together, where leadership cleared it (DI3)."""

    noun: ClassVar[str] = "cluster_link"
    code: ClassVar[str] = "LNK"
    label: ClassVar[str] = "Cluster link"
    plural: ClassVar[str] = "Cluster links"
    about: ClassVar[str] = "Protection Cluster and force brought together, with clearance."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "asked_on"
    tasks: ClassVar[tuple[str, ...]] = ("DI3",)
    dues = (Due("look_again", "How does the link work?", "status", ("introduced", "running")),)
    sections: ClassVar[tuple[str, ...]] = ("Link", "Clearance", "How it goes", HANDLING)
    checks = (_introduced_only_when_cleared,)

    title: str = text(
        "Title", section="Link", listed=True, sorted=True, searched=True, required=True
    )
    asked_on: Day | None = day("Asked on", section="Link", listed=True, sorted=True)
    asked_by: str = text("Asked for by", section="Link", required=True)
    partner: str = link("Protection side", "partner", section="Link", listed=True)
    interlocutor: str = text("Designated interlocutor (function)", section="Link", more=True)
    actor: str = link("Force", "actor", section="Link", listed=True, required=True)
    contact: str = link("Contact there", "person", section="Link")
    purpose: str = text("For what", section="Link", lines=2, searched=True, required=True)
    cleared: str = flag("Cleared by leadership", section="Clearance", listed=True)
    cleared_by: str = text("Cleared by", section="Clearance", help="HC, HCT, head of office.")
    cleared_on: Day | None = day("Cleared on", section="Clearance")
    conditions: str = text("Conditions", section="Clearance", lines=2, more=True)
    status: str = choice(
        "Status", "link_status", default="asked", section="How it goes", listed=True, sorted=True
    )
    introduced_on: Day | None = day("Introduced on", section="How it goes")
    introduced_at: str = link("Introduced at", "meeting", section="How it goes", more=True)
    look_again: Day | None = day("Look again on", section="How it goes", sorted=True)
    result: str = text("What came of it", section="How it goes", lines=3, searched=True)
