"""No small count can be worked out: an attacker of another make tries, on tables of all sorts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.services.disclosure_control.audit import Reader
from fieldapp.services.disclosure_control.hiding import MOST, TooManyCountsError, hidden
from fieldapp.services.disclosure_control.lines import Counts, Line, is_small, smallest_of
from tests.services.disclosure_control.attackers import (
    bodies,
    cube,
    cubes,
    interval,
    two_way,
)

ALMOST = 1e-6


def attack(counts: Counts, gone: frozenset[int], smallest: int) -> None:
    """Every small count is hidden, and no attacker comes nearer to it than `smallest - 1`, not
    even one who knows of each hidden count whether it is nobody."""
    small = {at for at, value in enumerate(counts.values) if is_small(value, smallest)}
    assert small <= gone
    floors = {at: min(1, counts.values[at]) for at in gone}
    for each in small:
        for known in ({}, floors):
            low, high = interval(counts, gone, each, known)
            assert low - ALMOST <= counts.values[each] <= high + ALMOST
            assert high - low >= smallest - 1 - ALMOST


@settings(max_examples=60, deadline=None)
@given(bodies(), st.integers(3, 6))
def test_no_small_count_of_a_table_with_margins_can_be_worked_out(body, smallest):
    counts = two_way(body)
    attack(counts, hidden(counts, smallest), smallest)


@settings(max_examples=20, deadline=None)
@given(cubes())
def test_nor_of_a_table_of_three_dimensions(body):
    counts = cube(body)
    attack(counts, hidden(counts, 5), 5)


@settings(max_examples=60, deadline=None)
@given(bodies(4, 4))
def test_no_count_that_was_hidden_beside_them_is_hidden_for_nothing(body):
    """What could be worked out anyway, or protects nothing, is shown."""
    counts = two_way(body)
    gone = hidden(counts, 5)
    small = {at for at, value in enumerate(counts.values) if is_small(value, 5)}
    beside_noughts = {at for at in gone - small if not counts.values[at]}
    for each in gone - small - beside_noughts:
        low, high = interval(counts, gone, each)
        assert high - low > ALMOST
        assert Reader(counts, gone - {each}).unsafe(sorted(small), 4) is not None


@settings(max_examples=60, deadline=None)
@given(bodies())
def test_our_reader_finds_what_the_other_attacker_finds(body):
    counts = two_way(body)
    gone = hidden(counts, 5)
    reader = Reader(counts, gone, knows_noughts=False)
    for each in sorted(gone)[:6]:
        reach, (low, high) = reader.reach(each), interval(counts, gone, each)
        assert abs(reach.least - low) < ALMOST
        assert (reach.most is None) == (high == float("inf"))
        assert reach.most is None or abs(reach.most - high) < ALMOST


@given(bodies())
def test_a_table_without_small_counts_is_shown_whole(body):
    counts = two_way([[value + 5 for value in row] for row in body])
    assert hidden(counts, 5) == frozenset()


def test_district_and_state_totals_do_not_give_a_district_away():
    """Two states of two districts each, with totals of each state and of the country."""
    values = (2, 8, 10, 9, 7, 16, 26)
    lines = (Line(2, (0, 1)), Line(5, (3, 4)), Line(6, (2, 5)))
    counts = Counts(values, lines)
    gone = hidden(counts, 5)
    assert {0, 1} <= gone
    attack(counts, gone, 5)


def test_where_one_small_count_stands_among_noughts_a_nought_is_hidden_too():
    """Else the noughts say what all of the few were."""
    counts = two_way([[3, 0, 0], [9, 8, 7], [12, 6, 9]])
    gone = hidden(counts, 5)
    assert 0 in gone
    assert gone & {1, 2}
    assert 3 in gone  # their total is as small
    attack(counts, gone, 5)


def test_a_count_that_the_reader_has_hides_nothing():
    """The second count of the first line left before: the third must be hidden instead."""
    counts = Counts((2, 9, 8, 19), (Line(3, (0, 1, 2)),), known=frozenset({1}))
    gone = hidden(counts, 5)
    assert 1 not in gone
    attack(counts, gone, 5)


def test_a_table_too_large_to_be_checked_is_refused():
    with pytest.raises(TooManyCountsError):
        hidden(Counts((1,) * (MOST + 1), ()), 5)


def test_the_smallest_count_is_five_and_never_below_three():
    assert [smallest_of(each) for each in (None, 10.0, 4.0, 3.0, 1.0, 0.0)] == [5, 10, 4, 3, 3, 3]
