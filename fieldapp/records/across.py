"""What all areas lean on: HCT priorities, missions, and the reference library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from fieldapp.records.fields import choice, choices, day, number, parts, place, text
from fieldapp.records.record import Due, Part, Problem, Record, part, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Place

HANDLING = "Handling"


@part
class Outcome(Part):
    """A change in duty bearers that is expected, and how far it is."""

    expected: str = text("Expected change", lines=2, searched=True, listed=True)
    outcome_type: str = choice("Change of", "outcome_type", listed=True)
    of_whom: str = text("In whom", listed=True, help="The duty bearer: a force, an authority.")
    indicator: str = text("How we would see it")
    progress: str = choice("Progress", "progress", default="planned", listed=True)


@part
class Review(Part):
    """A look at the progress of a priority on one day."""

    on: Day | None = day("On", listed=True)
    found: str = text("What was found", lines=2, searched=True, listed=True)
    next_step: str = text("What follows", listed=True)


def _has_an_outcome(priority: ProtectionPriority) -> Iterator[Problem]:
    if not priority.outcomes:
        yield Problem("outcomes", "Say which change is expected.")
    elif not all(each.expected.strip() and each.outcome_type for each in priority.outcomes):
        yield Problem("outcomes", "Say of each outcome what is to change, and of what kind it is.")
    if not all(each.on for each in priority.reviews):
        yield Problem("reviews", "Give each review its day.")


def _ends_after_it_begins(dated: ProtectionPriority | Mission) -> Iterator[Problem]:
    if dated.since and dated.until and dated.until.last < dated.since.first:
        yield Problem("until", "It ends before it begins.")


@record
class ProtectionPriority(Record):
    """What the HCT set, what is expected to change, and how far it is; any record serves one."""

    noun: ClassVar[str] = "protection_priority"
    code: ClassVar[str] = "PRI"
    label: ClassVar[str] = "Protection priority"
    plural: ClassVar[str] = "Protection priorities"
    about: ClassVar[str] = "What the HCT set, what is expected to change, and how far it is."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "since"
    tasks: ClassVar[tuple[str, ...]] = ("AN2",)
    dues = (Due("next_review", "Review the priority"),)
    sections: ClassVar[tuple[str, ...]] = ("Priority", "Outcomes", "Reviews", HANDLING)
    checks = (_has_an_outcome, _ends_after_it_begins)

    title: str = text(
        "Title", section="Priority", listed=True, sorted=True, searched=True, required=True
    )
    set_by: str = text("Set by", section="Priority", help="The HCT, and in which document.")
    since: Day | None = day("Since", section="Priority", listed=True, sorted=True)
    until: Day | None = day("Until", section="Priority")
    place: Place = place("Area", section="Priority", listed=True)
    risks: tuple[str, ...] = choices("Risks it answers", "gpc_risk", section="Priority")
    words: str = text("In words", section="Priority", lines=3, searched=True)
    outcomes: tuple[Outcome, ...] = parts("Outcomes", Outcome, section="Outcomes", searched=True)
    reviews: tuple[Review, ...] = parts("Reviews", Review, section="Reviews", searched=True)
    next_review: Day | None = day("Next review", section="Reviews", listed=True, sorted=True)


@record
class Mission(Record):
    """A peace operation with the dates of its mandate: they open, change and close."""

    noun: ClassVar[str] = "mission"
    code: ClassVar[str] = "MIS"
    label: ClassVar[str] = "Mission"
    plural: ClassVar[str] = "Missions"
    about: ClassVar[str] = "Peace operations with the dates of their mandates."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "since"
    dues = (Due("mandate_until", "Mandate of the mission ends"),)
    sections: ClassVar[tuple[str, ...]] = ("Mission", HANDLING)
    checks = (_ends_after_it_begins,)

    title: str = text(
        "Name", section="Mission", listed=True, sorted=True, searched=True, required=True
    )
    kind: str = choice("Kind", "mission_kind", section="Mission", listed=True)
    country: str = text("Country", section="Mission", listed=True, searched=True)
    since: Day | None = day("Since", section="Mission", listed=True, sorted=True)
    until: Day | None = day(
        "Until", section="Mission", listed=True, help="Empty while it is there."
    )
    mandate: str = text("Mandate", section="Mission", lines=3, searched=True)
    mandate_until: Day | None = day("Mandate runs until", section="Mission", sorted=True)
    protects: str = text("Its words on protection of civilians", section="Mission", lines=2)
    follows: str = text("Came after", section="Mission", help="The mission whose place it took.")
    checked_on: Day | None = day(
        "Last checked",
        section="Mission",
        listed=True,
        help="The day on which you last compared these dates with the Council's own words.",
    )
    standing: str = text(
        "Where this comes from",
        section="Mission",
        help="Dates change: check before you rely on them.",
    )


@record
class Reference(Record):
    """A policy, guidance or law, with our own copy attached."""

    noun: ClassVar[str] = "reference"
    code: ClassVar[str] = "LIB"
    label: ClassVar[str] = "Reference"
    plural: ClassVar[str] = "Reference library"
    about: ClassVar[str] = "Policies, guidance and law; attach your own copy."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    sections: ClassVar[tuple[str, ...]] = ("Reference", HANDLING)

    title: str = text(
        "Title", section="Reference", listed=True, sorted=True, searched=True, required=True
    )
    kind: str = choice("Kind", "reference_kind", section="Reference", listed=True, sorted=True)
    publisher: str = text("Publisher", section="Reference", listed=True, searched=True)
    year: float | None = number(
        "Year", section="Reference", listed=True, sorted=True, minimum=1860, maximum=2100
    )
    edition: str = text("Edition", section="Reference", more=True)
    link_text: str = text(
        "Where it is found",
        section="Reference",
        searched=True,
        help="A web address as text: nothing here opens it.",
    )
    topics: tuple[str, ...] = choices("Topics", "training_topic", section="Reference")
    note: str = text("What we use it for", section="Reference", lines=3, searched=True)
