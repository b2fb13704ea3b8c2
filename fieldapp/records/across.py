"""What all areas lean on: HCT priorities, missions, and the reference library."""

from __future__ import annotations

from typing import ClassVar

from fieldapp.records.fields import day, text
from fieldapp.records.record import Record, record
from fieldapp.vocab.days import Day


@record
class ProtectionPriority(Record):
    """What the HCT set, what is expected to change, and how far it is."""

    noun: ClassVar[str] = "protection_priority"
    code: ClassVar[str] = "PRI"
    label: ClassVar[str] = "Protection priority"
    plural: ClassVar[str] = "Protection priorities"
    about: ClassVar[str] = "What the HCT set, what is expected to change, and how far it is."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "since"
    tasks: ClassVar[tuple[str, ...]] = ("AN2",)
    sections: ClassVar[tuple[str, ...]] = ("Protection priority", "Handling")

    title: str = text(
        "Title",
        section="Protection priority",
        listed=True,
        sorted=True,
        searched=True,
        required=True,
    )
    since: Day | None = day("Since", section="Protection priority", listed=True, sorted=True)


@record
class Mission(Record):
    """Peace operations with the dates of their mandates."""

    noun: ClassVar[str] = "mission"
    code: ClassVar[str] = "MIS"
    label: ClassVar[str] = "Mission"
    plural: ClassVar[str] = "Missions"
    about: ClassVar[str] = "Peace operations with the dates of their mandates."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "since"
    sections: ClassVar[tuple[str, ...]] = ("Mission", "Handling")

    title: str = text(
        "Title", section="Mission", listed=True, sorted=True, searched=True, required=True
    )
    since: Day | None = day("Since", section="Mission", listed=True, sorted=True)


@record
class Reference(Record):
    """Policies, guidance and law, with our own copy."""

    noun: ClassVar[str] = "reference"
    code: ClassVar[str] = "LIB"
    label: ClassVar[str] = "Reference"
    plural: ClassVar[str] = "Reference library"
    about: ClassVar[str] = "Policies, guidance and law, with our own copy."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    sections: ClassVar[tuple[str, ...]] = ("Reference", "Handling")

    title: str = text(
        "Title", section="Reference", listed=True, sorted=True, searched=True, required=True
    )
