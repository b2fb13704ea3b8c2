"""The charts in the window: by key and mouse, with their tables, lists and paper."""

from __future__ import annotations

import io

import pypdf
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QToolButton, QWidget

from fieldapp.records.actors import Actor
from fieldapp.records.incidents import AllegedActor, Incident
from fieldapp.services.printing.charts_sheet import MOST
from fieldapp.services.printing.sheet import Sheet
from fieldapp.services.printing.summary import record_sheet
from fieldapp.store.gazetteer import GazetteerRow
from fieldapp.store.store import Query
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place
from fieldapp.vocab.tallies import Tally
from ui.pages.charts.page import ChartsPage
from ui.pages.charts.scope_bar import EVER, OTHER, last_year
from ui.widgets.options import Option

STATE = (Area("SDN"), Area("SD01", "Khartoum"))
TOWN = (*STATE, Area("SD01001", "Bahri"))


def incident(**values) -> Incident:
    return Incident(**{"title": "x", "act": "raid", "shows_source": "no"} | values)


@pytest.fixture
def page(session, qtbot):
    store = session.store
    today = Day(store.now().date().isoformat())
    blue = Actor(name="Blue Brigade")
    store.gazetteer.load([GazetteerRow("SDN", 1, "SD01", "Khartoum", "SDN")], "2021")
    store.save(
        blue,
        incident(happened=today, place=Place(TOWN), alleged=(AllegedActor(actor=blue.id),)),
        incident(happened=today, act="siege"),
        incident(happened=today, act="killing", killed=Tally(girls=3), place=Place(STATE)),
        incident(happened=Day("2011-05-01")),
        incident(happened=today, dataset="Other set"),
    )
    page = ChartsPage(session)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    settle(page, qtbot)
    return page


def settle(page: ChartsPage, qtbot) -> None:
    qtbot.waitUntil(lambda: not page.is_deciding)


def words(page: QWidget, name: str) -> str:
    return page.findChild(QLabel, name).text()


def bars(page: ChartsPage, name: str) -> list[str]:
    model = page.findChild(QTableView, f"chart-{name}").model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [
        model.index(row, column).data(role)
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]


def press(page: ChartsPage, name: str, qtbot) -> None:
    qtbot.mouseClick(page.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_a_year_is_shown_with_its_units_and_what_it_leaves_out(page):
    assert len(bars(page, "month")) == 12
    assert bars(page, "act_events") == ["Raid or search: 1 events", "Siege or blockade: 1 events"]
    assert bars(page, "act_victims") == ["Killing: 3 victims, in 1 incident"]
    assert bars(page, "actor") == ["Blue Brigade, alleged: 1 events, alleged 1"]
    assert bars(page, "group")[2] == "Girls: 3 victims"
    for name in ("month", "act_events", "act_victims", "actor", "group", "area"):
        assert words(page, f"chart-unit-{name}").startswith("Counting unit: ")
        assert " to " in words(page, f"chart-unit-{name}")
    assert "not a measure of harm" in words(page, "chart-notes-actor")
    assert words(page, "charts-left-out") == "Not counted: 1 of “Other set”, kept apart."
    assert page.level() == "severe"


def test_enter_on_a_bar_opens_the_list_of_what_it_counts(page, session, qtbot):
    view = page.findChild(QTableView, "chart-act_events")
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(session.asked_page) as asked:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    noun, query = asked.args
    assert noun == "incident"
    assert isinstance(query, Query)
    assert [each.act for each in session.store.records(query)] == ["siege"]


def test_a_click_opens_it_too_and_an_empty_month_opens_nothing(page, session, qtbot):
    view = page.findChild(QTableView, "chart-month")
    with qtbot.waitSignal(session.asked_page) as asked:
        click(view, view.model().index(0, 11), qtbot)
    assert len(list(session.store.records(asked.args[1]))) == 3
    with qtbot.assertNotEmitted(session.asked_page):
        click(view, view.model().index(0, 2), qtbot)


def click(view: QTableView, index: QModelIndex, qtbot) -> None:
    at = view.visualRect(index).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_the_table_says_the_same_and_opens_the_same(page, session, qtbot):
    table = page.findChild(QTableView, "table-act_victims")
    assert not table.isVisible()
    press(page, "action-table-act_victims", qtbot)
    assert table.isVisible()
    model = table.model()
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(3)]
    assert heads == ["Act", "Victims", "Incidents"]
    assert [model.index(0, n).data() for n in range(3)] == ["Killing", "3", "in 1 incident"]
    table.setCurrentIndex(model.index(0, 0))
    with qtbot.waitSignal(session.asked_page) as asked:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert len(list(session.store.records(asked.args[1]))) == 1
    press(page, "action-table-act_victims", qtbot)
    assert not table.isVisible()


def test_areas_are_told_by_both_levels(page, qtbot):
    assert bars(page, "area") == ["Khartoum: 2 events"]
    qtbot.mouseClick(page.findChild(QToolButton, "action-area-adm2"), Qt.MouseButton.LeftButton)
    assert bars(page, "area") == ["SD01001: 1 events"]
    assert "Known only to ADM1" in words(page, "chart-notes-area")


def test_one_act_turns_the_charts_to_its_victims(page, qtbot):
    page.findChild(QToolButton, "filter-charts-act").choose(Option("killing", "Killing"))
    settle(page, qtbot)
    assert bars(page, "month")[-1].endswith(": 3 victims")
    assert "Counting unit: victims" in words(page, "chart-unit-month")
    assert "Act: Killing" in words(page, "chart-unit-month")
    assert words(page, "chart-none-act_events") == "Nothing to count here."
    assert page.findChild(QLabel, "chart-none-act_events").isVisible()


def test_a_data_set_is_looked_at_by_itself(page, qtbot):
    whose = page.findChild(QToolButton, "filter-charts-series")
    options = page._scope._sets("")
    assert [each.label for each in options] == ["Own records", "Other set"]
    whose.choose(options[1])
    settle(page, qtbot)
    assert words(page, "charts-told").startswith("1 incident.")
    assert "Other set" in words(page, "chart-unit-month")


def test_other_days_are_typed_and_wrong_ones_are_said(page, qtbot):
    period = page.findChild(QToolButton, "filter-charts-period")
    first = page.findChild(QWidget, "field-charts-first")
    assert not first.isVisible()
    period.choose(Option(OTHER, OTHER))
    assert first.isVisible()
    first.setText("2040")
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert words(page, "charts-error") == "The last day is before the first."
    first.setText("2011")
    last = page.findChild(QWidget, "field-charts-last")
    last.setText("2011")
    qtbot.keyClick(last, Qt.Key.Key_Return)
    settle(page, qtbot)
    assert words(page, "charts-told").startswith("1 incident.")
    assert "1 Jan 2011 to 31 Dec 2011" in words(page, "chart-unit-month")


def test_where_nothing_is_counted_there_is_a_way_out(page, qtbot):
    period = page.findChild(QToolButton, "filter-charts-period")
    page.findChild(QToolButton, "filter-charts-act").choose(Option("eviction_closure", "x"))
    settle(page, qtbot)
    button = page.findChild(QPushButton, "action-show-everything")
    assert button.isVisible()
    assert page.level() == ""
    assert not page.findChild(QPushButton, "action-print-charts").isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(page, qtbot)
    assert period.said() == EVER
    assert words(page, "charts-told").startswith("4 incidents.")
    assert "Any day" in words(page, "chart-unit-month")


def test_before_the_first_incident_it_says_what_it_is_for(session, qtbot):
    page = ChartsPage(session)
    qtbot.addWidget(page)
    page.show()
    settle(page, qtbot)
    button = page.findChild(QPushButton, "action-show-everything")
    assert button.text() == "Go to incidents"
    with qtbot.waitSignal(session.asked_page) as asked:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == ["incident", None]


def test_a_new_incident_is_counted_and_the_cursor_stays(page, session, qtbot):
    view = page.findChild(QTableView, "chart-act_events")
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    session.save(incident(happened=Day(session.store.now().date().isoformat()), act="siege"))
    settle(page, qtbot)
    assert bars(page, "act_events")[0] == "Siege or blockade: 2 events"
    assert view.currentIndex().row() == 1
    assert view.hasFocus()


def test_on_paper_every_chart_names_its_unit_and_its_limits(page, session, qtbot):
    today = Day(session.store.now().date().isoformat())
    many = [Actor(name=f"Brigade {n}") for n in range(MOST + 2)]
    session.store.save(*many)
    session.save(*(incident(happened=today, alleged=(AllegedActor(actor=a.id),)) for a in many))
    settle(page, qtbot)
    with qtbot.waitSignal(session.asked_page) as asked:
        press(page, "action-print-charts", qtbot)
    assert asked.args[0] == "preview"
    sheet = asked.args[1]
    assert isinstance(sheet, Sheet)
    pdf = record_sheet(sheet)
    told = " ".join(
        " ".join(each.extract_text().split()) for each in pypdf.PdfReader(io.BytesIO(pdf)).pages
    )
    assert told.count("Counting unit: events") == 5
    assert told.count("Counting unit: victims") == 2
    assert "What reached this station, not a measure of harm." in told
    assert "STRICTLY CONFIDENTIAL" in told
    assert "Blue Brigade, alleged" in told
    assert f"And {MOST + 3 - MOST} more with" in told
    assert record_sheet(sheet) == pdf


def test_the_models_keep_the_rules_of_qt(page):
    for view in page.findChildren(QTableView):
        QAbstractItemModelTester(view.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_the_usual_period_is_twelve_whole_months(session):
    today = session.store.now().date().replace(month=2, day=10, year=2024)
    period = last_year(today)
    assert (period.first.isoformat(), period.last.isoformat()) == ("2023-03-01", "2024-02-29")
