"""The overview of an actor in the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QTableView

from fieldapp.records.actors import Actor
from fieldapp.records.dialogue import Commitment
from ui.pages.overview_tab import OverviewTab


def test_it_lists_what_happened_and_opens_it_by_key(session, qtbot):
    blue = Actor(name="Blue Brigade")
    promise = Commitment(what="Open the road", by_actor=blue.id, status="broken")
    session.store.save(blue, promise)
    tab = OverviewTab(session)
    qtbot.addWidget(tab)
    tab.show()
    tab.show_record(session.store.get(blue.id))
    table = tab.findChild(QTableView, "list-overview")
    model = table.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    assert [model.index(0, n).data() for n in (1, 2, 3)] == [
        "Commitment",
        "Open the road",
        "Theirs, to us, broken",
    ]
    table.selectRow(0)
    with qtbot.waitSignal(session.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [promise.id]


def test_an_actor_without_anything_says_so(session, qtbot):
    blue = Actor(name="Blue Brigade")
    session.store.save(blue)
    tab = OverviewTab(session)
    qtbot.addWidget(tab)
    tab.show()
    tab.show_record(session.store.get(blue.id))
    assert tab.findChild(QLabel, "calm-overview").isVisible()
