"""Priorities, missions and the library: what all areas lean on."""

from __future__ import annotations

import attrs

from fieldapp.records import TYPES
from fieldapp.records.across import Mission, Outcome, ProtectionPriority, Reference, Review
from fieldapp.records.checks import problems
from fieldapp.records.record import Record
from fieldapp.vocab.days import Day
from fieldapp.vocab.vocabulary import vocabulary

OUTCOME = Outcome(expected="Posts let ambulances through", outcome_type="practice")
PRIORITY = ProtectionPriority(title="People are reached by need", outcomes=(OUTCOME,))


def wrong(record: Record) -> set[str]:
    return {each.field for each in problems(record)}


def test_a_priority_expects_a_change_of_a_kind():
    assert not wrong(PRIORITY)
    assert wrong(attrs.evolve(PRIORITY, outcomes=())) == {"outcomes"}
    for lacking in ("expected", "outcome_type"):
        vague = attrs.evolve(OUTCOME, **{lacking: ""})
        assert wrong(attrs.evolve(PRIORITY, outcomes=(OUTCOME, vague))) == {"outcomes"}


def test_the_kinds_of_change_are_those_of_the_note():
    kinds = ["behaviour", "knowledge", "policy", "practice", "decision"]

    assert list(vocabulary("outcome_type")) == kinds


def test_progress_is_looked_at_on_a_day():
    looked = Review(on=Day("2026-03-02"), found="One bridge of three")

    assert not wrong(attrs.evolve(PRIORITY, reviews=(looked,)))
    assert wrong(attrs.evolve(PRIORITY, reviews=(attrs.evolve(looked, on=None),))) == {"reviews"}


def test_any_record_can_serve_a_priority():
    for kind in TYPES:
        assert kind.field("priorities").spec.target == ("protection_priority",), kind.noun


def test_priorities_and_missions_end_after_they_begin():
    for record in (PRIORITY, Mission(title="UNXYZ")):
        dated = attrs.evolve(record, since=Day("2014-04"), until=Day("2013"))
        assert wrong(dated) == {"until"}
        assert not wrong(attrs.evolve(dated, until=Day("2014")))


def test_a_text_is_of_a_year_that_can_be():
    assert wrong(Reference(title="Geneva Convention", year=64)) == {"year"}
    assert not wrong(Reference(title="Geneva Convention", year=1864))
