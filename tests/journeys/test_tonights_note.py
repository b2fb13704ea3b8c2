"""Nine in the evening: from the locked laptop to a finished note, and every key is counted.

A key press or a click is one action. The text that is typed is free, and so are the line ends
inside it; a key that does something in the window is not.
"""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget

from fieldapp.records.actors import Actor, Person
from fieldapp.records.dialogue import Action, Commitment, Meeting
from fieldapp.services.stations import open_store
from fieldapp.store.store import Query
from fieldapp.store.vault import Vault
from fieldapp.vocab.days import Day
from ui.app import AppWindow

MOST_ACTIONS = 15
TEN_LINES = """\
Two ambulances passed while we waited.
> The bridge opens to ambulances at six and at sixteen, every day.
> My men shoot at anything on the road after dark.
= We asked again where the men taken at the bridge are held.
? Fuel for the ferry.
! The list of names by Friday
+ قائمة العيادات غدا
* Amina: call the clinic by 3 dec
# He wants to be seen to decide.
> Not on the telephone."""


class Officer:
    """Types and presses as a person does, and counts what was not typing."""

    def __init__(self, window: AppWindow, qtbot) -> None:
        self._window, self._qtbot = window, qtbot
        self.actions = 0

    def types(self, text: str) -> None:
        """Type into whatever has the cursor; free."""
        focused = self._focused()
        for number, line in enumerate(text.split("\n")):
            if number:
                QTest.keyClick(focused, Qt.Key.Key_Return)
            for char in line:
                if char.isascii():
                    QTest.keyClick(focused, char)
                else:
                    QTest.sendKeyEvent(
                        QTest.KeyAction.Click, focused, Qt.Key.Key_unknown, char, Qt.NoModifier
                    )

    def presses(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.NoModifier) -> None:
        """Press one key, alone or with others held: one action."""
        self.actions += 1
        QTest.keyClick(self._focused(), key, modifiers)
        QApplication.processEvents()

    def _focused(self) -> QWidget:
        focused = self._window.focusWidget()
        assert focused is not None
        assert focused.isVisible()
        return focused


def at_the_table(window: AppWindow) -> None:
    """The window is the one that keys go to, as on a real screen."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    assert window.focusWidget() is not None


def prepared(made) -> Person:
    brigade = Actor(name="Third Brigade")
    kilo = Person(code_name="KILO", purpose="x", review_on=Day("2030"), actor=brigade.id)
    with Vault.open(made.folder, made.key) as vault:
        open_store(vault).save(brigade, kilo)
    return kilo


def test_ten_lines_two_promises_and_an_action_take_at_most_fifteen_actions(made, qtbot):
    kilo = prepared(made)
    window = AppWindow(made.folder)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    at_the_table(window)
    officer = Officer(window, qtbot)

    officer.types(made.passphrase)
    officer.presses(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.frame() is not None, timeout=20_000)
    officer.presses(Qt.Key.Key_N, Qt.ControlModifier | Qt.ShiftModifier)
    officer.types("KI")
    officer.presses(Qt.Key.Key_Return)
    officer.presses(Qt.Key.Key_Return)
    officer.types(TEN_LINES)
    officer.presses(Qt.Key.Key_Return, Qt.ControlModifier)

    frame = window.frame()
    assert frame is not None
    assert frame.messages.text() == "Finished. Locks in 24 hours, or when it first leaves."
    assert window.focusWidget().objectName() == "action-print"
    print(f"from the locked laptop to finished: {officer.actions} actions")  # noqa: T201
    assert officer.actions <= MOST_ACTIONS
    assert_written(window, kilo)
    window.close()
    qtbot.waitUntil(lambda: not window.derivation.busy)


def assert_written(window: AppWindow, kilo: Person) -> None:
    assert window.session is not None
    store = window.session.store
    (meeting,) = store.records(Query("meeting"))
    assert isinstance(meeting, Meeting)
    assert not meeting.draft
    assert (meeting.contacts, meeting.actors) == ((kilo.id,), (kilo.actor,))
    assert isinstance(meeting.started, dt.datetime)
    assert meeting.started.utcoffset() == dt.timedelta(hours=2)
    assert [each.voice for each in meeting.statements] == [
        "they_said", "they_said", "we_said", "request", "they_said",
    ]  # fmt: skip
    assert meeting.facts == "Two ambulances passed while we waited."
    assert meeting.interpretation == "He wants to be seen to decide."
    theirs, ours = store.records(Query("commitment", descending=False))
    assert isinstance(theirs, Commitment)
    assert isinstance(ours, Commitment)
    assert (theirs.direction, ours.direction) == ("theirs", "ours")
    assert ours.what == "قائمة العيادات غدا"
    assert theirs.due is not None
    assert theirs.due.first.weekday() == 4
    (action,) = store.records(Query("action"))
    assert isinstance(action, Action)
    assert (action.owner, action.meeting) == ("Amina", meeting.id)
    assert not store.drafts()


def test_locking_in_the_middle_of_a_line_loses_nothing(made, qtbot):
    prepared(made)
    window = AppWindow(made.folder)
    qtbot.addWidget(window)
    window.show()
    at_the_table(window)
    window.open(made.folder, made.key)
    QApplication.processEvents()
    officer = Officer(window, qtbot)
    officer.presses(Qt.Key.Key_N, Qt.ControlModifier | Qt.ShiftModifier)
    officer.types("KI")
    officer.presses(Qt.Key.Key_Return)
    officer.presses(Qt.Key.Key_Return)
    officer.types("> one\n! two by Fri")
    officer.presses(Qt.Key.Key_L, Qt.ControlModifier)
    qtbot.waitUntil(lambda: window.frame() is None)
    qtbot.waitUntil(lambda: window.focusWidget() is not None)
    officer.types(made.passphrase)
    officer.presses(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.frame() is not None, timeout=20_000)
    frame = window.frame()
    assert frame is not None
    assert frame.here() == "note"
    box = frame.findChild(QPlainTextEdit, "field-note")
    assert box.toPlainText() == "> one\n! two by Fri"
    assert box.textCursor().atEnd()
    assert "encrypted" in frame.findChild(QLabel, "kept-note").text()
    officer.presses(Qt.Key.Key_N, Qt.ControlModifier | Qt.ShiftModifier)
    officer.types("day")
    assert box.toPlainText() == "> one\n! two by Friday"
    window.close()
    qtbot.waitUntil(lambda: not window.derivation.busy)
