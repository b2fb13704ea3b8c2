"""Laws for any protocol: it moves levels, and lets out nothing that an agreement does not list."""

from __future__ import annotations

from typing import Any

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.records.incidents import STUB_ACTS
from fieldapp.records.record import Record
from fieldapp.services.sharing.profile import (
    PROTOCOL_RULE,
    Facts,
    Profile,
    Rule,
    default_profile,
)
from fieldapp.services.sharing.release import assemble
from fieldapp.services.sharing.result import Release, ReleasedField
from fieldapp.vocab.handling import Level
from fieldapp.vocab.vocabulary import vocabulary
from tests.services.sharing import samples
from tests.services.sharing.test_laws import records, terms

NOUNS = ("incident", "meeting", "commitment", "person", "actor")
rules = st.builds(
    Rule,
    id=st.just(f"{PROTOCOL_RULE}1"),
    information=st.sampled_from(list(vocabulary("rule_information"))),
    level=st.sampled_from(Level),
    place=st.sampled_from([None, 0, 1, 2, 3]),
    date=st.sampled_from([None, 0, 1, 2]),
)
by_type = st.dictionaries(st.sampled_from(NOUNS), st.lists(rules, max_size=3).map(tuple))


def profile(first: dict[str, Any], raises: dict[str, Any]) -> Profile:
    """These rules before the default ones, as a protocol's stand."""
    usual = default_profile()
    before = {
        noun: (*first.get(noun, ()), *usual.rules.get(noun, ())) for noun in {*usual.rules, *first}
    }
    return Profile(before, usual.floors, raises)


def released(chosen: list[Record], told: dict[str, Any], by: Profile) -> Release:
    partner = samples.partner(recipient_kind=told["recipient_kind"])
    known = attrs.evolve(samples.gathered((partner,)), profile=by)
    agreed = samples.agreement(**{**told, "recipients": (partner.id,)})
    return assemble(agreed, chosen, known, samples.DAY)


def out(release: Release) -> dict[tuple[str, str], ReleasedField]:
    return {
        (each.record.id, field.name): field
        for each in release.records
        for field in each.fields
        if field.leaves
    }


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(records, terms, by_type)
def test_no_protocol_lets_out_a_class_that_the_agreement_does_not_list(chosen, told, first):
    listed = set(told["included_classes"]) - set(told["excluded_classes"])
    found = out(released(chosen, told, profile(first, {})))
    assert {field.field.spec.data_class for field in found.values()} <= listed


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(records, terms, by_type, by_type)
def test_an_impact_assessment_never_lets_more_out(chosen, told, first, raises):
    without, with_it = profile(first, {}), profile(first, raises)
    assert set(out(released(chosen, told, with_it))) <= set(out(released(chosen, told, without)))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(records, terms, by_type)
def test_whatever_a_protocol_says_no_stub_leaves(chosen, told, first):
    acts = {
        each.record.id: getattr(each.record, "act", "")
        for each in released(chosen, told, profile(first, {})).records
    }
    assert not STUB_ACTS & set(acts.values())


@given(
    st.sampled_from(NOUNS),
    by_type,
    st.builds(
        Facts,
        stub=st.booleans(),
        source_named=st.booleans(),
        telling=st.booleans(),
        text=st.booleans(),
        place=st.integers(-1, 9),
        date=st.integers(-1, 3),
    ),
)
def test_a_source_or_a_stub_keeps_the_level_of_the_default_profile_at_least(noun, first, facts):
    usual, by = default_profile(), profile(first, {})
    floors = [each for each in usual.floors.get(noun, ()) if each.fits(facts)]
    level, _ = by.level(noun, facts)
    assert all(level.rank >= each.level.rank for each in floors)


@given(by_type)
def test_the_same_rules_have_the_same_fingerprint_and_other_rules_another(first):
    one, again = profile(first, {}), profile(first, {})
    assert one.fingerprint() == again.fingerprint()
    more = profile(first, {"incident": (Rule("assessment:1", "any", Level.SEVERE),)})
    assert more.fingerprint() != one.fingerprint()
