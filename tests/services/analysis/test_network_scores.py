"""Which score counts on a day, and where it stands in the matrix."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.services.analysis.network_scores import (
    BANDS,
    Quadrant,
    Score,
    latest,
    order,
    priority,
    quadrant,
)

DATES = st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 31))
SCORES = st.lists(
    st.builds(
        lambda number, who, day: Score(f"s{number}", who, day.isoformat()),
        st.integers(0, 999),
        st.sampled_from("abc"),
        DATES,
    ),
    max_size=12,
    unique_by=lambda score: score.id,
)


@given(SCORES, DATES)
def test_the_newest_on_or_before_the_day_counts(scores, day):
    found = latest(scores, day)
    for who in "abc":
        earlier = [each.on for each in scores if each.who == who and each.on <= day.isoformat()]
        assert (who in found) == bool(earlier)
        if earlier:
            assert found[who].on == max(earlier)


@pytest.mark.parametrize(
    ("power", "interest", "stands"),
    [
        ("high", "high", Quadrant.MANAGE),
        ("medium", "medium", Quadrant.MANAGE),
        ("high", "low", Quadrant.SATISFY),
        ("medium", "low", Quadrant.SATISFY),
        ("low", "high", Quadrant.INFORM),
        ("low", "medium", Quadrant.INFORM),
        ("low", "low", Quadrant.MONITOR),
        ("", "high", None),
        ("high", "", None),
        ("unheard", "of", None),
    ],
)
def test_medium_counts_with_high_so_that_nobody_is_missed(power, interest, stands):
    assert quadrant(Score("s", "a", "2026", power=power, interest=interest)) is stands


def test_without_a_score_there_is_no_place_in_the_matrix():
    assert quadrant(None) is None


@pytest.mark.parametrize(
    ("bands", "rank"),
    [("high high high", 1), ("high high low", 2), ("high low medium", 3), ("low low low", 3)],
)
def test_priority_follows_how_many_of_power_urgency_and_legitimacy_are_high(bands, rank):
    power, urgency, legitimacy = bands.split()
    score = Score("s", "a", "2026", power=power, urgency=urgency, legitimacy=legitimacy)
    assert priority(score) == rank


def test_the_most_powerful_come_first():
    scores = [Score("s", "a", "2026", power=p, interest=i) for p in BANDS for i in BANDS]
    assert all(order(one) < order(other) for one, other in itertools.pairwise(scores))
