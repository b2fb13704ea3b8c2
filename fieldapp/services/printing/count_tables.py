"""The tables of a product on paper: as tables, with what the sign in them stands for."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.services.disclosure_control.grid import grid_of
from fieldapp.services.printing.sheet import Block, Note, Rows, widths
from fieldapp.services.sharing.product_tables import (
    NOTE,
    ROWS,
    TITLE,
    UNIT,
    LeavingTable,
    tables_of,
)
from fieldapp.services.sharing.result import ReleasedRecord


def count_tables(released: ReleasedRecord) -> Iterator[Block]:
    """Every table of a record of which rows leave."""
    for each in tables_of(released):
        yield from _blocks(each)


def _blocks(table: LeavingTable) -> Iterator[Block]:
    grid = grid_of(table.told(ROWS))
    body = grid.cells[grid.heads :]
    heads = grid.cells[0] if grid.heads else ("",) * len(grid.cells[0])
    label = ", ".join(filter(None, (table.told(TITLE), table.told(UNIT))))
    yield Rows(label, heads, body, widths(heads, body))
    if note := table.told(NOTE):
        yield Note(note)
