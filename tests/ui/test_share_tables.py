"""Tables on the share page: seen as they leave, with what stays marked; made from the charts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from fieldapp.records.incidents import Incident
from fieldapp.records.products import Product, ProductTable
from fieldapp.records.sharing import Partner
from fieldapp.services.disclosure_control.grid import HIDDEN
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place
from tests.ui.desks import (
    Desk,
    agreement,
    exchange_cards,
    open_desk,
    second_station,
    wait_for_release,
)
from ui.pages.charts.page import ChartsPage

ROWS = "State | Killed\nNorth | 9\nSouth | 3\nEast | 12\nTotal | 24"
TABLES = {
    "shape": "table",
    "record_types": ("product",),
    "included_classes": ("event", "count", "place", "time", "shareable_text"),
}


@pytest.fixture
def partner(store: Store, made, tmp_path: Path) -> Iterator[Partner]:
    with second_station(made, tmp_path) as cluster:
        yield exchange_cards(store, cluster)


@pytest.fixture
def desk(store: Store, qtbot: QtBot) -> Iterator[Desk]:
    with open_desk(store, qtbot) as opened:
        yield opened


def product(**values: object) -> Product:
    given: dict[str, object] = {
        "title": "Harm in March",
        "kind": "snapshot",
        "made_on": Day("2026-04-02"),
        "period_from": Day("2026-03-01"),
        "period_to": Day("2026-03-31"),
        "tables": (
            ProductTable(title="Killed, as alleged", unit="Victims", rows=ROWS, finest="adm1"),
        ),
        "limits": "What reached this station.",
        "shows_reporter": "no",
    }
    return Product(**{**given, **values})


def share(desk: Desk) -> None:
    desk.window.go("share")
    wait_for_release(desk)
    QApplication.processEvents()  # what was added to a page in view is shown after this


def test_a_table_is_seen_as_it_leaves_with_what_stays_marked(desk: Desk, partner: Partner) -> None:
    desk.save(agreement(partner, **TABLES))
    desk.save(product())
    share(desk)
    table = desk.find(QTableWidget, "list-table-1")
    cells = {table.item(row, 0).text(): table.item(row, 1).text() for row in range(4)}
    assert cells["South"] == f"{HIDDEN}  3 stays"
    assert sum(each.startswith(HIDDEN) for each in cells.values()) == 2
    assert table.horizontalHeaderItem(1).text() == "Killed"
    assert "Victims" in desk.words("table-title-1")
    assert "smaller than 5" in desk.words("table-note-1")

    switch = desk.find(QPushButton, "action-switch-face")
    desk.qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert not desk.sees("list-table-1")
    assert desk.sees("list-compared")
    desk.qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert desk.sees("list-table-1")


def test_what_was_not_answered_stays_and_says_why(desk: Desk, partner: Partner) -> None:
    desk.save(agreement(partner, **TABLES))
    desk.save(product(shows_reporter=""))
    share(desk)
    assert "0 leave · 1 stay here" in desk.words("share-counts")
    assert "Nobody has answered No" in desk.words("share-why")
    assert not desk.sees("list-table-1")


def test_what_charts_count_becomes_a_draft_with_tables(session, qtbot: QtBot) -> None:
    today = Day(session.store.now().date().isoformat())
    khartoum = Place((Area("SDN", "Sudan"), Area("SD01", "Khartoum")))
    session.store.save(*(Incident(act="raid", happened=today, place=khartoum) for _ in range(3)))
    page = ChartsPage(session)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: not page.is_deciding)
    button = page.findChild(QPushButton, "action-make-tables")
    with qtbot.waitSignal(session.opened) as opened:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    made = session.store.get(opened.args[0])
    assert isinstance(made, Product)
    assert made.draft
    assert made.tables[0].rows.split("\n")[1].endswith("| 3 | 3")
    assert page.findChild(QLabel, "charts-told").text().startswith("3 incidents")


def test_without_incidents_there_is_nothing_to_make_tables_of(session, qtbot: QtBot) -> None:
    page = ChartsPage(session)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: not page.is_deciding)
    assert not page.findChild(QPushButton, "action-make-tables").isEnabled()
