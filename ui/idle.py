"""Locks by itself when nobody has touched the window for a while."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

MINUTES = 5
LOOKED_AT_MS = 5000
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Announces that the window was left alone for longer than allowed.

    It reads the clock on the wall, not a timer: after a laptop slept for an hour it must lock at
    once. It listens to windows, not to widgets, so that it costs nothing while lists are drawn.
    """

    idle = Signal()

    def __init__(
        self, parent: QObject | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._touched = clock()
        self._allowed = 0.0
        self._watched: list[QWindow] = []
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKED_AT_MS)
        self._timer.timeout.connect(self.look)

    def start(self, minutes: int) -> None:
        """Begin to watch; 0 minutes means never."""
        self._allowed = minutes * 60.0
        self.touch()
        self._timer.start() if minutes else self._timer.stop()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self._allowed = 0.0

    def touch(self) -> None:
        """Someone is here."""
        self._touched = self._clock()

    def look(self) -> None:
        """See whether it is time; a clock set back counts as a touch."""
        self._watch_new_windows()
        alone = self._clock() - self._touched
        if alone < 0:
            self.touch()
        elif self._allowed and alone >= self._allowed:
            self.stop()
            self.idle.emit()

    def watch(self, window: QWindow) -> None:
        """Listen to one more window."""
        if window not in self._watched:
            self._watched.append(window)
            window.installEventFilter(self)
            window.destroyed.connect(lambda _=None, gone=window: self._watched.remove(gone))

    def _watch_new_windows(self) -> None:
        for window in QGuiApplication.topLevelWindows():
            self.watch(window)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Notes a touch and lets it pass."""
        if event.type() in _TOUCHES:
            self.touch()
        return False
