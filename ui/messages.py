"""The one message bar of the window: what went wrong and what to try; no modal boxes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from fieldapp.errors import FieldappError
from fieldapp.log import OUR_BUG, log_bug

QUIET_MS = 8000


class Messages(QObject):
    """Says one thing at a time in its `bar`, whose label is `message`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = QFrame(parent)
        self.bar.setObjectName("message-bar")
        self._label = QLabel()
        self._label.setObjectName("message")
        self._label.setAccessibleName("Message")
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._close = QToolButton()
        self._close.setObjectName("action-dismiss")
        self._close.setText("×")
        self._close.setAccessibleName("Dismiss the message")
        self._close.clicked.connect(self.clear)
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(16, 4, 8, 4)
        row.addWidget(self._label, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self.error: BaseException | None = None
        self.bar.setMinimumHeight(32)  # always there, so that nothing jumps when it speaks
        self.clear()

    def text(self) -> str:
        """What it says now; "" when it is closed."""
        return self._label.text()

    def show(self, error: BaseException) -> None:
        """Say an error: its sentence and its remedy, or that it is our fault."""
        if not isinstance(error, FieldappError):
            from fieldapp.store.cipher import in_plain_words  # not before an error: it is slow

            error = in_plain_words(error) or error
        self.error = error
        if isinstance(error, FieldappError):
            self._say("error", error.in_full(), 0)
        else:
            log_bug(error)
            self._say("error", OUR_BUG, 0)

    def say(self, text: str) -> None:
        """Confirm quietly; it goes by itself."""
        self.error = None
        self._say("quiet", text, QUIET_MS)

    @contextmanager
    def guarding(self) -> Iterator[None]:
        """Run something that must not stop what comes after it, whatever it raises."""
        try:
            yield
        except Exception as error:
            self.show(error)

    def clear(self) -> None:
        """Say nothing."""
        self.error = None
        self._say("", "", 0)

    def _say(self, tone: str, text: str, lasts: int) -> None:
        self.bar.setProperty("tone", tone)
        self._label.setText(text)
        self._label.setAccessibleDescription(text)
        self._close.setVisible(tone == "error")
        for each in (self.bar, self._label, self._close):
            each.style().unpolish(each)
            each.style().polish(each)
        self._timer.stop()
        if lasts:
            self._timer.start(lasts)
        if text:
            QAccessible.updateAccessibility(QAccessibleEvent(self._label, QAccessible.Event.Alert))


def catch_the_rest(show: Callable[[BaseException], None]) -> None:
    """Send what nobody caught to the bar, and never a traceback with values to a terminal."""

    def caught(
        _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        show(error)

    sys.excepthook = caught
