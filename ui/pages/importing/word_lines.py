"""A vocabulary as a Qt model, with the columns that it happens to have."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from fieldapp.services.word_table import WordTable
from ui.models.lines import TOP, Index, Lines

_CODE, _WORDS, _ORIGIN, _OTHER = 19, 28, 19, 18  # digits wide


class WordLines(Lines):
    """One line a choice."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = WordTable((), ())

    def show(self, words: WordTable) -> None:
        """Show the choices of another vocabulary."""
        self.beginResetModel()
        self._words = words
        self.endResetModel()

    def in_words(self, number: int) -> str:
        """One line in full, with what each cell is; "" where there is none."""
        if not 0 <= number < len(self._words.lines):
            return ""
        cells = zip(self._words.heads, self._words.lines[number], strict=True)
        return "  ·  ".join(f"{head}: {cell}" for head, cell in cells if cell)

    # -- what Qt asks ----------------------------------------------------------------------

    def size(self) -> int:
        """How many choices there are."""
        return len(self._words.lines)

    def columnCount(self, parent: Index = TOP) -> int:
        """Qt's own."""
        return 0 if parent.isValid() else len(self._words.heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The names of the columns."""
        across = orientation == Qt.Orientation.Horizontal
        shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        if across and shown and 0 <= section < len(self._words.heads):
            return self._words.heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell; what is cut is whole in its tip, and in the line below the table."""
        if not index.isValid():
            return None
        cell = self._words.lines[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cell
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._words.heads[index.column()]}: {cell or 'nothing'}"
        return None


def fit_columns(table: QTableView) -> None:
    """Each column its width; the last takes what is left, or the table scrolls sideways."""
    head = table.horizontalHeader()
    digit = table.fontMetrics().horizontalAdvance("0")
    head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    head.setStretchLastSection(True)
    for column in range(head.count()):
        width = (_CODE, _WORDS, _ORIGIN)[column] if column < 3 else _OTHER
        head.resizeSection(column, width * digit)
