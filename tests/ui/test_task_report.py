"""The task report in the window."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QTreeView

from fieldapp.records.dialogue import Action, Commitment
from fieldapp.services.printing.sheet import Sheet
from fieldapp.vocab.days import Day
from ui.pages.task_report.page import TaskReportPage
from ui.pages.task_report.periods import usual_periods


@pytest.fixture
def page(session, qtbot):
    today = session.store.now().date().isoformat()
    session.store.save(Commitment(what="Open the road", due=Day(today)), Action(what="Call"))
    page = TaskReportPage(session)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    return page


def told(page: TaskReportPage) -> dict[str, str]:
    model = page.findChild(QTreeView).model()
    found = {}
    for number in range(model.rowCount()):
        area = model.index(number, 0)
        for line in range(model.rowCount(area)):
            code = model.index(line, 0, area).data().split()[0]
            found[code] = model.index(line, 1, area).data()
    return found


def test_this_month_is_shown_with_its_counts(page):
    found = told(page)
    assert found["DI1"] == "1"
    assert found["AD1"] == "–"
    assert found["PP3"] == "as DI2"
    assert "ANP1" not in found


def test_enter_opens_a_record(page, session, qtbot):
    tree = page.findChild(QTreeView)
    model, area = tree.model(), tree.model().index(1, 0)
    line = model.index(0, 0, area)
    record = model.index(1, 0, line)
    tree.expandAll()
    tree.setCurrentIndex(record)
    with qtbot.waitSignal(session.opened) as opened:
        qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert session.store.get(opened.args[0]).what == "Open the road"


def test_other_days_can_be_typed_and_wrong_ones_are_said(page, qtbot):
    first = page.findChild(QLineEdit, "field-report-first")
    first.setText("2031-01")
    qtbot.keyClick(first, Qt.Key.Key_Return)
    error = page.findChild(QLabel, "report-error")
    assert error.text() == "The last day is before the first."
    last = page.findChild(QLineEdit, "field-report-last")
    last.setText("2031-02")
    qtbot.keyClick(last, Qt.Key.Key_Return)
    assert error.text() == ""
    assert told(page)["DI1"] == "–"
    assert page.findChild(QComboBox, "field-period").currentText() == "Other days"


@pytest.mark.parametrize("name", ["action-print-report", "action-anonymised"])
def test_both_papers_go_to_the_preview(page, session, qtbot, name):
    with qtbot.waitSignal(session.asked_page) as asked:
        qtbot.mouseClick(page.findChild(QPushButton, name), Qt.MouseButton.LeftButton)
    assert asked.args[0] == "preview"
    assert isinstance(asked.args[1], Sheet)


@pytest.mark.parametrize(
    ("today", "label", "first", "last"),
    [
        ("2026-01-31", "Last month", "2025-12-01", "2025-12-31"),
        ("2024-02-10", "This month", "2024-02-01", "2024-02-29"),
        ("2026-01-31", "Last quarter", "2025-10-01", "2025-12-31"),
        ("2026-11-24", "This year", "2026-01-01", "2026-12-31"),
    ],
)
def test_periods_are_whole_months(today, label, first, last):
    found = {each.label: each for each in usual_periods(dt.date.fromisoformat(today))}
    assert (found[label].first.isoformat(), found[label].last.isoformat()) == (first, last)
