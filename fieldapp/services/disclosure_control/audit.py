"""What a reader can work out of hidden counts, exactly: the least and the most that each may be.

The reader is taken to know every line, every count shown, and of each hidden count whether it is
nobody at all. That is more than a table tells, so what is found safe here is safe.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import attrs

from fieldapp.services.disclosure_control.lines import Counts, Line
from fieldapp.services.disclosure_control.simplex import Programme


@attrs.frozen
class Reach:
    """The least and the most that a hidden count may be; `most` is None where nothing bounds it."""

    least: float
    most: float | None


class Reader:
    """Someone who reads the counts that are not in `hidden`, and works out what they can.

    Unless `knows_noughts`, all that they know of a hidden count beforehand is that it is not less
    than nobody. `ways` are found on the way: each is one way in which all counts may stand, and
    those of another reader that differ in nothing that this one sees are taken over, so that most
    questions need no solving.
    """

    def __init__(
        self,
        counts: Counts,
        hidden: Collection[int],
        *,
        knows_noughts: bool = True,
        ways: Sequence[Any] = (),
    ) -> None:
        import numpy as np

        self._np, self._counts = np, counts
        self._true = np.array(counts.values, dtype=float)
        # What a line tells by itself needs no solving, and makes the rest smaller.
        self._names = sorted(_open(counts, hidden))
        least = 1 if knows_noughts else 0
        self._floor = {each: min(least, counts.values[each]) for each in self._names}
        self._solver: Programme | None = None
        seen = np.ones(len(counts.values), dtype=bool)
        seen[sorted(hidden)] = False
        self.ways = [way for way in ways if (way[seen] == self._true[seen]).all()]
        self._low = np.min([self._true, *self.ways], axis=0)
        self._high = np.max([self._true, *self.ways], axis=0)

    def reach(self, count: int) -> Reach:
        """Between which numbers a hidden count lies."""
        if count not in self._floor:
            value = float(self._counts.values[count])
            return Reach(value, value)
        least, most = self._bound({count: 1}), self._bound({count: -1})
        assert least is not None
        return Reach(least, None if most is None else -most)

    def is_safe(self, count: int, width: int) -> bool:
        """Whether what it may be is at least this wide."""
        if count not in self._floor:
            return False
        for sign in (-1, 1):
            if self._high[count] - self._low[count] >= width:
                return True
            if self._bound({count: sign}) is None:
                return True
        return bool(self._high[count] - self._low[count] >= width)

    def unsafe(self, counts: Iterable[int], width: int) -> int | None:
        """One of them that is not safe: the likeliest are asked for first, then all at once, which
        settles most, then the rest."""
        narrow = sorted(
            (float(self._high[each] - self._low[each]), number, each)
            for number, each in enumerate(counts)
            if self._high[each] - self._low[each] < width
        )
        waiting = [each for _, _, each in narrow]
        if waiting and not self.is_safe(waiting[0], width):
            return waiting[0]
        if any(each not in self._floor for each in waiting):
            return next(each for each in waiting if each not in self._floor)
        for sign in (-1, 1) if len(waiting) > 1 else ():
            self._bound(dict.fromkeys(waiting, sign))
        return next((each for each in waiting if not self.is_safe(each, width)), None)

    def add(self, way: Any) -> None:
        """One more way in which all counts may stand."""
        self.ways.append(way)
        self._low = self._np.minimum(self._low, way)
        self._high = self._np.maximum(self._high, way)

    def move(self, moves: Mapping[int, float]) -> None:
        """Another way to stand, told by what differs, if all of it is hidden and large enough."""
        way = self._true.copy()
        for each, much in moves.items():
            way[each] += much
            if each not in self._floor or way[each] < self._floor[each]:
                return
        self.add(way)

    def _bound(self, prices: dict[int, int]) -> float | None:
        """The least of a sum of hidden counts; None where nothing bounds it."""
        programme = self._programme()
        if not programme.possible:
            return 0.0  # lines that contradict each other: nothing is taken as safe
        floor = sum(sign * self._floor[each] for each, sign in prices.items())
        found = programme.least([prices.get(each, 0) for each in self._names])
        self._remember(programme)
        return None if found is None else float(found + floor)

    def _remember(self, programme: Programme) -> None:
        way = self._true.copy()
        way[self._names] = programme.corner() + [self._floor[each] for each in self._names]
        self.add(way)

    def _programme(self) -> Programme:
        """Each line over its hidden counts alone, measured from the least that each may be."""
        if self._solver is None:
            at = {each: number for number, each in enumerate(self._names)}
            rows, right = list[list[int]](), list[int]()
            for line in self._counts.lines:
                row, rest = [0] * len(at), 0
                for each, sign in ((line.total, 1), *((part, -1) for part in line.parts)):
                    if each in at:
                        row[at[each]] += sign
                        rest += sign * self._floor[each]
                    else:
                        rest += sign * self._counts.values[each]
                if any(row):
                    rows.append(row)
                    right.append(-rest)
            self._solver = Programme(rows, right, len(at))
        return self._solver


def _open(counts: Counts, hidden: Collection[int]) -> set[int]:
    """The hidden counts without those that are the only one of a line, one after the other."""
    left = set(hidden)
    waiting = list(counts.lines)
    while True:
        told, rest = set[int](), list[Line]()
        for line in waiting:
            unknown = [each for each in (line.total, *line.parts) if each in left]
            if len(unknown) == 1:
                told.update(unknown)
            elif unknown:
                rest.append(line)
        if not told:
            return left
        left, waiting = left - told, rest
