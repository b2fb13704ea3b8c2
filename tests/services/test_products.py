"""A product is made from finished own records of a period; its tables never change afterwards."""

from __future__ import annotations

import datetime as dt

from fieldapp.records.access import AccessConstraint
from fieldapp.records.across import Outcome, ProtectionPriority
from fieldapp.records.checklists import CheckItem, Checklist, questions
from fieldapp.records.dialogue import Commitment
from fieldapp.records.incidents import Incident
from fieldapp.records.sources import Source
from fieldapp.services.analysis.gaps import gaps, meeting_about
from fieldapp.services.analysis.severity import medians
from fieldapp.services.products import LIMITS, Asked, make_product
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place
from fieldapp.vocab.tallies import Tally

NORTH = Place(path=(Area("SDN"), Area("SD01", "North"), Area("SD0101", "Wadi")))
SOUTH = Place(path=(Area("SDN"), Area("SD02", "South"), Area("SD0201", "Hills")))
MARCH = dt.date(2026, 3, 1), dt.date(2026, 3, 31)
SOURCE = Source(category="primary_witness", legitimate_basis=("vital_interests",))


def killing(day: str, women: int, **values) -> Incident:
    return Incident(act="killing", happened=Day(day), killed=Tally(women=women), **values)


def filled(store) -> None:
    store.save(
        SOURCE,
        killing("2026-03", 2, place=NORTH, sources=(SOURCE.id,)),
        killing("2026-03-31", 3, place=SOUTH),
        killing("2026-04-01", 9, place=NORTH),
        killing("2026-03-05", 50, place=NORTH, draft=True),
        killing("2026-03-05", 70, place=NORTH, dataset="insecurity-insight"),
        AccessConstraint(category="3", happened=Day("2026-03-02"), place=NORTH, severity="3"),
        AccessConstraint(category="3", happened=Day("2026-03-03"), place=NORTH, severity="1"),
        Commitment(what="Open", due=Day("2026-03-10"), status="kept"),
        ProtectionPriority(
            title="Schools",
            outcomes=(Outcome(expected="Left", outcome_type="policy", progress="under_way"),),
        ),
    )


def rows(product, title: str) -> list[str]:
    return next(t.rows for t in product.tables if t.title == title).split("\n")


def test_only_finished_own_records_of_the_period_count(store):
    filled(store)
    made = make_product(store, Asked("snapshot", "March", *MARCH))
    assert rows(made, "Harm by act, as alleged") == ["Killing | victims | 5"]
    assert rows(made, "Access constraints by category") == [
        "3 Restriction of movement within the country | 2"
    ]
    assert made.limits == LIMITS
    assert made.sources_used.endswith(" 1")
    assert made.draft
    assert made.next_due is None


def test_an_area_narrows_it_down_and_a_trend_has_months(store):
    filled(store)
    made = make_product(store, Asked("trend", "North", *MARCH, NORTH))
    assert rows(made, "Harm by act, as alleged") == ["Killing | victims | 2"]
    assert rows(made, "Incidents by month") == ["2026-03 | 1"]


def test_the_standing_brief_tells_promises_and_priorities_and_comes_back(store):
    filled(store)
    made = make_product(store, Asked("hct_protection_brief", "Brief", *MARCH))
    assert rows(made, "Expected protection outcomes") == ["Schools | Left | Under way"]
    assert rows(made, "Promises due in the period")[0].endswith("Kept | 1")
    assert made.next_due is not None


def test_tables_stay_as_they_were_made(store):
    filled(store)
    made = make_product(store, Asked("snapshot", "March", *MARCH))
    store.save(made)
    store.save(killing("2026-03-09", 20))
    assert rows(store.get(made.id), "Harm by act, as alleged") == ["Killing | victims | 5"]


def test_an_empty_period_says_so(store):
    made = make_product(store, Asked("snapshot", "None", *MARCH))
    assert {table.rows for table in made.tables} == {"nothing recorded"}


def test_severity_is_the_middle_of_a_district_scheme_by_scheme():
    def at(place: Place, severity: str, scheme: str = "default_3") -> AccessConstraint:
        return AccessConstraint(place=place, severity=severity, severity_scheme=scheme)

    found = medians(
        [at(NORTH, "1"), at(NORTH, "3"), at(NORTH, "3"), at(SOUTH, "1"), at(SOUTH, "2"),
         at(NORTH, "1", "iraq_2019"), at(Place(path=NORTH.path[:2]), "3"), at(NORTH, "")]
    )  # fmt: skip
    assert [(each.area, each.median[0], each.count) for each in found] == [
        ("Hills", "1", 2),
        ("Wadi", "3", 3),
        ("Wadi", "1", 1),
    ]


def test_gaps_become_the_talking_points_of_a_meeting():
    items = [*questions("screening")]
    states = ["met", "not_met", "partly", "unknown"]
    items = [
        CheckItem(question=row.question, state=s) for row, s in zip(items, states, strict=False)
    ]
    checklist = Checklist(title="Gate", kind="screening", items=tuple(items), arrangement="x")
    assert [row.state for row in gaps(checklist)] == ["not_met", "partly"]
    meeting = meeting_about(checklist)
    assert meeting.talking_points.split("\n")[0] == "There is a legal basis: not met."
    assert meeting.arrangements == ("x",)
