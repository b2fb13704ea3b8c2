"""The first sheet of a workbook as a table: bounded before it is unpacked, formulas as text."""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

import attrs

from fieldapp.services.importing.errors import (
    DamagedTableError,
    EmptyTableError,
    NotATableError,
    SwollenWorkbookError,
)
from fieldapp.services.importing.report import Reported
from fieldapp.services.importing.sheets import MOST_COLUMNS, Cell, Sheet, table

MOST_UNPACKED = 256 * 1024 * 1024
MOST_ENTRIES = 2000
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    EOFError,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    NotImplementedError,
    RuntimeError,
    OSError,
)


def read(content: bytes) -> Sheet:
    """The first sheet; the others are named in the notes, for nothing is left out in silence."""
    from openpyxl import load_workbook

    _look_before_unpacking(content)
    try:
        with warnings.catch_warnings():
            # Styles and validations that openpyxl drops are of no concern to a reader of cells.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheets = book.worksheets
    except _DAMAGE:
        raise DamagedTableError from None
    if not sheets:
        raise EmptyTableError
    notes = tuple(
        Reported(0, "", other.title, "Only the first sheet is read; this one was not.")
        for other in sheets[1:]
    )
    others = {other.title: _other(other) for other in sheets[1:]}
    beside = {title: sheet for title, sheet in others.items() if sheet}
    return attrs.evolve(table(_lines(sheets[0]), notes), beside=beside)


def _other(sheet: Any) -> Sheet | None:
    """Another sheet as a table; one that is empty, or no table, is only named in the notes."""
    try:
        return table(_lines(sheet))
    except (EmptyTableError, NotATableError, DamagedTableError):
        return None


def _look_before_unpacking(content: bytes) -> None:
    """Sizes as declared bound what is unpacked: a reader stops there and then fails its check."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            entries = file.infolist()
    except (*_DAMAGE, zipfile.LargeZipFile):
        raise DamagedTableError from None
    if len(entries) > MOST_ENTRIES or sum(each.file_size for each in entries) > MOST_UNPACKED:
        raise SwollenWorkbookError
    if not any(each.filename == "xl/workbook.xml" for each in entries):
        raise NotATableError


def _lines(sheet: Any) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheet.reset_dimensions()  # what a file says of its own size is not to be trusted
        for number, row in enumerate(sheet.iter_rows(), 1):
            cells = tuple(map(_cell, row))
            if len(cells) > MOST_COLUMNS:
                cells = _narrow(cells)
            yield number, cells
    except _DAMAGE:
        raise DamagedTableError from None


def _narrow(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    last = max((n for n, cell in enumerate(cells, 1) if cell is not None), default=0)
    return cells[: max(last, 1)]


def _cell(cell: Any) -> Cell:
    """A cell as text or number. A formula is its own text, never its result."""
    value = cell.value
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if value is None or isinstance(value, (str, int, float)):
        return value
    return "=" + str(getattr(value, "text", "") or "").lstrip("=")
