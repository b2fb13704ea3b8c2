"""Counts and how they add up: each line says that its parts together make its total."""

from __future__ import annotations

import attrs


@attrs.frozen
class Line:
    """A total and its parts, as numbers of counts."""

    total: int
    parts: tuple[int, ...]


@attrs.frozen
class Counts:
    """Counts with the lines that a reader knows to hold.

    `before` are small counts that were hidden when they left before: they must not be told now
    either, unless they can be worked out already.
    `unseen` are counts that stand in no table, such as a total that was not printed or the
    difference of two periods: nobody reads them, but they may be worked out. `known` are counts
    that the reader has from elsewhere, so hiding them hides nothing.
    """

    values: tuple[int, ...] = attrs.field(repr=False)
    lines: tuple[Line, ...] = attrs.field(repr=False)
    unseen: frozenset[int] = frozenset()
    known: frozenset[int] = frozenset()
    before: frozenset[int] = frozenset()

    @property
    def totals(self) -> frozenset[int]:
        """The counts that others add up to."""
        return frozenset(each.total for each in self.lines)

    def broken(self) -> tuple[Line, ...]:
        """The lines that do not add up."""
        return tuple(
            each
            for each in self.lines
            if self.values[each.total] != sum(self.values[part] for part in each.parts)
        )


def is_small(count: int, smallest: int) -> bool:
    """Whether a count may not be shown: nobody is not small, and neither are `smallest`."""
    return 0 < count < smallest


def smallest_of(agreed: float | None) -> int:
    """The smallest count shown: 5 unless the agreement says otherwise, and never below 3 (R16)."""
    return FIVE if agreed is None else max(FLOOR, int(agreed))


FIVE, FLOOR = 5, 3
