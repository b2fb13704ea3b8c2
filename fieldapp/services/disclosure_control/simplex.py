"""Linear programmes solved exactly, in whole numbers: the least and the most of a hidden count.

Fractions would be slow and floating point would only be nearly right, so the tableau is kept as
whole numbers over one common denominator (integer pivoting, J. Edmonds 1967): every division below
comes out even. Numbers that outgrow 64 bits go on as Python's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

_SAFE = (
    2**30
)  # two such numbers multiplied, and one such product taken from another, fit in 63 bits
_PATIENCE = (
    40  # steps without progress, after which the slow rule that cannot go in circles is used
)


class Programme:
    """All x >= 0 with A x = b, for which the least of one sum after another can be asked."""

    def __init__(self, rows: Sequence[Sequence[int]], right: Sequence[int]) -> None:
        import numpy as np

        self._np = np
        body = np.array(rows, dtype=np.int64).reshape(len(rows), -1)
        known = np.array(right, dtype=np.int64)
        flip = np.where(known < 0, -1, 1).astype(np.int64)
        self._columns = body.shape[1]
        ones = np.eye(len(rows), dtype=np.int64)
        self._body: Any = np.hstack([body * flip[:, None], ones, (known * flip)[:, None]])
        self._over = 1
        self._basis = [self._columns + n for n in range(len(rows))]
        self.possible = self._find_a_corner()

    def _find_a_corner(self) -> bool:
        """Drive out what stands in for a solution; what cannot leave belongs to a line too many."""
        stand_in = [0] * self._columns + [1] * len(self._basis)
        if self._least(stand_in, len(stand_in)) != 0:
            return False
        for row, column in enumerate(self._basis):
            if column >= self._columns:
                found = self._np.flatnonzero(self._body[row, : self._columns])
                if found.size:
                    self._pivot(row, int(found[0]))
        kept = [n for n, column in enumerate(self._basis) if column < self._columns]
        self._basis = [self._basis[n] for n in kept]
        self._body = self._np.hstack([self._body[kept, : self._columns], self._body[kept, -1:]])
        return True

    def least(self, prices: Sequence[int], enough: int | None = None) -> Fraction | None:
        """The least of this sum, or a value not above `enough`; None where it has no bound."""
        return self._least(prices, self._columns, enough)

    def solution(self) -> list[Fraction]:
        """Where the last answer was reached."""
        found = [Fraction(0)] * self._columns
        for row, column in enumerate(self._basis):
            found[column] = Fraction(int(self._body[row, -1]), self._over)
        return found

    def _least(
        self, prices: Sequence[int], columns: int, enough: int | None = None
    ) -> Fraction | None:
        costs = self._costs(prices)
        idle = 0
        while True:
            value = Fraction(-int(costs[-1]), self._over)
            if enough is not None and value <= enough:
                return value
            falling = self._np.flatnonzero(costs[:columns] < 0)
            if not falling.size:
                return value
            careful = idle > _PATIENCE
            column = int(falling[0] if careful else falling[costs[falling].argmin()])
            row = self._leaving(column)
            if row is None:
                return None
            idle = idle + 1 if self._body[row, -1] == 0 else 0
            costs = self._pivot(row, column, costs)

    def _costs(self, prices: Sequence[int]) -> Any:
        """What a step along each column would change, and the sum itself, over the denominator."""
        np = self._np
        width = self._body.shape[1]
        costs = np.zeros(width, dtype=object)
        costs[: len(prices)] = [int(each) * self._over for each in prices]
        for row, column in enumerate(self._basis):
            if column < len(prices) and prices[column]:
                costs = costs - self._body[row].astype(object) * int(prices[column])
        return self._narrow(costs)

    def _leaving(self, column: int) -> int | None:
        """The row that reaches nought first; of several the one with the lowest column (Bland)."""
        best: tuple[Fraction, int, int] | None = None
        for row in self._np.flatnonzero(self._body[:, column] > 0):
            ratio = Fraction(int(self._body[row, -1]), int(self._body[row, column]))
            found = (ratio, self._basis[row], int(row))
            if best is None or found < best:
                best = found
        return best[2] if best else None

    def _pivot(self, row: int, column: int, costs: Any = None) -> Any:
        np = self._np
        whole = self._body if costs is None else np.vstack([self._body, costs[None, :]])
        if whole.dtype != object and int(np.abs(whole).max()) > _SAFE:
            whole = whole.astype(object)
        chosen = whole[row].copy()
        pivot = int(chosen[column])
        made = (whole * pivot - np.outer(whole[:, column], chosen)) // self._over
        made[row] = chosen
        self._over = pivot
        if pivot < 0:
            made, self._over = -made, -pivot
        self._basis[row] = column
        made = self._narrow(made)
        self._body = made if costs is None else made[:-1]
        return None if costs is None else made[-1]

    def _narrow(self, numbers: Any) -> Any:
        """Back to 64 bits where the numbers fit: they are a hundred times as fast."""
        if numbers.dtype == object and numbers.size and int(abs(numbers).max()) <= _SAFE:
            return numbers.astype(self._np.int64)
        return numbers
