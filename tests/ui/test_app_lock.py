"""Locking: nothing that held content outlives it, and nothing that was typed is lost."""

from __future__ import annotations

import gc
import threading

import shiboken6
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

from fieldapp.errors import FullDiskError
from fieldapp.records import Actor
from fieldapp.store.store import Store
from fieldapp.store.vault import Vault
from ui.app import AppWindow
from ui.pages.unlock import UnlockPage


def is_locked(window: AppWindow) -> bool:
    return isinstance(window.centralWidget(), UnlockPage) and window.session is None


def test_every_widget_and_model_of_the_open_vault_is_destroyed(opened):
    opened.session.save(Actor(name="Northern brigade", draft=True))
    frame = opened.frame()
    for name in ("actor", "keys", "settings", "help"):
        frame.go(name)
    frame.top_bar.searched.emit("northern")
    widgets = [frame, *frame.findChildren(QWidget)]
    models = [each.model() for each in widgets if hasattr(each, "model") and callable(each.model)]
    models = [each for each in models if isinstance(each, QAbstractItemModel)]
    assert len(widgets) > 50
    assert models
    opened.lock()
    assert is_locked(opened)
    del frame
    gc.collect()
    assert [each for each in widgets if shiboken6.isValid(each)] == []
    words = " ".join(
        each.text() for each in opened.findChildren(QWidget) if isinstance(each, QLineEdit)
    )
    assert "Northern" not in words


def test_the_vault_is_closed_so_that_another_may_open_it(opened, made):
    opened.lock()
    with Vault.open(made.folder, made.key) as vault:
        assert Store(vault).station().station_code == "SDN"


def test_ctrl_l_and_the_button_lock(opened, made, qtbot):
    qtbot.keyClick(opened, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: is_locked(opened))
    opened.open(made.folder, made.key)
    qtbot.mouseClick(opened.findChild(QWidget, "action-lock"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: is_locked(opened))


def test_an_unfinished_edit_is_kept_and_comes_back_after_unlocking(opened, made, sheet):
    page = sheet(opened.session)
    page.field.setText("half a sentence")
    opened.frame()._made["sheet"] = page
    opened.frame()._stack.addWidget(page)
    opened.lock()
    assert not shiboken6.isValid(page)
    opened.open(made.folder, made.key)
    assert opened.session.store.draft("sheet").extra == {"text": "half a sentence"}


def test_a_page_that_cannot_keep_its_edit_neither_stops_the_lock_nor_the_others(
    opened, made, sheet
):
    class Full(QWidget):
        def keep(self):
            raise FullDiskError

    class Broken(QWidget):
        def keep(self):
            raise ZeroDivisionError

    good = sheet(opened.session)
    good.field.setText("kept")
    frame = opened.frame()
    frame._made |= {"broken": Broken(frame), "full": Full(frame), "sheet": good}
    frame._stack.addWidget(good)
    opened.lock()
    assert is_locked(opened)
    assert FullDiskError.sentence in opened.messages.text()
    opened.open(made.folder, made.key)
    assert opened.session.store.draft("sheet").extra == {"text": "kept"}


def test_a_running_job_answers_nothing_after_the_lock(opened, qtbot):
    started, stopped, answers = threading.Event(), threading.Event(), []

    def work(stop):
        started.set()
        try:
            while True:
                stop.check()
        finally:
            stopped.set()

    opened.session.jobs.run(work, answers.append, failed=answers.append)
    assert started.wait(5)
    opened.lock()
    assert stopped.wait(5)
    qtbot.waitUntil(lambda: not opened.derivation.busy)
    assert answers == []


def test_what_was_copied_is_taken_back(opened):
    field = QLineEdit("Commander", opened.frame())
    field.selectAll()
    field.copy()
    assert QApplication.clipboard().text() == "Commander"
    opened.lock()
    assert QApplication.clipboard().text() == ""


def test_open_menus_and_dialogs_go_with_the_lock(opened):
    menu = QMenu(opened.frame())
    menu.addAction("Open")
    menu.popup(opened.mapToGlobal(opened.rect().center()))
    opened.lock()
    assert not shiboken6.isValid(menu) or not menu.isVisible()


def test_after_unlocking_one_is_where_one_was(opened, made):
    opened.frame().go("actor")
    opened.lock()
    opened.open(made.folder, made.key)
    assert opened.frame().here() == "actor"


def test_closing_the_window_locks(opened, made):
    opened.close()
    assert opened.session is None
    Vault.open(made.folder, made.key).close()
