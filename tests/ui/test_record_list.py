"""The list model: lazy, honest to Qt, and steady while records change under it."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTableView

from fieldapp.records.actors import Actor
from fieldapp.records.dialogue import Action
from fieldapp.records.record import evolve
from fieldapp.store.store import Filter, Query, Store
from fieldapp.vocab.days import Day
from ui.models.record_list import ROW, RecordList

START = dt.date(2025, 1, 1)


def actions(number):
    for n in range(number):
        due = Day((START + dt.timedelta(days=n % 300)).isoformat())
        yield Action(what=f"Call the liaison {n}", owner="AB", due=due, draft=False)


@pytest.fixture
def many(store: Store) -> Store:
    store.import_records(actions(350), "test")
    return store


def whole(model: RecordList) -> list[str]:
    return [model.row_at(n).title for n in range(model.rowCount())]


def test_qt_finds_no_fault_with_the_model_through_every_change(many, qtbot):
    model = RecordList(many, Query("action"))
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    many.save(Action(what="One more"))
    model.refresh()
    model.set_query(Query("action", words="liaison 12"))
    model.sort(model.columns.index(Action.field("due")), Qt.SortOrder.AscendingOrder)
    model.set_query(Query("action", filters=(Filter("status", "done"),)))
    assert model.rowCount() == 0
    model.set_query(Query("action"))
    assert model.rowCount() == 351
    assert tester.model() is model


def test_columns_are_the_fields_declared_listed(many):
    model = RecordList(many, Query("action"))
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert heads == ["Reference", "What", "Owner", "Due", "Status"]
    assert model.index(0, 1).data() == "Call the liaison 349"
    assert model.index(0, 4).data() == "Open"


def test_only_fields_declared_sorted_sort(many):
    model = RecordList(many, Query("action"))
    before = whole(model)
    model.sort(2)
    assert whole(model) == before
    model.sort(3, Qt.SortOrder.AscendingOrder)
    dues = [model.index(n, 3).data() for n in range(model.rowCount())]
    assert dues == sorted(dues)
    model.sort(-1)
    assert whole(model) == before


def test_a_refresh_keeps_the_selection_on_its_record(many, qtbot):
    model = RecordList(many, Query("action"))
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.selectionModel().setCurrentIndex(
        model.index(120, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    chosen = view.currentIndex().data(ROW)
    many.save(Action(what="New on top"))
    many.delete(model.row_at(3).id)
    many.delete(model.row_at(4).id)
    model.refresh()
    assert view.currentIndex().row() == 119
    assert view.currentIndex().data(ROW).id == chosen.id


def test_a_persistent_index_of_a_deleted_record_ends(many):
    model = RecordList(many, Query("action"))
    gone = QPersistentModelIndex(model.index(5, 0))
    stays = QPersistentModelIndex(model.index(6, 0))
    title = stays.data()
    many.delete(model.row_at(5).id)
    model.refresh()
    assert not gone.isValid()
    assert stays.row() == 5
    assert stays.data() == title


def test_an_edit_is_shown_without_moving_anything(many, qtbot):
    model = RecordList(many, Query("action"))
    record = many.get(model.row_at(7).id)
    many.save(evolve(record, what="Changed words"))
    with qtbot.waitSignal(model.dataChanged):
        model.refresh()
    assert model.row_at(7).title == "Changed words"


def test_a_record_purged_behind_the_models_back_is_an_empty_row_not_a_crash(many):
    model = RecordList(many, Query("action"))
    many.purge(model.row_at(0).id)
    again = RecordList(many, model.query)
    assert again.rowCount() == 349
    stale = RecordList(many, Query("action"))
    many.purge(stale.row_at(348).id)
    stale._pages.clear()
    assert stale.index(348, 0).data() is None


def test_a_screenful_of_a_long_list_reads_one_or_two_pages_and_no_more(store):
    store.import_records(actions(12_000), "test")
    asked: list[str] = []
    store.vault.db.conn.set_trace_callback(asked.append)
    model = RecordList(store, Query("action"))
    assert model.rowCount() == 12_000
    assert len(asked) == 1  # the ids, in one statement
    for start in range(0, 12_000, 599):
        asked.clear()
        for row in range(start, min(start + 20, 12_000)):
            assert model.index(row, 1).data()
        assert len(asked) <= 2
    assert len(model._pages) <= 40


def test_an_actor_is_found_where_it_stands(store):
    store.save(*[Actor(name=f"Force {n}", type="") for n in range(30)])
    model = RecordList(store, Query("actor"))
    record_id = model.row_at(17).id
    assert model.row_of(record_id) == 17
    assert model.row_of("no such") == -1
    assert model.index(17, 0).parent() == QModelIndex()
