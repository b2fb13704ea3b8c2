"""What every table of lines answers Qt alike: how many lines, how many columns, and their heads."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()


class Lines(QAbstractTableModel):
    """A flat table with columns that are always the same; what a cell says is the subclass's."""

    columns: ClassVar[tuple[str, ...]] = ()

    def size(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    def rowCount(self, parent: Index = TOP) -> int:
        """Qt's own."""
        return 0 if parent.isValid() else self.size()

    def columnCount(self, parent: Index = TOP) -> int:
        """Qt's own."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The names of the columns."""
        across = orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns)
        return self.columns[section] if across and role == Qt.ItemDataRole.DisplayRole else None
