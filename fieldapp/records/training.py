"""Capacity building: training, exercises, and which guideline was made known to whom."""

from __future__ import annotations

from typing import ClassVar

from fieldapp.records.fields import day, link, text
from fieldapp.records.record import Record, record
from fieldapp.vocab.days import Day


@record
class Training(Record):
    """Who was trained on what, checked how, with which result."""

    noun: ClassVar[str] = "training"
    code: ClassVar[str] = "TRN"
    label: ClassVar[str] = "Training event"
    plural: ClassVar[str] = "Training events"
    about: ClassVar[str] = "Who was trained on what, checked how, with which result."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "held_on"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("CB1", "CB3")
    sections: ClassVar[tuple[str, ...]] = ("Training event", "Handling")

    title: str = text(
        "Title", section="Training event", listed=True, sorted=True, searched=True, required=True
    )
    held_on: Day | None = day("Held on", section="Training event", listed=True, sorted=True)


@record
class Exercise(Record):
    """Exercises of forces, and how humanitarians took part."""

    noun: ClassVar[str] = "exercise"
    code: ClassVar[str] = "EXR"
    label: ClassVar[str] = "Exercise"
    plural: ClassVar[str] = "Exercises"
    about: ClassVar[str] = "Exercises of forces, and how humanitarians took part."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "held_on"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("CB4",)
    sections: ClassVar[tuple[str, ...]] = ("Exercise", "Handling")

    title: str = text(
        "Title", section="Exercise", listed=True, sorted=True, searched=True, required=True
    )
    held_on: Day | None = day("Held on", section="Exercise", listed=True, sorted=True)


@record
class Awareness(Record):
    """Which guideline, to whom, when, and whether it took."""

    noun: ClassVar[str] = "awareness"
    code: ClassVar[str] = "AWR"
    label: ClassVar[str] = "Guideline made known"
    plural: ClassVar[str] = "Guidelines made known"
    about: ClassVar[str] = "Which guideline, to whom, when, and whether it took."
    heading: ClassVar[tuple[str, ...]] = ("guidance", "audience")
    dated: ClassVar[str] = "told_on"
    tasks: ClassVar[tuple[str, ...]] = ("CB2",)
    sections: ClassVar[tuple[str, ...]] = ("Guideline made known", "Handling")

    guidance: str = link(
        "Guideline", "guidance", section="Guideline made known", listed=True, required=True
    )
    audience: str = text("Audience", section="Guideline made known", listed=True)
    told_on: Day | None = day("Told on", section="Guideline made known", listed=True, sorted=True)
