"""A file as a table of cells: CSV, XLSX or JSON, bounded, never evaluated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

import attrs

from fieldapp.errors import UnwritableError
from fieldapp.services.importing.errors import (
    EmptyTableError,
    NotATableError,
    ProtectedWorkbookError,
    TooLargeError,
)
from fieldapp.services.importing.report import Reported

LARGEST_FILE = 64 * 1024 * 1024
MOST_ROWS = 100_000
MOST_COLUMNS = 500

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # old .xls, and any workbook with a password

# Control signs and halves of letters: in no text, and in a terminal they may do something.
NO_LETTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

Cell = Any  # text, a number, or in JSON a list or a dict; None and "" are empty


class Stop(Protocol):
    """What a job asks now and then whether to go on; it raises when it should not."""

    def check(self) -> None:
        """Raise if the job was told to stop."""


Progress = Callable[[int, int], None]


@attrs.frozen
class Row:
    """One row: its number as the reader of the file would count, and its cells by column."""

    number: int
    cells: tuple[Cell, ...] = attrs.field(repr=False)


@attrs.frozen
class Sheet:
    """Column names, HXL tags where there are some, and the rows below; read once, in order.

    `beside` are the other sheets of a workbook, by name, for the readers that take them too.
    """

    columns: tuple[str, ...]
    tags: tuple[str, ...]
    rows: Iterator[Row]
    notes: tuple[Reported, ...] = ()
    beside: Mapping[str, Sheet] = attrs.field(factory=dict, repr=False)


def open_sheet(path: Path) -> Sheet:
    """Read a file as a table, or raise the `ImportingError` that says why not."""
    from fieldapp.services.importing import csv_sheet, json_sheet, xlsx_sheet

    content = _read(path)
    if content.startswith(_OLE):
        raise ProtectedWorkbookError
    if content.startswith(b"PK"):
        return xlsx_sheet.read(content)
    if path.suffix.lower() == ".json":
        return json_sheet.read(content)
    if b"\0" in content[:4096] and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise NotATableError
    return csv_sheet.read(content)


def _read(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise NotATableError
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError:
        raise UnwritableError from None
    if len(content) > LARGEST_FILE:
        raise TooLargeError
    return content


def table(lines: Iterator[tuple[int, tuple[Cell, ...]]], notes: tuple[Reported, ...] = ()) -> Sheet:
    """A sheet from numbered lines of cells: the first that is not empty names the columns."""
    for _, cells in lines:
        if any(map(filled, cells)):
            break
    else:
        raise EmptyTableError
    columns = tuple(str(cell).strip() if filled(cell) else "" for cell in cells)
    if len(columns) > MOST_COLUMNS:
        raise NotATableError
    first = next(((number, cells) for number, cells in lines if any(map(filled, cells))), None)
    if first is None:
        raise EmptyTableError
    if _is_tags(first[1]):
        tags = tuple(str(cell or "") for cell in first[1])
        return Sheet(columns, tags, _rows(lines), notes)
    return Sheet(columns, (), _rows(_before(first, lines)), notes)


def _before(
    first: tuple[int, tuple[Cell, ...]], rest: Iterator[tuple[int, tuple[Cell, ...]]]
) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    yield first
    yield from rest


def _rows(lines: Iterator[tuple[int, tuple[Cell, ...]]]) -> Iterator[Row]:
    count = 0
    for number, cells in lines:
        if any(map(filled, cells)):
            count += 1
            if count > MOST_ROWS:
                raise TooLargeError
            yield Row(number, cells)


def _is_tags(cells: tuple[Cell, ...]) -> bool:
    """HXL puts its tags in a row of their own, under the names."""
    given = [cell for cell in cells if filled(cell)]
    return all(isinstance(cell, str) and cell.lstrip().startswith("#") for cell in given)


def filled(cell: Cell) -> bool:
    """Whether a cell holds anything but blanks."""
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def shown(cell: Cell) -> str:
    """A cell as the report shows it; signs that are no letters become a mark.

    The report is read on terminals too, where a sign of a hostile file could be a command.
    """
    return NO_LETTER.sub("\N{REPLACEMENT CHARACTER}", str(cell))
