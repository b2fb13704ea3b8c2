"""The two lists of the register: recipients of a record, and records of a recipient."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt

from fieldapp.services.aftercare.held import Held
from fieldapp.services.aftercare.register import Line, held_cells
from fieldapp.store.store import Store
from ui.models.lines import TOP, Index, Lines

WINDOW = 100  # rows whose words are looked up at once
Role = Qt.ItemDataRole


class WhoGot(Lines):
    """A line for each recipient of each entry that carried a record, newest first."""

    columns = ("When", "To", "Way", "Under", "As", "Change", "Receipt", "Answer")

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Replace the lines."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def add(self, lines: Sequence[Line]) -> None:
        """More of them, older ones."""
        if lines:
            end = len(self._lines)
            self.beginInsertRows(TOP, end, end + len(lines) - 1)
            self._lines += tuple(lines)
            self.endInsertRows()

    def size(self) -> int:
        """How many."""
        return len(self._lines)

    def line_at(self, number: int) -> Line | None:
        """One of them."""
        return self._lines[number] if 0 <= number < len(self._lines) else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """A cell in words; the tip has all of it."""
        if not index.isValid() or role not in (Role.DisplayRole, Role.ToolTipRole):
            return None
        each = self._lines[index.row()]
        # The hour is in the tip: the day is what is looked for.
        when = each.when if role == Role.ToolTipRole else each.when[:10]
        cells = (when, each.to, each.way, each.under, each.outside, each.change)
        return (*cells, each.receipt, each.answer)[index.column()]


class WhatIsHeld(Lines):
    """A line for each record that a recipient holds; words are looked up as rows come in view."""

    columns = ("Record", "Type", "As", "Level", "Under", "Left", "Keep until", "Stands")
    _PLACES = (1, 2, 3, 4, 5, 0, 7, 8)  # of these columns among the cells of the register

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._held: tuple[Held, ...] = ()
        self._cells: dict[int, tuple[str, ...]] = {}

    def show(self, held: Sequence[Held]) -> None:
        """Replace the lines."""
        self.beginResetModel()
        self._held, self._cells = tuple(held), {}
        self.endResetModel()

    def size(self) -> int:
        """How many."""
        return len(self._held)

    def held(self) -> tuple[Held, ...]:
        """All of them."""
        return self._held

    def held_at(self, number: int) -> Held | None:
        """One of them."""
        return self._held[number] if 0 <= number < len(self._held) else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """A cell in words; the tip has all of it."""
        if not index.isValid() or role not in (Role.DisplayRole, Role.ToolTipRole):
            return None
        return self._row(index.row())[self._PLACES[index.column()]]

    def _row(self, number: int) -> tuple[str, ...]:
        if number not in self._cells:
            start = number - number % WINDOW
            some = self._held[start : start + WINDOW]
            if len(self._cells) > 10 * WINDOW:
                self._cells = {}
            self._cells.update(enumerate(held_cells(self._store, some), start=start))
        return self._cells[number]

    def asked_back(self) -> int:
        """How many were asked back and are not confirmed."""
        return sum(1 for each in self._held if each.asked_back)
