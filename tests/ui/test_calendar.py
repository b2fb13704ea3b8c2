"""The calendar in the window: by month and week, by key and mouse."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QPushButton, QTableView

from fieldapp.records.dialogue import Action
from fieldapp.vocab.days import Day
from ui.pages.calendar.page import CalendarPage


@pytest.fixture
def page(session, qtbot):
    today = session.store.now().date()
    session.store.save(
        *(Action(what=f"Call {n}", due=Day(today.isoformat())) for n in range(9)),
        Action(what="Write", due=Day((today + dt.timedelta(days=1)).isoformat())),
    )
    page = CalendarPage(session)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    return page


def agenda(page: CalendarPage) -> list[str]:
    model = page.findChild(QTableView, "list-agenda").model()
    return [model.index(n, 2).data().split("\n")[0] for n in range(model.rowCount())]


def test_today_is_chosen_and_its_entries_are_listed(page):
    assert agenda(page) == [f"Call {n}" for n in range(9)]
    assert page.level() == "severe"


def test_arrows_move_the_day_and_enter_opens_what_is_on_it(page, session, qtbot):
    days = page.findChild(QTableView, "list-calendar")
    page.show_day(session.store.now().date() + dt.timedelta(days=1))
    assert agenda(page) == ["Write"]
    qtbot.keyClick(days, Qt.Key.Key_Return)
    with qtbot.waitSignal(session.opened):
        qtbot.keyClick(page.findChild(QTableView, "list-agenda"), Qt.Key.Key_Return)


def test_the_leaf_turns_by_key_and_button_and_today_comes_back(page, session, qtbot):
    days, title = (
        page.findChild(QTableView, "list-calendar"),
        page.findChild(QLabel, "calendar-title"),
    )
    this = title.text()
    qtbot.keyClick(days, Qt.Key.Key_PageDown)
    assert title.text() != this
    assert agenda(page) == []
    assert page.findChild(QLabel, "calm-calendar").isVisible()
    qtbot.mouseClick(page.findChild(QPushButton, "action-today"), Qt.MouseButton.LeftButton)
    assert title.text() == this


def test_by_week_shows_one_row_and_is_remembered(page, session, qtbot):
    days = page.findChild(QTableView, "list-calendar")
    assert days.model().rowCount() == 6
    qtbot.mouseClick(page.findChild(QPushButton, "action-by-week"), Qt.MouseButton.LeftButton)
    assert days.model().rowCount() == 1
    again = CalendarPage(session)
    qtbot.addWidget(again)
    again.refresh()
    assert again.findChild(QTableView, "list-calendar").model().rowCount() == 1


def test_a_change_shows_at_once(page, session):
    today = session.store.now().date().isoformat()
    session.save(Action(what="One more", due=Day(today)))
    assert "One more" in agenda(page)


def test_qt_finds_no_fault_with_its_models(page, session, qtbot):
    for name in ("list-calendar", "list-agenda"):
        model = page.findChild(QTableView, name).model()
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    page.show_day(dt.date(2027, 3, 31))
    page.show_day(session.store.now().date())
