"""Rows that a record of its kind usually holds, such as the standards of an evacuation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from fieldapp.records.record import Part, evolve

Row = TypeVar("Row", bound=Part)


def missing(rows: Sequence[Row], usual: Sequence[Row]) -> list[Row]:
    """The usual rows that are not there yet; a row is known by its first field."""
    there = {_key(row) for row in rows}
    return [row for row in usual if _key(row) not in there]


def filled(rows: Sequence[Row], usual: Sequence[Row]) -> list[Row]:
    """All usual rows in their order, then the other rows in which somebody wrote something.

    What was written in a usual row stays; a row of another list that nobody touched goes.
    """
    there = {_key(row): row for row in rows}
    keys = {_key(row) for row in usual}
    others = [row for row in rows if _key(row) not in keys and not _is_untouched(row)]
    return [there.get(_key(row), row) for row in usual] + others


def _key(row: Part) -> Any:
    return getattr(row, row.fields()[0].name)


def _is_untouched(row: Part) -> bool:
    return row == evolve(type(row)(id=row.id), **{row.fields()[0].name: _key(row)})
