"""Stamps of the history: each once, in the order of making, many at one moment too."""

from __future__ import annotations

import datetime as dt
from itertools import islice

from fieldapp.store.history import Clock

NOW = dt.datetime(2026, 11, 24, 21, 4, tzinfo=dt.UTC)


def test_more_stamps_of_one_moment_than_the_counter_holds_still_sort_as_text():
    clock = Clock(lambda: NOW, "A")
    first = clock.stamp()
    many = list(islice(clock.stamps(), 100_003))
    last = clock.stamp()
    told = [first, *many, last]
    assert told == sorted(set(told))
    assert len({len(each) for each in told}) == 1


def test_no_stamp_is_left_out_between_two_events():
    clock = Clock(lambda: NOW, "A")
    told = [next(clock.stamps()), *islice(clock.stamps(), 2), clock.stamp()]
    assert [each.split("-")[1] for each in told] == ["00000", "00001", "00002", "00003"]


def test_a_clock_that_was_set_back_does_not_bring_back_a_stamp():
    times = [NOW, NOW - dt.timedelta(hours=1), NOW - dt.timedelta(hours=2)]
    clock = Clock(lambda: times.pop(0), "A")
    told = [clock.stamp(), clock.stamp(), clock.stamp()]
    assert told == sorted(set(told))


def test_it_goes_on_after_the_newest_stamp_known():
    clock = Clock(lambda: NOW, "B", "9999999999999-00007-A")
    assert clock.stamp() == "9999999999999-00008-B"
