"""After something left or came in: recalls that were sent, and what was destroyed by whom."""

from __future__ import annotations

from typing import ClassVar

from fieldapp.records.fields import choice, day, link, text
from fieldapp.records.record import Record, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass

ADMIN = DataClass.ADMINISTRATIVE


@record
class Recall(Record):
    """A request to those who hold something of ours to correct it, or to delete it."""

    noun: ClassVar[str] = "recall"
    code: ClassVar[str] = "RCL"
    label: ClassVar[str] = "Recall"
    plural: ClassVar[str] = "Recalls"
    about: ClassVar[str] = "What recipients were asked to take back, and whether they did."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "asked_on"
    sections: ClassVar[tuple[str, ...]] = ("Recall", "Handling")

    title: str = text("Title", section="Recall", listed=True, required=True, data_class=ADMIN)
    asked_on: Day | None = day(
        "Asked on", section="Recall", listed=True, sorted=True, data_class=ADMIN
    )
    state: str = choice(
        "State", "recall_state", section="Recall", listed=True, sorted=True, data_class=ADMIN
    )


@record
class Destruction(Record):
    """That something was destroyed, or not and why: the entry survives what it speaks of."""

    noun: ClassVar[str] = "destruction"
    code: ClassVar[str] = "DST"
    label: ClassVar[str] = "Destruction"
    plural: ClassVar[str] = "Destructions"
    about: ClassVar[str] = "What was destroyed here or by others, when and by whom."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "on"
    sections: ClassVar[tuple[str, ...]] = ("Destruction", "Handling")

    title: str = text("Title", section="Destruction", listed=True, required=True, data_class=ADMIN)
    on: Day | None = day("On", section="Destruction", listed=True, sorted=True, data_class=ADMIN)
    outcome: str = choice(
        "Outcome", "destruction_outcome", section="Destruction", listed=True, data_class=ADMIN
    )
    received: str = link("Package that came in", "received", section="Destruction")
    disclosure: str = link("Package that left", "disclosure", section="Destruction")
