"""Templates that ship: each makes a draft of its type with codes and fields that exist."""

from __future__ import annotations

import pytest

import resources
from fieldapp.records import TYPES
from fieldapp.records.fields import Kind
from fieldapp.records.registers import DataDemand, DataIncident
from fieldapp.services.shipped_templates import begun_from, templates_of
from fieldapp.vocab.vocabulary import vocabulary

KINDS = {kind.noun: kind for kind in TYPES}
NOUNS = sorted(each.name for each in resources.path("templates").iterdir() if each.is_dir())
ALL = [(noun, each) for noun in NOUNS for each in templates_of(noun)]


def test_agreements_incidents_and_demands_have_some_and_most_types_none():
    assert NOUNS == ["agreement", "data_demand", "data_incident"]
    assert templates_of("meeting") == ()


@pytest.mark.parametrize(("noun", "template"), ALL, ids=[f"{n}-{t.name}" for n, t in ALL])
def test_each_makes_a_draft_with_codes_that_exist(store, noun, template):
    made = begun_from(store, KINDS[noun], template)

    assert made.draft
    for field in made.fields():
        value = getattr(made, field.name)
        if field.spec.kind is Kind.CHOICE and value and field.spec.vocabulary[:1] != "@":
            assert value in vocabulary(field.spec.vocabulary), (field.name, value)
    store.save(made)
    assert store.get(made.id) == made or store.get(made.id).draft


def test_a_demand_is_refused_by_default_and_says_whom_to_turn_to(store):
    first = templates_of("data_demand")[0]
    made = begun_from(store, DataDemand, first)
    assert "inviolable" in made.said
    assert made.answer == "pending"
    assert made.escalated_to == ("head_of_office",)


def test_a_lost_laptop_begins_with_who_is_to_be_told(store):
    first = templates_of("data_incident")[0]
    made = begun_from(store, DataIncident, first)
    assert [each.who for each in made.told] == ["head_of_office", "data_protection", "partner"]
    assert made.keys == "own"
