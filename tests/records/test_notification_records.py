"""What a notification must hold before it can be finished (R8, R9, R10, R25)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.records.checks import problems
from fieldapp.records.notification_rows import MOVEMENT_ONLY, SITE_ONLY, Vehicle, Waypoint
from fieldapp.records.notifications import Notification, PartyNotice
from fieldapp.records.record import evolve
from fieldapp.store.errors import SealedError
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Place

START = dt.datetime(2026, 11, 26, 6, 0, tzinfo=dt.timezone(dt.timedelta(hours=2)))
LAT, LON = 13.62803, 25.34941


def a_site(**values: object) -> Notification:
    whole = Notification(
        title="Clinic at the mill",
        local_name="مستوصف الطاحونة",
        kind="site",
        organisation="MSF",
        window_start=START,
        place=Place(latitude=LAT, longitude=LON),
        latitude_again=LAT,
        longitude_again=LON,
        revalidate_by=Day("2027-01-01"),
    )
    return evolve(whole, **values)


def a_movement(**values: object) -> Notification:
    whole = Notification(
        title="El Fasher to Kabkabiya",
        kind="movement",
        organisation="WFP",
        window_start=START,
        window_end=START + dt.timedelta(hours=8),
        vehicles=(Vehicle(type="Truck", plate="K-1"),),
    )
    return evolve(whole, **values)


def wanting(record: Notification) -> set[str]:
    return {each.field for each in problems(record)}


def test_a_whole_site_and_a_whole_movement_can_be_finished():
    assert wanting(a_site()) == set()
    assert wanting(a_movement()) == set()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"place": Place()}, "place"),
        ({"latitude_again": None}, "latitude_again"),
        ({"latitude_again": LAT + 0.00002}, "latitude_again"),
        ({"longitude_again": LON - 0.00002}, "latitude_again"),
        ({"latitude_again": 91.0}, "latitude_again"),
        ({"datum": "no"}, "datum"),
        ({"revalidate_by": None}, "revalidate_by"),
        ({"window_end": START - dt.timedelta(minutes=1)}, "window_end"),
        ({"people_told_by": "HC"}, "people"),
        ({"cargo": "Flour"}, "cargo"),
    ],
)
def test_what_a_site_must_have(values, field):
    assert field in wanting(a_site(**values))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"window_end": None}, "window_end"),
        ({"window_start": Day("2026-11-26")}, "window_start"),
        ({"window_end": START - dt.timedelta(hours=1)}, "window_end"),
        ({"armed": "yes"}, "armed"),
        ({"radius": 50}, "radius"),
        ({"waypoints": (Waypoint(name="A", latitude=LAT, longitude=LON),)}, "waypoints"),
    ],
)
def test_what_a_movement_must_have(values, field):
    assert field in wanting(a_movement(**values))


def test_a_second_person_stands_in_for_the_second_entry_but_not_the_same_one():
    once = {"latitude_again": None, "longitude_again": None, "created_by": "AB"}

    assert wanting(a_site(**once, confirmed_by="CD")) == set()
    assert "confirmed_by" in wanting(a_site(**once, confirmed_by=" ab "))
    row = Waypoint(name="A", latitude=LAT, longitude=LON)
    assert wanting(a_movement(waypoints=(row,), confirmed_by="CD")) == set()


@given(st.integers(-3, 3))
def test_a_metre_is_near_enough_and_two_are_not(steps):
    again = round(LAT + steps / 100_000, 5)

    assert (wanting(a_site(latitude_again=again)) == set()) == (abs(steps) <= 1)


def test_a_form_shows_only_what_its_kind_has_and_what_it_must_lose():
    unsent = {"version", "change_notice"}
    assert Notification.hidden(a_site()) == MOVEMENT_ONLY | unsent
    assert Notification.hidden(a_movement(vehicles=(), version=2)) == SITE_ONLY | unsent - {
        "version"
    }
    assert "cargo" not in Notification.hidden(a_site(cargo="Flour"))
    assert Notification.hidden(Notification()) == SITE_ONLY | MOVEMENT_ONLY | unsent


def test_people_are_protected_and_what_is_told_has_its_class():
    classes = {each.name: each.spec.data_class for each in Notification.fields()}

    assert classes["focal_contact"] is DataClass.PERSONAL_CONTACT
    assert classes["focal_point"] is classes["leader_contact"] is DataClass.DUTY_CONTACT
    # Told to one party at a time, and only where a named person decided so (told.py).
    assert classes["people"] is DataClass.NOTIFIED
    assert classes["place"] is classes["waypoints"] is classes["window_start"]
    assert classes["place"] is DataClass.NOTIFIED


def test_no_label_speaks_of_approval():
    for kind in (Notification, PartyNotice):
        assert not any("approv" in each.spec.label.lower() for each in kind.fields())


def test_a_locked_one_still_stands_differently_but_says_the_same(store):
    one = a_site()
    store.save(one)
    store.seal([one.id])
    kept = store.get(one.id)

    store.save(evolve(kept, status="in_effect", revalidate_by=Day("2027-03-01")))
    assert store.get(one.id).status == "in_effect"
    with pytest.raises(SealedError):
        store.save(evolve(store.get(one.id), radius=500))
    with pytest.raises(Exception, match="sealed"):  # not even by a mistake of ours
        store.vault.db.conn.execute("UPDATE notification SET radius = 500")
    store.vault.db.conn.execute("UPDATE notification SET status = 'removed'")


def test_a_new_version_starts_without_what_happened_to_the_one_before(store):
    one = a_site(status="transmitted", version=3, change_notice="x", after_note="y")
    store.save(one)
    newer = store.supersede(one.id)

    assert (newer.status, newer.version, newer.change_notice) == ("draft", None, "")
    assert (newer.after_note, newer.title, newer.supersedes) == ("", one.title, one.id)


def test_a_level_is_severe_and_searching_finds_the_local_name(store):
    one = a_site()
    store.save(one)

    assert store.head(one.id).level == "severe"
    assert [row.id for row in store.find("مستوصف")] == [one.id]
