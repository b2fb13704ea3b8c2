"""The same table after a longer period: an attacker who has both works with all that they show."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from fieldapp.services.disclosure_control.grid import HIDDEN
from fieldapp.services.disclosure_control.lines import is_small
from fieldapp.services.disclosure_control.tables import CountTable, guard

SMALLEST, ALMOST = 5, 1e-6


def with_totals(body: np.ndarray) -> np.ndarray:
    wide = np.concatenate([body, body.sum(axis=1, keepdims=True)], axis=1)
    return np.concatenate([wide, wide.sum(axis=0, keepdims=True)], axis=0)


def text(whole: np.ndarray) -> str:
    rows, columns = whole.shape
    heads = ["Area", *(f"Act {n}" for n in range(columns - 1)), "Total"]
    names = [*(f"Area {n}" for n in range(rows - 1)), "Total"]
    lines = [heads, *([name, *map(str, row)] for name, row in zip(names, whole, strict=True))]
    return "\n".join(" | ".join(line) for line in lines)


def shown(rows: str) -> list[str]:
    return [cell for row in rows.split("\n")[1:] for cell in row.split(" | ")[1:]]


def lines_of(shape: tuple[int, int], first: int, size: int) -> list[list[float]]:
    """Each row and column of one table less its total is nought, over all variables."""
    number = np.arange(shape[0] * shape[1]).reshape(shape) + first
    found = []
    for line in (*number, *number.T):
        row = [0.0] * size
        for each in line[:-1]:
            row[each] = 1.0
        row[line[-1]] = -1.0
        found.append(row)
    return found


class Attacker:
    """Knows every shown cell of both tables, every sum, and that no count becomes less."""

    def __init__(self, shape: tuple[int, int], old: list[str], new: list[str]) -> None:
        self.count = len(old)
        size = 2 * self.count
        self.rows = [*lines_of(shape, 0, size), *lines_of(shape, self.count, size)]
        self.grows = []
        for each in range(self.count):
            row = [0.0] * size
            row[each], row[self.count + each] = 1.0, -1.0
            self.grows.append(row)
        self.bounds = [(0, None) if each == HIDDEN else (int(each),) * 2 for each in old + new]

    def width(self, prices: dict[int, float]) -> float:
        """How far apart the least and the most of a sum are."""
        ends = []
        for sign in (1, -1):
            c = [0.0] * (2 * self.count)
            for each, price in prices.items():
                c[each] = sign * price
            found = linprog(
                c, self.grows, [0.0] * self.count, self.rows, [0.0] * len(self.rows), self.bounds
            )
            if found.status == 3:
                return float("inf")
            assert found.status == 0, found.message
            ends.append(sign * found.fun)
        return ends[1] - ends[0]


@st.composite
def growing(draw) -> tuple[np.ndarray, np.ndarray]:
    """A table and the same some weeks later; most cells did not change or only a little."""
    shape = draw(st.integers(2, 3)), draw(st.integers(2, 3))
    size = shape[0] * shape[1]
    count = st.one_of(st.integers(0, 6), st.integers(5, 30))
    old = draw(st.lists(count, min_size=size, max_size=size))
    more = draw(st.lists(st.sampled_from([0, 0, 0, 1, 3, 8]), min_size=size, max_size=size))
    first = np.array(old).reshape(shape)
    return with_totals(first), with_totals(first + np.array(more).reshape(shape))


@settings(max_examples=40, deadline=None)
@given(growing())
def test_neither_table_nor_the_difference_gives_a_small_count_away(made):
    old, new = made
    first = CountTable(text(old), "events", "2026-01-01", "2026-01-31")
    (left,) = guard([first], SMALLEST)
    before = CountTable(
        left.rows, "events", "2026-01-01", "2026-01-31", reference="DIS-1", kept=first.rows
    )
    later = CountTable(text(new), "events", "2026-01-01", "2026-02-28")
    (now,) = guard([later], SMALLEST, [before])

    attacker = Attacker(old.shape, shown(left.rows), shown(now.rows))
    small = {n: {n: 1.0} for n, value in enumerate(old.flat) if is_small(value, SMALLEST)}
    at = attacker.count
    small |= {at + n: {at + n: 1.0} for n, v in enumerate(new.flat) if is_small(v, SMALLEST)}
    pairs = enumerate(zip(old.flat, new.flat, strict=True))
    small |= {
        -1 - n: {n: -1.0, at + n: 1.0} for n, (a, b) in pairs if is_small(int(b - a), SMALLEST)
    }
    for prices in small.values():
        assert attacker.width(prices) >= SMALLEST - 1 - ALMOST


@settings(max_examples=40, deadline=None)
@given(growing())
def test_what_is_shown_is_as_it_was_counted(made):
    old, new = made
    first = CountTable(text(old), "events", "2026-01-01", "2026-01-31", reference="DIS-1")
    (now,) = guard([CountTable(text(new), "events", "2026-01-01", "2026-02-28")], SMALLEST, [first])
    for mine, true in itertools.zip_longest(shown(now.rows), new.flat):
        assert mine in (HIDDEN, str(true))
        assert mine == HIDDEN or not is_small(int(true), SMALLEST)
