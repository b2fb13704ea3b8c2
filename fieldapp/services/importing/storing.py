"""From records that were read to records that are stored: all of a file, or none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from fieldapp.records.fields import Kind
from fieldapp.records.record import Part, Record, evolve
from fieldapp.services.importing.report import (
    ImportReport,
    Parsed,
    Reported,
    not_stored,
    rows_not_stored,
)
from fieldapp.store.errors import MissingRecordError
from fieldapp.store.store import Changes, Filter, Query, Store

_ALREADY = "This row was imported before and is already here."
_TWICE = "This number stands twice in the file; the first row was kept."
_NO_LINK = "No record of this reference is here, so the link was not stored."

Known = tuple[str, str]
Holder = TypeVar("Holder", Record, Part)


def store_parsed(
    store: Store, parsed: Parsed, progress: Callable[[int], None] | None = None
) -> ImportReport:
    """Store what was read, in one transaction; rows that are here already are reported."""
    passed_over = _passed_over(store, parsed)
    already = {each.row for each in passed_over}
    fresh: list[Record] = []
    reported = list(passed_over)
    for record, row in zip(parsed.records, parsed.at, strict=True):
        if row in already:
            continue
        linked, lines = _linked(store, record, row)
        reported += lines
        if all(each.stored for each in lines):
            fresh.append(linked)
    left = frozenset(each.row for each in reported if not each.stored)
    # Of a row that was passed over whole, what was made of its values is of no concern.
    said = [each for each in parsed.reported if each.row not in already]
    every = (*not_stored(said, left), *reported)
    assert parsed.rows == len(fresh) + rows_not_stored(every)
    changes = store.import_records(fresh, "imported", progress) if fresh else Changes()
    return ImportReport(parsed.rows, len(fresh), every, changes)


def _passed_over(store: Store, parsed: Parsed) -> list[Reported]:
    """Rows of a data set that are here from an earlier import, or stand twice in this one."""
    here, seen, lines = _known(store, parsed), set[Known](), list[Reported]()
    for record, row in zip(parsed.records, parsed.at, strict=True):
        known = _key(record)
        if known is None:
            continue
        if known in here or known in seen:
            why = _ALREADY if known in here else _TWICE
            lines.append(Reported(row, "Number in that data set", known[1], why, stored=False))
        seen.add(known)
    return lines


def _key(record: Record) -> Known | None:
    """By what a row of a data set is known again."""
    dataset, number = getattr(record, "dataset", ""), getattr(record, "external_id", "")
    return (dataset, number) if number else None


def _known(store: Store, parsed: Parsed) -> set[Known]:
    sets = {(r.noun, known[0]) for r in parsed.records if (known := _key(r))}
    return {
        known
        for noun, dataset in sets
        for record in store.records(Query(kind=noun, filters=(Filter("dataset", dataset),)))
        if (known := _key(record))
    }


def _linked(store: Store, record: Holder, row: int) -> tuple[Holder, list[Reported]]:
    """The record or row with references turned into links; those that lead nowhere are reported."""
    values: dict[str, Any] = {}
    lines: list[Reported] = []
    for field in record.fields():
        given = getattr(record, field.name)
        if given and field.spec.kind is Kind.PARTS:
            pairs = [_linked(store, each, row) for each in given]
            values[field.name] = tuple(each for each, _ in pairs)
            lines += [line for _, said in pairs for line in said]
        if not given or field.spec.kind not in (Kind.LINK, Kind.LINKS):
            continue
        refs = given if isinstance(given, tuple) else (given,)
        ids = {ref: _target(store, ref, field.spec.target) for ref in refs}
        found = tuple(target for target in ids.values() if target)
        values[field.name] = found if field.spec.kind is Kind.LINKS else "".join(found)
        lines += [
            Reported(row, field.spec.label, ref, _NO_LINK, stored=not field.spec.required)
            for ref, to in ids.items()
            if not to
        ]
    return (evolve(record, **values) if values else record), lines


def _target(store: Store, ref: str, nouns: tuple[str, ...]) -> str:
    try:
        found = store.get(ref) if store.exists(ref) else store.by_ref(ref)
    except MissingRecordError:
        return ""
    return found.id if not nouns or found.noun in nouns else ""
