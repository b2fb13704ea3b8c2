"""The protocols that ship with the app: starting values, to be checked against signed texts."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache

import resources
from fieldapp.records.protocols import Protocol, ProtocolRule
from fieldapp.vocab.days import Day

_INDEX = "index.csv"
# Columns of a country's file that a row takes over as they are.
_SAME = (
    "rule",
    "stated",
    "category",
    "lowest_admin_level",
    "finest_date",
    "level",
    "only_field",
    "only_codes",
    "checked",
    "interpretation",
)


def shipped_protocols() -> list[Protocol]:
    """Every protocol that ships, by country; not saved."""
    return [_protocol(row) for row in _rows(_INDEX)]


def _protocol(row: Mapping[str, str]) -> Protocol:
    return Protocol(
        title=row["title"],
        country=row["country"],
        endorsed_by=row["endorsed_by"],
        endorsed_on=Day(row["endorsed_on"]) if row["endorsed_on"] else None,
        version=row["version"],
        source=row["source"],
        rules=tuple(_rules(row["country"])),
    )


def _rules(country: str) -> Iterator[ProtocolRule]:
    """One row for each type of record that a line speaks of; one without where it has none."""
    for row in _rows(f"{country.lower()}.csv"):
        same = {name: row[name] for name in _SAME}
        for kind in row["kinds"].split() or [""]:
            yield ProtocolRule(kind=kind, information=row["information"] or "any", **same)


@cache
def _rows(name: str) -> tuple[Mapping[str, str], ...]:
    path = resources.path("sharing", "profiles", name)
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
