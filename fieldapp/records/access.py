"""Access: what hinders it, what was arranged, and the checklists of evacuation and screening."""

from __future__ import annotations

from typing import ClassVar

from fieldapp.records.fields import day, text
from fieldapp.records.record import Record, record
from fieldapp.vocab.days import Day


@record
class AccessConstraint(Record):
    """What keeps aid from people or people from aid, and what was done about it."""

    noun: ClassVar[str] = "access_constraint"
    code: ClassVar[str] = "ACC"
    label: ClassVar[str] = "Access constraint"
    plural: ClassVar[str] = "Access constraints"
    about: ClassVar[str] = (
        "What keeps aid from people or people from aid, and what was done about it."
    )
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "happened"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("AN4",)
    sections: ClassVar[tuple[str, ...]] = ("Access constraint", "Handling")

    title: str = text(
        "Title", section="Access constraint", listed=True, sorted=True, searched=True, required=True
    )
    happened: Day | None = day("Date", section="Access constraint", listed=True, sorted=True)


@record
class Arrangement(Record):
    """Pauses, corridors, crossings: agreed with whom, for how long, kept or breached."""

    noun: ClassVar[str] = "arrangement"
    code: ClassVar[str] = "ARR"
    label: ClassVar[str] = "Access arrangement"
    plural: ClassVar[str] = "Access arrangements"
    about: ClassVar[str] = (
        "Pauses, corridors, crossings: agreed with whom, for how long, kept or breached."
    )
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "starts"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("DI4",)
    sections: ClassVar[tuple[str, ...]] = ("Access arrangement", "Handling")

    title: str = text(
        "Title",
        section="Access arrangement",
        listed=True,
        sorted=True,
        searched=True,
        required=True,
    )
    starts: Day | None = day("Starts", section="Access arrangement", listed=True, sorted=True)


@record
class Checklist(Record):
    """Evacuation, screening or camp closure against minimum standards, and the gaps."""

    noun: ClassVar[str] = "checklist"
    code: ClassVar[str] = "CHK"
    label: ClassVar[str] = "Checklist"
    plural: ClassVar[str] = "Checklists"
    about: ClassVar[str] = (
        "Evacuation, screening or camp closure against minimum standards, and the gaps."
    )
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "checked_on"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("DI2",)
    sections: ClassVar[tuple[str, ...]] = ("Checklist", "Handling")

    title: str = text(
        "Title", section="Checklist", listed=True, sorted=True, searched=True, required=True
    )
    checked_on: Day | None = day("Checked on", section="Checklist", listed=True, sorted=True)
