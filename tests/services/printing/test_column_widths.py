"""Columns of a printed table: shares of the page, and no word broken where there is room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.services.printing.sheet import widths

CELL = st.text("abc xyz", max_size=90)
TABLE = st.integers(1, 6).flatmap(
    lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1, max_size=5)
)


@given(rows=TABLE)
def test_the_shares_add_up_to_the_page(rows):
    shares = widths([""] * len(rows[0]), rows)

    assert abs(sum(shares) - 1) < 1e-9
    assert min(shares) > 0


def test_a_long_text_leaves_room_for_a_date_and_a_head():
    on, likelihood, _ = widths(("On", "Likelihood", "How"), [("2026-10-23", "Low", "word " * 60)])

    assert on * 96 >= len("2026-10-23") + 2
    assert likelihood * 96 >= len("Likelihood") + 2
