"""What others sent leaves only as their terms allow: to whom, how far, and no longer."""

from __future__ import annotations

import pytest

from fieldapp.records.disclosures import Received
from fieldapp.records.record import evolve
from fieldapp.records.sharing import Partner
from fieldapp.services.sharing.onward import REASONS, may_pass_on
from fieldapp.services.sharing.release import prepare, select
from fieldapp.vocab.days import Day
from tests.services.package.conftest import pair, receiver
from tests.services.package.stations import agree
from tests.services.receiving.coming import at, copies, entries

__all__ = ["pair", "receiver"]

LISTED = {"onward_sharing": "listed", "listed_words": "Annex 2 names the GBV cluster"}
CONSENT = {
    "onward_sharing": "written_consent",
    "consent_on": Day("2026-01-05"),
    "consent_words": "Letter of 5 January, all incidents",
}


@pytest.fixture
def here(pair):
    """The receiver with what came in, a third partner, and an agreement with that one."""
    pair.receive(pair.seal().path)
    at(pair.receiver, "2026-02-01")
    third = Partner(
        name="GBV cluster",
        recipient_kind="humanitarian-partner",
        fingerprint="c" * 64,
        recipients="age1xyz",
        verified_on=Day("2026-01-01"),
    )
    pair.receiver.save(third)
    return pair.receiver, third, agree(pair.receiver, third)


def decided(here, pair, **terms):
    """The rules by which the records stay, or those that leave, once the entry says this."""
    store, third, agreement = here
    (entry,) = entries(pair)
    given = {k: (third.id,) if v == "THIRD" else v for k, v in terms.items()}
    store.save(evolve(entry, **given))
    release = prepare(store, store.get(agreement.id), copies(pair))
    return {each.rule for each in release.withheld}, release


REFUSED = {
    "as they come": ({}, "onward:prohibited"),
    "listed, nobody recorded": ({**LISTED}, "onward:not_listed"),
    "listed, without its words": (
        {**LISTED, "listed_to": "THIRD", "listed_words": " "},
        "onward:not_listed",
    ),
    "listed, another one": ({**LISTED, "listed_to": ("other",)}, "onward:not_listed"),
    "listed is no consent": ({**LISTED, **CONSENT, "consent_to": ()}, "onward:consent"),
    "consent to another": ({**CONSENT, "consent_to": ("other",)}, "onward:consent"),
    "consent without a day": (
        {**CONSENT, "consent_to": "THIRD", "consent_on": None},
        "onward:consent",
    ),
    "consent to come": (
        {**CONSENT, "consent_to": "THIRD", "consent_on": Day("2026-02-02")},
        "onward:consent",
    ),
    "consent that ended": (
        {**CONSENT, "consent_to": "THIRD", "consent_until": Day("2026-01-31")},
        "onward:consent",
    ),
    "past its day": (
        {**CONSENT, "consent_to": "THIRD", "keep_until": Day("2026-01-31")},
        "onward:expired",
    ),
    "without a day": ({**CONSENT, "consent_to": "THIRD", "keep_until": None}, "onward:expired"),
    "destroyed": ({**CONSENT, "consent_to": "THIRD", "state": "destroyed"}, "onward:expired"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_their_terms_do_not_allow_stays_and_says_which_term(here, pair, name):
    terms, rule = REFUSED[name]
    rules, release = decided(here, pair, **terms)
    assert rules == {rule}
    assert release.records == ()
    assert release.withheld[0].why == REASONS[rule]


@pytest.mark.parametrize(
    "terms", [{**LISTED, "listed_to": "THIRD"}, {**CONSENT, "consent_to": "THIRD"}]
)
def test_what_they_allow_leaves_and_no_longer_than_they_said(here, pair, terms):
    rules, release = decided(here, pair, **terms, keep_until=Day("2026-09-30"))
    assert rules == set()
    assert len(release.records) == 2
    assert release.keep_until == Day("2026-09-30")
    assert {each.outside for each in release.records}.isdisjoint(c.id for c in copies(pair))


def test_an_agreement_that_lets_it_travel_further_does_not_get_it(here, pair):
    store, _, agreement = here
    store.save(evolve(agreement, onward_sharing="listed"))
    rules, _ = decided(here, pair, **LISTED, listed_to="THIRD")
    assert rules == {"onward:wider"}


def test_it_is_offered_only_when_asked_for(here, pair):
    store, _, agreement = here
    assert select(store, agreement) == []
    assert len(select(store, agreement, received=True)) == 2
    assert may_pass_on(store) == []
    decided(here, pair, **LISTED)
    assert [type(each) for each in may_pass_on(store)] == [Received]


def test_what_was_taken_back_is_passed_on_to_nobody(here, pair):
    store = here[0]
    decided(here, pair, **LISTED, listed_to="THIRD")
    store.vault.db.execute("UPDATE incident SET retracted = 1")
    rules, _ = decided(here, pair, **LISTED, listed_to="THIRD")
    assert rules == {"record:retracted"}
