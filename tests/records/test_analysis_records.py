"""Scores, labels, actors, joint analyses, inputs and products: what they must rest on."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.records import TYPES
from fieldapp.records.actor_rules import Engagement
from fieldapp.records.actors import Actor, Person, Relation
from fieldapp.records.advocacy import AdvocacyItem
from fieldapp.records.analysis import InfluenceLabel, Objective, Scoring, TrackingSystem
from fieldapp.records.checks import problems
from fieldapp.records.fields import Kind
from fieldapp.records.products import (
    InputNote,
    PocAnalysis,
    Product,
    ProductTable,
    StayingRisk,
    Threat,
)
from fieldapp.store.errors import SealedError
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place
from fieldapp.vocab.vocabulary import vocabulary

BANDS = ("power", "urgency", "legitimacy", "interest")
POINT = Place(latitude=1.0, longitude=2.0)
VILLAGE = Place(path=tuple(Area(code) for code in ("QZ", "QZ01", "QZ0101", "QZ010101")))


def wrong(record):
    return {each.field for each in problems(record)}


def score(**values):
    told = {"who": "a", "on": Day("2026-01-02"), "confidence": "low", "basis": "Two meetings"}
    return Scoring(**{**told, "power": "high", **values})


def labelled(role="spoiler", **values):
    told = {
        "who": "a",
        "role": role,
        "since": Day("2026-01-02"),
        "expires": Day("2026-07-01"),
        "objective": "o",
        "motive": "Lives from the gate",
        "evidence": "Three drivers paid",
    }
    return InfluenceLabel(**{**told, **values})


@pytest.mark.parametrize("name", ["who", "on", "confidence", "basis"])
def test_a_score_has_basis_date_and_confidence(name):
    assert not wrong(score())
    assert wrong(attrs.evolve(score(), **{name: Scoring.field(name).default})) == {name}


@pytest.mark.parametrize("name", BANDS)
def test_a_score_is_in_bands_and_any_one_is_enough(name):
    none = score(power="")

    assert wrong(none) == {"power"}
    assert not wrong(attrs.evolve(none, **{name: "medium"}))
    assert wrong(attrs.evolve(none, **{name: "0.7"})) == {name}
    assert wrong(attrs.evolve(none, **{name: "medium"}, basis=" ")) == {"basis"}


def test_a_stance_is_towards_one_objective():
    assert wrong(score(stance="m2")) == {"objective"}
    assert not wrong(score(power="", stance="m2", objective="o"))
    assert list(vocabulary("stance")) == ["m2", "m1", "zero", "p1", "p2"]


def test_a_score_is_never_overwritten(store):
    """It locks; a correction is a newer version, and both are kept."""
    store.save(Actor(id="a", name="A"))
    store.save(score(id="s"))
    store.seal(["s"])

    with pytest.raises(SealedError):
        store.save(attrs.evolve(store.get("s"), power="low"))
    assert store.get("s").power == "high"


@pytest.mark.parametrize("name", ["who", "since", "expires", "objective", "motive", "evidence"])
def test_a_spoiler_is_one_of_something_for_a_reason_and_not_for_ever(name):
    assert not wrong(labelled())
    lacking = attrs.evolve(labelled(), **{name: InfluenceLabel.field(name).default})
    assert wrong(lacking) == {name}


def test_an_influencer_needs_motive_and_evidence_and_a_messenger_only_an_end():
    bare = {"objective": "", "motive": "", "evidence": ""}

    assert wrong(labelled("influencer", **bare)) == {"motive", "evidence"}
    assert not wrong(labelled("messenger", **bare))
    assert wrong(labelled("messenger", expires=None)) == {"expires"}


@given(st.integers(-30, 800))
def test_a_label_ends_after_it_begins_and_within_a_year(days):
    since = dt.date(2026, 1, 2)
    ends = Day((since + dt.timedelta(days=days)).isoformat())

    assert ("expires" in wrong(labelled(expires=ends))) == (not 0 <= days <= 366)


def test_a_label_that_ends_comes_to_today():
    assert [due.field for due in InfluenceLabel.dues] == ["expires"]
    assert [due.field for due in Person.dues] == ["spoiler_until"]


def test_of_the_icrc_only_its_existence_is_kept():
    def met(**values):
        return Actor(name="A", engaged_by=(Engagement(organisation="X", **values),))

    assert not wrong(met(kind="icrc"))
    assert wrong(met(kind="icrc", level="field")) == {"engaged_by"}
    assert wrong(met(kind="icrc", channel="A radio")) == {"engaged_by"}
    assert not wrong(met(kind="ingo", level="field", channel="A radio"))


@pytest.mark.parametrize("name", ["seat", "area_of_influence"])
@pytest.mark.parametrize("finer", [POINT, VILLAGE])
def test_where_an_actor_is_stays_an_area(name, finer):
    assert not wrong(Actor(name="A", **{name: VILLAGE.coarsen(2)}))
    assert wrong(Actor(name="A", **{name: finer})) == {name}


def test_whoever_is_listed_is_not_met_without_legal_advice():
    assert wrong(Actor(name="A", listed="yes")) == {"legal_advice"}
    assert not wrong(Actor(name="A", listed="yes", legal_advice="yes"))
    assert not wrong(Actor(name="A", listed="no"))


def test_every_party_has_the_same_fields():
    """Nothing is hidden or asked for by what kind of party it is (R24)."""
    hidden = {Actor.hidden(Actor(name="A", type=kind)) for kind in vocabulary("actor_type")}
    asked = {frozenset(wrong(Actor(name="A", type=kind))) for kind in vocabulary("actor_type")}

    assert hidden == {frozenset()}
    assert asked == {frozenset()}


@pytest.mark.parametrize("kind", [Person, Relation, Scoring, InfluenceLabel])
def test_no_person_has_a_place_a_number_of_a_device_or_a_face(kind):
    """Not an intelligence file: no field joins a person to a point or a time of presence (R26)."""
    kinds = {each.spec.kind for each in kind.fields()}
    labels = " ".join(each.spec.label.lower() for each in kind.fields())

    assert Kind.PLACE not in kinds
    assert Kind.MOMENT not in kinds
    for word in ("home", "address", "vehicle", "plate", "imei", "photo", "movement", "relatives"):
        assert word not in labels


def test_a_contact_is_kept_for_a_purpose_and_reviewed():
    kept = Person(code_name="HERON", purpose="Opens the bridge", review_on=Day("2026-12-01"))

    assert not wrong(kept)
    assert wrong(attrs.evolve(kept, purpose="")) == {"purpose"}
    assert wrong(attrs.evolve(kept, review_on=None)) == {"review_on"}
    assert wrong(attrs.evolve(kept, influence=("spoiler",))) == {"spoiler_of"}


def test_a_joint_analysis_names_threats_in_areas_and_its_scope():
    analysis = PocAnalysis(title="Road", scope="physical", threats=(Threat(what="Fire"),))

    assert not wrong(analysis)
    assert wrong(attrs.evolve(analysis, threats=())) == {"threats"}
    assert wrong(attrs.evolve(analysis, scope="")) == {"scope"}
    assert wrong(attrs.evolve(analysis, threats=(Threat(where=POINT),))) == {"threats"}


@pytest.mark.parametrize(
    ("kind", "task"),
    [
        ("footprint", "ANP2"),
        ("environment", "ADP1"),
        ("strategy", "ADP2"),
        ("coherence", "ADP3"),
        ("transition", "PPP1"),
        ("scenario", "PPP2"),
    ],
)
def test_an_input_counts_under_the_task_of_its_kind(kind, task):
    note = InputNote(title="N", kind=kind)

    assert InputNote.tasks_of(note) == (task,)
    assert InputNote.tasks_of(attrs.evolve(note, task_codes=("PP1",))) == ("PP1",)
    assert task in vocabulary("task")


def test_the_kinds_of_input_are_those_of_the_note():
    assert InputNote.tasks_of(InputNote()) == ()
    assert {notes["task"] for notes in vocabulary("input_kind").notes.values()} == {
        *("ANP2", "ADP1", "ADP2", "ADP3", "PPP1", "PPP2")
    }


def test_a_scenario_tells_the_risks_to_both_and_a_risk_that_stays_has_an_owner():
    note = InputNote(title="N", kind="scenario")
    civilians, organisations = (
        StayingRisk(to_whom="civilians"),
        StayingRisk(to_whom="organisations"),
    )

    assert wrong(note) == {"risks"}
    assert wrong(attrs.evolve(note, risks=(civilians,))) == {"risks"}
    assert not wrong(attrs.evolve(note, risks=(civilians, organisations)))
    assert not wrong(attrs.evolve(note, risks=(StayingRisk(to_whom="both"),)))
    leaving = InputNote(title="N", kind="transition", risks=(StayingRisk(stays="yes"),))
    assert wrong(leaving) == {"risks"}
    held = (StayingRisk(stays="yes", owner="Resident Coordinator"),)
    assert not wrong(attrs.evolve(leaving, risks=held))


def test_a_product_with_figures_says_what_they_do_not_show():
    product = Product(title="P", kind="trend", made_on=Day("2026-02-01"))
    table = ProductTable(title="Killed", unit="victims", rows="A | 5")

    assert not wrong(product)
    assert wrong(attrs.evolve(product, tables=(table,))) == {"limits"}
    assert not wrong(attrs.evolve(product, tables=(table,), limits="The west is missing"))
    backwards = attrs.evolve(product, period_from=Day("2026-02"), period_to=Day("2026-01"))
    assert wrong(backwards) == {"period_to"}


def test_the_text_of_a_product_leaves_only_as_text_that_is_read_before():
    """A table is typed or pasted, so it may hold a name: it is scanned like any other text."""
    typed = [each for each in ProductTable.fields() if not each.spec.fixed]
    rows = [each for each in typed if each.spec.kind is Kind.TEXT]
    texts = [*rows, Product.field("sources_used"), Product.field("findings")]

    assert {each.spec.data_class for each in texts} == {"shareable_text"}
    (fixed,) = (each for each in ProductTable.fields() if each.spec.fixed)
    assert fixed.spec.data_class == "administrative"
    assert AdvocacyItem.field("products").spec.target == ("product",)


def test_systems_that_count_harm_are_followed_by_their_definitions():
    sets = vocabulary("definition_set")

    assert {"unama", "amisom_aussom", "ocha_amrf", "inso"} <= set(sets)
    assert wrong(TrackingSystem(name="T")) == {"definition_set"}
    assert all(not wrong(TrackingSystem(name="T", definition_set=code)) for code in sets)


def test_an_objective_is_of_access_or_of_protection():
    assert list(vocabulary("objective_kind")) == ["access", "protection"]
    assert wrong(Objective(title="O")) == {"kind"}


def test_what_only_peacekeeping_stations_need_is_hidden_elsewhere():
    names = {kind.noun for kind in TYPES if kind.only_peacekeeping}

    assert {"poc_analysis", "input_note"} <= names
    assert not names & {"product", "scoring", "label", "objective", "tracking_system"}
