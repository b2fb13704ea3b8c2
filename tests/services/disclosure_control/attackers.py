"""An attacker of another make: scipy's linear programmes in floating point, sharing nothing with
ours; and tables of random counts with margins to set it on."""

from __future__ import annotations

import itertools
import math

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import linprog

from fieldapp.services.disclosure_control.lines import Counts, Line


def two_way(body: list[list[int]]) -> Counts:
    """A table with a total of each row and column, and of all; cells row by row."""
    return _margins(np.array(body))


def cube(body: list[list[list[int]]]) -> Counts:
    """A table of three dimensions with every margin."""
    return _margins(np.array(body))


def _margins(body: np.ndarray) -> Counts:
    whole = body
    for axis in range(body.ndim):
        whole = np.concatenate([whole, whole.sum(axis=axis, keepdims=True)], axis=axis)
    number = np.arange(whole.size).reshape(whole.shape)
    lines = []
    for axis in range(body.ndim):
        spans = [range(size) for n, size in enumerate(whole.shape) if n != axis]
        for at in itertools.product(*spans):
            row = number[(*at[:axis], slice(None), *at[axis:])]
            lines.append(Line(int(row[-1]), tuple(map(int, row[:-1]))))
    return Counts(tuple(map(int, whole.ravel())), tuple(lines))


def interval(counts: Counts, hidden, count: int, floors: dict[int, int] | None = None):
    """The least and most of a hidden count, as an attacker with a solver finds them."""
    names = sorted(hidden)
    rows, right = [], []
    for line in counts.lines:
        row, rest = [0.0] * len(names), 0.0
        for each, sign in ((line.total, 1), *((part, -1) for part in line.parts)):
            if each in hidden:
                row[names.index(each)] += sign
            else:
                rest -= sign * counts.values[each]
        rows.append(row)
        right.append(rest)
    bounds = [((floors or {}).get(each, 0), None) for each in names]
    found = []
    for sign in (1, -1):
        prices = [0.0] * len(names)
        prices[names.index(count)] = sign
        made = linprog(prices, A_eq=rows or None, b_eq=right or None, bounds=bounds)
        if made.status == 3:
            found.append(sign * -math.inf)
        else:
            assert made.status == 0, made.message
            found.append(sign * made.fun)
    return tuple(found)


def bodies(rows: int = 6, columns: int = 6, most: int = 30) -> st.SearchStrategy:
    """Tables of counts, many of them small or nought, as field tables are."""
    count = st.one_of(st.integers(0, 6), st.integers(0, most))
    return st.integers(1, rows).flatmap(
        lambda n: st.integers(1, columns).flatmap(
            lambda m: st.lists(st.lists(count, min_size=m, max_size=m), min_size=n, max_size=n)
        )
    )


def cubes(most: int = 3) -> st.SearchStrategy:
    """Small tables of three dimensions."""
    count = st.one_of(st.integers(0, 6), st.integers(0, 20))
    sizes = st.tuples(*[st.integers(2, most)] * 3)
    return sizes.flatmap(
        lambda size: st.lists(count, min_size=math.prod(size), max_size=math.prod(size)).map(
            lambda flat: np.array(flat).reshape(size).tolist()
        )
    )
