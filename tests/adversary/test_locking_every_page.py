"""Locking with every page of the window open, and while new jobs run: nothing of it is left."""

from __future__ import annotations

import gc
import threading

import pytest
import shiboken6
from PySide6.QtCore import QAbstractItemModel, QObject
from PySide6.QtWidgets import QApplication, QWidget

from fieldapp.records import TYPES
from fieldapp.records.incidents import Incident
from fieldapp.services.exporting import own
from fieldapp.services.stations import open_store
from fieldapp.store.store import Query
from fieldapp.store.vault import Vault
from tests.ui.conftest import opened
from ui.pages import pages_for
from ui.pages.exporting.asked import ToExport

__all__ = ["opened"]
CANARY, INCIDENTS = "Xylotomous", Query("incident")


@pytest.fixture
def window(opened):
    opened.session.save(
        Incident(title=CANARY, act="killing", narrative_shareable=f"{CANARY} fell.", draft=True)
    )
    return opened


def texts(widget: QWidget) -> str:
    """Everything that a widget could show, by whatever it is called."""
    names = ("text", "toPlainText", "toolTip", "accessibleName", "windowTitle", "whatsThis")
    found = [getattr(widget, each)() for each in names if callable(getattr(widget, each, None))]
    return " ".join(each for each in found if isinstance(each, str))


def test_no_widget_and_no_model_of_any_page_outlives_the_lock(window):
    frame = window.frame()
    for page in pages_for(TYPES):
        frame.go(page.name)
    window.session.opened.emit(window.session.store.ids(window.session.store.keys(INCIDENTS))[0])
    assert any(CANARY in texts(each) for each in frame.findChildren(QWidget))
    made = [frame, *frame.findChildren(QObject)]
    held = [each for each in made if isinstance(each, (QWidget, QAbstractItemModel))]
    assert len(held) > 1000
    window.lock()
    del frame, made
    gc.collect()
    assert [each for each in held if shiboken6.isValid(each)] == []
    left = [each for each in QApplication.allWidgets() if CANARY in texts(each)]
    assert left == []
    assert CANARY not in QApplication.clipboard().text()


def test_an_export_that_is_being_decided_or_written_is_neither_logged_nor_written(
    window, made, monkeypatch, tmp_path, qtbot
):
    begun, go_on = threading.Event(), threading.Event()
    decide = own.decide

    def slow(asked):
        begun.set()
        assert go_on.wait(10)
        return decide(asked)

    monkeypatch.setattr(own, "decide", slow)
    ids = tuple(each.id for each in window.session.store.records(INCIDENTS))
    window.session.asked_page.emit("export", ToExport("incident", ids=ids))
    assert begun.wait(5)
    window.lock()
    go_on.set()
    qtbot.waitUntil(lambda: not window.derivation.busy)
    QApplication.processEvents()
    assert list(tmp_path.glob("NOT-*")) == []
    with Vault.open(made.folder, made.key) as vault:
        assert open_store(vault).count(Query("disclosure")) == 0
