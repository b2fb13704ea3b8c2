"""The mappings that ship name fields, codes and words that are there."""

from __future__ import annotations

import pytest

from fieldapp.records import TYPES
from fieldapp.records.fields import Kind
from fieldapp.services.importing.crosswalk import crosswalk, crosswalks, pieces
from fieldapp.vocab.places import PRECISIONS
from fieldapp.vocab.vocabulary import vocabulary

KINDS = {kind.noun: kind for kind in TYPES}


def _vocabulary(kind, rule):
    field = kind.field(rule.field)
    if field.spec.kind is Kind.PARTS:
        field = {each.name: each for each in field.spec.part.fields()}[rule.part]
    return field.spec.vocabulary


@pytest.mark.parametrize("mapping", crosswalks(), ids=lambda mapping: mapping.name)
def test_each_code_that_a_mapping_gives_is_one_of_the_choices(mapping):
    kind = KINDS[mapping.kind]
    for rule in (rule for rules in mapping.rules.values() for rule in rules):
        codes = {code for each in rule.codes.values() for code in each}
        if rule.field == "place":
            assert codes <= set(PRECISIONS)
        elif rule.via:
            assert codes <= set(vocabulary(rule.via.partition(".")[0]))
        elif rule.field != "group":
            values = codes | ({rule.value} if rule.value and rule.field != "stub" else set())
            assert not values or values <= set(vocabulary(_vocabulary(kind, rule)))
    for _, target, value in mapping.derived:
        assert value in vocabulary(kind.field(target).spec.vocabulary)


def test_there_are_mappings_and_they_do_not_claim_each_others_files():
    known = crosswalks()

    topics = "aid-workers education explosive-weapons food-security health-care sexual-violence"
    names = {f"insecurity-insight-{topic}" for topic in ("2023", *topics.split())}
    assert {each.name for each in known} == {"insecurity-insight", *names}
    for one in known:
        columns = {*one.rules, *one.recognise}
        assert [other.name for other in known if other.knows(columns)] == [one.name]


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("reported perpetrator name", "Armed group, uniformed, Fatah", 2),
        ("reported perpetrator name", "Fatah, Israeli Defence Forces", 2),
        ("weapon carried/used", "Tasers, Live and Rubber Bullets", 1),
        ("weapon carried/used", "Firearms, Stones, Sticks and Gravel", 2),
        ("weapon carried/used", "Knife, Knife", 1),
    ],
)
def test_a_phrase_that_is_known_stays_whole(column, cell, said):
    (rule, *_) = crosswalk("insecurity-insight").rules[column]

    assert len(pieces(rule, cell)) == said
