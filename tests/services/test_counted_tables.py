"""Tables of what a query counts: their totals, how fine they are, and what lies behind a count."""

from __future__ import annotations

import datetime as dt

from fieldapp.records.incidents import Incident
from fieldapp.records.sources import Source
from fieldapp.services.analysis.incident_scope import Selection
from fieldapp.services.counted_tables import NO_AREA, NO_TIME, product_of
from fieldapp.services.disclosure_control import resting
from fieldapp.services.disclosure_control.grid import grid_of
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place

NORTH = (Area("SDN", "Sudan"), Area("SD01", "North"))
SOUTH = (Area("SDN", "Sudan"), Area("SD02", "South"))
WADI = Place(path=(*NORTH, Area("SD0101", "Wadi")))
HILLS = Place(path=(*NORTH, Area("SD0102", "Hills")))
YEAR = Selection(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
ONE, TWO = (Source(legitimate_basis=("consent",)) for _ in range(2))


def incident(act: str, day: str, place: Place, *sources: Source) -> Incident:
    return Incident(
        act=act, happened=Day(day), place=place, sources=tuple(each.id for each in sources)
    )


def filled(store):
    store.save(
        ONE,
        TWO,
        *(incident("killing", "2026-03", WADI, each) for each in (ONE, TWO)),
        *(incident("raid", "2026-04", each, TWO) for each in (WADI, HILLS)),
        incident("raid", "2026", Place(path=SOUTH)),
        incident("killing", "2026-04", Place()),
        incident("sexual_violence", "2026-04", Place(path=NORTH)),
        incident("killing", "2025-12", WADI),
    )
    return store


def cells(made, title: str) -> list[list[str]]:
    return [row.split(" | ") for row in table(made, title).rows.split("\n")]


def table(made, title: str):
    return next(each for each in made.tables if each.title == title)


def test_areas_and_months_with_totals_and_what_is_not_known(store):
    made = product_of(filled(store), YEAR, "The year")
    assert cells(made, "Incidents by area and time") == [
        ["Area", "2026-03", "2026-04", NO_TIME, "Total"],
        ["North", "2", "2", "0", "4"],
        ["South", "0", "0", "1", "1"],
        [NO_AREA, "0", "1", "0", "1"],
        ["Total", "2", "3", "1", "6"],
    ]
    assert cells(made, "Incidents by act and area")[-1] == ["Total", "4", "1", "1", "6"]


def test_a_stub_is_in_no_table(store):
    made = product_of(filled(store), YEAR, "The year")
    assert all("exual" not in each.rows for each in made.tables)
    assert "Stubs" in made.limits


def test_it_says_how_fine_its_areas_are_and_is_a_draft_of_the_period(store):
    made = product_of(filled(store), YEAR, "The year")
    assert [each.finest for each in made.tables] == ["adm1", "adm0", "adm1"]
    assert (made.draft, made.period_from, made.period_to) == (
        True, Day("2026-01-01"), Day("2026-12-31"),
    )  # fmt: skip
    north = Selection(YEAR.first, YEAR.last, area="SD01", area_level=1)
    made = product_of(store, north, "North")
    assert [each.finest for each in made.tables] == ["adm2", "adm1", "adm2"]
    assert [row[0] for row in cells(made, "Incidents by area and time")] == [
        "Area", "Hills", "Wadi", "Total",
    ]  # fmt: skip
    assert made.place.path[-1].name == "North"


def test_what_rests_on_one_place_or_one_source_is_noted(store):
    """Both killings in March were in one district; both raids in April were told by one source."""
    made = product_of(filled(store), YEAR, "The year")
    told = table(made, "Incidents by area and time")
    grid, found = grid_of(told.rows), resting.read(told.rows, told.resting)
    named = {(grid.cells[row][0], grid.cells[0][column]) for row, column in found}
    assert {("North", "2026-03"), ("North", "2026-04")} <= named
    assert ("North", "Total") not in named
    assert ("South", NO_TIME) not in named  # known only to the state that is counted


def test_a_table_that_was_changed_is_not_known_any_more(store):
    told = product_of(filled(store), YEAR, "The year").tables[0]
    assert resting.read(told.rows, told.resting) is not None
    assert resting.read(told.rows.replace("South", "East"), told.resting) is None
    assert resting.read("Wadi | 9", "") is None


def test_more_months_than_fit_are_told_by_quarter_then_by_year(store):
    months = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]
    store.save(*(incident("raid", each, WADI) for each in months))
    two = Selection(dt.date(2024, 1, 1), dt.date(2025, 12, 31))
    assert cells(product_of(store, two, "x"), "Incidents by area and time")[0][1:3] == [
        "2024 Q1", "2024 Q2",
    ]  # fmt: skip
    store.save(*(incident("raid", f"20{year}-05", WADI) for year in range(10, 24)))
    more = Selection(dt.date(2010, 1, 1), dt.date(2025, 12, 31))
    assert cells(product_of(store, more, "x"), "Incidents by area and time")[0][1] == "2010"


def test_nothing_counted_makes_tables_that_say_so(store):
    made = product_of(store, YEAR, "Nothing")
    assert {each.rows for each in made.tables} == {"nothing recorded"}
