"""The card of the station's own words: a list is seen whole, loaded over, and brought back."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QTableView, QToolButton
from pytestqt.qtbot import QtBot

import resources
from fieldapp.services.station_words import NotWordsError, station_words
from fieldapp.services.word_table import word_table
from fieldapp.store.store import Store
from fieldapp.vocab.vocabulary import shipped, use_station_words, vocabulary
from tests.ui.desks import Desk, open_desk
from ui.pages.importing.word_lines import WordLines


@pytest.fixture
def desk(store: Store, qtbot: QtBot) -> Iterator[Desk]:
    with open_desk(store, qtbot) as opened:
        button = opened.find(QToolButton, "nav-import")
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        yield opened
    use_station_words({})


def choose(desk: Desk, label: str) -> None:
    """Go down the lists by key until this one comes."""
    box = desk.find(QComboBox, "field-vocabulary")
    box.setFocus()
    desk.qtbot.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.count()):
        if box.currentText() == label:
            return
        desk.qtbot.keyClick(box, Qt.Key.Key_Down)
    raise AssertionError(label)


def lines(desk: Desk) -> list[dict[str, str]]:
    model = desk.find(QTableView, "list-vocabulary").model()
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    return [
        {head: model.index(row, n).data() for n, head in enumerate(heads)}
        for row in range(model.rowCount())
    ]


def load(desk: Desk, file: Path) -> None:
    desk.press("action-load-words")
    desk.answer(file)


def test_the_types_of_actors_show_their_crosswalks(desk: Desk):
    choose(desk, "Actor type")

    shown = {line["Code"]: line for line in lines(desk)}

    assert shown["nsag"] == {
        "Code": "nsag",
        "Words": "Non-State armed group",
        "Origin": "FieldApp",
        "MRM": "armed_group",
        "Insecurity Insight": "NSA",
        "ACLED": "rebel group",
    }
    assert desk.words("vocabulary-said") == f"{len(shown)} choices."


def test_acts_show_the_protection_risk_in_words(desk: Desk):
    choose(desk, "Act")

    killing = next(line for line in lines(desk) if line["Code"] == "killing")

    assert killing["GPC protection risk"] == shipped("gpc_risk").label("gpc02")
    assert killing["Origin"] == "MRM forms (Primero)"
    assert killing["Counted in"] == "victims"


def test_the_table_is_reached_and_read_by_key(desk: Desk, qtbot: QtBot):
    choose(desk, "Actor type")
    qtbot.keyClick(desk.find(QComboBox, "field-vocabulary"), Qt.Key.Key_Tab)
    table = desk.find(QTableView, "list-vocabulary")
    assert QApplication.focusWidget() is table
    qtbot.keyClick(table, Qt.Key.Key_Down)
    said = desk.words("vocabulary-line")
    assert said.startswith("Code: state_police  ·  Words: State police or gendarmerie")
    assert "ACLED: state forces" in said
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is desk.find(QPushButton, "action-load-words")


def test_what_is_cut_is_whole_in_its_tip(desk: Desk):
    choose(desk, "Act")
    table = desk.find(QTableView, "list-vocabulary")
    row = next(n for n, line in enumerate(lines(desk)) if line["Code"] == "killing")
    index = table.model().index(row, 3)
    whole = shipped("gpc_risk").label("gpc02")
    assert table.fontMetrics().horizontalAdvance(whole) > table.columnWidth(3)
    assert table.textElideMode() == Qt.TextElideMode.ElideRight
    assert index.data(Qt.ItemDataRole.ToolTipRole) == whole


def test_a_file_goes_over_a_list_and_back(desk: Desk, tmp_path: Path, store: Store):
    file = tmp_path / "severity.csv"
    file.write_text("code,label,scheme\n4,4 Extreme,own\n1,1 Open road,own\n", encoding="utf-8")
    choose(desk, "Access severity")
    before = lines(desk)
    assert not desk.can_press("action-drop-words")

    load(desk, file)

    first, second, *rest = lines(desk)
    assert (first["Code"], first["Words"], first["Scheme"]) == ("4", "4 Extreme", "own")
    assert first["Origin"] == "This station"
    assert second["Words"] == "1 Open road"
    assert second["Origin"].endswith("; worded by this station")
    assert len(rest) == len(before) - 1
    assert "1 added, 1 worded anew." in desk.message()
    assert "The station's own version: 1 added." in desk.words("vocabulary-said")
    assert vocabulary("access_severity").label("4") == "4 Extreme"
    assert set(station_words(store.vault)) == {"access_severity"}

    desk.press("action-drop-words")

    assert lines(desk) == before
    assert vocabulary("access_severity") == shipped("access_severity")
    assert not station_words(store.vault)
    assert not desk.can_press("action-drop-words")


def test_a_bad_file_is_refused_in_words_and_changes_nothing(desk: Desk, tmp_path: Path, store):
    file = tmp_path / "bad.csv"
    file.write_text("name,label\nx,X\n", encoding="utf-8")
    choose(desk, "Access severity")
    before = lines(desk)

    load(desk, file)

    assert NotWordsError.sentence in desk.message()
    assert lines(desk) == before
    assert not station_words(store.vault)


def test_the_lines_are_a_sound_model(qtbot: QtBot):
    model = WordLines()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    for name in ("act", "actor_type", "action_status"):
        model.show(word_table(shipped(name)))
    assert model.in_words(0).startswith("Code: open")
    assert model.in_words(99) == ""
    assert tester.model() is model


@pytest.mark.parametrize(
    "file", sorted(resources.path("vocab").glob("*.csv")), ids=lambda file: file.stem
)
def test_every_origin_has_words(file: Path):
    with resources.path("reference", "word_sources.csv").open(encoding="utf-8", newline="") as text:
        known = {row["source"] for row in csv.DictReader(text)}
    sources = {notes["source"] for notes in shipped(file.stem).notes.values()}
    assert sources <= known
