"""What people type for a day or a time is understood, and nothing else is."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.vocab.days import Day, NotADayError
from fieldapp.vocab.spoken_days import (
    NotAnOffsetError,
    NotATimeError,
    day_in_words,
    offset_in_words,
    read_day,
    read_offset,
    read_time,
    weekday_in_words,
)

TODAY = dt.date(2025, 11, 14)  # a Friday


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("yesterday", "2025-11-13"),
        ("Today", "2025-11-14"),
        ("tomorrow", "2025-11-15"),
        ("hier", "2025-11-13"),
        ("أمس", "2025-11-13"),
        ("12 nov", "2025-11-12"),
        ("nov 12", "2025-11-12"),
        ("12th November", "2025-11-12"),
        ("1st dec", "2025-12-01"),
        ("2 jan", "2026-01-02"),
        ("12 nov 2024", "2024-11-12"),
        ("12 novembre 2024", "2024-11-12"),
        ("١٢ نوفمبر", "2025-11-12"),
        ("12-nov-2024", "2024-11-12"),
        ("2025-11", "2025-11"),
        ("2025", "2025"),
        ("2025-11-02", "2025-11-02"),
        ("2025-3-2", "2025-03-02"),
        ("12/11", "2025-11-12"),
        ("3.4.2024", "2024-04-03"),
        ("nov 2024", "2024-11"),
        ("november", "2025-11"),
        ("wed", "2025-11-12"),
        ("friday", "2025-11-07"),
        ("last friday", "2025-11-07"),
        ("3 days ago", "2025-11-11"),
        ("2 weeks ago", "2025-10-31"),
        ("3d", "2025-11-11"),
    ],
)
def test_a_day_is_understood_as_it_is_said(typed, iso):
    assert read_day(typed, TODAY).iso == iso


@pytest.mark.parametrize(
    "typed", ["", " ", "soon", "31 feb", "13/13", "2025-13", "nov nov", "12 13 nov", "99 nov", "x"]
)
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(NotADayError):
        read_day(typed, TODAY)


def test_a_day_is_never_understood_finer_than_it_was_said():
    assert read_day("2025-11", TODAY).precision == "month"
    assert read_day("november 2025", TODAY).precision == "month"
    assert read_day("2025", TODAY).precision == "year"


@given(st.dates(dt.date(1000, 1, 1), dt.date(9999, 12, 31)), st.sampled_from([4, 7, 10]))
def test_a_day_in_words_is_read_back_as_the_same_day(date, length):
    day = Day(date.isoformat()[:length])
    assert read_day(day_in_words(day), TODAY) == day


@given(st.text(max_size=20))
def test_any_text_is_either_a_day_or_refused(text):
    try:
        day = read_day(text, TODAY)
    except NotADayError:
        return
    assert read_day(day.iso, TODAY) == day


def test_the_weekday_is_named():
    assert weekday_in_words(Day("2025-11-12")) == "Wednesday"
    assert weekday_in_words(Day("2025-11")) == "the whole month"


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("21:04", (21, 4)),
        ("2104", (21, 4)),
        ("9pm", (21, 0)),
        ("12am", (0, 0)),
        ("9", (9, 0)),
        ("9.30", (9, 30)),
        ("9h30", (9, 30)),
        ("٢١:٠٤", (21, 4)),
    ],
)
def test_a_time_is_understood_as_it_is_typed(typed, time):
    assert read_time(typed) == dt.time(*time)


@pytest.mark.parametrize("typed", ["", "25", "21:60", "noonish", "13pm"])
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(NotATimeError):
        read_time(typed)


@pytest.mark.parametrize(
    ("typed", "minutes"), [("+02:00", 120), ("+2", 120), ("-0330", -210), ("Z", 0), ("UTC+3", 180)]
)
def test_an_offset_is_understood(typed, minutes):
    zone = read_offset(typed)
    assert zone.utcoffset(None) == dt.timedelta(minutes=minutes)
    moment = dt.datetime(2025, 11, 12, 21, 4, tzinfo=zone)
    assert read_offset(offset_in_words(moment)).utcoffset(None) == zone.utcoffset(None)


@pytest.mark.parametrize("typed", ["", "2", "+15", "two"])
def test_what_is_no_offset_is_refused(typed):
    with pytest.raises(NotAnOffsetError):
        read_offset(typed)
