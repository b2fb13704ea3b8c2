"""Capacity building: training, exercises, and which guideline was made known to whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from fieldapp.records.fields import (
    choice,
    choices,
    day,
    flag,
    link,
    links,
    number,
    place,
    tally,
    text,
)
from fieldapp.records.record import Due, Problem, Record, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Place
from fieldapp.vocab.tallies import Tally

HANDLING = "Handling"
EVENT, SHARED, COUNT = DataClass.EVENT, DataClass.SHAREABLE_TEXT, DataClass.COUNT


def _unit_is_looked_at(training: Training) -> Iterator[Problem]:
    if training.audience and not training.due_diligence:
        yield Problem(
            "due_diligence", "Say whether the unit was looked at for human-rights due diligence."
        )


def _ends_after_it_begins(held: Training | Exercise) -> Iterator[Problem]:
    if held.held_on and held.held_to and held.held_to.last < held.held_on.first:
        yield Problem("held_to", "It ends before it begins.")


@record
class Training(Record):
    """Who was trained on what, looked at before, with which result (CB1, CB3)."""

    noun: ClassVar[str] = "training"
    code: ClassVar[str] = "TRN"
    label: ClassVar[str] = "Training event"
    plural: ClassVar[str] = "Training events"
    about: ClassVar[str] = "Who was trained on what, checked how, with which result."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "held_on"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("CB1",)
    tasks_by: ClassVar[str] = "form"
    dues = (Due("follow_up_on", "Follow up the training"),)
    occasions: ClassVar[tuple[str, ...]] = ("held_on",)
    sections: ClassVar[tuple[str, ...]] = ("Event", "Audience", "Result", HANDLING)
    checks = (_unit_is_looked_at, _ends_after_it_begins)

    @classmethod
    def tasks_of(cls, values: Training) -> tuple[str, ...]:
        """A workshop is one task of the note, any other training another (CB3, CB1)."""
        return values.task_codes or (("CB3",) if values.form == "workshop" else cls.tasks)

    title: str = text(
        "Title",
        section="Event",
        listed=True,
        sorted=True,
        searched=True,
        required=True,
        data_class=SHARED,
    )
    held_on: Day | None = day("Held on", section="Event", listed=True, sorted=True, required=True)
    held_to: Day | None = day("Until", section="Event", more=True)
    form: str = choice("Form", "training_form", section="Event", data_class=EVENT)
    topics: tuple[str, ...] = choices(
        "Topics", "training_topic", section="Event", listed=True, data_class=EVENT
    )
    place: Place = place("Area", section="Event")
    language: str = choice("Language", "language", section="Event", data_class=EVENT)
    requested_by: str = text(
        "Asked for by",
        section="Event",
        data_class=DataClass.ROLE,
        help="A force, a unit or an organisation, not a person.",
    )
    trainers: str = text(
        "Trainers and partners",
        section="Event",
        data_class=DataClass.ROLE,
        help="Functions and organisations, such as the Protection Cluster or the ICRC.",
    )
    materials: str = text(
        "Materials and their version",
        section="Event",
        data_class=EVENT,
        more=True,
        help="Which slides, cards or handbook, so that the next course can say what changed.",
    )
    audience: str = link(
        "Unit", "actor", section="Audience", listed=True, data_class=DataClass.ROLE
    )
    audience_words: str = text(
        "Who else, in words",
        section="Audience",
        data_class=DataClass.ROLE,
        help="Such as protection partners, for access negotiation.",
    )
    rank_band: str = choice("Rank band", "rank_band", section="Audience", data_class=DataClass.ROLE)
    participants: Tally = tally("Participants", section="Audience")
    due_diligence: str = choice(
        "Human-rights due diligence on the unit",
        "due_diligence",
        section="Audience",
        data_class=EVENT,
        help="The UN's policy on its support to forces (HRDDP) can apply to training a unit.",
    )
    score_before: float | None = number(
        "Test before",
        section="Result",
        unit="% right",
        minimum=0,
        maximum=100,
        data_class=COUNT,
        help="The same questions before and after; empty where none were asked.",
    )
    score_after: float | None = number(
        "Test after", section="Result", unit="% right", minimum=0, maximum=100, data_class=COUNT
    )
    result: str = choice(
        "Result", "training_result", section="Result", listed=True, data_class=EVENT
    )
    commitments: tuple[str, ...] = links(
        "Commitments made",
        "commitment",
        section="Result",
        help="What they promised here, kept with all other promises.",
    )
    follow_up: str = text(
        "Follow-up",
        section="Result",
        lines=2,
        searched=True,
        help="What to ask or to look for later, to see whether it changed anything.",
    )
    follow_up_on: Day | None = day("Follow up on", section="Result", sorted=True)
    lessons: str = text("Lessons", section="Result", lines=2, searched=True, more=True)


@record
class Exercise(Record):
    """Exercises of forces, and how humanitarians and local NGOs took part (CB4)."""

    noun: ClassVar[str] = "exercise"
    code: ClassVar[str] = "EXR"
    label: ClassVar[str] = "Exercise"
    plural: ClassVar[str] = "Exercises"
    about: ClassVar[str] = "Exercises of forces, and how humanitarians took part."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "held_on"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("CB4",)
    dues = (Due("follow_up_on", "Follow up the exercise"),)
    occasions: ClassVar[tuple[str, ...]] = ("held_on",)
    sections: ClassVar[tuple[str, ...]] = ("Exercise", "Taking part", "Lessons", HANDLING)
    checks = (_ends_after_it_begins,)

    title: str = text(
        "Title",
        section="Exercise",
        listed=True,
        sorted=True,
        searched=True,
        required=True,
        data_class=SHARED,
    )
    held_on: Day | None = day(
        "Held on", section="Exercise", listed=True, sorted=True, required=True
    )
    held_to: Day | None = day("Until", section="Exercise", more=True)
    organiser: str = link(
        "Organised by", "actor", section="Exercise", listed=True, data_class=DataClass.ROLE
    )
    organiser_words: str = text(
        "Or by, in words", section="Exercise", data_class=DataClass.ROLE, more=True
    )
    scenario: str = text("Scenario", section="Exercise", lines=2, searched=True)
    injects: str = text(
        "Protection injects",
        section="Exercise",
        lines=3,
        searched=True,
        help="Evacuation, unaccompanied children, civil unrest: what the forces had to solve.",
    )
    participation: str = text(
        "Humanitarians who took part",
        section="Taking part",
        data_class=DataClass.ROLE,
        help="Organisations, not persons.",
    )
    local_ngos: str = text(
        "Local NGOs who took part",
        section="Taking part",
        data_class=DataClass.ROLE,
        help="How many and of what kind is enough where a name could harm them.",
    )
    participants: Tally = tally("Humanitarian participants", section="Taking part")
    our_role: str = text(
        "Our role",
        section="Taking part",
        help="Such as wrote the injects, played a community, observed.",
    )
    harm_looked_at: str = flag(
        "Perception and distinction looked at",
        section="Taking part",
        help="Taking part can be read as taking sides.",
    )
    lessons: str = text("Lessons", section="Lessons", lines=3, searched=True)
    follow_up: str = text("Follow-up", section="Lessons", lines=2)
    follow_up_on: Day | None = day("Follow up on", section="Lessons", sorted=True)


def _told_to_someone(awareness: Awareness) -> Iterator[Problem]:
    if not awareness.actor and not awareness.audience.strip():
        yield Problem("actor", "Say to whom it was made known.")
    if awareness.took in ("yes", "partly") and not awareness.evidence.strip():
        yield Problem("evidence", "Say what shows that it took.")
    if awareness.took not in ("", "pending") and awareness.checked_on is None:
        yield Problem("checked_on", "Say on which day you looked.")


@record
class Awareness(Record):
    """Which guideline was made known to whom, when, and whether it took (CB2)."""

    noun: ClassVar[str] = "awareness"
    code: ClassVar[str] = "AWR"
    label: ClassVar[str] = "Guideline made known"
    plural: ClassVar[str] = "Guidelines made known"
    about: ClassVar[str] = "Which guideline, to whom, when, and whether it took."
    heading: ClassVar[tuple[str, ...]] = ("guidance", "audience")
    dated: ClassVar[str] = "told_on"
    tasks: ClassVar[tuple[str, ...]] = ("CB2",)
    dues = (Due("check_on", "Did the guideline take?", "took", ("", "pending")),)
    sections: ClassVar[tuple[str, ...]] = ("Told", "Did it take", HANDLING)
    checks = (_told_to_someone,)

    guidance: str = link("Guideline", "guidance", section="Told", listed=True, required=True)
    actor: str = link("To which force", "actor", section="Told", listed=True)
    audience: str = text("Or to whom, in words", section="Told", listed=True)
    told_on: Day | None = day("Told on", section="Told", listed=True, sorted=True, required=True)
    how: str = text(
        "How",
        section="Told",
        lines=2,
        help="Such as briefed, on a card in their language, by radio.",
    )
    at_meeting: str = link("At", "meeting", section="Told", more=True)
    check_on: Day | None = day("Look on", section="Did it take", sorted=True)
    took: str = choice(
        "Did it take", "took", default="pending", section="Did it take", listed=True, sorted=True
    )
    checked_on: Day | None = day("Looked on", section="Did it take")
    evidence: str = text(
        "What shows it",
        section="Did it take",
        lines=2,
        searched=True,
        help="What they do now that they did not do before; not what they say of it.",
    )
