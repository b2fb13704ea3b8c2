"""R9: 48 hours, 24 in an emergency, as the country's system says."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.records.notifications import Notification, NotificationSystem
from fieldapp.services.notifications.lead import Verdict, lead_time, system_for
from fieldapp.vocab.days import Day

NOW = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=2)))


def ahead(hours: float, **values: object) -> Notification:
    start = NOW + dt.timedelta(hours=hours)
    return Notification(kind="movement", window_start=start, **values)


@pytest.mark.parametrize(
    ("hours", "emergency", "rule", "verdict"),
    [
        (48, "", 48, Verdict.OK),
        (47.9, "", 48, Verdict.SHORT),
        (47.9, "yes", 24, Verdict.EMERGENCY),
        (23.9, "yes", 24, Verdict.SHORT),
        (48, "no", 48, Verdict.OK),
    ],
)
def test_without_a_system_it_is_two_days_or_one_in_an_emergency(hours, emergency, rule, verdict):
    found = lead_time(ahead(hours, emergency=emergency), None, NOW)

    assert (found.rule, found.verdict) == (rule, verdict)
    assert found.hours == pytest.approx(hours)
    assert found.missing == pytest.approx(max(0, rule - hours))


def test_a_country_has_its_own_hours_and_none_is_an_answer_too():
    strict = NotificationSystem(lead_hours=72, emergency_lead_hours=0)

    assert lead_time(ahead(60), strict, NOW).verdict is Verdict.SHORT
    assert lead_time(ahead(1, emergency="yes"), strict, NOW).verdict is Verdict.EMERGENCY


def test_it_counts_from_when_it_was_handed_in_whatever_the_offset():
    elsewhere = NOW.astimezone(dt.UTC) - dt.timedelta(hours=10)

    assert lead_time(ahead(40, submitted_at=elsewhere), None, NOW).hours == pytest.approx(50)


def test_a_site_needs_none_and_without_a_start_nothing_is_judged():
    assert lead_time(Notification(kind="site", window_start=NOW), None, NOW).rule == 0
    assert lead_time(Notification(kind="movement"), None, NOW).hours is None
    on_a_day = Notification(kind="movement", window_start=Day("2026-11-24"))
    assert lead_time(on_a_day, None, NOW).verdict is Verdict.SHORT


@given(st.floats(-1000, 1000), st.floats(0, 200), st.booleans())
def test_short_is_exactly_what_misses_the_rule(hours, rule, emergency):
    system = NotificationSystem(lead_hours=rule, emergency_lead_hours=rule)
    found = lead_time(ahead(hours, emergency="yes" if emergency else ""), system, NOW)

    assert (found.verdict is Verdict.SHORT) == (found.missing > 0)


def test_the_system_is_the_one_named_then_that_of_the_country_then_the_only_one():
    sudan, chad = NotificationSystem(country="SDN"), NotificationSystem(country="TCD")

    assert system_for([sudan, chad], chad.id, "SDN") is chad
    assert system_for([sudan, chad], "", "TCD") is chad
    assert system_for([sudan, chad], "", "NGA") is None
    assert system_for([sudan], "", "") is sudan
