"""Starting lists that ship with the app: missions, titles for the library, and protocols."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from typing import Any

import resources
from fieldapp.records import TYPES
from fieldapp.records.fields import Kind
from fieldapp.records.record import Record
from fieldapp.records.values import from_plain
from fieldapp.services.shipped_protocols import shipped_protocols
from fieldapp.store.store import Query, Store
from fieldapp.vocab.folding import fold

# The lists by name, with the type whose records they hold.
LISTS: Mapping[str, str] = {
    "missions": "mission",
    "library": "reference",
    "protocols": "protocol",
}


def starter(store: Store, name: str) -> list[Record]:
    """The records of a list that are not there yet, by title and year; finished, and not saved."""
    noun = LISTS[name]
    there = {_known_by(each) for each in store.records(Query(noun))}
    return [each for each in _shipped(name, noun) if _known_by(each) not in there]


def _known_by(record: Record) -> tuple[str, str]:
    """A new edition is another document; a mission of the same name came back in another year."""
    values = {name: getattr(record, name, None) for name in ("title", "year", "since")}
    since = values["since"]
    year = values["year"] or (since.iso[:4] if since else 0)
    return fold(str(values["title"])), str(int(year))


def _shipped(name: str, noun: str) -> list[Record]:
    if noun == "protocol":
        return [*shipped_protocols()]
    kind = next(each for each in TYPES if each.noun == noun)
    with resources.path("reference", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [_record(kind, row) for row in csv.DictReader(file)]


def _record(kind: type[Record], row: Mapping[str, str]) -> Record:
    """One row as a record; `source` says where the row comes from and is no field."""
    given = {name: cell for name, cell in row.items() if cell and name != "source"}
    values: dict[str, Any] = {name: _value(kind, name, cell) for name, cell in given.items()}
    return kind(**values)


def _value(kind: type[Record], name: str, cell: str) -> Any:
    field = kind.field(name)
    match field.spec.kind:
        case Kind.CHOICES:
            return from_plain(field, cell.split())
        case Kind.NUMBER:
            return from_plain(field, int(cell))
        case _:
            return from_plain(field, cell)
