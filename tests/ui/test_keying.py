"""Keying in paper forms by the keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from fieldapp.records.incidents import Incident
from fieldapp.services.keying import form_lines
from fieldapp.store.store import Query
from ui.pages.keying.page import KeyingPage

NUMBERS = {line.field.name: line.number for line in form_lines(Incident)}


@pytest.fixture
def page(session, qtbot):
    page = KeyingPage(session)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    page.take("incident")
    return page


def line(page, name) -> QLineEdit:
    found = [e for e in page.findChildren(QLineEdit, f"field-keying-{NUMBERS[name]}")
             if e.isVisible()]  # fmt: skip
    return found[0]


def test_enter_walks_through_the_lines_and_the_last_saves(page, session, qtbot):
    line(page, "act").setText("1")
    line(page, "happened").setText("2026-02-03")
    for name in NUMBERS:
        qtbot.keyClick(line(page, name), Qt.Key.Key_Return)
    (record,) = session.store.records(Query("incident"))
    assert (record.act, str(record.happened), record.draft) == ("killing", "2026-02-03", True)
    assert "1 keyed in" in page.findChild(QLabel, "keying-count").text()
    assert line(page, "act").text() == ""


def test_what_is_not_understood_stops_and_says_why(page, session, qtbot):
    line(page, "act").setText("777")
    qtbot.keyClick(line(page, "act"), Qt.Key.Key_Return)
    assert page.findChild(QLabel, f"keying-said-{NUMBERS['act']}").text()
    qtbot.keyClick(line(page, "title"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not list(session.store.records(Query("incident")))


def test_a_half_keyed_form_is_kept_and_comes_back(page, session, qtbot):
    line(page, "title").setText("Half")
    page.keep()
    again = KeyingPage(session)
    qtbot.addWidget(again)
    again.take("incident")
    again.show()
    assert line(again, "title").text() == "Half"


def test_an_empty_form_is_not_saved(page, session, qtbot):
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.findChild(QLabel, "keying-count").text() == "Nothing is written on this form yet."
