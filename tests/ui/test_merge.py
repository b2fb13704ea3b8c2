"""Merging in the window: preview, take the other's value, keep the other one, merge, undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QTableView

from fieldapp.records.incidents import Incident
from fieldapp.vocab.days import Day
from ui.pages.merge import MergePage

ONE = Incident(title="Shelling", act="killing", happened=Day("2026-03-01"), weapons=("mortar",))
TWO = Incident(title="Shells on the market", act="killing", happened=Day("2026-03-01"))
THREE = Incident(title="Market", act="injury", happened=Day("2026-03-02"))


@pytest.fixture
def page(session, qtbot):
    session.store.save(ONE, TWO, THREE)
    page = MergePage(session)
    qtbot.addWidget(page)
    page.resize(1100, 600)
    page.show()
    page.take((ONE.id, TWO.id, THREE.id))
    return page


def press(page, qtbot, name):
    qtbot.mouseClick(page.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def merged(page) -> dict[str, str]:
    model = page.findChild(QTableView, "list-merge").model()
    return {model.index(n, 0).data(): model.index(n, 3).data() for n in range(model.rowCount())}


def test_the_preview_shows_what_differs_and_takes_the_other_value_by_key(page, qtbot):
    assert merged(page) == {"Title": "Shelling"}
    qtbot.keyClick(page.findChild(QTableView, "list-merge"), Qt.Key.Key_Return)
    assert merged(page) == {"Title": "Shells on the market"}
    assert "1 more come after" in page.findChild(QLabel, "merge-about").text()


def test_all_are_merged_one_after_the_other_and_undone(page, session, qtbot):
    press(page, qtbot, "action-merge")
    assert session.store.get(TWO.id).merged_into == ONE.id
    with qtbot.waitSignal(session.opened) as opened:
        press(page, qtbot, "action-merge")
    assert opened.args == [ONE.id]
    assert session.store.get(THREE.id).merged_into == ONE.id
    session.undo()
    session.undo()
    assert session.store.get(TWO.id).status == "open"


def test_the_other_one_can_be_kept(page, session, qtbot):
    press(page, qtbot, "action-swap")
    press(page, qtbot, "action-merge")
    assert session.store.get(ONE.id).merged_into == TWO.id
    assert session.store.get(TWO.id).weapons == ("mortar",)


def test_without_two_there_is_a_way_on(session, qtbot):
    page = MergePage(session)
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(session.asked_page):
        press(page, qtbot, "action-leave-merge")
