"""What may ever leave: every cell is there, explained, and no laxer than the rules."""

from __future__ import annotations

import csv

import pytest

import resources
from fieldapp.records import TYPES
from fieldapp.vocab.handling import DataClass, Level, RecipientKind
from fieldapp.vocab.vocabulary import vocabulary

WORDS = {"nothing", "code", "type", "admin", "month", "keep", "named", "said", "party", "both_ends"}
OUTSIDE_FORCES = (RecipientKind.PARTY, RecipientKind.MISSION_UNIFORMED)


def _rows(name: str) -> list[dict[str, str]]:
    with resources.path("sharing", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _table(name: str) -> dict[str, dict[str, str]]:
    return {row.pop("data_class"): row for row in _rows(name)}


CEILINGS, WHY = _table("ceilings.csv"), _table("ceilings_why.csv")


@pytest.mark.parametrize("data_class", DataClass)
def test_every_cell_has_a_word_and_a_reason(data_class):
    for table in (CEILINGS, WHY):
        assert set(table[data_class]) == set(RecipientKind)
    assert set(CEILINGS[data_class].values()) <= WORDS
    assert all(reason.endswith(".") for reason in WHY[data_class].values())


@pytest.mark.parametrize(
    "data_class",
    [DataClass.PERSONAL_CONTACT, DataClass.CONFIDENTIAL_TEXT, DataClass.SOURCE_IDENTITY],
)
def test_some_things_leave_to_no_one(data_class):
    assert set(CEILINGS[data_class].values()) == {"nothing"}


@pytest.mark.parametrize("kind", OUTSIDE_FORCES)
def test_a_force_gets_nothing_of_incidents_people_or_sources(kind):
    """R25: what it may get is addressed to it; handling facts travel with that."""
    let = {data_class for data_class, row in CEILINGS.items() if row[kind] != "nothing"}

    assert let == {"duty_contact", "arrangement", "notified", "administrative", "agreed_line"}
    assert {
        CEILINGS[data_class][kind] for data_class in let - {"administrative", "agreed_line"}
    } == {"party"}


def test_a_mission_never_gets_analysis_and_the_public_never_a_statement_or_a_source():
    assert CEILINGS["analysis"][RecipientKind.MISSION_CIVILIAN] == "nothing"
    for data_class in ("analysis", "said", "identity", "source_summary", "arrangement", "notified"):
        assert CEILINGS[data_class][RecipientKind.PUBLIC] == "nothing"


PROFILE = _rows("default_profile.csv")


def test_every_rule_of_the_profile_can_be_read():
    nouns = {kind.noun for kind in TYPES}
    for rule in PROFILE:
        assert rule["kind"] in nouns
        assert rule["level"] in set(Level)
        assert rule["lowest_admin_level"] in {"", *vocabulary("admin_level")}
        assert rule["finest_date"] in {"", *vocabulary("date_precision")}
        assert rule["why"].endswith(".")
    assert len({rule["rule"] for rule in PROFILE}) == len(PROFILE)


def test_every_type_ends_with_a_rule_that_always_holds():
    last = {rule["kind"]: rule for rule in PROFILE}

    assert set(last) == {kind.noun for kind in TYPES}
    assert {rule["information"] for rule in last.values()} == {"any"}


@pytest.mark.parametrize(
    "noun", ["incident", "person", "actor", "source", "relation", "intermediary"]
)
def test_what_can_hurt_someone_is_severe_unless_a_rule_says_otherwise(noun):
    assert [rule["level"] for rule in PROFILE if rule["kind"] == noun][-1] == "severe"


def test_less_is_never_more_sensitive():
    """A rule that holds for coarser content may not give a higher level than one for finer."""
    rank = {"stub": 9, "source_named": 9, "table": 0, "row_without_text": 1, "row_with_text": 2}
    for noun in {rule["kind"] for rule in PROFILE}:
        steps = [
            (
                rank.get(r["information"], 3),
                r["lowest_admin_level"] or "adm9",
                Level(r["level"]).rank,
            )
            for r in PROFILE
            if r["kind"] == noun and rank.get(r["information"]) != 9
        ]
        for coarse in steps:
            for fine in steps:
                if coarse[0] <= fine[0] and coarse[1] <= fine[1]:
                    assert coarse[2] <= fine[2]
