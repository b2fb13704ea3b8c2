"""Areas, period, fixed fields, a new lead agency and edited keys: clauses that are rules."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.records.agreement_rows import AgreedArea
from fieldapp.records.checks import problems
from fieldapp.records.training import Exercise, Training
from fieldapp.services.sharing.clauses import clauses_of
from fieldapp.services.sharing.terms import terms_of
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place
from tests.services.sharing.samples import (
    KOBRA,
    agreement,
    incident,
    meeting,
    partner,
    prepared,
)

KHARTOUM = (AgreedArea(place=Place(path=(Area("SDN"), Area("SD01", "Khartoum")))),)
ELSEWHERE = (AgreedArea(place=Place(path=(Area("SDN"), Area("SD02", "North Darfur")))),)


def rules(release) -> list[str]:
    return [each.rule for each in release.withheld]


# -- areas -----------------------------------------------------------------------------------


def test_what_lies_within_an_agreed_area_leaves_and_what_lies_elsewhere_stays():
    assert rules(prepared(incident(), areas=KHARTOUM)) == []
    assert rules(prepared(incident(), areas=ELSEWHERE)) == ["agreement:area"]
    assert rules(prepared(incident(), areas=(*ELSEWHERE, *KHARTOUM))) == []


@pytest.mark.parametrize(
    "place",
    [
        Place(),
        Place(heard="Kobra"),
        Place(latitude=15.6, longitude=32.5),
        Place(path=(Area("SDN"),)),
    ],
    ids=["no place", "as heard", "a point alone", "only the country"],
)
def test_where_nobody_knows_that_it_lies_within_it_stays(place):
    assert rules(prepared(incident(place=place), areas=KHARTOUM)) == ["agreement:area"]


def test_a_type_that_declares_no_place_has_none_to_compare():
    terms = {"record_types": ("training", "exercise"), "areas": ELSEWHERE}

    assert rules(prepared(Training(title="Course", place=KOBRA), **terms)) == ["agreement:area"]
    assert rules(prepared(Exercise(title="Table top"), **terms)) != ["agreement:area"]


def test_an_area_in_words_is_a_problem_and_lets_nothing_in():
    words = (AgreedArea(place=Place(heard="the north")),)

    assert "areas" in {each.field for each in problems(agreement(areas=words))}
    assert rules(prepared(incident(), areas=words)) == ["agreement:area"]


# -- the period ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("happened", "stays"),
    [
        ("2026-03-04", False),
        ("2026-03", False),
        ("2026-02-28", True),
        ("2026-04", True),
        ("2026", True),
    ],
)
def test_only_what_surely_happened_in_the_period_leaves(happened, stays):
    terms = {"period_from": Day("2026-03"), "period_until": Day("2026-03")}
    release = prepared(incident(happened=Day(happened)), **terms)

    assert rules(release) == (["agreement:period"] if stays else [])


def test_without_a_date_or_with_a_moment_it_is_compared_too():
    since = {"period_from": Day("2026-03-06")}

    assert rules(prepared(incident(happened=None), **since)) == ["agreement:period"]
    assert rules(prepared(meeting(), **since)) == ["agreement:period"]
    assert rules(prepared(meeting(), period_from=Day("2026-03-05"))) == []


@given(st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)), st.data())
def test_a_narrower_period_never_lets_more_out(day, data):
    first = data.draw(st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)))
    last = data.draw(st.dates(first, dt.date(2026, 12, 31)))
    record = incident(happened=Day(day.isoformat()))
    wide = {"period_from": Day("2026-01"), "period_until": Day(last.isoformat())}
    narrow = {**wide, "period_from": Day(first.isoformat())}

    out = [len(prepared(record, **each).records) for each in (wide, narrow)]
    assert out[1] <= out[0]


# -- a fixed table ---------------------------------------------------------------------------


FIXED = ("incident.act", "incident.alleged.category", "incident.alleged.certainty")


def test_where_the_agreement_fixes_a_table_no_other_field_leaves():
    release = prepared(incident(), only_fields=FIXED)
    told = {each.name for each in release.records[0].fields if each.leaves}
    why = {each.name: each.rule for each in release.records[0].fields}

    assert told == {"act", "alleged"}
    assert why["killed"] == "agreement:only"
    (row,) = next(e for e in release.records[0].fields if e.name == "alleged").rows
    assert {each.name for each in row.fields if each.leaves} == {"category", "certainty"}


def test_a_type_that_the_table_does_not_speak_of_is_as_before():
    held = meeting()
    fixed = prepared(held, only_fields=("incident.act",))

    assert fixed.records[0].digest == prepared(held).records[0].digest


# -- recipients ------------------------------------------------------------------------------


def test_a_new_lead_agency_stops_it_where_the_agreement_says_so():
    lead = {"lead_agency": "UNHCR", "stops_on_new_lead": "yes"}
    same, other = (partner(organisation=each) for each in ("unhcr ", "NRC"))

    def stops(who, **terms):
        return [each.rule for each in prepared(incident(), partners=(who,), **terms).blocks]

    assert "agreement:lead" not in stops(same, **lead)
    assert "agreement:lead" in stops(other, **lead)
    assert "agreement:lead" not in stops(other, **{**lead, "stops_on_new_lead": "no"})


def test_a_key_that_was_edited_after_the_comparison_stops_it():
    edited = partner(fingerprint="0" * 64)
    stops = [each.rule for each in prepared(incident(), partners=(edited,)).blocks]

    assert "recipients:unverified" in stops
    assert "recipients:unverified" not in [e.rule for e in prepared(incident()).blocks]


# -- what travels ----------------------------------------------------------------------------

FULL = {
    "prohibited_purposes": "Targeting",
    "legitimate_basis": ("mandate",),
    "provider": "OCHA Sudan",
    "their_role": "recipient",
    "areas": KHARTOUM,
    "period_from": Day("2026-01"),
    "only_fields": ("incident.act",),
    "onward_sharing": "listed",
    "onward_to": "UNICEF",
    "encrypted_at_rest": "yes",
    "encrypted_in_transit": "yes",
    "transfer_channel": ("email",),
    "access_roles": "The coordinator",
    "no_reidentification": "yes",
    "no_combination": "yes",
    "contributors_left_out": "yes",
    "destruction": "Shredded",
    "certificate_required": "yes",
    "incident_hours": 24,
    "incident_to": "Duty line",
    "demands_told_first": "yes",
    "immunities": "yes",
    "third_parties_go_back": "yes",
    "stops_on_new_lead": "yes",
    "audit": "On request",
    "disputes": "Heads of office",
}


def told(**values) -> tuple[str, ...]:
    made = agreement(**values)
    return clauses_of(made, terms_of(made, (partner(),)))


@pytest.mark.parametrize("name", FULL)
def test_every_clause_that_binds_travels(name):
    without = {key: value for key, value in FULL.items() if key != name}

    assert set(told(**FULL)) - set(told(**without))


def test_a_clause_that_was_not_agreed_says_nothing():
    assert not [each for each in told(no_reidentification="no") if "who is meant" in each]
    assert "Onward to: none is listed, so to nobody." in told(onward_sharing="listed")


def test_the_agreed_marking_stands_unless_the_level_asks_for_more():
    assert prepared(incident(), leaves_marked="strictly_confidential").marking == (
        "strictly_confidential"
    )
    assert prepared(incident(), leaves_marked="unclassified").marking == "confidential"
