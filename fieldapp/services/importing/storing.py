"""From records that were read to records that are stored: all of a file, or none."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeVar, cast

import attrs

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

_STEP = 50

T = TypeVar("T")
Steps = Generator[tuple[int, int], None, T]  # after each few records: done, and of how many
Known = tuple[str, str]
Holder = TypeVar("Holder", Record, Part)


@attrs.frozen
class _Settled:
    """What of a file is new here, and every line of its report."""

    records: tuple[Record, ...] = attrs.field(repr=False)
    reported: tuple[Reported, ...] = attrs.field(repr=False)


def store_parsed(store: Store, parsed: Parsed) -> ImportReport:
    """Store what was read, in one transaction; rows that are here already are reported."""
    return through(store_in_steps(store, parsed))


def store_in_steps(store: Store, parsed: Parsed) -> Steps[ImportReport]:
    """The same with a rest after every few records; closed before its end it stores nothing.

    Until it has ended its transaction is open: whoever takes a rest lets nobody else write.
    """
    settled = yield from _settle(store, parsed)
    changes, total = Changes(), len(settled.records)
    with store.vault.transaction():
        for start in range(0, total, _STEP):
            yield start, total
            chunk = settled.records[start : start + _STEP]
            changes |= store.import_records(chunk, "imported")
    return ImportReport(parsed.rows, total, settled.reported, changes)


def foresee_parsed(store: Store, parsed: Parsed) -> Steps[ImportReport]:
    """The report that storing would give; nothing is stored."""
    settled = yield from _settle(store, parsed)
    return ImportReport(parsed.rows, len(settled.records), settled.reported)


def through(steps: Steps[T]) -> T:
    """All steps at once."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return cast("T", end.value)


def _settle(store: Store, parsed: Parsed) -> Steps[_Settled]:
    passed_over = yield from _passed_over(store, parsed)
    already = {each.row for each in passed_over}
    fresh: list[Record] = []
    reported = list(passed_over)
    for done, (record, row) in enumerate(zip(parsed.records, parsed.at, strict=True)):
        if done % _STEP == 0:
            yield 0, 0
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
    # A law of ours and no check of the file: each row is stored or reported, never both.
    assert parsed.rows == len(fresh) + rows_not_stored(every)
    return _Settled(tuple(fresh), every)


def _passed_over(store: Store, parsed: Parsed) -> Steps[list[Reported]]:
    """Rows of a data set that are here from an earlier import, or stand twice in this one."""
    here = yield from _known(store, parsed)
    seen, lines = set[Known](), list[Reported]()
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


def _known(store: Store, parsed: Parsed) -> Steps[set[Known]]:
    sets = {(r.noun, known[0]) for r in parsed.records if (known := _key(r))}
    found = set[Known]()
    for noun, dataset in sorted(sets):
        query = Query(kind=noun, filters=(Filter("dataset", dataset),))
        for done, record in enumerate(store.records(query)):
            if done % _STEP == 0:
                yield 0, 0
            if known := _key(record):
                found.add(known)
    return found


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
