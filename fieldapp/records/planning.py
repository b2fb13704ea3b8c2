"""Planning: advice, guidance, frameworks, and concerns conveyed while forces plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from fieldapp.records.fields import choice, choices, day, flag, link, links, parts, place, text
from fieldapp.records.record import Due, Part, Problem, Record, part, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Place
from fieldapp.vocab.vocabulary import vocabulary

HANDLING = "Handling"
EVENT, SHARED, ROLE = DataClass.EVENT, DataClass.SHAREABLE_TEXT, DataClass.ROLE


def _decision_has_a_day(note: AdviceNote) -> Iterator[Problem]:
    if note.decision not in ("", "pending") and note.decided_on is None:
        yield Problem("decided_on", "Say on which day it was decided.")


@record
class AdviceNote(Record):
    """Question, options, recommendation, and what was decided (AN2, PP1)."""

    noun: ClassVar[str] = "advice_note"
    code: ClassVar[str] = "ADN"
    label: ClassVar[str] = "Advice note"
    plural: ClassVar[str] = "Advice notes"
    about: ClassVar[str] = "Question, options, recommendation, and what was decided."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "given_on"
    tasks: ClassVar[tuple[str, ...]] = ("AN2", "PP1")
    dues = (Due("answer_by", "Advice is awaited", "decision", ("", "pending")),)
    sections: ClassVar[tuple[str, ...]] = ("Question", "Advice", "Decision", HANDLING)
    checks = (_decision_has_a_day,)

    title: str = text(
        "Title", section="Question", listed=True, sorted=True, searched=True, required=True
    )
    to_whom: tuple[str, ...] = choices("To", "advice_to", section="Question", listed=True)
    question: str = text(
        "Question",
        section="Question",
        lines=3,
        searched=True,
        required=True,
        help="The one thing to be decided, as the one who decides would put it.",
    )
    given_on: Day | None = day("Given on", section="Question", listed=True, sorted=True)
    answer_by: Day | None = day("Needed by", section="Question", sorted=True)
    actors: tuple[str, ...] = links("About", "actor", section="Question")
    objective: str = link("For which objective", "objective", section="Question", more=True)
    options: str = text(
        "Options",
        section="Advice",
        lines=4,
        searched=True,
        help="One a line, doing nothing among them.",
    )
    recommendation: str = text("Recommendation", section="Advice", lines=3, searched=True)
    risks: str = text(
        "Risks",
        section="Advice",
        lines=2,
        help="To people, to partners, to access, to how we are seen.",
    )
    products: tuple[str, ...] = links("Rests on", "product", section="Advice", more=True)
    decision: str = choice(
        "Decision",
        "advice_decision",
        default="pending",
        section="Decision",
        listed=True,
        sorted=True,
    )
    decided_on: Day | None = day("Decided on", section="Decision")
    decided: str = text("What was decided", section="Decision", lines=2, searched=True)


@part
class GuidanceItem(Part):
    """One point of the checklist of context-specific guidance."""

    item: str = choice("Point", "guidance_item", data_class=EVENT, listed=True)
    state: str = choice("State", "presence", default="unknown", data_class=EVENT, listed=True)
    note: str = text("Note", searched=True, listed=True)


def guidance_items() -> tuple[GuidanceItem, ...]:
    """The rows that a new guidance starts with, none of them looked at yet."""
    return tuple(GuidanceItem(item=code) for code in vocabulary("guidance_item"))


def _in_force_is_endorsed(guidance: Guidance) -> Iterator[Problem]:
    if guidance.in_force == "yes" and not guidance.endorsed_by.strip():
        yield Problem("endorsed_by", "Say who endorsed what is in force.")


@record
class Guidance(Record):
    """Context-specific civil-military guidance against the checklist (CB2, domain 2.4)."""

    noun: ClassVar[str] = "guidance"
    code: ClassVar[str] = "GDN"
    label: ClassVar[str] = "Guidance"
    plural: ClassVar[str] = "Guidance register"
    about: ClassVar[str] = "Context-specific civil-military guidance against the checklist."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "endorsed_on"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("CB2",)
    dues = (Due("renew_on", "Review the guidance", "in_force", ("yes",)),)
    sections: ClassVar[tuple[str, ...]] = ("Guidance", "Checklist", HANDLING)
    checks = (_in_force_is_endorsed,)

    title: str = text(
        "Title",
        section="Guidance",
        listed=True,
        sorted=True,
        searched=True,
        required=True,
        data_class=DataClass.AGREED_LINE,
    )
    edition: str = text("Edition", section="Guidance", data_class=EVENT)
    in_force: str = flag("In force", section="Guidance", listed=True, data_class=EVENT)
    endorsed_by: str = text(
        "Endorsed by",
        section="Guidance",
        data_class=ROLE,
        help="Such as the HCT; who was told of it stands under Guidelines made known.",
    )
    endorsed_on: Day | None = day("Endorsed on", section="Guidance", listed=True, sorted=True)
    renew_on: Day | None = day("Review due", section="Guidance", sorted=True)
    place: Place = place("Country or area", section="Guidance")
    summary: str = text(
        "What it says", section="Guidance", lines=4, searched=True, data_class=DataClass.AGREED_LINE
    )
    reference: str = link("Text in the library", "reference", section="Guidance")
    topics: tuple[str, ...] = choices(
        "Topics", "training_topic", section="Guidance", data_class=EVENT
    )
    items: tuple[GuidanceItem, ...] = parts(
        "Checklist",
        GuidanceItem,
        section="Checklist",
        searched=True,
        data_class=EVENT,
        usual=lambda _: guidance_items(),
    )


@record
class Framework(Record):
    """Rules of engagement, codes of conduct, joint modalities: what we advised (PP1)."""

    noun: ClassVar[str] = "framework"
    code: ClassVar[str] = "FRW"
    label: ClassVar[str] = "Framework or ROE"
    plural: ClassVar[str] = "Frameworks and ROE"
    about: ClassVar[str] = "Rules of engagement, codes of conduct, joint modalities: our advice."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "advised_on"
    tasks: ClassVar[tuple[str, ...]] = ("PP1",)
    dues = (Due("look_again", "Look at the framework"),)
    sections: ClassVar[tuple[str, ...]] = ("Framework", "Our advice", HANDLING)

    title: str = text(
        "Title", section="Framework", listed=True, sorted=True, searched=True, required=True
    )
    kind: str = choice(
        "Kind", "framework_kind", section="Framework", listed=True, sorted=True, required=True
    )
    actor: str = link("Whose", "actor", section="Framework", listed=True)
    mission: str = link("Mission", "mission", section="Framework", more=True)
    valid_from: Day | None = day("Valid from", section="Framework")
    valid_until: Day | None = day("Until", section="Framework")
    civilians: str = text("What it says on civilians", section="Framework", lines=3, searched=True)
    gaps: str = text(
        "Gaps",
        section="Framework",
        lines=2,
        searched=True,
        help="What it leaves open, or says against the law or our guidance.",
    )
    advised_on: Day | None = day("Advised on", section="Our advice", listed=True, sorted=True)
    advised_whom: str = text(
        "Whom we advised", section="Our advice", help="Functions: the HC, a legal adviser."
    )
    advice: str = text("What we advised", section="Our advice", lines=3, searched=True)
    taken_up: str = choice("Taken up", "taken_up", section="Our advice", listed=True)
    look_again: Day | None = day("Look again on", section="Our advice", sorted=True)
    advice_note: str = link("Advice note", "advice_note", section="Our advice", more=True)


def _line_is_safe(concern: ConveyedConcern) -> Iterator[Problem]:
    if concern.could_be_inferred != "no":
        yield Problem(
            "could_be_inferred",
            "Make the line more general until no source, village or witness can be inferred.",
        )
    if not concern.approved_by.strip():
        yield Problem("approved_by", "Say who approved this line.")
    if concern.conveyed_on is not None and not concern.actor:
        yield Problem("actor", "Say to which force it was conveyed.")


@record
class ConveyedConcern(Record):
    """A protection concern given to forces while they plan: one general, approved line (R25)."""

    noun: ClassVar[str] = "conveyed_concern"
    code: ClassVar[str] = "CNV"
    label: ClassVar[str] = "Concern conveyed"
    plural: ClassVar[str] = "Concerns conveyed"
    about: ClassVar[str] = "Concerns given to forces while they plan: one approved, general line."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "conveyed_on"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("PP2",)
    dues = (Due("look_again", "What became of it?", "taken_up", ("", "pending")),)
    sections: ClassVar[tuple[str, ...]] = ("Concern", "Conveyed", HANDLING)
    checks = (_line_is_safe,)

    title: str = text(
        "Title",
        section="Concern",
        listed=True,
        sorted=True,
        searched=True,
        required=True,
        data_class=SHARED,
    )
    line: str = text(
        "The line, as conveyed",
        section="Concern",
        lines=4,
        searched=True,
        required=True,
        data_class=DataClass.AGREED_LINE,
        help="Word for word, and general: where and when people are at risk, never who told us.",
    )
    could_be_inferred: str = flag(
        "Could a source, village or witness be inferred?",
        section="Concern",
        help="Read it as the force would, knowing what it knows.",
    )
    approved_by: str = text(
        "Approved by",
        section="Concern",
        data_class=ROLE,
        help="A function: head of office, HC. Never only the one who wrote it.",
    )
    risk_to: str = choice("Risk to", "risk_to", section="Concern", data_class=EVENT)
    background: str = text("Background, for us alone", section="Concern", lines=3, searched=True)
    actor: str = link("To which force", "actor", section="Conveyed", listed=True, data_class=ROLE)
    conveyed_on: Day | None = day("Conveyed on", section="Conveyed", listed=True, sorted=True)
    meeting: str = link("At", "meeting", section="Conveyed")
    during: str = text(
        "During which planning",
        section="Conveyed",
        help="In words that tell nothing of the plan itself.",
    )
    response: str = text(
        "Response", section="Conveyed", lines=2, searched=True, data_class=DataClass.SAID
    )
    taken_up: str = choice(
        "Taken up", "taken_up", section="Conveyed", listed=True, data_class=EVENT
    )
    look_again: Day | None = day("Look again on", section="Conveyed", sorted=True)
