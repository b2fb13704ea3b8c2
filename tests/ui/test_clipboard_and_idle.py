"""Copies are marked and taken back; the window locks when left alone or after a sleep."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget

from ui.clipboard import KEPT_MS, MARKS, Clipboard
from ui.idle import IdleWatch
from ui.setting_names import IDLE


@pytest.fixture
def place(qtbot) -> QWidget:
    place = QWidget()
    qtbot.addWidget(place)
    place.show()
    place.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is place)
    return place


def test_a_copy_is_marked_as_secret_and_holds_words_only(place):
    watch = Clipboard(place)
    edit = QTextEdit(place)
    edit.setHtml("<b>Commander</b>")
    edit.selectAll()
    edit.copy()
    held = QApplication.clipboard().mimeData()
    assert held.text() == "Commander"
    assert not held.hasHtml()
    assert all(bytes(held.data(name).data()) == value for name, value in MARKS.items())
    watch.clear()
    assert QApplication.clipboard().text() == ""


def test_a_copy_is_taken_back_by_itself(qtbot, place):
    assert KEPT_MS == 60_000
    watch = Clipboard(place, kept_ms=30)
    field = QLineEdit("Commander", place)
    field.selectAll()
    field.copy()
    assert QApplication.clipboard().text() == "Commander"
    qtbot.waitUntil(lambda: QApplication.clipboard().text() == "")
    assert not watch._timer.isActive()


def test_what_another_program_copied_is_left_alone(place):
    QApplication.clipboard().setText("theirs")
    watch = Clipboard(place)
    watch.clear()
    assert QApplication.clipboard().text() == "theirs"
    foreign = QMimeData()
    foreign.setText("a password of theirs")
    foreign.setData("x-kde-passwordManagerHint", b"secret")
    QApplication.clipboard().blockSignals(True)
    QApplication.clipboard().setMimeData(foreign)
    QApplication.clipboard().blockSignals(False)
    watch.clear()
    assert QApplication.clipboard().text() == "a password of theirs"


class Clock:
    """A clock on the wall that the test turns."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_it_announces_only_when_left_alone_long_enough(qtbot, clock):
    watch, heard = IdleWatch(clock=clock), []
    watch.idle.connect(lambda: heard.append(clock.now))
    watch.start(5)
    clock.now += 299
    watch.look()
    assert heard == []
    clock.now += 1
    watch.look()
    assert heard == [1300.0]
    clock.now += 10_000
    watch.look()
    assert len(heard) == 1


def test_a_key_or_a_mouse_in_any_window_counts(qtbot, clock, place):
    watch, heard = IdleWatch(clock=clock), []
    watch.idle.connect(lambda: heard.append(True))
    watch.start(5)
    watch.look()
    clock.now += 290
    qtbot.keyClick(place.windowHandle(), Qt.Key.Key_A)
    clock.now += 290
    watch.look()
    assert heard == []
    qtbot.mouseMove(place.windowHandle())
    clock.now += 301
    watch.look()
    assert heard == [True]


def test_a_clock_set_back_neither_locks_nor_stops_the_watch(clock):
    watch, heard = IdleWatch(clock=clock), []
    watch.idle.connect(lambda: heard.append(True))
    watch.start(5)
    clock.now -= 5000
    watch.look()
    assert heard == []
    clock.now += 300
    watch.look()
    assert heard == [True]


def test_the_open_window_is_watched_by_default_and_locks(qtbot, opened):
    assert opened.session.setting(IDLE) is None
    assert opened.idle._allowed == 5 * 60
    opened.session.set_setting(IDLE, 1)
    opened.session.restyled.emit()
    assert opened.idle._allowed == 60
    opened.idle._touched -= 61
    opened.idle.look()
    assert opened.session is None
    assert opened.idle._allowed == 0
