"""Planning and preparedness: the CMCoord assessment, advice, guidance, and concerns conveyed."""

from __future__ import annotations

from typing import ClassVar

from fieldapp.records.fields import day, text
from fieldapp.records.record import Record, record
from fieldapp.vocab.days import Day


@record
class CmcoordAssessment(Record):
    """Actors, structures, roles that armed actors may be forced to take; kept current."""

    noun: ClassVar[str] = "cmcoord_assessment"
    code: ClassVar[str] = "CMA"
    label: ClassVar[str] = "CMCoord assessment"
    plural: ClassVar[str] = "CMCoord assessments"
    about: ClassVar[str] = (
        "Actors, structures, roles that armed actors may be forced to take; kept current."
    )
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "period_from"
    tasks: ClassVar[tuple[str, ...]] = ("PP4",)
    sections: ClassVar[tuple[str, ...]] = ("CMCoord assessment", "Handling")

    title: str = text(
        "Title",
        section="CMCoord assessment",
        listed=True,
        sorted=True,
        searched=True,
        required=True,
    )
    period_from: Day | None = day("From", section="CMCoord assessment", listed=True, sorted=True)


@record
class AdviceNote(Record):
    """Question, options, recommendation, and what was decided."""

    noun: ClassVar[str] = "advice_note"
    code: ClassVar[str] = "ADN"
    label: ClassVar[str] = "Advice note"
    plural: ClassVar[str] = "Advice notes"
    about: ClassVar[str] = "Question, options, recommendation, and what was decided."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "given_on"
    tasks: ClassVar[tuple[str, ...]] = ("AN2", "PP1")
    sections: ClassVar[tuple[str, ...]] = ("Advice note", "Handling")

    title: str = text(
        "Title", section="Advice note", listed=True, sorted=True, searched=True, required=True
    )
    given_on: Day | None = day("Given on", section="Advice note", listed=True, sorted=True)


@record
class Guidance(Record):
    """Context-specific civil-military guidance against the checklist."""

    noun: ClassVar[str] = "guidance"
    code: ClassVar[str] = "GDN"
    label: ClassVar[str] = "Guidance"
    plural: ClassVar[str] = "Guidance register"
    about: ClassVar[str] = "Context-specific civil-military guidance against the checklist."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "endorsed_on"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("CB2",)
    sections: ClassVar[tuple[str, ...]] = ("Guidance", "Handling")

    title: str = text(
        "Title", section="Guidance", listed=True, sorted=True, searched=True, required=True
    )
    endorsed_on: Day | None = day("Endorsed on", section="Guidance", listed=True, sorted=True)


@record
class Framework(Record):
    """Rules of engagement, codes of conduct, joint modalities: what we advised."""

    noun: ClassVar[str] = "framework"
    code: ClassVar[str] = "FRW"
    label: ClassVar[str] = "Framework or ROE"
    plural: ClassVar[str] = "Frameworks and rules of engagement"
    about: ClassVar[str] = (
        "Rules of engagement, codes of conduct, joint modalities: what we advised."
    )
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "advised_on"
    tasks: ClassVar[tuple[str, ...]] = ("PP1",)
    sections: ClassVar[tuple[str, ...]] = ("Framework or ROE", "Handling")

    title: str = text(
        "Title", section="Framework or ROE", listed=True, sorted=True, searched=True, required=True
    )
    advised_on: Day | None = day("Advised on", section="Framework or ROE", listed=True, sorted=True)


@record
class ConveyedConcern(Record):
    """Protection concerns given to forces while they plan: one approved, general line."""

    noun: ClassVar[str] = "conveyed_concern"
    code: ClassVar[str] = "CNV"
    label: ClassVar[str] = "Concern conveyed"
    plural: ClassVar[str] = "Concerns conveyed"
    about: ClassVar[str] = (
        "Protection concerns given to forces while they plan: one approved, general line."
    )
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "conveyed_on"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("PP2",)
    sections: ClassVar[tuple[str, ...]] = ("Concern conveyed", "Handling")

    title: str = text(
        "Title", section="Concern conveyed", listed=True, sorted=True, searched=True, required=True
    )
    conveyed_on: Day | None = day(
        "Conveyed on", section="Concern conveyed", listed=True, sorted=True
    )
