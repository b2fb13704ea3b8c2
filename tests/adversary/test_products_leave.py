"""A product is made by the app, so nobody wrote its tables to be read outside."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from fieldapp.records.access import AccessConstraint
from fieldapp.records.across import Outcome, ProtectionPriority
from fieldapp.records.incidents import Incident
from fieldapp.services.products import Asked, make_product
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place
from fieldapp.vocab.tallies import Tally
from tests.services.sharing.samples import all_words, prepared

WADI = Place(path=(Area("SDN"), Area("SD01", "North"), Area("SD0101", "Wadi Zxdistrict")))
NORTH = Place(path=WADI.path[:2])
MARCH = dt.date(2026, 3, 1), dt.date(2026, 3, 31)


@pytest.fixture
def filled(store):
    store.save(
        Incident(act="killing", happened=Day("2026-03"), killed=Tally(women=3), place=WADI),
        AccessConstraint(category="3", happened=Day("2026-03-02"), place=WADI, severity="3"),
        ProtectionPriority(
            title="Schools",
            outcomes=(Outcome(expected="The Zxcolonel leaves", outcome_type="policy"),),
        ),
    )
    return store


def _told(store, kind: str, area: Place) -> str:
    made = attrs.evolve(make_product(store, Asked(kind, "Brief", *MARCH, area)), draft=False)
    release = prepared(made, record_types=("product",), lowest_admin_level="adm1")
    assert release.records
    return all_words(release)


def test_no_district_and_no_words_of_ours_leave_in_a_table(filled):
    told = _told(filled, "hct_protection_brief", NORTH)

    assert "Harm by act" in told
    for word in ("Zxdistrict", "Zxcolonel", "Schools"):
        assert word not in told


def test_a_small_count_of_a_district_stays(filled):
    assert "Killing" in _told(filled, "trend", NORTH)
    told = _told(filled, "trend", WADI)
    assert "Killing" not in told
    assert "2026-03 | 1" not in told


def test_a_small_count_of_sexual_violence_stays_however_wide_the_area(filled):
    filled.save(
        Incident(act="sexual_violence", happened=Day("2026"), place=Place(path=WADI.path[:1]))
    )
    filled.save(Incident(act="sexual_violence", happened=Day("2026-03"), place=NORTH, draft=False))

    assert "exual violence" not in _told(filled, "snapshot", NORTH)


def test_what_stays_is_kept_for_the_office(filled):
    made = make_product(filled, Asked("hct_brief", "Brief", *MARCH, WADI))
    assert {t.title for t in made.tables if t.own_office == "yes"} >= {
        "Access severity by district",
        "Expected protection outcomes",
    }
    assert "Zxdistrict" in repr([t.rows for t in made.tables])
