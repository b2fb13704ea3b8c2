"""The board's rows and cells: windows, what each party knows, and what has waited longest."""

from __future__ import annotations

import datetime as dt

import pytest

from fieldapp.records.record import evolve
from fieldapp.services.notifications import versions
from fieldapp.services.notifications.afterwards import complete
from fieldapp.services.notifications.board import board, in_effect
from fieldapp.services.notifications.board_rows import (
    State,
    Tone,
    Window,
    age,
    ageing,
    lead_words,
    told_words,
)
from fieldapp.services.notifications.sending import Answer, Sending, acknowledge, transmit
from fieldapp.vocab.days import Day
from tests.services.notifications.conftest import NOW

HOUR = dt.timedelta(hours=1)


def cell(found, number, party):
    line = found.lines[number]
    return told_words(line, found.parties[party], line.told[party], found.at)


@pytest.mark.parametrize(
    ("hours", "window"),
    [
        (-3, Window.NOW),
        (1, Window.SOON),
        (48, Window.SOON),
        (49, Window.WEEK),
        (24 * 7 + 1, Window.LATER),
        (-9, Window.OVER),
    ],
)
def test_a_movement_stands_in_its_window(station, movement, hours, window):
    station.store.save(movement(window_start=NOW + hours * HOUR))

    (line,) = board(station.store, NOW).lines
    assert line.window is window


def test_sites_stand_by_the_day_they_grow_stale(station, site):
    station.store.save(site(title="B", revalidate_by=Day("2027-01-01")), site(title="A"))

    assert [each.title for each in board(station.store, NOW).lines] == ["A", "B"]


def test_what_is_long_over_closed_or_in_the_bin_is_gone(station, movement):
    store = station.store
    old = movement(window_start=NOW - dt.timedelta(days=40))
    closed, binned = movement(status="closed"), movement()
    store.save(old, closed, binned)
    store.delete(binned.id)

    assert board(store, NOW).lines == ()


def test_each_party_has_its_cell_from_unsent_to_answered(station, movement):
    store, one = station.store, movement()
    store.save(one)
    found = board(store, NOW)
    assert [each.name for each in found.parties] == ["KILO", "LIMA"]
    assert cell(found, 0, 0) == ("not sent", Tone.QUIET)
    assert cell(board(store, NOW + HOUR), 0, 0) == ("send within 11 h", Tone.ACT)
    assert cell(board(store, NOW + 13 * HOUR), 0, 0) == ("not sent, late", Tone.ALARM)

    transmit(store, [one.id], Sending(station.kilo.id, NOW))
    assert cell(board(store, NOW + 2 * HOUR), 0, 0) == ("sent, 2 h", Tone.WATCH)
    assert cell(board(store, NOW + 13 * HOUR), 0, 0) == ("sent, 13 h", Tone.ACT)  # answers in 12
    for response, state in (
        ("received", State.RECEIVED),
        ("acknowledged", State.ACKNOWLEDGED),
        ("objection", State.ANSWERED),
    ):
        (notice,) = versions.was_told(store, versions.notification_of(store, one.id))
        acknowledge(store, [notice], Answer(response, NOW + HOUR, "No"))
        assert board(store, NOW).lines[0].told[0].state is state
    assert cell(board(store, NOW), 0, 0) == ("objection", Tone.ALARM)


def test_their_approval_is_never_repeated_as_one(station, movement):
    store, one = station.store, movement()
    store.save(one)
    transmit(store, [one.id], Sending(station.kilo.id, NOW))
    (notice,) = versions.was_told(store, versions.notification_of(store, one.id))
    acknowledge(store, [notice], Answer("their_approval", NOW, "approved"))

    assert "approv" not in cell(board(store, NOW), 0, 0)[0]


def test_after_a_change_each_party_that_knew_is_to_be_told(station, movement):
    store, one = station.store, movement()
    store.save(one)
    transmit(store, [one.id], Sending(station.kilo.id, NOW))
    draft = versions.amend(store, one.id)
    store.save(draft)
    (line,) = board(store, NOW).lines
    assert (line.id, line.rewritten) == (one.id, True)  # parties still know this one
    store.finish(draft)
    found = board(store, NOW)
    assert found.lines[0].id == draft.id
    assert cell(found, 0, 0) == ("version 2 not sent", Tone.ALARM)
    assert cell(found, 0, 1)[0] != "version 2 not sent"
    store.delete(draft.id)
    assert board(store, NOW).lines[0].id == one.id


def test_a_cancelled_movement_stays_until_those_who_knew_are_told(station, movement):
    store, one = station.store, movement()
    store.save(one)
    transmit(store, [one.id], Sending(station.kilo.id, NOW))
    versions.end(store, one.id, "cancelled")
    found = board(store, NOW)
    assert cell(found, 0, 0) == ("cancellation not sent", Tone.ALARM)
    transmit(store, [found.lines[0].id], Sending(station.kilo.id, NOW))
    assert board(store, NOW).lines == ()


def test_a_site_elsewhere_is_marked_as_such(station, site):
    station.store.save(site())
    found = board(station.store, NOW)

    assert cell(found, 0, 1) == ("not its area", Tone.QUIET)


def test_the_lead_time_is_said_in_words(station, movement):
    store = station.store
    store.save(
        movement(window_start=NOW + 60 * HOUR),
        movement(window_start=NOW + 30 * HOUR),
        movement(window_start=NOW + 31 * HOUR, emergency="yes"),
    )
    said = {lead_words(each, NOW) for each in board(store, NOW).lines}

    assert said == {
        ("60 h, in time", Tone.CALM),
        ("30 h, short of 48", Tone.ALARM),
        ("31 h, emergency", Tone.ACT),
    }


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-15", ("stale for 9 days", Tone.ALARM)),
        ("2026-12-08", ("14 days left", Tone.ACT)),
        ("2026-12-09", ("15 days left", Tone.CALM)),
    ],
)
def test_a_site_says_how_long_it_is_believed(station, site, day, said):
    station.store.save(site(revalidate_by=Day(day)))

    assert lead_words(board(station.store, NOW).lines[0], NOW) == said


def test_what_has_waited_longest_comes_first_and_what_waits_not_is_left_out(
    station, movement, site
):
    store = station.store
    sent = movement(title="sent", window_start=NOW + 100 * HOUR)
    stale = site(title="stale", revalidate_by=Day("2026-11-01"))
    fine = movement(title="fine", window_start=NOW + 200 * HOUR)
    store.save(sent, stale, fine)
    transmit(store, [sent.id], Sending(station.kilo.id, NOW - 5 * HOUR))

    assert [each.title for each in ageing(board(store, NOW))] == ["stale", "sent"]


def test_what_is_over_is_completed_and_then_waits_to_be_closed(station, movement):
    store, one = station.store, movement(window_start=NOW - 20 * HOUR)
    store.save(one)
    transmit(store, [one.id], Sending(station.kilo.id, NOW - 80 * HOUR))
    complete(store, [one.id])
    (line,) = board(store, NOW).lines
    assert (line.window, line.status) == (Window.OVER, "completed")
    complete(store, [one.id])
    assert board(store, NOW).lines == ()


def test_in_effect_is_what_parties_know_and_whose_window_is_open(movement, site):
    open_now = movement(window_start=NOW - HOUR, status="transmitted")
    unsent = movement(window_start=NOW - HOUR)
    over = movement(window_start=NOW - 20 * HOUR, status="transmitted")
    clinic = site(status="in_effect")
    replaced = evolve(clinic, superseded_by="another")

    assert in_effect([open_now, unsent, over, clinic, replaced], NOW) == [open_now, clinic]


@pytest.mark.parametrize(
    ("span", "words"), [(59, "59 min"), (60, "1 h"), (47 * 60, "47 h"), (49 * 60, "2 days")]
)
def test_an_age_is_said_in_its_largest_unit(span, words):
    assert age(dt.timedelta(minutes=span)) == words
