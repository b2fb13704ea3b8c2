"""On the map each incident stands once, and never more finely than it is known."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from fieldapp.records.incidents import Incident
from fieldapp.services.analysis.incident_places import (
    area_query,
    at_spot,
    extent,
    in_area,
    incident_places,
    spots,
)
from fieldapp.services.analysis.incident_scope import Selection
from fieldapp.services.importing.importing import import_file
from fieldapp.store.gazetteer import GazetteerRow
from fieldapp.store.grouping import Box
from fieldapp.store.outlines import Outline
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place

YEAR = Selection(dt.date(2025, 12, 1), dt.date(2026, 11, 30))
STATE = (Area("SDN"), Area("SD01", "Khartoum"))
TOWN = (*STATE, Area("SD01001", "Bahri"))
WORLD = Box(-90, -180, 90, 180)


def incident(path: tuple[Area, ...] = (), **values) -> Incident:
    where = {
        key: values.pop(key) for key in ("latitude", "longitude", "precision") if key in values
    }
    given = {"title": "x", "act": "raid", "happened": Day("2026-05-12"), "shows_source": "no"}
    return Incident(**given | {"place": Place(path, **where)} | values)


def point(precision: str, **values) -> Incident:
    return incident(TOWN, latitude=15.6, longitude=32.5, precision=precision, **values)


@pytest.fixture
def filled(store: Store) -> Store:
    store.save(
        point("exact"),
        point("1km"),
        point("settlement"),
        point(""),
        point("adm2"),  # the middle of an area is not a place
        point("linear"),
        incident(TOWN, precision="adm2"),
        incident(STATE, precision="adm1"),
        incident((Area("SDN"),), precision="country"),
        incident(),
        incident(STATE, act="sexual_violence", title="", happened=Day("2026-05")),
    )
    return store


def told(store: Store, level: int) -> dict[str, tuple[int, int, int]]:
    places = incident_places(store, YEAR, level)
    return {area.pcode: (area.level, area.total, area.here) for area in places.areas}


def test_every_incident_stands_once(filled):
    assert told(filled, 1) == {"SD01": (1, 9, 5)}
    assert told(filled, 2) == {"SD01001": (2, 7, 3), "SD01": (1, 2, 2)}
    for level in (1, 2):
        places = incident_places(filled, YEAR, level)
        assert (places.points, places.without, places.events) == (4, 2, 11)


def test_only_what_is_said_to_be_a_point_is_one(filled):
    (spot,) = spots(filled, YEAR, WORLD, 1.0)
    assert spot.count == 4
    found = {row.id for row in at_spot(filled, YEAR, spot, 1.0)}
    kept = [r.place.precision for r in filled.get_many(found).values() if isinstance(r, Incident)]
    assert sorted(kept) == ["", "1km", "exact", "settlement"]
    assert extent(filled, YEAR) == Box(15.6, 32.5, 15.6, 32.5)


def test_a_stub_is_never_a_point_nor_in_a_district_whatever_its_row_says(filled):
    stub = point("exact", act="sexual_violence", title="", draft=True)
    filled.save(stub)
    filled.vault.db.execute("UPDATE incident SET draft = 0")

    assert told(filled, 2)["SD01"] == (1, 3, 3)
    assert spots(filled, YEAR, WORLD, 1.0)[0].count == 4
    assert incident_places(filled, YEAR, 1).points == 4


def test_places_come_from_the_gazetteer_else_from_the_outline_else_from_nowhere(filled):
    assert not incident_places(filled, YEAR, 1).areas[0].placed
    ring = ((30.0, 15.0), (31.0, 15.0), (31.0, 16.0), (30.0, 15.0))
    outline = Outline("SD01", "SDN", 1, "Al Khartum", "SDN", 15.5, 30.5, (ring,))
    (area,) = incident_places(filled, YEAR, 1, [outline]).areas
    assert (area.name, area.latitude, area.longitude) == ("Al Khartum", 15.5, 30.5)
    row = GazetteerRow("SDN", 1, "SD01", "Khartoum", "SDN", 15.9, 32.9)
    filled.gazetteer.load([row], "2021")
    (area,) = incident_places(filled, YEAR, 1, [outline]).areas
    assert (area.name, area.latitude) == ("Khartoum", 15.9)


def test_an_area_lists_what_it_counts_here_and_on_the_list_page(filled):
    for level in (1, 2):
        for area in incident_places(filled, YEAR, level).areas:
            if area.level == level:
                assert len(in_area(filled, YEAR, area)) == area.total
                assert filled.count(area_query(YEAR, area)) == area.total


def test_other_series_are_not_on_the_map(filled):
    filled.save(incident(STATE, dataset="Other"))
    assert told(filled, 1) == {"SD01": (1, 9, 5)}
    places = incident_places(filled, attrs.evolve(YEAR, series="Other"), 1)
    assert places.events == 1
    assert [each.name for each in places.standing.series] == ["own", "Other"]


def test_real_incidents_stand_where_their_precision_says(store, shared):
    folder = shared / "data"
    table, areas = folder / "insecurity_insight_protection.json", "global_pcodes_adm_1_2.csv"
    if not table.is_file() or not (folder / areas).is_file():
        pytest.skip("no public incidents in the shared data folder")
    import_file(store, folder / areas)
    import_file(store, table)
    ever = Selection(dt.date(2000, 1, 1), dt.date(2030, 12, 31))
    (other,) = [e for e in incident_places(store, ever, 1).standing.series if e.count]

    places = incident_places(store, attrs.evolve(ever, series=other.name), 2)

    assert places.events == other.count
    found = spots(store, places.selection, WORLD, 0.5)
    assert sum(each.count for each in found) == places.points
