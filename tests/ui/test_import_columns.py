"""The columns of an officer's own table are chosen once and remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox

from fieldapp.store.store import Query
from tests.ui.desks import Desk
from ui.pages.importing.page import Stage


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "contacts.csv"
    file.write_text("Nickname,Job,Why\nKILO,Liaison,Road\n", encoding="utf-8")
    return file


def test_columns_are_chosen_stored_and_remembered(opened, qtbot, table: Path):
    desk = Desk(opened.frame(), opened.session, qtbot)
    desk.window.go("import")
    page = desk.window.page("import")
    box = desk.find(QComboBox, "field-holds")
    box.setCurrentIndex(box.findText("Contacts"))
    page.read(table)
    qtbot.waitUntil(lambda: page.stage is Stage.COLUMNS, timeout=10_000)
    for number, field in ((1, "Code name"), (2, "Function"), (3, "Purpose")):
        choice = desk.find(QComboBox, f"field-column-{number}")
        choice.setCurrentIndex(choice.findText(field))
    desk.press("action-read-columns")
    qtbot.waitUntil(lambda: page.stage is Stage.REVIEW, timeout=10_000)
    desk.press("action-store")
    qtbot.waitUntil(lambda: page.stage is Stage.DONE, timeout=10_000)
    (person,) = opened.session.store.records(Query("person"))
    assert (person.code_name, person.function, person.purpose) == ("KILO", "Liaison", "Road")

    desk.press("action-import-another")
    page.read(table)
    qtbot.waitUntil(lambda: page.stage is Stage.REVIEW, timeout=10_000)  # without asking again
