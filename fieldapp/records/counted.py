"""How many records of each type, in the words of their declarations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fieldapp.records import TYPES
from fieldapp.records.record import Record


def counted(counts: Mapping[str, int], types: Sequence[type[Record]] = TYPES) -> str:
    """Counts by noun as `45 meetings, 1 commitment`; a type that is not known keeps its noun."""
    known = {kind.noun: (kind.label, kind.plural) for kind in types}
    told = []
    for noun, number in counts.items():
        one, many = known.get(noun, (noun, noun))
        told.append(f"{number:,} {(one if number == 1 else many).lower()}")
    return ", ".join(told) or "nothing"
