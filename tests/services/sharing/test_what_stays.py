"""Records that do not leave at all, and what stops a whole release."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from fieldapp.records.actors import Intermediary, Relation
from fieldapp.records.sources import Referral
from fieldapp.vocab.days import Day
from tests.services.sharing.samples import (
    EVERY_CLASS,
    HASSAN,
    IBRAHIM,
    incident,
    meeting,
    partner,
    prepared,
)

NOW = dt.datetime(2026, 3, 10, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("record", "rule"),
    [
        (incident(draft=True), "record:draft"),
        (incident(received_from="x"), "record:received"),
        (incident(retracted=True), "record:retracted"),
        (incident(superseded_by="x"), "record:superseded"),
        (incident(deleted_at=NOW), "record:deleted"),
        (incident(act="sexual_violence"), "R20:stub"),
        (incident(act="sexual_exploitation_abuse"), "R20:stub"),
        (incident(shows_source=""), "R13:shows_source"),
        (incident(shows_source="unknown"), "R13:shows_source"),
        (incident(shows_source="yes"), "R13:shows_source"),
        (incident(sources=("gone",)), "consent:gone"),
        (HASSAN, "type:never"),
        (Referral(), "type:never"),
        (Intermediary(code_name="Elder"), "type:never"),
        (Relation(), "type:never"),
    ],
)
def test_a_record_that_stays(record, rule):
    release = prepared(record)

    assert release.records == ()
    assert [each.rule for each in release.withheld] == [rule]
    assert release.withheld[0].why.endswith(".")
    assert [each.rule for each in release.blocks] == ["selection:withheld"]


def test_a_type_that_the_agreement_does_not_list_stays():
    assert prepared(meeting(), record_types=("incident",)).withheld[0].rule == "agreement:type"


def test_more_sensitive_than_agreed_after_transformation_stays():
    finer = {"lowest_admin_level": "adm2", "date_precision": "day"}

    assert prepared(incident(), highest_sensitivity="high").records
    assert prepared(incident(), highest_sensitivity="high", **finer).withheld[0].rule == (
        "agreement:level"
    )
    high = prepared(incident(sensitivity="severe"), highest_sensitivity="high")
    assert [each.rule for each in high.withheld] == ["agreement:level"]


def test_an_unknown_level_in_an_agreement_is_the_lowest():
    assert prepared(incident(), highest_sensitivity="top").withheld[0].rule == "agreement:level"


def test_a_record_of_which_nothing_may_leave_stays():
    assert prepared(incident(), included_classes=("administrative",)).withheld[0].rule == (
        "fields:none"
    )


@pytest.mark.parametrize("kind", ["party", "mission-uniformed"])
def test_a_force_gets_nothing_of_this(kind):
    records = (incident(), meeting(), IBRAHIM)
    release = prepared(*records, partners=(partner(recipient_kind=kind),), recipient_kind=kind)

    assert release.records == ()
    assert {each.rule for each in release.withheld} == {"R25:force"}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"withdrawn_on": Day("2026-02-01")}, "consent:withdrawn"),
        ({"no_one": "yes"}, "consent:no_one"),
        ({"withhold_from": ("partner-1",)}, "consent:withheld"),
        ({"withhold_kinds": ("humanitarian-partner",)}, "consent:withheld"),
        ({"legitimate_basis": ()}, "consent:basis"),
        ({"consent_reporting": ""}, "consent:no_answer"),
        ({"consent_reporting": "no"}, "consent:no_answer"),
        ({"consent_reporting": "unknown"}, "consent:no_answer"),
        ({"consent_reporting": "", "consent_sharing": "yes"}, "consent:no_answer"),
        (
            {"consent_reporting": "", "consent_sharing": "yes", "share_with": ("other",)},
            "consent:no_answer",
        ),
    ],
)
def test_a_source_that_does_not_agree_blocks_what_rests_on_it_alone(change, rule):
    refusing = attrs.evolve(HASSAN, **change)
    agreeing = attrs.evolve(HASSAN, id="source-2")
    alone = prepared(incident(), sources=(refusing,))
    beside = prepared(incident(sources=(refusing.id, agreeing.id)), sources=(refusing, agreeing))

    assert [each.rule for each in alone.withheld] == [rule]
    assert len(beside.records) == 1


@pytest.mark.parametrize(
    "change",
    [{"share_with": ("partner-1",)}, {"share_with_kinds": ("humanitarian-partner",)}],
)
def test_sharing_with_named_bodies_covers_those_bodies(change):
    agreed = attrs.evolve(HASSAN, consent_reporting="", consent_sharing="yes", **change)

    assert prepared(incident(), sources=(agreed,)).records


def test_what_rests_on_no_source_is_our_own_observation():
    assert prepared(incident(sources=())).records


TERMS = [
    ({"status": "suspended"}, "agreement:status"),
    ({"status": "draft"}, "agreement:status"),
    ({"draft": True}, "agreement:draft"),
    ({"valid_until": Day("2026-02")}, "agreement:expired"),
    ({"valid_from": Day("2026-04-01")}, "agreement:not_yet"),
    ({"valid_until": None}, "agreement:dates"),
    ({"keep_until": Day("2026-01")}, "agreement:keep"),
    ({"purpose": " "}, "agreement:purpose"),
    ({"shape": "of another app"}, "agreement:shape"),
    ({"shape": "table"}, "selection:withheld"),
    ({"shape": "individual_rows"}, "agreement:key_variables"),
    ({"recipient_kind": "ocha"}, "recipients:kind"),
    ({"recipients": ("partner-1", "partner-2")}, "recipients:gone"),
]


@pytest.mark.parametrize(("terms", "rule"), TERMS)
def test_an_agreement_that_does_not_hold_stops_everything(terms, rule):
    blocks = prepared(incident(), **terms).blocks

    assert rule in [each.rule for each in blocks]
    assert all(each.sentence.endswith(".") and each.remedy.endswith(".") for each in blocks)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"verified_on": None}, "recipients:unverified"),
        ({"recipients": ""}, "recipients:key"),
        ({"ended_on": Day("2026-03-01")}, "recipients:ended"),
        ({"recipient_kind": "public"}, "recipients:kind"),
    ],
)
def test_a_recipient_who_is_not_known_for_sure_stops_everything(change, rule):
    blocks = prepared(incident(), partners=(partner(**change),)).blocks

    assert rule in [each.rule for each in blocks]


def test_nobody_and_nothing_stop_everything():
    release = prepared(recipients=())

    assert {"recipients:none", "selection:none"} <= {each.rule for each in release.blocks}


def test_a_valid_release_has_no_blocks():
    release = prepared(incident())

    assert [each.rule for each in release.blocks] == ["approval:needed"]
    assert (release.level, release.marking) == ("high", "confidential")
    assert any("ADM1" in clause for clause in release.clauses)


def test_without_a_key_only_ways_and_levels_that_the_agreement_lists():
    no_key = (partner(recipients="", verified_on=None),)
    listed = {"release_channels": ("paper",), "release_highest": "high"}

    paper = prepared(incident(), partners=no_key, channel="paper", **listed)
    voice = prepared(incident(), partners=no_key, channel="voice", **listed)
    low = prepared(
        incident(), partners=no_key, channel="paper", **{**listed, "release_highest": "moderate"}
    )
    assert [each.rule for each in paper.blocks] == ["approval:needed"]
    assert [each.rule for each in voice.blocks] == ["release:channel", "approval:needed"]
    assert [each.rule for each in low.blocks] == ["release:level", "approval:needed"]


def test_of_several_recipients_the_strictest_decides():
    two = (partner(), partner(id="partner-2", recipient_kind="public"))
    release = prepared(
        incident(),
        partners=two,
        recipients=("partner-1", "partner-2"),
        included_classes=EVERY_CLASS,
        role_precision="as_recorded",
        date_precision="day",
    )
    (released,) = release.records
    told = {each.name: each for each in released.fields}

    assert "recipients:kind" in [each.rule for each in release.blocks]
    assert told["happened"].after == Day("2026-03")
    assert told["sources"].action == "dropped"
    assert told["alleged"].after[0].actor == "Non-State armed group"
