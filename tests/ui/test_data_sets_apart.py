"""What a data set brought stays out of a list until it is asked for, by mouse and by key."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTableView, QToolButton
from pytestqt.qtbot import QtBot

from fieldapp.records.incidents import Incident
from fieldapp.store.store import Query, Store
from tests.ui.desks import Desk, incident, open_desk

SET = "insecurity-insight-protection"


@pytest.fixture
def desk(store: Store, qtbot: QtBot) -> Iterator[Desk]:
    store.save(incident(title="Seen by us"))
    with open_desk(store, qtbot) as opened:
        go(opened)
        yield opened


def go(desk: Desk) -> None:
    desk.qtbot.mouseClick(desk.find(QToolButton, "nav-incident"), Qt.MouseButton.LeftButton)


def bring(desk: Desk, *records: Incident) -> None:
    desk.session.save(*records)


def titles(desk: Desk) -> list[str]:
    model = desk.find(QTableView, "list-incident").model()
    return sorted(model.row_at(number).title for number in range(model.rowCount()))


def ask_for(desk: Desk, words: str) -> None:
    """Open the filter and choose, all by key."""
    button = desk.find(QToolButton, "filter-dataset")
    button.setFocus()
    desk.qtbot.keyClick(button, Qt.Key.Key_Space)
    line = QApplication.activePopupWidget().findChild(QLineEdit)
    desk.qtbot.keyClicks(line, words)
    desk.qtbot.keyClick(line, Qt.Key.Key_Return)


def test_without_a_data_set_there_is_nothing_to_choose(desk: Desk):
    assert not desk.sees("filter-dataset")
    assert titles(desk) == ["Seen by us"]


def test_our_own_stand_alone_until_a_set_is_asked_for(desk: Desk):
    bring(desk, incident(title="From the set", dataset=SET, external_id="1"))

    assert titles(desk) == ["Seen by us"]
    assert desk.find(QToolButton, "filter-dataset").text().startswith("Data set: Our own")
    ask_for(desk, "insec")
    assert titles(desk) == ["From the set"]
    ask_for(desk, "our own")
    assert titles(desk) == ["Seen by us"]
    ask_for(desk, "")  # the first choice then: any
    assert titles(desk) == ["From the set", "Seen by us"]


def test_where_all_is_of_a_set_the_list_says_how_to_see_it(desk: Desk):
    (own,) = desk.session.store.records(Query("incident"))
    desk.session.delete(own.id)
    bring(desk, incident(title="From the set", dataset=SET, external_id="1"))

    desk.qtbot.mouseClick(desk.find(QPushButton, "action-clear-filters"), Qt.MouseButton.LeftButton)

    assert titles(desk) == ["From the set"]


def test_another_page_that_asks_for_a_list_gets_what_it_asks_for(desk: Desk):
    bring(desk, incident(title="From the set", dataset=SET, external_id="1"))

    desk.session.asked_page.emit("incident", Query("incident"))

    assert titles(desk) == ["From the set", "Seen by us"]
