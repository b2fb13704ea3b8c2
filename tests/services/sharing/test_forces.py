"""To a party or a uniformed component goes only what is made for exactly it (R25)."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from fieldapp.records.actors import Actor
from fieldapp.records.advocacy import Message
from fieldapp.records.arrangements import Arrangement
from fieldapp.records.notification_rows import Vehicle, Waypoint
from fieldapp.records.notifications import Notification
from fieldapp.records.planning import ConveyedConcern, Guidance
from fieldapp.services.sharing.release import assemble
from fieldapp.services.sharing.result import Release
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Area, Place
from tests.services.sharing import samples

NORTH = Place(path=(Area("SDN", "Sudan"), Area("SD01", "Khartoum")))
SOUTH = Place(path=(Area("SDN", "Sudan"), Area("SD02", "Gezira")))
FORCE = Actor(
    id="force-1", name="Second Region", type="state_armed_forces", area_of_influence=NORTH
)
OTHER = Actor(id="force-2", name="Northern Front", type="nsag", area_of_influence=NORTH)
KINDS = ("notification", "arrangement", "message", "conveyed_concern", "guidance", "incident")
NOON = dt.datetime(2026, 3, 12, 12, 0, tzinfo=dt.UTC)


def site(**values) -> Notification:
    usual = {
        "id": "site-1",
        "title": "Clinic of Bahri",
        "kind": "site",
        "organisation": "Helpers",
        "status": "checked",
        "site_type": "idp_site",
        "people": "b1000",
        "window_start": NOON,
        "place": attrs.evolve(
            samples.KOBRA, path=(*NORTH.path, Area("SD0101", "Bahri")), precision="exact"
        ),
        "leader_contact": "+249 912 000 111",
        "focal_contact": "+249 912 999 999",
        "after_note": "Afternote",
    }
    return Notification(**{**usual, **values})


def movement() -> Notification:
    return site(
        id="movement-1",
        kind="movement",
        site_type="",
        people="",
        waypoints=(
            Waypoint(id="w-1", name="Bridge", pcode="SD0101", latitude=15.6, longitude=32.5),
        ),
        vehicles=(Vehicle(id="v-1", plate="KH 12345", call_sign="Alpha two"),),
    )


def line(**values) -> Message:
    usual = {
        "id": "message-1",
        "title": "Ourowntitle",
        "line": "Hospitals are protected at all times.",
        "approved_on": Day("2026-02-01"),
        "approved_by": "HC",
    }
    return Message(**{**usual, **values})


def concern(**values) -> ConveyedConcern:
    usual = {
        "id": "concern-1",
        "title": "Ourconcern",
        "line": "People go to market in the mornings.",
        "approved_by": "Head of office",
        "could_be_inferred": "no",
        "actor": FORCE.id,
        "background": "Ourbackground",
    }
    return ConveyedConcern(**{**usual, **values})


def pause(**values) -> Arrangement:
    usual = {
        "id": "pause-1",
        "title": "Pause at the bridge",
        "type": "humanitarian_pause",
        "status": "in_force",
        "parties": (FORCE.id,),
        "starts": Day("2026-03-01"),
        "ends": Day("2026-03-31"),
        "place": NORTH,
        "red_lines": "Ourredline",
    }
    return Arrangement(**{**usual, **values})


def to_force(*records, kind: str = "party", force: str = FORCE.id, **values) -> Release:
    them = samples.partner(recipient_kind=kind, actor=force)
    usual = {
        "recipient_kind": kind,
        "instrument": "hns_sop",
        "record_types": KINDS,
        "included_classes": tuple(DataClass),
        "lowest_admin_level": "adm1",
        "date_precision": "month",
    }
    return released(*records, partners=[them], **{**usual, **values})


def released(*records, partners=(), **terms) -> Release:
    known = attrs.evolve(samples.gathered(partners), actors={e.id: e for e in (FORCE, OTHER)})
    return assemble(samples.agreement(**terms), records, known, samples.DAY)


def told(release: Release) -> dict[str, object]:
    (record,) = release.records
    return {each.name: each.after for each in record.fields if each.leaves}


@pytest.mark.parametrize("kind", ["party", "mission-uniformed"])
def test_a_site_reaches_the_party_in_whose_area_it_lies_exactly_as_it_is(kind):
    found = told(to_force(site(), kind=kind))

    assert found["place"] == site().place  # coordinates: a coarse site protects nobody
    assert found["window_start"] == NOON
    assert found["leader_contact"] == "+249 912 000 111"
    assert not {"focal_contact", "after_note", "status", "version"} & set(found)


def test_that_displaced_people_are_there_is_left_out_unless_a_named_person_decided():
    found = told(to_force(site()))
    assert "people" not in found
    assert found["site_type"] == "other"

    decided = told(to_force(site(people_told_by="HC")))
    assert (decided["people"], decided["site_type"]) == ("b1000", "idp_site")


def test_a_movement_goes_with_its_route_and_its_plates():
    found = told(to_force(movement()))
    assert found["waypoints"][0].latitude == 15.6
    assert found["vehicles"][0].plate == "KH 12345"


@pytest.mark.parametrize(
    ("record", "rule"),
    [
        (site(place=SOUTH), "R25:not_theirs"),
        (site(place=Place()), "R25:area_unknown"),
        (site(status="submitted"), "notified:unchecked"),
        (pause(parties=(OTHER.id,)), "R25:not_theirs"),
        (pause(ends=Day("2026-03-05")), "record:over"),
        (pause(status="closed"), "record:over"),
        (line(approved_by=""), "R25:not_agreed"),
        (line(valid_until=Day("2026-03-01")), "record:over"),
        (concern(actor=OTHER.id), "R25:not_theirs"),
        (concern(actor=""), "R25:not_theirs"),
        (concern(could_be_inferred=""), "R25:inferred"),
        (concern(approved_by=" "), "R25:not_agreed"),
        (Guidance(id="guidance-1", title="Guidance", in_force=""), "R25:not_agreed"),
        (samples.incident(), "R25:force"),
    ],
)
def test_what_is_not_made_for_it_stays(record, rule):
    made = to_force(record)
    assert (made.records, [each.rule for each in made.withheld]) == ((), [rule])


def test_where_it_is_not_recorded_which_force_it_is_only_words_for_all_go():
    made = to_force(site(), pause(), concern(), line(), force="")

    assert [each.kind for each in made.records] == ["message"]
    assert {each.rule for each in made.withheld} == {"R25:which_force"}


def test_of_a_line_and_of_a_concern_only_the_words_go():
    assert told(to_force(line())) == {"line": "Hospitals are protected at all times."}
    assert told(to_force(concern())) == {"line": "People go to market in the mornings."}


def test_an_arrangement_reaches_its_signatory_with_its_days():
    found = told(to_force(pause()))
    assert (found["starts"], found["ends"]) == (Day("2026-03-01"), Day("2026-03-31"))
    assert found["place"] == NORTH
    assert not {"red_lines", "parties"} & set(found)


def test_a_line_that_names_a_contact_stays():
    found = released(
        line(line="Tell Ibrahim Yusuf Adam that hospitals are protected."),
        record_types=KINDS,
        included_classes=tuple(DataClass),
    )
    assert "line" not in told(found)


def test_what_goes_to_a_party_goes_to_one_at_a_time():
    them = [samples.partner(id=name, recipient_kind="party") for name in ("one", "two")]
    made = released(line(), partners=them, recipient_kind="party", recipients=("one", "two"))
    assert "R25:one_party" in [each.rule for each in made.blocks]


def test_a_notification_goes_back_to_who_submitted_it_and_to_no_other_partner():
    values = {"record_types": KINDS, "included_classes": tuple(DataClass)}
    theirs = released(site(), partners=[samples.partner(organisation="HELPERS")], **values)
    other = released(site(), partners=[samples.partner(organisation="Others")], **values)
    assert told(theirs)["place"] == site().place
    assert [each.rule for each in other.withheld] == ["notified:submitter"]
