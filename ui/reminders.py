"""Reminders inside the app: says how much has come due, and where it is listed."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from fieldapp.services.today import count_due
from fieldapp.store.store import Changes
from ui.session import Session

LOOK_MS = 15 * 60 * 1000


class Reminders(QObject):
    """Looks when the vault opens, at each change, and every quarter of an hour."""

    counted = Signal(int)
    due = Signal(str)  # a sentence with a number and nothing else

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._known = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        session.changed.connect(self._changed)
        self._timer.start()

    def look(self) -> None:
        """Count what is due; say so where it has become more by the clock."""
        number = count_due(self._session.store)
        if number > self._known:
            new = number - self._known
            said = "1 thing is due" if new == 1 else f"{new:,} things are due"
            self.due.emit(f"{said}: see Today.")
        self._known = number
        self.counted.emit(number)

    def _changed(self, _changes: Changes) -> None:
        """What the officer has just entered or done needs no reminder."""
        self._known = count_due(self._session.store)
        self.counted.emit(self._known)
