"""Takes pictures of one window in one look, once nothing in it moves any more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import attrs
from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from ui.app import AppWindow, dress

SIZE = (1366, 768)
PATIENCE_MS = 120_000


@attrs.define
class Camera:
    """One look; each picture is named by its page and the look."""

    folder: Path
    look: str
    dark: bool
    taken: list[Path] = attrs.field(factory=list)

    def window(self, vault: Path) -> AppWindow:
        """The app's window on a vault, in this look and at a small laptop's size."""
        dress(self.dark)
        window = AppWindow(vault)
        window.resize(*SIZE)
        window.show()
        window.activateWindow()
        return window

    def take(self, window: AppWindow, name: str, over: QWidget | None = None) -> None:
        """Save what the window shows now, with what is open over it: a menu is its own window."""
        settle(window)
        target = self.folder / f"{name}-{self.look}.png"
        picture = window.grab()
        if over is not None:
            painter = QPainter(picture)
            painter.drawPixmap(window.mapFromGlobal(over.pos()), over.grab())
            painter.end()
        assert picture.save(str(target)), name
        self.taken.append(target)


def wait(condition: Callable[[], bool]) -> None:
    """Let the window work until this holds."""
    deadline = QDeadlineTimer(PATIENCE_MS)
    while not condition():
        assert not deadline.hasExpired(), "the window never came to rest"
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)


def settle(window: AppWindow) -> None:
    """Until no job runs, no page is deciding and everything asked for was painted."""
    wait(lambda: not (window.jobs.busy or window.derivation.busy or _is_deciding(window)))
    for _ in range(5):
        QApplication.processEvents()


def _is_deciding(window: AppWindow) -> bool:
    return any(
        getattr(each, "is_deciding", False) and each.isVisible()
        for each in window.findChildren(QWidget)
    )


def seen(window: AppWindow, name: str) -> QWidget:
    """The widget of this name that is in view."""
    found = [each for each in window.findChildren(QWidget, name) if each.isVisible()]
    assert found, name
    return found[0]


def write(window: AppWindow, name: str, words: str) -> None:
    """Put words into a field as if they were typed."""
    field = seen(window, name)
    field.setFocus()
    if isinstance(field, QLineEdit):
        field.setText(words)
        field.textEdited.emit(words)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(words)
    QApplication.processEvents()
