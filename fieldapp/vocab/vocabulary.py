"""A vocabulary is a list of codes with the words that people read for them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
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


@cache
def vocabulary(name: str) -> Vocabulary:
    """Read `resources/vocab/<name>.csv` (columns `code`, `label`, then notes)."""
    labels: dict[str, str] = {}
    notes: dict[str, Mapping[str, str]] = {}
    with resources.path("vocab", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = row.pop("code")
            labels[code] = row.pop("label")
            notes[code] = {key: value for key, value in row.items() if value}
    return Vocabulary(name, labels, notes)
