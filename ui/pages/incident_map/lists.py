"""Beside the map: its areas, and the incidents of the one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QObject, Qt

from fieldapp.services.analysis.incident_places import MapArea, Places
from fieldapp.store.lists import Row
from ui.models.lines import Index, Lines

AREA, RECORD = (Qt.ItemDataRole.UserRole + n for n in range(2))
NOT_ON_IT = "not on the map: its place is not loaded"


class AreaLines(Lines):
    """Areas, the most incidents first."""

    columns: ClassVar[tuple[str, ...]] = ("Area", "Incidents")

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: Places | None = None

    def show(self, places: Places) -> None:
        """Show the areas of the map."""
        self.beginResetModel()
        self._places = places
        self.endResetModel()

    def size(self) -> int:
        """How many areas."""
        return len(self._places.areas) if self._places else 0

    def area_at(self, number: int) -> MapArea | None:
        """The area of a line."""
        return self._places.areas[number] if self._places and 0 <= number < self.size() else None

    def row_of(self, pcode: str) -> int:
        """The line of an area; -1 where it has none."""
        areas = self._places.areas if self._places else ()
        return next((n for n, area in enumerate(areas) if area.pcode == pcode), -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The name and the count."""
        area = self.area_at(index.row()) if index.isValid() else None
        if area is None or self._places is None:
            return None
        coarse = f" (ADM{area.level} only)" if area.level < self._places.level else ""
        words = (f"{area.name}{coarse}", f"{area.total:,}")
        if role == Qt.ItemDataRole.DisplayRole:
            return words[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{area.pcode}" if area.placed else f"{area.pcode}, {NOT_ON_IT}"
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 1:
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{words[0]}, {words[1]} incidents" + ("" if area.placed else f", {NOT_ON_IT}")
        return None


class IncidentLines(Lines):
    """Incidents, the newest first: the date, and what it is called."""

    columns: ClassVar[tuple[str, ...]] = ("Date", "Incident")

    def __init__(self, date: int, parent: QObject | None = None) -> None:
        """`date` is the number of the cell that holds the date."""
        super().__init__(parent)
        self._date = date
        self._rows: Sequence[Row] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def size(self) -> int:
        """How many."""
        return len(self._rows)

    def row_at(self, number: int) -> Row | None:
        """The incident of a line."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (row.cells[self._date], row.title or row.ref)[index.column()]
        return None
