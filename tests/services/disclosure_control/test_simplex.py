"""Our exact solver against scipy's, on random programmes; and that its numbers never slip."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from fieldapp.services.disclosure_control.simplex import Programme

NUMBERS = st.integers(-3, 3)


@st.composite
def programmes(draw):
    """Rows and a right side that some whole point fits, and prices."""
    width, height = draw(st.integers(1, 7)), draw(st.integers(1, 5))
    rows = draw(
        st.lists(
            st.lists(NUMBERS, min_size=width, max_size=width), min_size=height, max_size=height
        )
    )
    point = draw(st.lists(st.integers(0, 9), min_size=width, max_size=width))
    right = [sum(a * x for a, x in zip(row, point, strict=True)) for row in rows]
    prices = draw(st.lists(NUMBERS, min_size=width, max_size=width))
    return rows, right, prices


@settings(max_examples=150, deadline=None)
@given(programmes())
def test_the_least_is_what_another_solver_finds(made):
    rows, right, prices = made
    programme = Programme(rows, right, len(rows[0]))
    assert programme.possible
    least = programme.least(prices)
    other = linprog(prices, A_eq=np.array(rows), b_eq=np.array(right), method="highs-ds")
    if least is None:
        assert other.status in (2, 3, 4)
    else:
        assert other.status == 0
        assert abs(float(least) - other.fun) < 1e-6


@settings(max_examples=100, deadline=None)
@given(programmes())
def test_a_solution_holds_exactly(made):
    rows, right, prices = made
    programme = Programme(rows, right, len(rows[0]))
    if programme.least(prices) is None:
        return
    found = programme.solution()
    assert min(found) >= 0
    for row, known in zip(rows, right, strict=True):
        assert sum((a * x for a, x in zip(row, found, strict=True)), Fraction(0)) == known


def test_what_contradicts_itself_is_not_possible():
    assert not Programme([[1, 1], [1, 1]], [3, 4], 2).possible
    assert not Programme([[1]], [-1], 1).possible


def test_numbers_that_outgrow_the_machine_stay_exact():
    large = 10**12
    programme = Programme([[large, 1], [1, large]], [large * 7 + 3, large * 3 + 7], 2)
    assert programme.least([1, 0]) == 7
    assert programme.solution() == [7, 3]
