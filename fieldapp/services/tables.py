"""Tables for people and programs: CSV with a row of HXL tags, and no cell that acts as a formula.

A table is made from a release, for others, or from records, for the own office only. It is the
same table for CSV and for Excel.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Record
from fieldapp.services.columns import MISSING, WITHHELD, Cell, Column, Spread, spread
from fieldapp.services.sharing.case import nothing_of
from fieldapp.services.sharing.result import (
    DROPPED,
    Release,
    ReleasedField,
    ReleasedRecord,
    shown_in,
)

ROWS_A_CHUNK = 200
_TO_QUOTE = re.compile('[",\r\n]')
_QUOTE, _TWO = '"', '""'
# A spreadsheet runs a cell that begins like this, the wide forms of East Asian keyboards too.
_ACTIVE = tuple("=+-@\t\r\n＝＋－＠")
_CODE = Column("code", "Code", about="What to call this record by voice.", hxl="#meta+code")
_ID = Column("id", "Id", about="Its name outside, the same in every package.", hxl="#meta+id")
_CHANGE = Column("change", "Change", about="new, corrected or retracted", hxl="#meta+change")
_LEVEL = Column(
    "level", "Sensitivity", about="Of what left.", hxl="#meta+level", vocabulary="level"
)
_REF = Column("ref", "Reference", hxl="#meta+ref")
_OWN = Column("id", "Id", hxl="#meta+id")
_ABSENT = object()  # in place of a value that a record does not show


@attrs.frozen
class Table:
    """All of one record type as columns and rows; no cell is empty."""

    kind: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...] = attrs.field(repr=False)


@attrs.frozen
class _Line:
    """One record on its way into a table: what stands first, then values by field.

    What it does not name is empty, but for the fields that it does not show.
    """

    head: tuple[Cell, ...]
    values: Mapping[str, Any]
    withheld: Sequence[str] = ()


def from_release(
    release: Release,
    kinds: Mapping[str, type[Record]],
    change_of: Callable[[ReleasedRecord], str],
    stop: Callable[[], None],
) -> list[Table]:
    """One table a record type with exactly what leaves; what no record shows has no column."""
    found: dict[str, list[_Line]] = {}
    shown = shown_in(release.records)
    worded: set[tuple[str, str]] = set()
    for number, each in enumerate(release.records):
        if number % 50 == 0:
            stop()
        worded.update([(each.kind, f.name) for f in each.leaving if f.in_words])
        head = (each.code, each.outside, change_of(each), str(each.level))
        values = {f.name: _rows_of(f) if f.rows else f.after for f in each.leaving}
        line = _Line(head, values, each.withheld(shown[each.kind]))
        found.setdefault(each.kind, []).append(line)
    first = (_CODE, _ID, _CHANGE, _LEVEL)
    return [
        _table(kinds[kind], first, lines, shown[kind], worded, stop)
        for kind, lines in found.items()
    ]


def _rows_of(released: ReleasedField) -> list[dict[str, Any]]:
    return [
        {each.name: each.after for each in row.fields if each.action != DROPPED}
        for row in released.rows
    ]


def from_records(kind: type[Record], records: Iterable[Record], stop: Callable[[], None]) -> Table:
    """A table of everything in these records: plaintext, for the own office only."""
    lines = [
        _Line((each.ref, each.id), {f.name: _own(f, getattr(each, f.name)) for f in _own_of(kind)})
        for each in records
    ]
    names = [each.name for each in _own_of(kind)]
    return _table(kind, (_REF, _OWN), lines, names, set(), stop)


def _own_of(kind: type[Record]) -> list[Field]:
    return [each for each in kind.fields() if each.name != "ref"]


def _own(field: Field, value: Any) -> Any:
    if field.spec.kind is not Kind.PARTS:
        return value
    return [{each.name: getattr(row, each.name) for each in row.fields()} for row in value]


def _table(
    kind: type[Record],
    first: tuple[Column, ...],
    lines: Sequence[_Line],
    names: Collection[str],
    worded: set[tuple[str, str]],
    stop: Callable[[], None],
) -> Table:
    """`names` are the fields that have a column, also where no record fills them."""
    spreads = []
    for field in kind.fields():
        if field.name in names:
            stop()
            values = [line.values[field.name] for line in lines if field.name in line.values]
            words = (kind.noun, field.name) in worded
            spreads.append((field, _apart(kind, first, spread(field, values, in_words=words))))
    columns = first + tuple(column for _, each in spreads for column in each.columns)
    return Table(kind.noun, kind.plural, columns, tuple(_rows(lines, spreads, stop)))


def _apart(kind: type[Record], first: tuple[Column, ...], made: Spread) -> Spread:
    """Rename a column that has the name of one of the first, such as a well's own `level`."""
    taken = {each.name for each in first}
    columns = (
        attrs.evolve(each, name=f"{kind.noun}_{each.name}") if each.name in taken else each
        for each in made.columns
    )
    return attrs.evolve(made, columns=tuple(columns))


def _rows(
    lines: Sequence[_Line], spreads: Sequence[tuple[Field, Spread]], stop: Callable[[], None]
) -> Iterator[tuple[Cell, ...]]:
    """A row begins as that of a record where all is empty: most fields of most records are."""
    empty: list[Cell] = []
    places: dict[str, tuple[slice, _Filled]] = {}
    head = len(lines[0].head) if lines else 0
    for field, each in spreads:
        at, filled = head + len(empty), _Filled(each)
        empty += filled.cells(nothing_of(field))
        places[field.name] = slice(at, head + len(empty)), filled
    for number, line in enumerate(lines):
        if number % 50 == 0:
            stop()
        cells = [*map(guarded, line.head), *empty]
        for name, value in line.values.items():
            where, filled = places[name]
            cells[where] = filled.cells(value)
        for name in line.withheld:
            where, filled = places[name]
            cells[where] = filled.cells(_ABSENT)
        yield tuple(cells)


def guarded(cell: Cell) -> Cell:
    """A text that a spreadsheet would run gets an apostrophe before it; a number stays."""
    if not isinstance(cell, str):
        return cell
    active = cell.startswith(_ACTIVE)
    # Some spreadsheets pass over blanks before they look.
    if not active and cell[:1].isspace():
        active = cell.lstrip().startswith(_ACTIVE)
    return "'" + cell if active else cell


class _Filled:
    """The cells of a field. Many records hold the very same value, so its cells are kept by it."""

    def __init__(self, spread: Spread) -> None:
        self._fill = spread.fill
        # The lines hold every value for as long as this is used, so no two of them share an id.
        self._known: dict[int, list[Cell]] = {id(_ABSENT): [WITHHELD] * len(spread.columns)}

    def cells(self, value: Any) -> list[Cell]:
        """The cells of a value, as they may stand in a table."""
        found = self._known.get(id(value))
        if found is None:
            found = self._known[id(value)] = [guarded(each) for each in self._fill(value)]
        return found


def csv_chunks(table: Table) -> Iterator[bytes]:
    """The table as CSV in UTF-8: names, then HXL tags, then rows."""
    heads = io.StringIO(newline="")
    named = [each.name for each in table.columns], [each.hxl for each in table.columns]
    csv.writer(heads).writerows(named)
    yield heads.getvalue().encode()
    spelled = _Quoted()
    for start in range(0, len(table.rows), ROWS_A_CHUNK):
        rows = table.rows[start : start + ROWS_A_CHUNK]
        lines = [",".join(map(spelled.__getitem__, row)) + "\r\n" for row in rows]
        yield "".join(lines).encode()


class _Quoted(dict[Cell, str]):
    """Cells as CSV has them, as the library would write them but for one that is empty.

    The same few words stand in most cells, so each is looked at once: in half of the time.
    """

    def __missing__(self, cell: Cell) -> str:
        if not isinstance(cell, str):
            return str(cell)  # not kept: 1 and 1.0 are one key
        self[cell] = made = f'"{cell.replace(_QUOTE, _TWO)}"' if _TO_QUOTE.search(cell) else cell
        return made


def schema(table: Table, codes_of: Callable[[str], Sequence[str]]) -> dict[str, Any]:
    """The Frictionless Table Schema of a table."""
    fields = [_described(each, at, table, codes_of) for at, each in enumerate(table.columns)]
    key = {"primaryKey": "id"} if any(each.name == "id" for each in table.columns) else {}
    return {"fields": fields, "missingValues": ["", *MISSING], **key}


def _described(
    column: Column, at: int, table: Table, codes_of: Callable[[str], Sequence[str]]
) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.name == "id":
        constraints = {"required": True, "unique": True}
    elif column.pattern:
        constraints = {"pattern": column.pattern}
    elif column.vocabulary and not column.several:
        # An unknown code is kept as it came, so those that occur are allowed as well.
        here = {str(row[at]) for row in table.rows}
        known = dict.fromkeys((*codes_of(column.vocabulary), *sorted(here)))
        constraints = {"enum": [code for code in known if code not in MISSING]}
    plain: dict[str, Any] = {"name": column.name, "type": column.type, "title": column.title}
    plain |= {"description": column.about} if column.about else {}
    plain |= {"constraints": constraints} if constraints else {}
    return {**plain, "x_hxl": column.hxl, "x_data_class": column.data_class}
