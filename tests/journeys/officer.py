"""A person at the window: looks, types and presses, and never touches what cannot be seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from ui.app import AppWindow
from ui.main_window import MainWindow

W = TypeVar("W", bound=QWidget)
Wait = Callable[[Callable[[], bool]], None]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
ENTER = Qt.Key.Key_Return


class Officer:
    """Sits at one laptop; `wait` lets the window work until a condition holds."""

    def __init__(self, folder: Path, wait: Wait) -> None:
        self._wait = wait
        self.window = AppWindow(folder)
        self.window.resize(1366, 768)
        self.window.show()
        self.turns_to()

    # -- looking ---------------------------------------------------------------------------

    @property
    def frame(self) -> MainWindow:
        """The frame of the open vault."""
        frame = self.window.frame()
        assert frame is not None, "the vault is locked"
        return frame

    @property
    def is_locked_out(self) -> bool:
        """Whether no vault is open in this window."""
        return self.window.frame() is None

    def page(self) -> str:
        """The page on screen."""
        return self.frame.here()

    def sees(self, name: str) -> bool:
        """Whether something of this name is in view."""
        return any(each.isVisible() for each in self.window.findChildren(QWidget, name))

    def finds(self, kind: type[W], name: str) -> W:
        """The one thing of this name in view."""
        found = [each for each in self.window.findChildren(kind, name) if each.isVisible()]
        assert len(found) == 1, (name, len(found), self.message())
        return found[0]

    def reads(self, name: str) -> str:
        """What a label says."""
        return self.finds(QLabel, name).text()

    def message(self) -> str:
        """What the message bar says."""
        return self.window.messages.text()

    def rows(self, name: str, column: int = 0) -> list[str]:
        """What a column of a list says."""
        model = self.finds(QAbstractItemView, name).model()
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]

    # -- acting ----------------------------------------------------------------------------

    def turns_to(self) -> None:
        """Give this window the keyboard."""
        self.window.activateWindow()
        self._wait(lambda: QApplication.activeWindow() is self.window)

    def waits_until(self, condition: Callable[[], bool]) -> None:
        """Let the window work until this holds."""
        self._wait(condition)

    def waits(self) -> None:
        """Until nothing is being worked on any more."""
        self._wait(lambda: not (self.window.jobs.busy or self.window.derivation.busy))
        for _ in range(3):  # what was answered is laid out and painted
            QApplication.processEvents()

    def presses(self, name: str) -> None:
        """Press a button with the mouse."""
        button = self.finds(QAbstractButton, name)
        assert button.isEnabled(), (name, self.message())
        assert button.accessibleName() or button.text(), name
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def goes_to(self, name: str) -> None:
        """Go to a page by its word in the navigation, and by its tab where it shares a page."""
        specs = self.frame.specs()
        whole = next(
            spec for spec in specs if name == spec.name or name in [p.name for p in spec.parts]
        )
        self.presses(f"nav-{whole.name}")
        if whole.parts:
            tabs = self.finds(QTabBar, "area-tabs")
            at = [part.name for part in whole.parts].index(name)
            QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, NONE, tabs.tabRect(at).center())
            QApplication.processEvents()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key wherever the cursor is."""
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifiers)
        QApplication.processEvents()

    def types(self, words: str) -> None:
        """Type where the cursor is."""
        field = self.window.focusWidget()
        assert field is not None
        for number, line in enumerate(words.split("\n")):
            if number:
                QTest.keyClick(field, ENTER)
            for letter in line:
                _strike(field, letter)
        QApplication.processEvents()

    def writes(self, name: str, words: str) -> None:
        """Put the cursor in a field and type, in place of what is there."""
        field = self.finds(QWidget, f"field-{name}")
        field.setFocus(Qt.FocusReason.TabFocusReason)
        assert isinstance(field, QLineEdit | QPlainTextEdit), name
        field.selectAll()
        self.types(words)

    def links(self, name: str, words: str) -> None:
        """Find a record by its first letters and take it by Enter."""
        self.writes(name, words)
        self.key(ENTER)

    def chooses(self, name: str, label: str) -> None:
        """Choose from a list by the arrow keys."""
        box = self.finds(QComboBox, f"field-{name}")
        box.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(box, Qt.Key.Key_Home)
        for _ in range(box.count()):
            if box.currentText().startswith(label):
                break
            QTest.keyClick(box, Qt.Key.Key_Down)
        QApplication.processEvents()
        assert box.currentText().startswith(label), (name, box.currentText())

    def ticks(self, name: str) -> None:
        """Tick a box by key."""
        box = self.finds(QCheckBox, name)
        box.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(box, Qt.Key.Key_Space)
        QApplication.processEvents()

    def answers(self, path: Path) -> None:
        """Type a path into the file dialog that is open."""
        dialog = self.window.findChild(QFileDialog)
        assert dialog is not None, self.message()
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(field, QLineEdit)
        field.clear()
        QTest.keyClicks(field, str(path))

        def taken() -> bool:  # the first Return may only close the list of completions
            if isValid(dialog) and dialog.isVisible():
                QTest.keyClick(field, ENTER)
                return False
            return True

        self._wait(taken)
        self.waits()

    def goes_home(self) -> None:
        """Close the window; closing locks."""
        self.window.close()
        self.waits()


def _strike(field: QWidget, letter: str) -> None:
    if letter.isascii():
        QTest.keyClick(field, letter)
    else:
        QTest.sendKeyEvent(QTest.KeyAction.Click, field, Qt.Key.Key_unknown, letter, NONE)
