"""The tables of products as sheets of their own, so that a reader need not take texts apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fieldapp.services.columns import NONE, WITHHELD, Cell, Column
from fieldapp.services.disclosure_control.grid import HIDDEN, Grid, count_of, grid_of
from fieldapp.services.sharing.product_tables import (
    NOTE,
    ROWS,
    TITLE,
    UNIT,
    LeavingTable,
    leaving_tables,
)
from fieldapp.services.sharing.result import Release
from fieldapp.services.tables import Table, guarded
from fieldapp.vocab.handling import DataClass

_NAME = re.compile(r"[^a-z0-9]+")
_NOT_IN_A_SHEET = re.compile(r"[\[\]:*?/\\]")
_LABEL, _NUMBER = "#meta+label", "#indicator+num"


def from_release(release: Release) -> Iterator[Table]:
    """One sheet a table, in their order; what is hidden is a declared missing value."""
    for number, each in enumerate(leaving_tables(release.records), 1):
        yield _sheet(number, each)


def _sheet(number: int, table: LeavingTable) -> Table:
    grid = grid_of(table.told(ROWS))
    columns = tuple(_columns(grid, _about(table)))
    rows = tuple(
        tuple(_cell(cell, column) for cell, column in zip(row, columns, strict=True))
        for row in grid.cells[grid.heads :]
    )
    title = _NOT_IN_A_SHEET.sub(" ", f"Table {number} {table.told(TITLE)}").strip()
    return Table(f"table-{number}", title, columns, rows)


def _about(table: LeavingTable) -> str:
    told = (table.told(TITLE), table.told(UNIT), table.told(NOTE))
    return ". ".join(each.rstrip(".") for each in told if each)


def _columns(grid: Grid, about: str) -> Iterator[Column]:
    heads = grid.cells[0] if grid.heads else ("",) * len(grid.cells[0])
    taken = set[str]()
    for at, head in enumerate(heads):
        name = _NAME.sub("_", head.lower()).strip("_") or f"column_{at + 1}"
        name = f"{name}_{at + 1}" if name in taken or name == "id" else name
        taken.add(name)
        counts = at >= grid.labels and _only_counts([row[at] for row in grid.cells[grid.heads :]])
        yield Column(
            name,
            head or name,
            "integer" if counts else "string",
            about if at >= grid.labels else "",
            _NUMBER if counts else _LABEL,
            DataClass.COUNT if counts else DataClass.SHAREABLE_TEXT,
        )


def _only_counts(cells: Sequence[str]) -> bool:
    return all(each in (HIDDEN, "") or count_of(each) is not None for each in cells)


def _cell(cell: str, column: Column) -> Cell:
    if cell == HIDDEN:
        return WITHHELD
    count = count_of(cell) if column.type == "integer" else None
    return count if count is not None else guarded(cell) if cell else NONE
