"""The negotiation file: what is agreed and contested, both icebergs, limits and scenarios."""

from __future__ import annotations

from typing import ClassVar

from fieldapp.records.fields import day, text
from fieldapp.records.record import Record, record
from fieldapp.vocab.days import Day


@record
class Negotiation(Record):
    """Islands of agreement, icebergs, red lines, scenarios and the mandate."""

    noun: ClassVar[str] = "negotiation"
    code: ClassVar[str] = "NEG"
    label: ClassVar[str] = "Negotiation file"
    plural: ClassVar[str] = "Negotiation files"
    about: ClassVar[str] = "Islands of agreement, icebergs, red lines, scenarios and the mandate."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "started"
    tasks: ClassVar[tuple[str, ...]] = ("AD4", "AD6")
    sections: ClassVar[tuple[str, ...]] = ("Negotiation file", "Handling")

    title: str = text(
        "Title", section="Negotiation file", listed=True, sorted=True, searched=True, required=True
    )
    started: Day | None = day("Started", section="Negotiation file", listed=True, sorted=True)
