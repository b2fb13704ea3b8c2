"""Medians of access severity: by district and scheme, of what counts, and never a mixture."""

from __future__ import annotations

import datetime as dt
from statistics import median_low

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.records.access import AccessConstraint
from fieldapp.services.analysis.severity import AreaSeverity, in_period, medians
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place
from fieldapp.vocab.vocabulary import vocabulary

WORDS = vocabulary("access_severity")
SCHEME = vocabulary("severity_scheme").label("default_3")


def district(province: str, code: str, name: str, *more: Area) -> Place:
    return Place(path=(Area("SDN"), Area(province), Area(code, name), *more))


WADI = district("SD01", "SD0101", "Wadi")
OTHER_WADI = district("SD02", "SD0201", "Wadi")


def held(severity: str, place: Place = WADI, **values) -> AccessConstraint:
    day = values.pop("happened", Day("2026-03-02"))
    return AccessConstraint(category="3", happened=day, place=place, severity=severity, **values)


@given(st.lists(st.sampled_from(list(WORDS)), min_size=1, max_size=9))
def test_the_median_is_a_step_that_somebody_gave(severities):
    (row,) = medians(held(each) for each in severities)

    assert row.count == len(severities)
    assert row.median == WORDS.label(median_low(severities))
    assert row.median in {WORDS.label(each) for each in severities}


def test_two_districts_of_one_name_stay_apart_and_finer_places_count_for_theirs():
    village = attrs.evolve(WADI, path=(*WADI.path, Area("SD010101", "Mill")))
    rows = medians([held("1"), held("3", village), held("3", OTHER_WADI)])

    assert rows == (
        AreaSeverity("Wadi", SCHEME, WORDS.label("1"), 2, "SD0101"),
        AreaSeverity("Wadi", SCHEME, WORDS.label("3"), 1, "SD0201"),
    )


def test_schemes_are_never_mixed():
    rows = medians([held("1"), held("3", severity_scheme="iraq_2019")])

    assert {(row.count, row.median) for row in rows} == {
        (1, WORDS.label("1")),
        (1, WORDS.label("3")),
    }
    assert len({row.scheme for row in rows}) == 2


@pytest.mark.parametrize(
    "values",
    [
        {"draft": True},
        {"retracted": True},
        {"superseded_by": "x"},
        {"deleted_at": dt.datetime(2026, 3, 3, tzinfo=dt.UTC)},
        {"place": Place(path=WADI.path[:2])},
        {"severity": ""},
    ],
)
def test_what_is_not_finished_in_force_or_precise_enough_is_left_out(values):
    assert not medians([attrs.evolve(held("3"), **values)])


@pytest.mark.parametrize(
    ("happened", "until", "counts"),
    [
        ("2026-03-02", None, True),
        ("2026-03", None, True),
        ("2026-02-28", None, False),
        ("2026-02-28", "2026-03-01", True),
        ("2026-01-01", "2026-12-31", True),
        ("2026-04-01", None, False),
    ],
)
def test_a_constraint_belongs_to_the_periods_in_which_it_held(happened, until, counts):
    made = held("2", happened=Day(happened), until=Day(until) if until else None)
    march = dt.date(2026, 3, 1), dt.date(2026, 3, 31)

    assert list(in_period([made], *march)) == ([made] if counts else [])
