"""Rows made alike, checked by counting every row against every other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.services.disclosure_control.anonymity import LEFT_OUT, alike

VALUES = st.sampled_from(["", "a", "b", "c"])
ROWS = st.integers(1, 4).flatmap(lambda n: st.lists(st.tuples(*[VALUES] * n), max_size=24))


def same(one, other) -> bool:
    return all(mine == its for mine, its in zip(one, other, strict=True))


@given(ROWS, st.integers(2, 6))
def test_whoever_leaves_is_like_enough_others(rows, smallest):
    kept = [row for row in alike(rows, smallest).rows if row is not None]
    for row in kept:
        assert sum(same(row, other) for other in kept) >= smallest


@given(ROWS, st.integers(2, 6))
def test_nothing_is_changed_but_left_out_and_who_is_like_others_keeps_all(rows, smallest):
    made = alike(rows, smallest)
    for before, after in zip(rows, made.rows, strict=True):
        common = sum(same(before, other) for other in rows) >= smallest
        assert not common or after == before
        if after is not None:
            pairs = zip(before, after, strict=True)
            assert all(its in (mine, LEFT_OUT) for mine, its in pairs)


@given(ROWS, st.integers(2, 6))
def test_nobody_stays_who_could_leave_beside_the_others_that_stay(rows, smallest):
    """Fewer than `smallest` stay, or there were too few rows in all."""
    made = alike(rows, smallest)
    assert made.withheld < smallest


def test_one_variable_is_left_out_before_two():
    rows = [("f", "young", "north")] * 3 + [("m", "young", "south"), ("m", "old", "south")]
    made = alike(rows, 2).rows
    assert made[:3] == (("f", "young", "north"),) * 3
    assert made[-2:] == (("m", LEFT_OUT, "south"),) * 2


def test_no_rows_are_alike_enough():
    assert alike([], 5).rows == ()
    assert alike([("a",)], 5).rows == (None,)
