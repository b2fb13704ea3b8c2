"""Rows about single people made alike: nobody stands among fewer than `smallest` by key variables.

A value that was left out counts as a value of its own, so rows are alike only where they show the
same. That is stricter than to let it stand for any value, and safe by either reading.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

import attrs

LEFT_OUT = "*"
MOST = 12  # key variables; more make too many choices of what to leave out

Row = tuple[str, ...]


@attrs.frozen
class Alike:
    """Rows as they may leave; None in place of one that stands alone whatever is left out."""

    rows: tuple[Row | None, ...] = attrs.field(repr=False)

    @property
    def left_out(self) -> int:
        """How many values were left out of rows that leave."""
        return sum(each is LEFT_OUT for row in self.rows if row for each in row)

    @property
    def withheld(self) -> int:
        """How many rows stay."""
        return sum(row is None for row in self.rows)


def classes(rows: Sequence[Row]) -> dict[Row, int]:
    """How many rows show the same."""
    return dict(Counter(rows))


def alike(rows: Sequence[Row], smallest: int) -> Alike:
    """Leave out as few values as it takes, one variable before two; what is rare then stays.

    Of the ways to leave out as many variables, the one that settles most rows is taken first.
    """
    made: list[Row | None] = list(rows)
    sizes = classes(rows)
    open_ = [at for at, row in enumerate(rows) if sizes[row] < smallest]
    width = len(rows[0]) if rows else 0
    for many in range(1, width + 1):
        while open_ and (best := _best(rows, made, open_, many, smallest)):
            for at, row in best.items():
                made[at] = row
            open_ = [at for at in open_ if at not in best]
    for at in open_:
        made[at] = None
    return Alike(tuple(made))


def _best(
    rows: Sequence[Row],
    made: Sequence[Row | None],
    open_: Sequence[int],
    many: int,
    smallest: int,
) -> dict[int, Row]:
    """The rows that this many variables settle, left out of where it settles most of them."""
    waiting = set(open_)
    done = Counter(row for at, row in enumerate(made) if at not in waiting and row is not None)
    best: dict[int, Row] = {}
    for sides in _sides(rows, many):
        groups: defaultdict[Row, list[int]] = defaultdict(list)
        for at in open_:
            groups[_without(rows[at], sides)].append(at)
        found = {
            at: row
            for row, some in groups.items()
            if len(some) + done[row] >= smallest
            for at in some
        }
        if len(found) > len(best):
            best = found
    return best


def _sides(rows: Sequence[Row], many: int) -> Iterator[tuple[int, ...]]:
    """Variables with many values first: each of those says least of most rows."""
    width = len(rows[0])
    spread = {side: len({row[side] for row in rows}) for side in range(width)}
    return combinations(sorted(range(width), key=lambda side: (-spread[side], side)), many)


def _without(row: Row, sides: Sequence[int]) -> Row:
    return tuple(LEFT_OUT if side in sides else value for side, value in enumerate(row))
