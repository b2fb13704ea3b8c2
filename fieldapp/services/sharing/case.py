"""What one decision is made from, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Record
from fieldapp.services.sharing import flags
from fieldapp.services.sharing.around import Around
from fieldapp.services.sharing.result import DROPPED, KEPT, ReleasedRow
from fieldapp.services.sharing.scanning.choices import Asked
from fieldapp.services.sharing.standing import PERSON, Standing
from fieldapp.services.sharing.terms import ACTOR_TYPE, AS_RECORDED, Terms
from fieldapp.vocab.handling import Attribution
from fieldapp.vocab.places import Place
from fieldapp.vocab.tallies import Tally

# Only under these, or where words of theirs play no part, may a speaker be told.
_ATTRIBUTED = (None, Attribution.ON_RECORD)
# What stands for nothing, by kind of value; a default such as "reported" would say something.
_EMPTY: Mapping[Kind, Any] = {
    **dict.fromkeys((Kind.TEXT, Kind.CHOICE, Kind.FLAG, Kind.LINK), ""),
    **dict.fromkeys((Kind.CHOICES, Kind.LINKS, Kind.PARTS), ()),
    Kind.TALLY: Tally(),
    Kind.PLACE: Place(),
}


@attrs.frozen
class Decision:
    """What happens to one field: action, the rule that says so, a sentence, and what leaves."""

    action: str
    rule: str
    words: str
    value: Any = attrs.field(repr=False)
    in_words: bool = False
    rows: tuple[ReleasedRow, ...] = attrs.field(default=(), repr=False)
    asked: tuple[Asked, ...] = attrs.field(default=(), repr=False)


@attrs.frozen
class Case:
    """One record under one agreement; `flag` is the strictest in it, None where it has none.

    `summary` is the flag of a text that sums the record up: its own, or that of a row that leaves
    where that is stricter.
    """

    terms: Terms
    around: Around
    record: Record
    flag: Attribution | None = None
    summary: Attribution | None = None

    @property
    def hides(self) -> bool:
        """Whether who was there, where and on which day stay here (R13)."""
        return self.flag in flags.HIDING

    @property
    def finest(self) -> int:
        """The admin level down to which places may be named in a text."""
        return min(self.terms.admin_level, 1) if self.hides else self.terms.admin_level

    @property
    def names(self) -> bool:
        """Whether a person may be told by name: the agreement says so and no flag forbids it."""
        return self.terms.names and self.flag in _ATTRIBUTED

    @property
    def roles(self) -> str:
        """How forces appear: only by type for a speaker or a contact who may not be known."""
        unknown = self.record.noun == PERSON and not self.names
        if self.terms.roles == AS_RECORDED and (unknown or self.flag not in _ATTRIBUTED):
            return ACTOR_TYPE
        return self.terms.roles


def case_of(record: Record, terms: Terms, around: Around) -> Case:
    """Read the flags of a record once."""
    flag = flags.strictest(record)
    return Case(terms, around, record, flag, _summary(record, terms) if flag else None)


def _summary(record: Record, terms: Terms) -> Attribution:
    rows = (flags.flag_of(row) for row in flags.flagged_rows(record))
    return Attribution.of(flags.flag_of(record), *(each for each in rows if terms.says(each)))


def drop(field: Field, rule: str, words: str) -> Decision:
    """The field does not leave: its empty value stands in its place."""
    return Decision(DROPPED, rule, words, nothing_of(field))


def nothing_of(field: Field) -> Any:
    """The empty value that stands in the place of one that does not leave."""
    return _EMPTY.get(field.spec.kind)


def keep(standing: Standing, value: Any) -> Decision:
    """The value leaves as it is."""
    return Decision(KEPT, standing.rule, standing.words, value)


def several(value: Any) -> tuple[str, ...]:
    """The ids of a link or of links."""
    return value if isinstance(value, tuple) else (value,)


def shaped_like(value: Any, told: tuple[str, ...]) -> Any:
    """What is told in place of a link, or of links, in the same shape."""
    return told if isinstance(value, tuple) else told[0]
