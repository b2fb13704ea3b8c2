"""What a reader can work out of hidden counts, exactly: the least and the most that each may be.

The reader is taken to know every line, every count shown, and of each hidden count whether it is
nobody at all. That is more than a table tells, so what is found safe here is safe.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import attrs

from fieldapp.services.disclosure_control.lines import Counts
from fieldapp.services.disclosure_control.simplex import Programme


@attrs.frozen
class Reach:
    """The least and the most that a hidden count may be; `most` is None where nothing bounds it."""

    least: float
    most: float | None

    @property
    def width(self) -> float:
        """How far apart they are."""
        return float("inf") if self.most is None else self.most - self.least


class Reader:
    """Someone who reads the counts that are not in `hidden`, and works out what they can.

    Unless `knows_noughts`, all that they know of a hidden count beforehand is that it is not less
    than nobody.
    """

    def __init__(
        self, counts: Counts, hidden: Collection[int], *, knows_noughts: bool = True
    ) -> None:
        least = 1 if knows_noughts else 0
        self._floor = {each: min(least, counts.values[each]) for each in sorted(hidden)}
        self._at = {each: number for number, each in enumerate(self._floor)}
        rows, right = self._equations(counts)
        self._programme = Programme(rows, right) if rows else None
        self._seen: dict[int, tuple[float, float]] = {}

    def _equations(self, counts: Counts) -> tuple[list[list[int]], list[int]]:
        """Each line over its hidden counts alone, measured from the least that each may be."""
        rows, right = list[list[int]](), list[int]()
        for line in counts.lines:
            row, rest = [0] * len(self._at), 0
            for each, sign in ((line.total, 1), *((part, -1) for part in line.parts)):
                if each in self._at:
                    row[self._at[each]] += sign
                    rest += sign * self._floor[each]
                else:
                    rest += sign * counts.values[each]
            if any(row):
                rows.append(row)
                right.append(-rest)
        return rows, right

    def reach(self, count: int) -> Reach:
        """Between which numbers a hidden count lies."""
        least = self._bound(count, 1)
        most = self._bound(count, -1)
        assert least is not None
        return Reach(least, most)

    def is_safe(self, count: int, width: int) -> bool:
        """Whether what it may be is at least this wide; earlier answers show it of most."""
        low, high = self._seen.get(count, (float("inf"), float("-inf")))
        if high - low >= width:
            return True
        for sign in (-1, 1):
            bound = self._bound(count, sign)
            if bound is None:
                return True
            low, high = self._seen.get(count, (bound, bound))
            if high - low >= width:
                return True
        return False

    def all_safe(self, counts: Iterable[int], width: int) -> bool:
        """Whether that holds for each of them."""
        return all(self.is_safe(each, width) for each in sorted(counts))

    def _bound(self, count: int, sign: int) -> float | None:
        floor = self._floor[count]
        if self._programme is None or not self._programme.possible:
            # Lines that contradict each other tell nothing certain, so nothing is taken as safe.
            return None if self._programme is None and sign < 0 else float(floor)
        prices = [0] * len(self._at)
        prices[self._at[count]] = sign
        found = self._programme.least(prices)
        if found is not None:
            self._remember()
        return None if found is None else floor + float(sign * found)

    def _remember(self) -> None:
        """Every corner that was reached is one way in which all hidden counts may stand."""
        assert self._programme is not None
        solution = self._programme.solution()
        for each, number in self._at.items():
            value = float(self._floor[each] + solution[number])
            low, high = self._seen.get(each, (value, value))
            self._seen[each] = min(low, value), max(high, value)
