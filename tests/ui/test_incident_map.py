"""The map in the window: seen, moved, pointed at, and given its boundaries."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableView, QToolButton, QWidget

from fieldapp.records.incidents import Incident
from fieldapp.services.analysis.area_shapes import NotBoundariesError
from fieldapp.services.analysis.incident_places import MapArea
from fieldapp.store.gazetteer import GazetteerRow
from fieldapp.store.grouping import Box, Spot
from fieldapp.store.store import Query, Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place
from tests.ui.desks import open_desk
from ui import theme
from ui.pages.incident_map.page import IncidentMapPage
from ui.pages.incident_map.painting import SHADES, shade
from ui.pages.incident_map.sight import CLOSEST, WIDEST, Sight
from ui.pages.incident_map.view import MapView, told

STATE = (Area("QZA"), Area("QZ01", "Nord"))
TOWN = (*STATE, Area("QZ0101", "Alda"))
CENTRES = (
    GazetteerRow("QZA", 1, "QZ01", "Nord", "QZA", 10.0, 20.0),
    GazetteerRow("QZA", 1, "QZ02", "Sud", "QZA", 6.0, 24.0),
    GazetteerRow("QZA", 2, "QZ0101", "Alda", "QZ01", 10.5, 20.5),
)


def incident(today: Day, place: Place, **values) -> Incident:
    return Incident(
        **{"title": "x", "act": "raid", "happened": today, "place": place, "shows_source": "no"}
        | values
    )


def fill(store: Store) -> None:
    today = Day(store.now().date().isoformat())
    south = (Area("QZA"), Area("QZ02", "Sud"))
    far = Place(south, latitude=6.5, longitude=24.5, precision="1km")
    store.save(
        incident(today, Place(TOWN, precision="adm2"), title="In Alda"),
        incident(today, Place(STATE, precision="adm1"), title="In Nord"),
        incident(today, far, title="Near the bridge"),
    )


@pytest.fixture
def page(session, qtbot) -> Iterator[IncidentMapPage]:
    fill(session.store)
    session.store.gazetteer.load(CENTRES, "2026")
    page = IncidentMapPage(session)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    qtbot.waitUntil(lambda: bool(view(page)._spots))
    yield page
    session.jobs.stop_all()


def view(page: QWidget) -> MapView:
    found = page.findChild(MapView)
    assert found is not None
    return found


def lines(page: QWidget, name: str) -> list[str]:
    model = page.findChild(QTableView, name).model()
    return [" ".join(model.index(r, c).data() for c in range(2)) for r in range(model.rowCount())]


def words(page: QWidget, name: str) -> str:
    return page.findChild(QLabel, name).text()


def at(page: QWidget, latitude: float, longitude: float) -> QPoint:
    return QPointF(*view(page).sight.to_screen(latitude, longitude)).toPoint()


def test_areas_are_numbers_and_points_are_points(page):
    assert words(page, "map-told").startswith(
        "3 incidents: 1 as points, 2 known only to an area or less."
    )
    assert "No persons, units or positions" in words(page, "map-told")
    assert lines(page, "list-map-areas") == ["Nord 2", "Sud 1"]
    assert not page.findChild(QLabel, "map-no-places").isVisible()
    assert page.level() == "severe"


def test_an_area_is_chosen_in_the_list_and_its_incidents_open_by_enter(page, session, qtbot):
    areas = page.findChild(QTableView, "list-map-areas")
    page.start_here()
    areas.setCurrentIndex(areas.model().index(0, 0))
    assert words(page, "map-chosen") == "Nord"
    assert sorted(each.split(" ", 1)[1] for each in lines(page, "list-map-incidents")) == [
        "In Alda",
        "In Nord",
    ]
    qtbot.keyClick(areas, Qt.Key.Key_Return)
    found = page.findChild(QTableView, "list-map-incidents")
    with qtbot.waitSignal(session.opened) as opened:
        qtbot.keyClick(found, Qt.Key.Key_Return)
    assert session.store.get(opened.args[0]).title in ("In Alda", "In Nord")
    with qtbot.waitSignal(session.asked_page) as asked:
        press(page, "action-map-list", qtbot)
    assert asked.args[0] == "incident"
    query = asked.args[1]
    assert isinstance(query, Query)
    assert session.store.count(query) == 2


def press(page: QWidget, name: str, qtbot) -> None:
    button = page.findChild(QPushButton, name) or page.findChild(QToolButton, name)
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_number_and_a_point_are_chosen_by_a_click(page, qtbot):
    qtbot.mouseClick(view(page), Qt.MouseButton.LeftButton, pos=at(page, 10.0, 20.0))
    assert words(page, "map-chosen") == "Nord"
    areas = page.findChild(QTableView, "list-map-areas")
    assert areas.currentIndex().row() == 0
    qtbot.mouseClick(view(page), Qt.MouseButton.LeftButton, pos=at(page, 6.5, 24.5))
    assert words(page, "map-chosen") == "At this place"
    assert lines(page, "list-map-incidents")[0].endswith("Near the bridge")
    assert not areas.currentIndex().isValid()
    assert not page.findChild(QPushButton, "action-map-list").isVisible()


def test_by_district_what_is_known_to_the_state_only_is_told_apart(page, qtbot):
    press(page, "action-map-adm2", qtbot)
    assert lines(page, "list-map-areas") == ["Alda 1", "Nord (ADM1 only) 1", "Sud (ADM1 only) 1"]
    press(page, "action-map-adm1", qtbot)
    assert lines(page, "list-map-areas") == ["Nord 2", "Sud 1"]


def test_the_map_moves_by_key_mouse_and_wheel_and_comes_back(page, qtbot):
    seen, whole = view(page), view(page).sight
    seen.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(seen, key)
    assert seen.sight.longitude > whole.longitude
    assert seen.sight.latitude < whole.latitude
    qtbot.keyClick(seen, Qt.Key.Key_Plus)
    assert seen.sight.scale > whole.scale
    qtbot.keyClick(seen, Qt.Key.Key_0)
    assert seen.sight == whole
    press(page, "action-map-closer", qtbot)
    press(page, "action-map-wider", qtbot)
    assert seen.sight.scale == pytest.approx(whole.scale)
    qtbot.mousePress(seen, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    qtbot.mouseMove(seen, QPoint(240, 200))
    qtbot.mouseRelease(seen, Qt.MouseButton.LeftButton, pos=QPoint(240, 200))
    assert seen.sight.longitude < whole.longitude
    assert words(page, "map-chosen") == ""
    press(page, "action-map-all", qtbot)
    there = QPointF(120, 90)
    before = seen.sight.to_degrees(120, 90)
    turn(seen, there, 120)
    assert seen.sight.scale > whole.scale
    assert seen.sight.to_degrees(120, 90) == pytest.approx(before)


def turn(seen: MapView, there: QPointF, by: int) -> None:
    event = QWheelEvent(
        there,
        seen.mapToGlobal(there),
        QPoint(),
        QPoint(0, by),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(seen, event)


def boundaries(folder: Path) -> Path:
    def feature(code: str, west: float, south: float) -> dict:
        ring = [[west, south], [west + 3, south], [west + 3, south + 3], [west, south + 3]]
        return {
            "type": "Feature",
            "properties": {"ADM1_EN": f"State {code}", "ADM1_PCODE": code, "ADM0_PCODE": "QZ"},
            "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
        }

    path = folder / "areas.geojson"
    features = [feature("QZ01", 18.5, 8.5), feature("QZ02", 22.5, 4.5), feature("QZ03", 30, 8)]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_without_any_place_it_says_so_and_boundaries_make_the_map(store, qtbot, tmp_path):
    fill(store)
    with open_desk(store, qtbot) as desk:
        desk.window.go("incident_map")
        page = desk.window.page("incident_map")
        assert isinstance(page, IncidentMapPage)
        assert "load area boundaries" in words(page, "map-no-places")
        assert "2 areas are not on the map" in words(page, "map-not-on-it")
        desk.press("action-load-boundaries")
        desk.answer(boundaries(tmp_path))
        desk.settle()
        assert desk.message() == "3 areas are drawn from now on."
        assert not desk.sees("map-no-places")
        assert store.outlines.count() == 3
        assert lines(page, "list-map-areas") == ["State QZ01 2", "State QZ02 1"]
        seen = view(page)
        assert told(seen.under(QPointF(at(page, 8.7, 18.7)))) == (
            "State QZ01: 2 incidents, 2 known only to this area"
        )
        assert seen.under(QPointF(at(page, 9.5, 31.5))) is None
        ground = QColor(theme.current().panel)
        drawn = seen.grab().toImage()
        assert drawn.pixelColor(at(page, 8.9, 18.9)) != ground
        assert drawn.pixelColor(at(page, 8.2, 31)) != drawn.pixelColor(at(page, 8.9, 18.9))


def test_a_bad_file_is_refused_with_one_sentence(store, qtbot, tmp_path):
    fill(store)
    bad = tmp_path / "bad.geojson"
    bad.write_text("[1, 2]")
    with open_desk(store, qtbot) as desk:
        desk.window.go("incident_map")
        desk.press("action-load-boundaries")
        desk.answer(bad)
        desk.settle()
        assert NotBoundariesError.sentence in desk.message()
        assert store.outlines.count() == 0


def test_no_incident_is_an_empty_map_and_not_an_error(session, qtbot):
    page = IncidentMapPage(session)
    qtbot.addWidget(page)
    page.show()
    assert words(page, "map-told").startswith("0 incidents")
    assert page.level() == ""
    assert not view(page).grab().isNull()


def test_a_new_incident_comes_onto_the_map_and_the_choice_stays(page, session):
    areas = page.findChild(QTableView, "list-map-areas")
    areas.setCurrentIndex(areas.model().index(1, 0))
    today = Day(session.store.now().date().isoformat())
    sight = view(page).sight
    south = (Area("QZA"), Area("QZ02", "Sud"))
    session.save(*(incident(today, Place(south, precision="adm1")) for _ in range(2)))
    assert lines(page, "list-map-areas") == ["Sud 3", "Nord 2"]
    assert areas.currentIndex().row() == 0
    assert len(lines(page, "list-map-incidents")) == 3
    assert view(page).sight == sight


def test_what_is_pointed_at_is_told_in_words(page):
    area = MapArea("QZ01", 1, "Nord", 5, 0, 1.0, 1.0)
    assert told(area) == "Nord: 5 incidents"
    assert told(Spot(0, 0, 7, 1, "exact")).startswith("7 incidents close together")
    assert told(Spot(0, 0, 1, 1, "1km")) == "One incident, within 1 km of this point"
    assert told(None) == ""


def test_the_models_keep_the_rules_of_qt(page):
    for each in page.findChildren(QTableView):
        QAbstractItemModelTester(each.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)


sights = st.builds(
    Sight,
    latitude=st.floats(-60, 60),
    longitude=st.floats(-170, 170),
    scale=st.floats(WIDEST, CLOSEST),
    narrow=st.floats(0.3, 1),
    width=st.integers(50, 2000),
    height=st.integers(50, 2000),
)


@given(sights, st.floats(0, 1000), st.floats(0, 1000))
def test_degrees_and_pixels_are_each_others_inverse(sight, x, y):
    assert sight.to_screen(*sight.to_degrees(x, y)) == pytest.approx((x, y), abs=1e-3)


@given(sights, st.floats(-40, 40), st.floats(-100, 100), st.floats(0.1, 20), st.floats(0.1, 20))
def test_what_was_fitted_is_all_on_screen(sight, south, west, tall, wide):
    box = Box(south, west, south + tall, west + wide)
    fitted = sight.sized(800, 600).fit(box)
    for latitude, longitude in ((box.south, box.west), (box.north, box.east)):
        x, y = fitted.to_screen(latitude, longitude)
        assert -1 <= x <= 801
        assert -1 <= y <= 601


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_more_incidents_are_never_lighter(one, most):
    assert shade(0, most) == SHADES[0]
    assert shade(one, max(one, most)) in SHADES[1:]
    assert shade(one, max(one, most) + 1) <= shade(max(one, most) + 1, max(one, most) + 1)


def test_the_scale_bar_is_a_round_number():
    km, pixels = Sight(scale=20.0).scale_bar()
    assert km in (100, 200, 500)
    assert 40 < pixels <= 120
