"""How many records of each type, and what they are called within a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fieldapp.records import TYPES
from fieldapp.records.record import Record


def in_sentence(label: str) -> str:
    """A label within a sentence: `joint PoC analysis`, not `joint poc analysis`."""
    return " ".join(
        word if word[1:] != word[1:].lower() else word.lower() for word in label.split(" ")
    )


def counted(counts: Mapping[str, int], types: Sequence[type[Record]] = TYPES) -> str:
    """Counts by noun as `45 meetings, 1 commitment`; a type that is not known keeps its noun."""
    known = {kind.noun: (kind.label, kind.plural) for kind in types}
    told = []
    for noun, number in counts.items():
        one, many = known.get(noun, (noun, noun))
        told.append(f"{number:,} {in_sentence(one if number == 1 else many)}")
    return ", ".join(told) or "nothing"
