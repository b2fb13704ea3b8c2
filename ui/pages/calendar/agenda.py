"""The entries of one day as a list: Enter or a click opens the record."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from fieldapp.services.calendar import Entry
from ui.models.lines import Index, Lines
from ui.pages.calendar.grid import colour_of


class Agenda(Lines):
    """What is on a day, one line each."""

    columns = ("When", "What", "Title")

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: Sequence[Entry] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        """Replace the lines."""
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()

    def size(self) -> int:
        """How many."""
        return len(self._entries)

    def entry_at(self, number: int) -> Entry | None:
        """One of them; None where there is none."""
        return self._entries[number] if 0 <= number < len(self._entries) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell in words."""
        entry = self.entry_at(index.row()) if index.isValid() else None
        if entry is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            late = "Late" if entry.late else "Due" if entry.due else ""
            return (entry.time or late, entry.words, f"{entry.title}\n{entry.words}")[
                index.column()
            ]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 0:
            return QColor(colour_of(entry))
        return None
