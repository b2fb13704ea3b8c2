"""A JSON list of objects as a table; the columns are the names that occur."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from fieldapp.services.importing.csv_sheet import decode
from fieldapp.services.importing.errors import (
    DamagedTableError,
    EmptyTableError,
    NotATableError,
    TooLargeError,
)
from fieldapp.services.importing.sheets import MOST_COLUMNS, MOST_ROWS, Row, Sheet, filled


class _TwiceError(ValueError):
    """An object gives one name two values, of which one would be lost."""


def read(content: bytes) -> Sheet:
    """The table in these bytes: a list of objects, or an object that holds just one such list."""
    try:
        whole = json.loads(decode(content), object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise DamagedTableError from None
    objects = _objects(whole)
    columns = tuple(dict.fromkeys(name for each in objects for name in each))
    if not any(map(filled, columns)):
        raise EmptyTableError
    if len(columns) > MOST_COLUMNS:
        raise NotATableError
    return Sheet(columns, (), _rows(objects, columns))


def _objects(whole: Any) -> list[dict[str, Any]]:
    if isinstance(whole, dict):
        lists = [value for value in whole.values() if isinstance(value, list)]
        whole = lists[0] if len(lists) == 1 and len(whole) == 1 else [whole]
    if not isinstance(whole, list) or not all(isinstance(each, dict) for each in whole):
        raise NotATableError
    if len(whole) > MOST_ROWS:
        raise TooLargeError
    return whole


def _rows(objects: list[dict[str, Any]], columns: tuple[str, ...]) -> Iterator[Row]:
    for number, each in enumerate(objects, 1):
        cells = tuple(each.get(name) for name in columns)
        if any(map(filled, cells)):
            yield Row(number, cells)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) < len(pairs):
        raise _TwiceError
    return dict(pairs)


def _refuse(_constant: str) -> NoReturn:
    raise ValueError
