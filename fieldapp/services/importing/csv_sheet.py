"""CSV as a table: UTF-8 or UTF-16 only, with whichever separator its first line uses."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

from fieldapp.services.importing.errors import DamagedTableError, WrongEncodingError
from fieldapp.services.importing.sheets import Cell, Sheet, table

_SEPARATORS = ",;\t|"


def read(content: bytes) -> Sheet:
    """The table in these bytes; nothing is guessed about letters."""
    text = decode(content)
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    return table(_lines(text, separator))


def decode(content: bytes) -> str:
    """UTF-8 with or without a mark, or UTF-16 with one; anything else is refused.

    A wrong guess would turn names into other names, so there is none.
    """
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    encoding = "utf-16" if content.startswith(marks) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise WrongEncodingError from None


def _lines(text: str, separator: str) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(lines, 1):
            yield number, tuple(cells)
    except csv.Error:
        raise DamagedTableError from None
