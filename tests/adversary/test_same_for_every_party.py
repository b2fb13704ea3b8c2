"""R24 and R26: every party has the same fields; no field of people could be used to find them."""

from __future__ import annotations

import attrs
import pytest

from fieldapp.records import TYPES
from fieldapp.records.actors import Actor, Person
from fieldapp.records.checks import problems
from fieldapp.records.fields import Kind
from fieldapp.vocab.places import Area, Place
from fieldapp.vocab.vocabulary import vocabulary

PEOPLE = [kind for kind in TYPES if kind.noun in ("person", "intermediary")]
KINDS = list(vocabulary("actor_type"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("party", ["", "yes", "no", "unknown"])
def test_no_field_of_an_actor_depends_on_which_party_it_is(kind, party):
    usual = Actor(name="One", type=KINDS[0])
    other = attrs.evolve(usual, type=kind, party_to_conflict=party)
    assert Actor.hidden(other) == Actor.hidden(usual)
    assert {p.field for p in problems(other)} == {p.field for p in problems(usual)}


@pytest.mark.parametrize("kind", PEOPLE, ids=lambda kind: kind.noun)
def test_nobody_has_a_place_a_face_or_a_device(kind):
    for each in kind.fields():
        assert each.spec.kind is not Kind.PLACE, each.name
        words = f"{each.name} {each.spec.label}".casefold()
        for banned in ("home", "address", "vehicle", "imei", "photo", "relative", "family"):
            assert banned not in words.split(), each.name


@pytest.mark.parametrize("name", ["seat", "area_of_influence"])
def test_an_actor_stands_no_finer_than_a_district(name):
    path = (Area("SDN"), Area("SD01"), Area("SD0101"), Area("SD010101"))
    fine = Actor(name="One", **{name: Place(path=path)})
    point = Actor(name="One", **{name: Place(path=path[:2], latitude=1.0, longitude=2.0)})
    for each in (fine, point):
        assert name in {p.field for p in problems(each)}


def test_a_contact_is_not_finished_without_a_purpose():
    assert "purpose" in {p.field for p in problems(Person(code_name="KILO"))}
