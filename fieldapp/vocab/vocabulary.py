"""A vocabulary is a list of codes with the words that people read for them.

What ships can be extended and reworded for one station. Words are asked for in every layer and in
jobs, and one vault is open at a time, so the station's words are the one thing that this process
holds for all of it: `use_station_words` sets them when a vault is opened, and nothing else does.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import attrs

import resources


@attrs.frozen
class Vocabulary:
    """Codes with labels, in the order in which they are offered.

    `notes` holds the other columns of the CSV (crosswalks, source tags), by code.
    """

    name: str
    labels: Mapping[str, str] = attrs.field(repr=False)
    notes: Mapping[str, Mapping[str, str]] = attrs.field(repr=False, factory=dict)

    def __iter__(self) -> Iterator[str]:
        return iter(self.labels)

    def __contains__(self, code: object) -> bool:
        return code in self.labels

    def __len__(self) -> int:
        return len(self.labels)

    def label(self, code: str) -> str:
        """Words for a code; an unknown code is shown as it came."""
        return self.labels.get(code, code)


# Decisions are made with these, or code relies on each of their words: no station changes them.
FIXED = frozenset(
    {
        "admin_level", "agreement_status", "answering_here", "attribution",
        "commitment_direction", "data_class", "date_precision", "destroyed_by",
        "destruction_outcome", "destruction_state", "disclosure_state", "flag", "level",
        "marking", "onward_sharing", "receipt_answer",
        "receipt_state", "received_state", "recipient_kind", "recipient_type", "shape", "stance",
        "task",
    }
)  # fmt: skip
_of_station: dict[str, Vocabulary] = {}


def use_station_words(words: Mapping[str, Vocabulary]) -> None:
    """Read these vocabularies in place of those that ship, until a vault is opened again."""
    _of_station.clear()
    _of_station.update((name, each) for name, each in words.items() if name not in FIXED)


def vocabulary(name: str) -> Vocabulary:
    """The words of a vocabulary: the station's where it has its own, else those that ship."""
    return _of_station.get(name) or shipped(name)


def own_words(name: str, codes: Iterable[str]) -> Iterator[str]:
    """What was written here for these codes, code and words; nothing of what ships."""
    if not name or name.startswith("@"):
        yield from codes
        return
    ours, ships = vocabulary(name), shipped(name).labels
    for code in codes:
        words = ours.label(code)
        if ships.get(code) != words:
            yield f"{code.replace('_', ' ')} {words}"


@cache
def shipped(name: str) -> Vocabulary:
    """Read `resources/vocab/<name>.csv` (columns `code`, `label`, then notes)."""
    labels: dict[str, str] = {}
    notes: dict[str, Mapping[str, str]] = {}
    with resources.path("vocab", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = row.pop("code")
            labels[code] = row.pop("label")
            notes[code] = {key: value for key, value in row.items() if value}
    return Vocabulary(name, labels, notes)
