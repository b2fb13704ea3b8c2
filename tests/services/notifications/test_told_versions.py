"""R8 and R25: one party at a time, an edit after sending is a new version with a change notice."""

from __future__ import annotations

import datetime as dt

import pytest

from fieldapp.records.incidents import Incident
from fieldapp.records.notification_rows import Waypoint
from fieldapp.records.notifications import Notification
from fieldapp.records.record import evolve
from fieldapp.services.notifications import afterwards, sending, sites, versions
from fieldapp.services.notifications.again import repeat
from fieldapp.services.notifications.change_words import change_notice
from fieldapp.services.notifications.sending import Answer, Sending, acknowledge, transmit
from fieldapp.services.notifications.steps import ENDED, STEPS, NotAStepError, may_follow
from fieldapp.services.notifications.told import for_party, told_fields
from fieldapp.store.errors import NotFinishedError, SealedError
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Place
from fieldapp.vocab.vocabulary import vocabulary
from tests.services.notifications.conftest import KASSALA, NOW

HOUR = dt.timedelta(hours=1)


def told(station, notification):
    return versions.was_told(
        station.store, versions.notification_of(station.store, notification.id)
    )


def test_sending_makes_a_row_a_party_and_locks_what_was_told(station, movement):
    store, one = station.store, movement()
    store.save(one)
    transmit(store, [one.id], Sending(station.kilo.id, NOW))

    kept = versions.notification_of(store, one.id)
    assert (kept.status, kept.version, kept.submitted_at) == ("transmitted", 1, NOW)
    assert kept.sealed_at is not None
    (notice,) = told(station, one)
    assert (notice.actor, notice.sent_at, notice.version) == (station.kilo.id, NOW, 1)
    with pytest.raises(SealedError):
        store.save(evolve(kept, organisation="Another"))
    store.save(evolve(kept, status="in_effect"))  # how it stands goes on


def test_a_second_party_gets_its_own_row_and_the_same_one_is_not_told_twice(station, movement):
    store, one, two = station.store, movement(), movement(title="Back")
    store.save(one, two)
    transmit(store, [one.id], Sending(station.kilo.id, NOW))
    transmit(store, [one.id, two.id], Sending(station.lima.id, NOW + HOUR))

    assert [each.actor for each in told(station, one)] == [station.kilo.id, station.lima.id]
    with pytest.raises(sending.AlreadyToldError):
        transmit(store, [two.id], Sending(station.lima.id, NOW))
    transmit(store, [one.id, two.id], Sending(station.kilo.id, NOW + HOUR))  # the untold one only
    assert len(told(station, one)) == 2
    assert len(told(station, two)) == 2


def test_nothing_unfinished_goes_and_then_nothing_at_all_goes(station, movement):
    store, good, bad = station.store, movement(), movement(organisation="", draft=True)
    store.save(good, bad)

    with pytest.raises(NotFinishedError):
        transmit(store, [good.id, bad.id], Sending(station.kilo.id, NOW))
    assert told(station, good) == []
    assert versions.notification_of(store, good.id).sealed_at is None


def test_a_site_in_anothers_area_is_not_told(station, site):
    store, one = station.store, site()
    store.save(one)

    with pytest.raises(sending.OutsideAreaError):
        transmit(store, [one.id], Sending(station.lima.id, NOW))
    transmit(store, [one.id], Sending(station.kilo.id, NOW))
    nowhere = site(place=Place(latitude=13.62803, longitude=25.34941))
    store.save(nowhere)
    transmit(store, [nowhere.id], Sending(station.lima.id, NOW))  # where the area is not known


def test_a_route_concerns_whoever_holds_a_part_of_it(station, movement):
    store = station.store
    here = Place(path=KASSALA[:1], precision="adm0")
    row = Waypoint(name="A", pcode="SD08011", latitude=1, longitude=1)
    whole = movement(place=here, waypoints=(evolve(row, latitude_again=1, longitude_again=1),))
    assert station.kilo.area_of_influence.path[-1].pcode == "SD02"
    path = (*KASSALA,)
    only_there = evolve(whole, place=Place(path=path, precision="adm1"))
    store.save(only_there)

    with pytest.raises(sending.OutsideAreaError):
        transmit(store, [only_there.id], Sending(station.kilo.id, NOW))
    transmit(store, [only_there.id], Sending(station.lima.id, NOW))


def test_an_edit_after_sending_is_a_version_whose_notice_says_what_changed(station, movement):
    store, one = station.store, movement(cargo="Flour")
    store.save(one)
    transmit(store, [one.id], Sending(station.kilo.id, NOW))

    draft = versions.amend(store, one.id)
    store.save(draft)
    assert (draft.version, draft.draft, draft.status) == (2, True, "draft")
    assert versions.amend(store, one.id).id == draft.id  # the one being written, not a third
    (row,) = draft.waypoints
    later = evolve(
        draft,
        cargo="Flour and salt",
        window_start=draft.window_start + HOUR,
        waypoints=(evolve(row, name="Kutum"),),
        after_note="Not told",
    )
    store.finish(later)
    transmit(store, [draft.id], Sending(station.kilo.id, NOW))

    kept = versions.notification_of(store, draft.id)
    assert kept.change_notice.splitlines() == [
        "Version 2 replaces version 1.",
        "From: 26 Nov 2026 22:00 +02:00 (was 26 Nov 2026 21:00 +02:00).",
        "Waypoints, row 1: name Kutum, latitude 13.64000, longitude 24.09000, arrives "
        "27 Nov 2026 02:00 +02:00 (was name Kabkabiya, latitude 13.64000, longitude 24.09000, "
        "arrives 27 Nov 2026 02:00 +02:00).",
        "Cargo: Flour and salt (was Flour).",
    ]
    assert versions.notification_of(store, one.id).status == "amended"
    assert versions.notification_of(store, one.id).cargo == "Flour"
    with pytest.raises(versions.ReplacedError):
        versions.amend(store, one.id)
    with pytest.raises(versions.ReplacedError):
        transmit(store, [one.id], Sending(station.lima.id, NOW))


def test_rows_that_come_and_go_and_change_places_are_said(movement):
    a, b = Waypoint(name="A"), Waypoint(name="B")
    before = movement(waypoints=(a, b))

    assert "Waypoints, taken out: name B." in change_notice(before, movement(waypoints=(a,)))
    assert "row 3, new: name C." in change_notice(
        before, movement(waypoints=(a, b, Waypoint(name="C")))
    )
    assert "new order: B, A." in change_notice(before, movement(waypoints=(b, a)))
    assert "Nothing that a party is told has changed." in change_notice(before, before)


def test_what_is_not_told_is_in_no_change_notice(site):
    before = site(focal_contact="0123", people="few")
    after = site(focal_contact="0987", people="many")

    assert "0987" not in change_notice(before, after)
    assert "200" not in change_notice(before, after)
    decided = evolve(after, people_told_by="HC")
    assert "51 to 200" in change_notice(before, decided)


def test_a_movement_is_cancelled_by_a_version_that_each_party_is_told(station, movement):
    store, one, quiet = station.store, movement(), movement()
    store.save(one, quiet)
    transmit(store, [one.id], Sending(station.kilo.id, NOW))
    versions.end(store, one.id, "cancelled")
    versions.end(store, quiet.id, "cancelled")

    newer = versions.successor_of(store, versions.notification_of(store, one.id))
    assert (newer.version, newer.status, newer.draft) == (2, "cancelled", False)
    assert "This movement will not take place." in newer.change_notice
    silent = versions.notification_of(store, quiet.id)  # no party knew of it
    assert (silent.status, silent.superseded_by) == ("cancelled", "")
    transmit(store, [newer.id], Sending(station.kilo.id, NOW + HOUR))
    assert versions.notification_of(store, newer.id).status == "cancelled"


def test_a_delay_moves_all_times_and_a_site_has_none(station, movement, site):
    store, one, clinic = station.store, movement(), site()
    store.save(one, clinic)
    transmit(store, [one.id], Sending(station.kilo.id, NOW))
    versions.delay(store, one.id, one.window_start + 3 * HOUR)

    newer = versions.successor_of(store, versions.notification_of(store, one.id))
    assert newer.window_end == one.window_end + 3 * HOUR
    assert newer.waypoints[0].arrives == one.waypoints[0].arrives + 3 * HOUR
    assert newer.status == "delayed"
    with pytest.raises(NotAStepError):
        versions.delay(store, clinic.id, NOW)


def test_an_answer_stands_beside_what_was_sent_with_their_words(station, movement):
    store, one = station.store, movement()
    store.save(one)
    transmit(store, [one.id], Sending(station.kilo.id, NOW))
    (notice,) = told(station, one)

    with pytest.raises(sending.UnsentError):
        acknowledge(store, [notice], Answer("received", NOW - HOUR))
    with pytest.raises(sending.NoWordsError):
        acknowledge(store, [notice], Answer("their_approval", NOW + HOUR))
    acknowledge(store, [notice], Answer("received", NOW + HOUR))
    (notice,) = told(station, one)
    assert (notice.received_at, notice.acknowledged_at) == (NOW + HOUR, None)
    acknowledge(store, [notice], Answer("acknowledged", NOW + 2 * HOUR))
    (notice,) = told(station, one)
    assert (notice.response, notice.acknowledged_at) == ("acknowledged", NOW + 2 * HOUR)
    acknowledge(
        store, [notice], Answer("their_approval", NOW + 3 * HOUR, "You are approved", "R-7")
    )
    (notice,) = told(station, one)
    assert (notice.received_at, notice.acknowledged_at) == (NOW + HOUR, NOW + 2 * HOUR)
    assert (notice.their_words, notice.party_ref) == ("You are approved", "R-7")
    assert versions.notification_of(store, one.id).status == "transmitted"


def test_no_status_calls_anything_approved():
    for name in ("notification_status", "party_response"):
        words = vocabulary(name)
        assert not any("approved" in f"{code} {words.label(code)}".lower() for code in words)


def test_the_steps_name_every_status_and_never_leave_what_is_closed():
    assert set(STEPS) == set(vocabulary("notification_status"))
    assert {code for after in STEPS.values() for code in after} <= set(STEPS)
    assert not STEPS["closed"]
    for status in ENDED:
        assert not {"transmitted", "in_effect"} & STEPS[status]
    assert "delayed" not in may_follow("site", "in_effect")
    assert "removed" not in may_follow("movement", "in_effect")


def test_a_site_is_revalidated_though_it_is_locked(station, site, movement):
    store, one = station.store, site()
    store.save(one)
    transmit(store, [one.id], Sending(station.kilo.id, NOW))
    moving = movement()
    store.save(moving)
    until = sites.next_day(station.system, NOW.date())
    sites.revalidate(store, [one.id], NOW.date(), until)

    kept = versions.notification_of(store, one.id)
    assert (kept.revalidated_on, kept.revalidate_by) == (Day("2026-11-24"), Day("2027-01-23"))
    with pytest.raises(sites.NotASiteError):
        sites.revalidate(store, [moving.id], NOW.date(), until)


def test_presence_of_displaced_people_is_told_only_by_decision(site):
    one = site(site_type="idp_site", people="many", focal_contact="0123", after_note="x")

    assert (for_party(one).people, for_party(one).site_type) == ("", "other")
    assert (for_party(one).focal_contact, for_party(one).after_note) == ("", "")
    decided = for_party(evolve(one, people_told_by="HC"))
    assert (decided.people, decided.site_type) == ("many", "idp_site")
    assert decided.place == one.place


def test_no_field_that_is_told_holds_people_sources_or_our_own_reading():
    names = {each.name for each in told_fields()}

    assert {"place", "window_start", "vehicles", "leader_contact"} <= names
    assert not names & {"focal_contact", "incidents", "after_note", "owner", "tags"}


def test_after_an_incident_it_says_who_knew_what_for_how_long(station, movement):
    store, one, harm = station.store, movement(), Incident(title="Shelling", draft=True)
    store.save(one, harm)
    transmit(store, [one.id], Sending(station.kilo.id, NOW))
    (notice,) = told(station, one)
    acknowledge(store, [notice], Answer("acknowledged", NOW + HOUR))
    kept = versions.notification_of(store, one.id)
    afterwards.note_afterwards(store, kept, [harm.id], "Two trucks hit", NOW + 2 * HOUR)

    kept = versions.notification_of(store, one.id)
    assert kept.incidents == (harm.id,)
    assert kept.was_in_force.splitlines() == [
        "Version 1.",
        "KILO: told 120 minutes before, acknowledged 60 minutes before.",
    ]
    assert "No party had been told." in afterwards.in_force(store, kept, NOW - HOUR)


def test_movements_are_completed_then_closed(station, movement):
    store, one = station.store, movement()
    store.save(one)
    transmit(store, [one.id], Sending(station.kilo.id, NOW))
    for status in ("completed", "closed"):
        afterwards.complete(store, [one.id])
        assert versions.notification_of(store, one.id).status == status
    with pytest.raises(NotAStepError):
        afterwards.complete(store, [one.id])


def test_last_weeks_movements_are_made_again_for_this_week(station, movement):
    store, week = station.store, dt.timedelta(days=7)
    whole, half = movement(their_ref="W-1"), movement(organisation="", draft=True)
    store.save(whole, half)
    transmit(store, [whole.id], Sending(station.kilo.id, NOW))
    _, made = repeat(store, [whole.id, half.id], week)

    first, second = (store.get(each) for each in made)
    assert isinstance(first, Notification)
    assert (first.window_start, first.their_ref) == (whole.window_start + week, "")
    assert (first.status, first.version, first.submitted_at) == ("draft", None, None)
    assert first.waypoints[0].id != whole.waypoints[0].id
    assert (first.draft, second.draft) == (False, True)
    assert told(station, first) == []
