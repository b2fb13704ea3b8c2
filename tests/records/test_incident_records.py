"""Incidents and sources: what keeps one from being finished, what a stub is, what is late."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.records.checks import problems
from fieldapp.records.incident_rules import HARMS, NEVER_COUNTED, NOT_ON_A_STUB, ONLY_FOR, STUB_ACTS
from fieldapp.records.incidents import Incident
from fieldapp.records.sources import Source
from fieldapp.records.verification import (
    MrmStage,
    late_by_quarter,
    quarter_end,
    quarter_of,
    reportable,
)
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place
from fieldapp.vocab.tallies import Tally
from fieldapp.vocab.vocabulary import vocabulary

STATE = Place(path=(Area("QZ"), Area("QZ01")))
DATES = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))


def wrong(record):
    return {each.field for each in problems(record)}


def incident(**values):
    return Incident(**{"act": "killing", "happened": Day("2026-01-14"), "place": STATE, **values})


def verified(on="2026-03-31", **values):
    told = {
        "verification_status": "verified_by_mandated_body",
        "mechanism": "ctfmr",
        "verification_stage": "task_force",
        "verified_on": Day(on),
    }
    return incident(**{**told, **values})


def stage(on="2026-03-31", **values):
    return MrmStage(**{"stage": "task_force", "status": "verified", "on": Day(on), **values})


@pytest.mark.parametrize("name", ["mechanism", "verification_stage", "verified_on"])
def test_verified_names_who_at_which_stage_and_when(name):
    assert not wrong(verified())
    assert wrong(attrs.evolve(verified(), **{name: Incident.field(name).default})) == {name}


@pytest.mark.parametrize("status", [s for s in vocabulary("verification_status") if "ver" not in s])
def test_what_a_station_may_say_by_itself_needs_no_mechanism(status):
    assert not wrong(incident(verification_status=status))


def test_an_alert_says_to_which_mechanism_it_went():
    assert wrong(incident(alerted_on=Day("2026-02-01"))) == {"alerted_to"}
    assert not wrong(incident(alerted_on=Day("2026-02-01"), alerted_to="ctfmr"))


@pytest.mark.parametrize("name", ["stage", "status", "on"])
def test_a_stage_of_the_mrm_is_dated_and_stands_once(name):
    whole = stage()
    lacking = attrs.evolve(whole, **{name: MrmStage.fields()[0].default if name != "on" else None})

    assert not wrong(incident(mrm_stages=(whole,)))
    assert wrong(incident(mrm_stages=(lacking,))) == {"mrm_stages"}
    assert wrong(incident(mrm_stages=(whole, stage("2026-04-02")))) == {"mrm_stages"}


def test_the_range_has_two_ends_in_order_with_the_counts_between():
    killed = Tally(men=4)

    assert wrong(incident(victims_least=3.0)) == {"victims_most"}
    assert wrong(incident(victims_most=3.0)) == {"victims_least"}
    assert wrong(incident(victims_least=5.0, victims_most=3.0)) == {"victims_most"}
    assert wrong(incident(victims_least=5.0, victims_most=9.0, killed=killed)) == {"victims_most"}
    assert not wrong(incident(victims_least=4.0, victims_most=9.0, killed=killed))
    assert not wrong(incident(victims_least=5.0, victims_most=9.0))  # no counts by group at all


def test_a_duplicate_says_of_which_incident():
    assert wrong(incident(status="duplicate")) == {"merged_into"}
    assert wrong(incident(id="a", status="duplicate", merged_into="a")) == {"merged_into"}
    assert not wrong(incident(status="duplicate", merged_into="b"))


def test_both_narratives_are_needed_before_closing_what_is_to_be_shared():
    closed = incident(status="closed", to_be_shared="yes")

    assert wrong(closed) == {"narrative_confidential", "narrative_shareable"}
    assert not wrong(attrs.evolve(closed, narrative_confidential="a", narrative_shareable="b"))
    assert not wrong(attrs.evolve(closed, to_be_shared="no"))


@pytest.mark.parametrize("act", sorted(STUB_ACTS))
def test_a_stub_tells_the_act_the_state_and_the_month_and_to_whom_it_went(act):
    stub = incident(act=act, happened=Day("2026-01"), alerted_on=Day("2026-02-01"))

    assert not wrong(attrs.evolve(stub, alerted_to="mara"))
    assert "happened" in wrong(attrs.evolve(stub, happened=Day("2026-01-14")))
    for finer in (
        attrs.evolve(STATE, path=(*STATE.path, Area("QZ0101"))),
        attrs.evolve(STATE, latitude=1.0, longitude=2.0),
        attrs.evolve(STATE, heard="The mill"),
    ):
        assert "place" in wrong(attrs.evolve(stub, place=finer))


@pytest.mark.parametrize("name", sorted(NOT_ON_A_STUB))
def test_a_stub_that_holds_more_is_not_finished(name):
    value = {"tuple": ("x",), "str": "x", "Tally": Tally(women=1), "NoneType": Day("2026-01")}
    held = value[type(Incident.field(name).default).__name__]
    if name == "mrm_stages":
        held = (stage(),)
    stub = attrs.evolve(incident(act="sexual_violence", happened=Day("2026-01")), **{name: held})

    assert name in Incident.hidden(stub)
    assert any(p.field == name and "nothing is kept here" in p.sentence for p in problems(stub))


@pytest.mark.parametrize("name", sorted(ONLY_FOR))
def test_a_category_shows_only_where_the_act_fits_and_never_hides_what_was_entered(name):
    for act in vocabulary("act"):
        if act in STUB_ACTS:
            continue
        assert (name in Incident.hidden(incident(act=act))) == (act not in ONLY_FOR[name])
    filled = (vocabulary(Incident.field(name).spec.vocabulary).labels or {"x": ""}).keys()
    code = next(iter(filled))
    is_tuple = isinstance(Incident.field(name).default, tuple)
    kept = incident(act="looting", **{name: (code,) if is_tuple else code})
    assert name not in Incident.hidden(kept)
    assert name not in wrong(kept)


def test_acts_and_fields_that_the_rules_name_exist():
    acts = set(vocabulary("act"))
    fields = {each.name for each in Incident.fields()}

    assert NEVER_COUNTED < STUB_ACTS < acts
    assert set().union(*ONLY_FOR.values()) <= acts
    assert fields >= NOT_ON_A_STUB
    assert fields > set(HARMS)
    assert set(Incident.counted) <= fields


def test_no_single_person_is_kept_in_an_incident():
    """Not a child, not anyone: tallies only, and the alleged individual never leaves (R20)."""
    words = {"child", "victim code", "victim name", "age", "birth"}
    labels = [each.spec.label.lower() for each in Incident.fields()]

    assert not [label for label in labels if any(word == label for word in words)]
    rows = [each.spec.part for each in Incident.fields() if each.spec.part is not None]
    individual = [f for row in rows for f in row.fields() if "individual" in f.spec.label.lower()]
    assert [f.spec.data_class for f in individual] == ["source_identity"]


@given(DATES)
def test_a_quarter_ends_on_the_day_before_the_next(day):
    end = quarter_end(day)
    after = end + dt.timedelta(days=1)

    assert day <= end
    assert quarter_of(day) == quarter_of(end) != quarter_of(after)
    assert after.day == 1
    assert after.month in (1, 4, 7, 10)
    assert (end - day).days < 92


@given(DATES, DATES)
def test_late_is_after_the_quarter_and_never_within_it(happened, checked):
    record = verified(checked.isoformat(), happened=Day(happened.isoformat()))
    later = (checked.year, (checked.month - 1) // 3) > (happened.year, (happened.month - 1) // 3)

    assert late_by_quarter(record) == later
    assert Incident.remark(record) == ("Verified late" if later else "")
    assert not late_by_quarter(attrs.evolve(record, verification_status="corroborated"))


def test_the_task_force_decides_over_what_the_incident_says():
    known = verified("2026-02-01", mrm_stages=(stage("2026-05-02"),))

    assert late_by_quarter(known)
    assert reportable(known)
    first = incident(mrm_stages=(stage(stage="focal_point"),))
    assert not reportable(first)
    assert not late_by_quarter(first)
    assert not reportable(incident(mrm_stages=(stage(status="rejected"),)))


def test_a_day_that_is_not_known_well_enough_is_not_called_late():
    assert not late_by_quarter(verified("2026"))
    assert late_by_quarter(verified("2026-04"))
    assert not late_by_quarter(verified("2026-05-01", happened=Day("2026")))
    assert late_by_quarter(verified("2027-01-01", happened=Day("2026")))


def test_a_source_is_graded_and_credibility_1_needs_a_second_source():
    source = Source(legitimate_basis=("consent",))

    assert (source.reliability, source.credibility) == ("F", "6")
    assert not wrong(source)
    assert wrong(attrs.evolve(source, credibility="1")) == {"credibility"}
    assert not wrong(attrs.evolve(source, credibility="1", independent="yes"))
    assert wrong(attrs.evolve(source, legitimate_basis=())) == {"legitimate_basis"}
