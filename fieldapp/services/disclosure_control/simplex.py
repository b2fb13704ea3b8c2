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
    """All x >= 0 with A x = b, for which the least of one sum after another can be asked.

    The last row of the tableau holds what a step along each column would change, its last column
    what the basis is worth.
    """

    def __init__(self, rows: Sequence[Sequence[int]], right: Sequence[int], columns: int) -> None:
        import numpy as np

        self._np = np
        body = np.array(rows, dtype=np.int64).reshape(len(rows), columns)
        known = np.array(right, dtype=np.int64)
        flip = np.where(known < 0, -1, 1).astype(np.int64)
        self._columns = columns
        ones = np.eye(len(rows), dtype=np.int64)
        whole = np.hstack([body * flip[:, None], ones, (known * flip)[:, None]])
        self._tableau: Any = np.vstack([whole, np.zeros((1, whole.shape[1]), dtype=np.int64)])
        self._over = 1
        self._basis = [self._columns + n for n in range(len(rows))]
        self.possible = self._find_a_corner()

    def _find_a_corner(self) -> bool:
        """Drive out what stands in for a solution; what cannot leave belongs to a line too many."""
        stand_in = [0] * self._columns + [1] * len(self._basis)
        if self._least(stand_in) != 0:
            return False
        for row, column in enumerate(self._basis):
            if column >= self._columns:
                found = self._np.flatnonzero(self._tableau[row, : self._columns])
                if found.size:
                    self._pivot(row, int(found[0]))
        kept = [n for n, column in enumerate(self._basis) if column < self._columns]
        rows = [*kept, len(self._basis)]
        self._basis = [self._basis[n] for n in kept]
        narrow = (self._tableau[rows, : self._columns], self._tableau[rows, -1:])
        self._tableau = self._np.hstack(narrow)
        return True

    def least(self, prices: Sequence[int]) -> Fraction | None:
        """The least of this sum; None where it has no bound."""
        return self._least(prices)

    def solution(self) -> list[Fraction]:
        """Where the last answer was reached."""
        found = [Fraction(0)] * self._columns
        for row, column in enumerate(self._basis):
            found[column] = Fraction(int(self._tableau[row, -1]), self._over)
        return found

    def corner(self) -> Any:
        """The same in floating point, as an array."""
        found = self._np.zeros(self._columns)
        if self._basis:
            found[self._basis] = self._tableau[:-1, -1].astype(float) / self._over
        return found

    def _least(self, prices: Sequence[int]) -> Fraction | None:
        self._price(prices)
        idle = 0
        while True:
            costs = self._tableau[-1, :-1]
            falling = self._np.flatnonzero(costs < 0)
            if not falling.size:
                return Fraction(-int(self._tableau[-1, -1]), self._over)
            careful = idle > _PATIENCE
            column = int(falling[0] if careful else falling[costs[falling].argmin()])
            row = self._leaving(column)
            if row is None:
                return None
            idle = idle + 1 if self._tableau[row, -1] == 0 else 0
            self._pivot(row, column)

    def _price(self, prices: Sequence[int]) -> None:
        """Set the last row: each price, less what it costs through the basis."""
        np = self._np
        costs = np.zeros(self._tableau.shape[1], dtype=object)
        costs[: len(prices)] = [int(each) * self._over for each in prices]
        for row, column in enumerate(self._basis):
            if prices[column]:
                costs = costs - self._tableau[row].astype(object) * int(prices[column])
        if self._tableau.dtype != object:
            if int(abs(costs).max()) <= _SAFE:
                costs = costs.astype(np.int64)
            else:
                self._tableau = self._tableau.astype(object)
        self._tableau[-1] = costs

    def _leaving(self, column: int) -> int | None:
        """The row that reaches nought first; of several the one with the lowest column (Bland)."""
        held = self._tableau[:-1, column]
        rows = self._np.flatnonzero(held > 0)
        if not rows.size:
            return None
        ratios = (self._tableau[rows, -1] / held[rows]).astype(float)
        # Only those that are near enough to be the least need be compared exactly.
        near = rows[ratios <= ratios.min() * (1 + 1e-9) + 1e-9]
        if near.size == 1:
            return int(near[0])
        return min((int(row) for row in near), key=lambda row: self._rank(row, column))

    def _rank(self, row: int, column: int) -> tuple[Fraction, int]:
        ratio = Fraction(int(self._tableau[row, -1]), int(self._tableau[row, column]))
        return ratio, self._basis[row]

    def _pivot(self, row: int, column: int) -> None:
        np, pivot = self._np, int(self._tableau[row, column])
        if pivot < 0:  # only where a row of nought leaves, so its sign is free
            self._tableau[row] = -self._tableau[row]
            pivot = -pivot
        chosen = self._tableau[row]
        rows = np.flatnonzero(self._tableau[:, column])
        rows = rows[rows != row]
        across = np.flatnonzero(chosen)
        if pivot != self._over:
            # Every number is scaled anew; in most tables all pivots are one, and few rows change.
            rows = np.array([n for n in range(len(self._tableau)) if n != row])
            across = np.arange(len(chosen))
        some = np.ix_(rows, across)
        self._widen(rows, row)
        block = self._tableau[some] * pivot - np.outer(
            self._tableau[rows, column], self._tableau[row, across]
        )
        self._tableau[some] = block // self._over
        self._basis[row] = column
        self._over = pivot

    def _widen(self, rows: Any, row: int) -> None:
        """Go on with Python's own numbers where those of the machine could overflow."""
        if self._tableau.dtype == object or not rows.size:
            return
        largest = max(int(abs(self._tableau[rows]).max()), int(abs(self._tableau[row]).max()))
        if largest > _SAFE:
            self._tableau = self._tableau.astype(object)
