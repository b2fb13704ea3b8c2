"""Fields in one column or a few, as the room allows; wide ones take a whole line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.forms.field_row import FieldRow


class FieldGrid(QWidget):
    """`least` is the width of a column in letters; `most` how many columns there may be."""

    def __init__(self, parent: QWidget, *, least: int, most: int) -> None:
        super().__init__(parent)
        self.rows: list[FieldRow] = []
        self._least, self._most, self._columns = least, most, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)

    def fill(self, rows: Sequence[FieldRow]) -> None:
        """Hold these fields, which are its children already: reparenting is slow."""
        self.rows = list(rows)
        self.lay_out(self._columns or 1)

    def lay_out(self, columns: int = 0) -> None:
        """Place the fields that are shown; a hidden one leaves no gap."""
        self._columns = columns or self._columns
        for row in self.rows:
            self._grid.removeWidget(row)
        for column in range(self._most):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
        line = place = 0
        for row in self.rows:
            if row.property("left_out"):
                continue
            span = self._columns if row.wide else 1
            if place + span > self._columns:
                line, place = line + 1, 0
            if row.property("takes_rest"):
                span = self._columns - place
            self._grid.addWidget(row, line, place, 1, span, Qt.AlignmentFlag.AlignTop)
            place += span

    def leave_out(self, names: frozenset[str]) -> None:
        """Hide these fields and close the gap."""
        changed = False
        for row in self.rows:
            out = row.field.name in names
            if out != bool(row.property("left_out")):
                row.setProperty("left_out", out)
                row.setVisible(not out)
                changed = True
        if changed:
            self.lay_out()

    def minimumSizeHint(self) -> QSize:
        """Qt's own: as narrow as one column, whatever there are now."""
        return QSize(self._column(), super().minimumSizeHint().height())

    def _column(self) -> int:
        return max(1, self._least * self.fontMetrics().averageCharWidth())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's own."""
        super().resizeEvent(event)
        columns = max(1, min(self._most, event.size().width() // self._column()))
        if columns != self._columns:
            self.lay_out(columns)
