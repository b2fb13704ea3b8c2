"""What the attribution flags of a meeting, a statement or a promise let happen (R13)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from fieldapp.records.fields import Kind
from fieldapp.records.record import Part, Record
from fieldapp.vocab.handling import Attribution, DataClass

FLAG = "attribution"
# Under these, who was there, where and on which day stay here too.
HIDING = frozenset({Attribution.CHATHAM_HOUSE, Attribution.BACKGROUND_ONLY, Attribution.OFF_RECORD})
# Records that tell with whom one sat, or who took part in what was agreed.
TELLS_WHO = frozenset({"platform", "arrangement", "negotiation", "notification"})
WHY = {
    Attribution.CHATHAM_HOUSE: "Chatham House: neither identity nor affiliation leaves (R13).",
    Attribution.BACKGROUND_ONLY: "Background only, or no flag set: no reuse of content (R13).",
    Attribution.OFF_RECORD: "Off record: no content leaves (R13).",
}


def _has_flag(cls: Any) -> bool:
    return any(field.name == FLAG for field in cls.fields())


def _is_statement(cls: Any) -> bool:
    said = DataClass.SAID
    return _has_flag(cls) and any(
        field.spec.kind is Kind.TEXT and field.spec.data_class is said for field in cls.fields()
    )


# Whether records or rows of a class carry a flag, and whether they are themselves words of theirs,
# such as a promise. Declarations do not change while the app runs.
has_flag: Callable[[Any], bool] = cache(_has_flag)
is_statement: Callable[[Any], bool] = cache(_is_statement)


def flag_of(holder: Record | Part) -> Attribution:
    """The flag of a record or row; unset means background only."""
    return Attribution.of(getattr(holder, FLAG))


def strictest(record: Record) -> Attribution | None:
    """The strictest flag of a record and all its rows; None where its type has none."""
    if not has_flag(type(record)):
        return None
    return Attribution.of(getattr(record, FLAG), *(row.attribution for row in flagged_rows(record)))


def flagged_rows(record: Record) -> Iterator[Any]:
    """The rows of a record that carry a flag of their own."""
    for field in record.fields():
        part = field.spec.part
        if part is not None and has_flag(part):
            yield from getattr(record, field.name)
