"""Levels by a station's own protocol: its rows first, floors below, assessments only upward."""

from __future__ import annotations

import csv

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from fieldapp.records import TYPES
from fieldapp.records.access import AccessConstraint
from fieldapp.records.checks import problems
from fieldapp.records.incidents import Incident
from fieldapp.records.protocols import ImpactAssessment, Protocol, ProtocolRule, Raises
from fieldapp.records.record import evolve
from fieldapp.services.protocols import (
    effects,
    profile_of,
    unchecked,
    why,
    with_checked,
)
from fieldapp.services.sharing.levels import level_of, stored_level
from fieldapp.services.sharing.profile import Facts, Profile, default_profile
from fieldapp.services.sharing.release import assemble
from fieldapp.services.shipped_protocols import shipped_protocols
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import Level
from fieldapp.vocab.places import Area, Place
from fieldapp.vocab.vocabulary import vocabulary
from tests.services.sharing.samples import DAY, agreement, gathered, incident, meeting, prepared

NOUNS = [kind.noun for kind in TYPES]
INFORMATION = list(vocabulary("rule_information"))
DISTRICT = Place(path=(Area("SDN"), Area("SD01"), Area("SD0101")))


def protocol(*rows: ProtocolRule, **values: object) -> Protocol:
    return Protocol(title="ISP", rules=rows, **values)


def row(kind: str, level: str, **values: str) -> ProtocolRule:
    return ProtocolRule(**{"rule": "X-1", "kind": kind, "level": level, **values})


def constraint(**values: object) -> AccessConstraint:
    usual = {"category": "5", "place": DISTRICT, "happened": Day("2026-03")}
    return AccessConstraint(**{**usual, **values})


def assessment(*raises: Raises, **values: object) -> ImpactAssessment:
    usual = {"title": "Activity", "decision": "proceed", "decided_on": Day("2026-01-05")}
    return ImpactAssessment(**{**usual, "ref": "SDN-DIA-26-A0001", "raises": raises, **values})


# -- the protocol's rows ---------------------------------------------------------------------


def test_a_row_of_the_protocol_comes_before_the_default_one():
    profile = profile_of(protocol(row("meeting", "severe")))

    assert level_of(meeting(), profile=profile) == (Level.SEVERE, "protocol:X-1")
    assert level_of(incident(), profile=profile) == (Level.SEVERE, "profile:P06")
    assert level_of(meeting())[0] is Level.HIGH


def test_the_first_row_that_holds_decides_and_where_none_does_the_default():
    fine = row("access_constraint", "low", information="row_without_text", finest_date="month")
    profile = profile_of(protocol(evolve(fine, lowest_admin_level="adm1"), fine))

    assert level_of(constraint(), profile=profile)[0] is Level.LOW
    by_day = level_of(constraint(happened=Day("2026-03-04")), profile=profile)
    assert by_day == (Level.HIGH, "profile:P207")


def test_a_row_may_hold_for_some_codes_of_a_field_only():
    only = row("access_constraint", "severe", only_field="category", only_codes="4 5")
    profile = profile_of(protocol(only))

    assert level_of(constraint(category="5"), profile=profile)[0] is Level.SEVERE
    assert level_of(constraint(category="1"), profile=profile)[0] is Level.MODERATE
    assert level_of(constraint(category=""), profile=profile)[0] is Level.MODERATE


@pytest.mark.parametrize(
    "nothing",
    [
        {"rules": (row("meeting", "severe", checked="not_found"),)},
        {"rules": (row("meeting", "severe"),), "draft": True},
        {"rules": (row("", "severe"),)},
    ],
    ids=["not in the signed text", "a draft", "a row without a type"],
)
def test_what_does_not_hold_decides_nothing(nothing):
    made = profile_of(evolve(protocol(), **nothing))

    assert level_of(meeting(), profile=made) == level_of(meeting())


def test_no_protocol_lowers_a_stub_or_what_shows_a_source():
    lax = profile_of(protocol(row("incident", "low"), row("meeting", "low")))

    assert level_of(Incident(act="sexual_violence"), profile=lax)[0] is Level.SEVERE
    assert lax.level("meeting", Facts(source_named=True))[0] is Level.SEVERE
    assert lax.level("meeting", Facts(telling=True))[0] is Level.LOW


def test_the_level_of_what_leaves_is_by_the_protocol_too():
    strict = profile_of(protocol(row("incident", "severe", rule="SDN-S3")))
    found = attrs.evolve(gathered(), profile=strict)
    made = assemble(agreement(), [incident()], found, DAY)

    assert made.records[0].level_rule == "protocol:SDN-S3"
    assert made.level is Level.SEVERE
    assert prepared(incident()).level is Level.HIGH
    low = assemble(agreement(highest_sensitivity="high"), [incident()], found, DAY)
    assert [each.rule for each in low.withheld] == ["agreement:level"]


# -- assessments only raise ------------------------------------------------------------------

FACTS = st.builds(
    Facts,
    stub=st.booleans(),
    source_named=st.booleans(),
    telling=st.booleans(),
    text=st.booleans(),
    place=st.integers(-1, 9),
    date=st.integers(-1, 3),
)
LEVELS = st.sampled_from([each.value for each in Level])
ROWS = st.builds(
    ProtocolRule,
    rule=st.just("P-1"),
    kind=st.sampled_from(["", "incident", "meeting", "training"]),
    level=LEVELS,
    information=st.sampled_from(INFORMATION),
    lowest_admin_level=st.sampled_from(["", "adm0", "adm2"]),
    finest_date=st.sampled_from(["", "month", "day"]),
)
RAISES = st.builds(
    Raises,
    kind=st.sampled_from(["", "incident", "meeting", "training", "unheard_of"]),
    level=LEVELS,
    information=st.sampled_from(INFORMATION),
)


@given(
    st.lists(ROWS, max_size=4),
    st.lists(st.lists(RAISES, max_size=3), max_size=3),
    st.sampled_from(["incident", "meeting", "training", "unheard_of"]),
    FACTS,
)
def test_with_any_assessment_no_level_is_ever_lower(rows, raised, noun, facts):
    protocol_here = protocol(*rows)
    without = profile_of(protocol_here)
    with_them = profile_of(protocol_here, [assessment(*each) for each in raised])

    assert with_them.level(noun, facts)[0].rank >= without.level(noun, facts)[0].rank


@given(st.lists(ROWS, max_size=4), st.sampled_from(["incident", "meeting"]), FACTS)
def test_a_type_is_read_as_fixed_only_where_its_level_is_the_same_for_all(rows, noun, facts):
    profile = profile_of(protocol(*rows))

    if profile.is_fixed(noun):
        assert profile.level(noun, facts)[0] is profile.level(noun, Facts())[0]


def test_an_assessment_raises_and_says_where_it_has_no_effect():
    made = assessment(
        Raises(kind="training", level="high", why="Who came is known"),
        Raises(kind="incident", level="low"),
    )
    profile = profile_of(None, [made])
    told = list(effects(default_profile(), made))

    assert profile.level("training", Facts()) == (Level.HIGH, "assessment:SDN-DIA-26-A0001")
    assert [each.raises for each in told] == [True, False]
    assert "no effect" in told[1].sentence


def test_a_draft_or_deleted_assessment_raises_nothing():
    made = assessment(Raises(kind="training", level="high"), draft=True)

    assert profile_of(None, [made]).level("training", Facts())[0] is Level.LOW


# -- in plain words --------------------------------------------------------------------------


def test_why_says_rule_protocol_sentence_and_that_it_is_to_be_checked():
    profile = profile_of(protocol(row("meeting", "severe", interpretation="Every note.")))
    told = why(profile, meeting())

    assert told.sentence() == ("X-1 of ISP: Every note. To be checked against the signed protocol.")
    assert why(default_profile(), meeting()).sentence().startswith("P12 of the default profile: ")
    raised = why(default_profile(), meeting(sensitivity="severe"))
    assert "officer set it higher" in raised.words
    assert why(Profile(rules={}), meeting()).rule == "profile:none"


def test_rows_are_ticked_off_and_the_last_one_dates_the_protocol():
    one = protocol(row("meeting", "high"), row("actor", "severe"))
    first, second = (each.id for each in one.rules)

    half = with_checked(one, {first}, "checked", DAY, "AB")
    whole = with_checked(half, {second}, "not_found", DAY, "AB")
    again = with_checked(whole, {first}, "to_check", DAY, "AB")

    assert (unchecked(half), half.checked_on) == (1, None)
    assert (unchecked(whole), whole.checked_on, whole.checked_by) == (0, Day("2026-03-10"), "AB")
    assert (unchecked(again), again.checked_on) == (1, None)
    assert why(profile_of(whole), meeting()).caution == ""


# -- what ships ------------------------------------------------------------------------------

SHIPPED = {each.country: each for each in shipped_protocols()}


def test_every_country_that_was_found_ships_with_each_row_to_be_checked():
    assert " ".join(sorted(SHIPPED)) == "AFG CMR COD IRQ NER PSE SDN SOM SSD SYR UKR YEM"
    assert {r.checked for each in SHIPPED.values() for r in each.rules} == {"to_check"}
    assert all(r.stated and r.interpretation for each in SHIPPED.values() for r in each.rules)


@pytest.mark.parametrize("country", sorted(SHIPPED))
def test_a_shipped_protocol_names_types_fields_and_codes_that_exist(country):
    made = SHIPPED[country]
    kinds = {kind.noun: kind for kind in TYPES}

    assert problems(made) == []
    for each in made.rules:
        assert not each.kind or each.kind in kinds
        if each.only_field:
            field = kinds[each.kind].field(each.only_field)
            assert set(each.only_codes.split()) <= set(vocabulary(field.spec.vocabulary))


@pytest.mark.parametrize("country", sorted(SHIPPED))
@pytest.mark.parametrize("noun", ["actor", "person", "source", "notification", "incident"])
def test_no_starting_value_lowers_what_r1_sets_to_severe(country, noun):
    profile, usual = profile_of(SHIPPED[country]), default_profile()

    for facts in (Facts(), Facts(telling=True, place=9, date=3), Facts(text=True, place=1, date=1)):
        assert profile.level(noun, facts)[0].rank >= usual.level(noun, facts)[0].rank


@pytest.mark.parametrize(
    ("country", "record", "level"),
    [
        ("SDN", constraint(), "severe"),
        ("SDN", constraint(place=Place(path=(Area("SDN"),))), "low"),
        ("UKR", constraint(), "moderate"),
        ("UKR", constraint(category="1"), "low"),
        ("IRQ", constraint(), "low"),
        ("SOM", constraint(), "severe"),
        ("NER", constraint(happened=Day("2026-03-04")), "moderate"),
        ("SDN", incident(), "severe"),
    ],
)
def test_the_same_record_has_other_levels_in_other_countries(country, record, level):
    assert stored_level(record, profile_of(SHIPPED[country])) == level


def test_the_index_and_the_files_agree():
    folder = resources.path("sharing", "profiles")
    with (folder / "index.csv").open(encoding="utf-8", newline="") as file:
        listed = {r["country"].lower() for r in csv.DictReader(file)}

    assert listed == {file.stem for file in folder.glob("*.csv")} - {"index"}
