"""Files come in through the window: read, looked at, then stored or left, by mouse and by key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from fieldapp.records.incidents import Incident
from fieldapp.services.importing.report import Reported
from fieldapp.store.lists import Query
from fieldapp.store.store import Store
from fieldapp.store.vault import Vault
from tests.ui.desks import Desk
from ui.app import AppWindow
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.pages import pages_for
from ui.pages.importing.page import Stage
from ui.pages.importing.report_list import SHOWN, ReportList
from ui.session import Session

HEAD = "Act,Happened,Colour of the sky,Data set,Number in that data set\n"
ROWS = (
    "killing,2025-11-12,grey,Mine,1\n"
    "dancing,2025-11,blue,Mine,2\n"
    "killing,soon,,Mine,3\n"
    "killing,2024,,Mine,1\n"
)
INCIDENTS = Query("incident")


@pytest.fixture
def desk(store: Store, qtbot: QtBot) -> Iterator[Desk]:
    jobs = Jobs()
    window = MainWindow(Session(store, jobs), pages_for(store.types))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    yield Desk(window, window.session, qtbot)
    window.keep()
    jobs.stop_all()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "rows.csv"
    file.write_text(HEAD + ROWS, encoding="utf-8")
    return file


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """So many rows that they are stored in several turns."""
    file = tmp_path / "many.csv"
    lines = (f"killing,2025,,Mine,{number}\n" for number in range(900))
    file.write_text(HEAD + "".join(lines), encoding="utf-8")
    return file


def go(desk: Desk) -> None:
    desk.qtbot.mouseClick(desk.find(QToolButton, "nav-import"), Qt.MouseButton.LeftButton)


def reach(desk: Desk, stage: Stage) -> None:
    page = desk.window.page("import")
    messages = desk.window.messages

    def wait_for(*stages: Stage) -> None:
        desk.qtbot.waitUntil(
            lambda: page.stage in stages or messages.error is not None, timeout=15_000
        )

    wait_for(stage, Stage.COLUMNS)
    if page.stage is Stage.COLUMNS and stage is not Stage.COLUMNS:
        desk.press("action-read-columns")  # one column of the tables here is none of ours
        wait_for(stage)
    assert page.stage is stage, desk.message()


def read(desk: Desk, file: Path, kind: str = "Incidents") -> None:
    go(desk)
    if desk.sees("action-import-another"):
        desk.press("action-import-another")
    if kind:
        choose(desk, "field-holds", kind)
    desk.press("action-import-file")
    desk.answer(file)
    reach(desk, Stage.REVIEW)


def choose(desk: Desk, name: str, words: str) -> None:
    """Go down the list by key until these words come."""
    box = desk.find(QComboBox, name)
    box.setFocus()
    desk.qtbot.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.count()):
        if box.currentText().startswith(words):
            return
        desk.qtbot.keyClick(box, Qt.Key.Key_Down)
    raise AssertionError([box.itemText(at) for at in range(box.count())])


def report(desk: Desk) -> list[list[str]]:
    model = desk.find(QTableView, "list-report").model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def not_stored(lines: list[list[str]]) -> int:
    return len({line[0] for line in lines if line[4] == "No"})


def test_a_table_is_read_looked_at_and_then_stored(desk: Desk, store: Store, table: Path):
    read(desk, table)
    assert store.count(INCIDENTS) == 0
    assert desk.words("import-title") == "What was understood"
    assert desk.words("import-counts") == (
        "4 rows were read. 1 incident will be stored; 3 rows will not."
    )
    before = report(desk)
    assert ["File", "Colour of the sky", "2 values"] in [line[:3] for line in before]
    assert ["3", "Act", "dancing"] in [line[:3] for line in before]

    button = desk.find(QPushButton, "action-store")
    assert button.text() == button.accessibleName() == "Store 1 incident"
    desk.press("action-store")
    reach(desk, Stage.DONE)

    assert desk.words("import-counts") == (
        "4 rows were read. 1 incident was stored; 3 rows were not."
    )
    assert report(desk) == before
    assert store.count(INCIDENTS) + not_stored(before) == 4
    desk.press("action-show-list")
    assert desk.window.here() == "incident"
    assert desk.find(QTableView, "list-incident").model().rowCount() == 1
    go(desk)
    desk.press("action-import-another")
    assert desk.words("loaded-sets") == "Mine: 1 incident"


def test_it_all_goes_by_key(desk: Desk, store: Store, table: Path):
    go(desk)
    choose(desk, "field-holds", "Incidents")
    button = desk.find(QPushButton, "action-import-file")
    button.setFocus()
    desk.qtbot.keyClick(button, Qt.Key.Key_Space)
    desk.answer(table)
    reach(desk, Stage.REVIEW)
    assert QApplication.focusWidget().objectName() == "action-store"
    seen = []
    for _ in range(6):
        seen.append(QApplication.focusWidget().objectName())
        desk.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert seen == [
        "action-store",
        "action-leave",
        "search-report",
        "field-report-lines",
        "list-report",
        "report-line",
    ]

    store_it = desk.find(QPushButton, "action-store")
    store_it.setFocus()
    desk.qtbot.keyClick(store_it, Qt.Key.Key_Space)
    reach(desk, Stage.DONE)

    assert QApplication.focusWidget().objectName() == "action-show-list"
    assert store.count(INCIDENTS) == 1


def test_leaving_it_stores_nothing_and_forgets_the_file(desk: Desk, store: Store, table: Path):
    read(desk, table)
    desk.press("action-leave")

    assert desk.find(QPushButton, "action-import-file").hasFocus()
    assert desk.window.page("import").findChild(QPlainTextEdit, "report-line").toPlainText() == ""
    assert store.count(INCIDENTS) == 0

    read(desk, table)
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_Escape)
    assert desk.sees("action-import-file")
    assert desk.window.here() == "import"


def test_what_is_on_screen_counts_as_severe_while_values_are_shown(desk: Desk, table: Path):
    go(desk)
    page = desk.window.page("import")
    assert page.level() == ""
    read(desk, table)
    assert page.level() == "severe"


def test_the_report_is_searched_and_narrowed_and_shown_whole(desk: Desk, tmp_path: Path):
    long = "dancing " * 60
    rows = f'"{long}",2025\n' + "dancing,2025\nkilling,someday\n"
    file = tmp_path / "rows.csv"
    file.write_text("Act,Happened\n" + rows, encoding="utf-8")
    read(desk, file)
    whole = report(desk)
    assert max(len(line[2]) for line in whole) == SHOWN + 1

    desk.type("search-report", "SOMEDAY")
    desk.qtbot.waitUntil(lambda: len(report(desk)) == 1)
    assert desk.words("import-shown") == "1 shown"
    assert "someday" in desk.find(QPlainTextEdit, "report-line").toPlainText()
    desk.type("search-report", "nowhere in it")
    desk.qtbot.waitUntil(lambda: desk.sees("report-none"))
    desk.press("action-clear-report")
    assert report(desk) == whole

    choose(desk, "field-report-lines", "This is not one of the choices.")
    assert [line[0] for line in report(desk)] == ["2", "3"]
    assert long.strip() in desk.find(QPlainTextEdit, "report-line").toPlainText()
    choose(desk, "field-report-lines", "Rows that are not stored")
    assert {line[4] for line in report(desk)} == {"No"}


def test_a_table_without_fault_says_so(desk: Desk, tmp_path: Path):
    file = tmp_path / "rows.csv"
    file.write_text("Act,Happened\nkilling,2025\n", encoding="utf-8")
    read(desk, file)

    assert desk.words("report-whole") == "Nothing was left out or changed."
    assert "Every row and every value was understood." in desk.words("import-about")
    assert not desk.sees("search-report")


def test_what_is_here_already_is_not_offered_again(desk: Desk, store: Store, table: Path):
    for _ in range(2):
        read(desk, table)
        if desk.sees("action-store"):
            desk.press("action-store")
            reach(desk, Stage.DONE)

    assert "There is nothing to store." in desk.words("import-about")
    assert not desk.sees("action-store")
    assert store.count(INCIDENTS) == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "no row of column names"),
        ("text.csv", b"Act,Happened\n\xff\xfe\xfd\n", "neither UTF-8 nor UTF-16"),
        ("others.csv", b"Colour,Size\nred,9\n", "It is not clear which records these are."),
        ("broken.xlsx", b"PK\x03\x04 not a workbook", "damaged"),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence(
    desk: Desk, store: Store, tmp_path: Path, name: str, content: bytes, said: str
):
    file = tmp_path / name
    file.write_bytes(content)
    go(desk)
    desk.press("action-import-file")
    desk.answer(file)
    desk.qtbot.waitUntil(lambda: said in desk.message())

    assert str(tmp_path) not in desk.message()
    assert desk.can_press("action-import-file")
    assert store.count(INCIDENTS) == 0


def test_the_choices_say_what_the_file_holds(desk: Desk, store: Store, tmp_path: Path):
    file = tmp_path / "people.csv"
    file.write_text("Code name,Purpose\nKILO,Access\n", encoding="utf-8")
    go(desk)
    read(desk, file, "Contacts")
    assert desk.find(QPushButton, "action-store").text() == "Store 1 contact"
    desk.press("action-leave")
    assert desk.find(QComboBox, "field-holds").currentData() == "person"
    choose(desk, "field-holds", "Places")
    assert not desk.find(QComboBox, "field-mapping").isEnabled()
    offered = desk.find(QComboBox, "field-holds")
    assert offered.findData("partner") < 0
    assert offered.findData("agreement") < 0


def test_a_mapping_of_ones_own_is_chosen_by_its_file(desk: Desk, tmp_path: Path):
    mapping = tmp_path / "ours.toml"
    mapping.write_text(
        'kind = "incident"\ndataset = "ours"\nrecognise = ["What"]\n[columns]\n'
        '"What" = { to = "act" }\n"When" = { to = "happened" }\n',
        encoding="utf-8",
    )
    file = tmp_path / "rows.csv"
    file.write_text("What,When\nkilling,2025\n", encoding="utf-8")
    go(desk)
    box = desk.find(QComboBox, "field-mapping")
    box.setFocus()
    desk.qtbot.keyClick(box, Qt.Key.Key_End)
    desk.answer(mapping)
    desk.qtbot.waitUntil(lambda: box.currentText().startswith("ours.toml"))

    read(desk, file, kind="")

    assert desk.words("import-counts").startswith("1 row was read. 1 incident will be stored;")


def test_stopping_half_way_stores_none_and_the_report_stays(desk: Desk, store: Store, many: Path):
    read(desk, many)
    desk.press("action-store")
    desk.qtbot.waitUntil(lambda: desk.sees("action-stop-import") and store.count(INCIDENTS) > 0)
    desk.press("action-stop-import")

    assert store.count(INCIDENTS) == 0
    assert desk.message() == "Stopped. Nothing was stored."
    assert desk.can_press("action-store")
    desk.press("action-store")
    reach(desk, Stage.DONE)
    assert store.count(INCIDENTS) == 900


def test_leaving_the_page_half_way_stores_none_and_no_list_shows_it(
    desk: Desk, store: Store, many: Path
):
    desk.window.go("incident")
    read(desk, many)
    desk.press("action-store")
    desk.qtbot.waitUntil(lambda: store.count(INCIDENTS) > 0)
    desk.window.go("incident")

    assert desk.sees("empty-incident")
    assert store.count(INCIDENTS) == 0
    desk.session.save(Incident(act="killing", draft=True))
    assert store.count(INCIDENTS) == 1


def test_reading_is_stopped_on_request(desk: Desk, tmp_path: Path):
    file = tmp_path / "long.csv"
    file.write_text(HEAD + "killing,2025,,,\n" * 30_000, encoding="utf-8")
    go(desk)
    choose(desk, "field-holds", "Incidents")
    desk.press("action-import-file")
    desk.answer(file)
    reach(desk, Stage.COLUMNS)
    desk.press("action-read-columns")
    desk.qtbot.waitUntil(lambda: desk.sees("action-stop-import"), timeout=10_000)
    desk.press("action-stop-import")
    reach(desk, Stage.START)

    assert desk.message() == "Stopped. Nothing was stored."
    assert desk.can_press("action-import-file")


def test_locking_half_way_stores_none(opened: AppWindow, made, qtbot: QtBot, many: Path):
    desk = Desk(opened.frame(), opened.session, qtbot)
    go(desk)
    choose(desk, "field-holds", "Incidents")
    desk.window.page("import").read(many)
    reach(desk, Stage.REVIEW)
    desk.press("action-store")
    qtbot.waitUntil(lambda: desk.session.store.count(INCIDENTS) > 0)
    opened.lock()

    with Vault.open(made.folder, made.key) as vault:
        assert Store(vault).count(INCIDENTS) == 0


def test_the_window_lives_while_rows_are_stored(desk: Desk, many: Path):
    read(desk, many)
    turns = []
    desk.window.page("import")._steps.moved.connect(lambda done, of: turns.append((done, of)))
    desk.press("action-store")
    reach(desk, Stage.DONE)

    stored = [done for done, of in turns if of == 900]
    assert len(stored) > 4
    assert stored == sorted(stored)


def test_real_places_and_real_incidents_come_in(desk: Desk, store: Store, shared: Path):
    files = [
        shared / "data" / name
        for name in ("global_pcodes_adm_1_2.csv", "insecurity_insight_protection.json")
    ]
    if not all(file.is_file() for file in files):
        pytest.skip("no public data sets in the shared folder")
    go(desk)
    assert desk.words("loaded-places").startswith("No gazetteer is loaded.")
    said = []
    for file in files:
        read(desk, file, kind="")
        desk.press("action-store")
        reach(desk, Stage.DONE)
        said.append(desk.words("import-counts"))
        lines = report(desk)
        desk.press("action-import-another")

    assert said == [
        "32,767 rows were read. 32,767 places were stored; 0 rows were not.",
        "1,414 rows were read. 1,414 incidents were stored; 0 rows were not.",
    ]
    assert store.count(INCIDENTS) == 1414
    assert not_stored(lines) == 0
    assert desk.words("loaded-places").startswith("32,767 areas of the gazetteer of ")
    assert desk.words("loaded-sets") == "insecurity-insight-protection: 1,414 incidents"


def test_the_report_is_a_sound_model(qtbot: QtBot):
    lines = [
        Reported(number, f"Field {number % 3}", "أحمد" if number % 2 else "", "Why", number % 5 > 0)
        for number in range(50)
    ]
    model = ReportList()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.show(lines)
    assert model.rowCount() == 50
    for typed, left_out in (("احمد", False), ("field 2", False), ("", True), ("no", False)):
        model.narrow(typed, left_out=left_out)
        shown = [model.line_at(row) for row in range(model.rowCount())]
        wanted = {"احمد": lambda n: n % 2, "field 2": lambda n: n % 3 == 2, "no": lambda n: False}
        fits = wanted.get(typed, lambda n: n % 5 == 0)
        assert shown == [line for line in lines if fits(line.row)]
    model.show(())
    assert model.rowCount() == 0
    assert tester.model() is model


@pytest.mark.parametrize("mirrored", [False, True])
def test_every_control_has_a_name_and_a_line_is_chosen(desk: Desk, table: Path, mirrored: bool):
    direction = Qt.LayoutDirection
    desk.window.setLayoutDirection(direction.RightToLeft if mirrored else direction.LeftToRight)
    read(desk, table)
    page = desk.window.page("import")
    kinds = (QAbstractButton, QLineEdit, QComboBox, QTableView, QPlainTextEdit)
    for each in page.findChildren(QWidget):
        if isinstance(each, kinds) and each.isVisible() and not each.objectName().startswith("qt_"):
            clear = isinstance(each, QToolButton) and isinstance(each.parent(), QLineEdit)
            assert each.accessibleName() or clear, each

    store_at = desk.find(QPushButton, "action-store").mapTo(page, QPoint()).x()
    leave_at = desk.find(QPushButton, "action-leave").mapTo(page, QPoint()).x()
    assert (store_at > leave_at) is mirrored
    assert desk.find(QTableView, "list-report").currentIndex().row() == 0
    assert desk.find(QPlainTextEdit, "report-line").toPlainText()


def test_the_vault_is_checked_from_the_keys_page(desk: Desk, store: Store):
    desk.window.go("keys")
    desk.press("action-check-vault")
    assert not desk.can_press("action-check-vault")
    desk.settle()
    assert desk.message() == "Every page and every index of the vault was read: it is whole."
    assert desk.can_press("action-check-vault")

    content = bytearray(store.vault.path.read_bytes())
    content[-100] ^= 1
    store.vault.path.write_bytes(content)
    desk.press("action-check-vault")
    desk.qtbot.waitUntil(lambda: "damaged" in desk.message())
    content[-100] ^= 1
    store.vault.path.write_bytes(content)
