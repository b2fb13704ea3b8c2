"""The most that any agreement may let happen: one word a data class and recipient kind."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache

import attrs

import resources
from fieldapp.vocab.handling import DataClass, RecipientKind

# Strictest first: of several recipients the strictest word decides.
STRICTNESS = ("nothing", "party", "code", "type", "month", "named", "admin", "said", "both_ends")
NOTHING = "nothing"
UNKNOWN = "This kind of recipient is not known, so nothing goes to it."


@attrs.frozen
class Ceiling:
    """The most that may happen to a data class, and the sentence that says why."""

    word: str
    why: str


@cache
def _table(name: str) -> Mapping[str, Mapping[str, str]]:
    with resources.path("sharing", name).open(encoding="utf-8", newline="") as file:
        return {row.pop("data_class"): row for row in csv.DictReader(file)}


def ceiling(data_class: DataClass, kinds: Iterable[RecipientKind]) -> Ceiling:
    """The strictest ceiling of these kinds; nothing where there is no kind or no such cell."""
    found = [_cell(data_class, kind) for kind in sorted(kinds)]
    return min(found, key=lambda each: _rank(each.word), default=Ceiling(NOTHING, UNKNOWN))


def _cell(data_class: DataClass, kind: RecipientKind) -> Ceiling:
    word = _table("ceilings.csv").get(data_class, {}).get(kind, NOTHING)
    if word != "keep" and word not in STRICTNESS:
        word = NOTHING
    return Ceiling(word, _table("ceilings_why.csv").get(data_class, {}).get(kind, UNKNOWN))


def _rank(word: str) -> int:
    return STRICTNESS.index(word) if word in STRICTNESS else len(STRICTNESS)
