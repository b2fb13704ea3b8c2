"""Making a product, and raising the gaps of a checklist, in the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from fieldapp.records.checklists import Checklist, questions
from fieldapp.records.dialogue import Meeting
from fieldapp.records.incidents import Incident
from fieldapp.records.record import evolve
from fieldapp.vocab.days import Day
from ui.pages.gaps_tab import GapsTab
from ui.pages.making.page import MakingPage


def press(page: QWidget, qtbot, name: str) -> None:
    qtbot.mouseClick(page.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


@pytest.fixture
def page(session, qtbot):
    page = MakingPage(session)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    return page


def test_a_product_is_made_and_opened(page, session, qtbot):
    session.store.save(Incident(act="killing", happened=Day("2026-03-02")))
    page.findChild(QLineEdit, "field-product-title").setText("March in short")
    page.findChild(QLineEdit, "field-product-first").setText("2026-03-01")
    page.findChild(QLineEdit, "field-product-last").setText("2026-03")
    kind = page.findChild(QComboBox, "field-product-kind")
    kind.setCurrentIndex(kind.findText("Trend"))
    with qtbot.waitSignal(session.opened) as opened:
        press(page, qtbot, "action-make-product")
    made = session.store.get(opened.args[0])
    assert (made.title, made.kind, made.draft) == ("March in short", "trend", True)
    assert "2026-03 | 1" in [table.rows for table in made.tables]


def test_it_says_what_is_missing(page, qtbot):
    error = page.findChild(QLabel, "product-error")
    press(page, qtbot, "action-make-product")
    assert error.text() == "Give it a title."
    page.findChild(QLineEdit, "field-product-title").setText("x")
    page.findChild(QLineEdit, "field-product-first").setText("2027")
    page.findChild(QLineEdit, "field-product-last").setText("2026")
    press(page, qtbot, "action-make-product")
    assert error.text() == "The last day is before the first."
    page.findChild(QLineEdit, "field-product-last").setText("2028")
    page.findChild(QLineEdit, "field-product-area").setText("Nowhere")
    press(page, qtbot, "action-make-product")
    assert "Take an area" in error.text()


def test_the_gaps_of_a_checklist_go_to_a_meeting(session, qtbot):
    rows = tuple(evolve(row, state="met") for row in questions("screening"))
    checklist = Checklist(title="Gate", kind="screening", draft=True, items=rows)
    session.store.save(checklist)
    tab = GapsTab(session)
    qtbot.addWidget(tab)
    tab.show()
    tab.show_record(session.store.get(checklist.id))
    assert tab.findChild(QLabel, "gaps-head").text() == "No gap recorded."
    assert not tab.findChild(QPushButton, "action-raise-gaps").isEnabled()
    session.store.save(evolve(checklist, items=(evolve(rows[0], state="not_met"), *rows[1:])))
    tab.show_record(session.store.get(checklist.id))
    assert tab.findChild(QLabel, "gaps-head").text() == "1 not met, 0 met in part"
    with qtbot.waitSignal(session.asked_page) as asked:
        press(tab, qtbot, "action-raise-gaps")
    name, meeting = asked.args
    assert name == "meeting"
    assert isinstance(meeting, Meeting)
    assert meeting.talking_points == "The authority in charge is known: not met."
