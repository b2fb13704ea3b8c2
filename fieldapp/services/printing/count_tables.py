"""The tables of a product on paper: as tables, with what the sign in them stands for."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.records.products import ProductTable
from fieldapp.services.disclosure_control.grid import grid_of
from fieldapp.services.printing.sheet import Block, Note, Rows, widths
from fieldapp.services.sharing.product_tables import NOTE, ROWS, TITLE, UNIT, tables_of
from fieldapp.services.sharing.result import ReleasedRecord


def count_tables(released: ReleasedRecord) -> Iterator[Block]:
    """Every table of a record of which rows leave."""
    for each in tables_of(released):
        yield from table_blocks(*(each.told(name) for name in (TITLE, UNIT, ROWS, NOTE)))


def tables_as_kept(tables: tuple[ProductTable, ...]) -> Iterator[Block]:
    """Tables as these rows hold them."""
    for each in tables:
        yield from table_blocks(each.title, each.unit, each.rows, each.note)


def table_blocks(title: str, unit: str, rows: str, note: str) -> Iterator[Block]:
    """One table and the note under it."""
    grid = grid_of(rows)
    body = grid.cells[grid.heads :]
    heads = grid.cells[0] if grid.heads else ("",) * len(grid.cells[0])
    label = ", ".join(filter(None, (title, unit)))
    yield Rows(label, heads, body, widths(heads, body))
    if note:
        yield Note(note)
