"""From a file to records: a pure job that stores nothing and leaves nothing out in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from fieldapp.records import TYPES
from fieldapp.records.record import Record
from fieldapp.services.importing.areas import NO_AREAS, Areas
from fieldapp.services.importing.crosswalk import Crosswalk, crosswalk, crosswalks
from fieldapp.services.importing.errors import (
    EmptyTableError,
    NotImportedError,
    UnknownKindOfRecordError,
)
from fieldapp.services.importing.plan import Plan, plan
from fieldapp.services.importing.report import Parsed, Reported
from fieldapp.services.importing.rows import read_row
from fieldapp.services.importing.sheets import Progress, Row, Sheet, Stop, filled, open_sheet, shown

_CHECK_EVERY = 50
# What decides over what may leave, or answers for what left: a table could forge it, such as the
# day on which a partner's code was compared.
_MADE_HERE = frozenset(
    {
        *("station", "partner", "agreement", "disclosure", "received"),
        *("approver", "approval", "text_choice", "key_change", "destruction", "recall"),
    }
)


def read_file(
    source: Path | Sheet,
    kind_noun: str = "",
    mapping: str | None = None,
    *,
    types: Sequence[type[Record]] = TYPES,
    gazetteer: Areas = NO_AREAS,
    chosen: Mapping[str, str] | None = None,
    stop: Stop | None = None,
    progress: Progress | None = None,
) -> Parsed:
    """Read a CSV, XLSX or JSON file as records of one type, with a report of all else.

    Without `mapping`, a file whose columns a shipped mapping knows is read by that; any other by
    the names of the fields of `kind_noun`, or as `chosen` says for each column.
    """
    sheet = source if isinstance(source, Sheet) else open_sheet(source)
    known = None
    if chosen is None:
        known = crosswalk(mapping) if mapping else recognised(sheet, kind_noun)
    kind = _kind(kind_noun or (known.kind if known else ""), types)
    return _read(plan(kind, sheet, known, chosen), sheet, gazetteer, stop, progress)


def recognised(sheet: Sheet, noun: str) -> Crosswalk | None:
    """The shipped mapping that knows a file with these columns, if there is one."""
    for each in crosswalks():
        if noun in ("", each.kind) and each.knows(sheet.columns):
            return each
    return None


def importable(types: Sequence[type[Record]]) -> list[type[Record]]:
    """The types of record that a table may hold."""
    return [kind for kind in types if kind.noun not in _MADE_HERE]


def _kind(noun: str, types: Sequence[type[Record]]) -> type[Record]:
    if noun in _MADE_HERE:
        raise NotImportedError
    for kind in types:
        if kind.noun == noun:
            return kind
    raise UnknownKindOfRecordError


def _read(
    made: Plan, sheet: Sheet, areas: Areas, stop: Stop | None, progress: Progress | None
) -> Parsed:
    records: list[Record] = []
    at: list[int] = []
    reported, extra, rows = list(made.notes), Counter[int](), 0
    for row in sheet.rows:
        if rows % _CHECK_EVERY == 0:
            if stop:
                stop.check()
            if progress:
                progress(rows, 0)
        rows += 1
        record, lines = read_row(made, row, areas)
        reported += [*lines, *_beyond(row, len(made.columns), stored=record is not None)]
        extra.update(n for n, cell in _extra(made, row) if filled(cell))
        if record is not None:
            records.append(record)
            at.append(row.number)
    if not rows:
        raise EmptyTableError
    reported += _extra_columns(made, extra)
    return Parsed(rows, tuple(records), tuple(reported), tuple(at))


def _extra(made: Plan, row: Row) -> list[tuple[int, object]]:
    return [(n, cell) for n, cell in enumerate(row.cells[: len(made.rules)]) if not made.rules[n]]


def _extra_columns(made: Plan, values: Counter[int]) -> list[Reported]:
    why = "No field has this name: the values of this column were not stored."
    return [
        Reported(0, column, f"{values[n]} values", why)
        for n, (column, rules) in enumerate(zip(made.columns, made.rules, strict=True))
        if not rules
    ]


def _beyond(row: Row, width: int, *, stored: bool) -> list[Reported]:
    why = "This cell stands under no column name and was not stored."
    return [
        Reported(row.number, "", shown(cell), why, stored)
        for cell in row.cells[width:]
        if filled(cell)
    ]
