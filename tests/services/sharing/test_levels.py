"""How sensitive a record is as kept, and what leaves of it."""

from __future__ import annotations

import pytest

from fieldapp.records import TYPES
from fieldapp.records.dialogue import Meeting
from fieldapp.records.incidents import Incident
from fieldapp.records.record import Record
from fieldapp.services.sharing.levels import level_of, stored_level
from fieldapp.vocab.handling import Level
from tests.services.sharing.samples import field_of, incident, meeting, prepared


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.noun)
def test_every_type_has_a_level(kind):
    assert stored_level(kind()) in set(Level)


def test_where_no_rule_fits_it_is_severe():
    class Well(Record):
        noun = "well"

    assert level_of(Well()) == (Level.SEVERE, "profile:none")


def test_records_as_kept():
    assert level_of(incident()) == (Level.SEVERE, "profile:P06")
    assert level_of(meeting())[0] is Level.HIGH
    assert level_of(Incident(act="sexual_violence")) == (Level.SEVERE, "profile:P01")


def test_a_go_between_makes_a_meeting_severe():
    held = Meeting(contacts=("elder-1",))

    assert level_of(held)[0] is Level.HIGH
    assert level_of(held, {"elder-1"})[0] is Level.SEVERE


@pytest.mark.parametrize(
    ("terms", "level"),
    [
        ({"excluded_classes": ("shareable_text",)}, "moderate"),
        ({"excluded_classes": ("shareable_text",), "lowest_admin_level": "adm2"}, "high"),
        ({}, "high"),
        ({"lowest_admin_level": "adm2"}, "severe"),
        ({"date_precision": "day"}, "severe"),
    ],
)
def test_the_level_of_what_leaves_follows_what_is_left_of_it(terms, level):
    assert prepared(incident(), **terms).records[0].level == level


def test_an_officer_raises_freely_and_lowers_only_with_a_reason():
    assert level_of(meeting(sensitivity="severe"))[0] is Level.SEVERE
    assert level_of(meeting(sensitivity="low"))[0] is Level.HIGH
    lowered = meeting(sensitivity="low", sensitivity_reason="A public ceremony")
    assert level_of(lowered) == (Level.LOW, "officer:lowered")
    assert prepared(lowered).records[0].level is Level.LOW
    raised = prepared(incident(sensitivity="severe")).records[0]
    assert (raised.level, raised.level_rule) == (Level.SEVERE, "officer:raised")


def test_the_release_is_as_sensitive_as_the_most_sensitive_of_it():
    release = prepared(incident(narrative_shareable="", title=""), meeting(sensitivity="severe"))

    assert [each.level for each in release.records] == ["moderate", "severe"]
    assert (release.level, release.marking) == ("severe", "strictly_confidential")
    assert field_of(release.records[0], "title").after == ""
