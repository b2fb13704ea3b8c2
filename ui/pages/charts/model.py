"""The bars of one chart as rows: to be drawn, walked through by key, and read out."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QObject, Qt

from fieldapp.services.analysis.incident_charts import Bar, Chart
from fieldapp.vocab.spoken_days import MONTHS
from ui.models.lines import TOP, Index, Lines

BAR, SHARE = (Qt.ItemDataRole.UserRole + n for n in range(2))


def month_in_words(iso: str) -> str:
    """Such as `May 2026`."""
    year, month = iso.split("-")
    return f"{MONTHS[int(month) - 1].capitalize()} {year}"


def label_of(chart: Chart, bar: Bar) -> str:
    """What a bar is called on screen and on paper."""
    return month_in_words(bar.label) if chart.columns else bar.label


class Bars(Lines):
    """One bar a row, or a column where they stand along the time; `limit` shows the first only."""

    columns: ClassVar[tuple[str, ...]] = ("",)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.chart: Chart | None = None
        self._most, self._limit = 0, 0

    def show(self, chart: Chart, limit: int = 0) -> None:
        """Show this chart; 0 shows all of it."""
        self.beginResetModel()
        self.chart, self._limit = chart, limit
        self._most = max((bar.value for bar in chart.bars), default=0)
        self.endResetModel()

    def size(self) -> int:
        """How many bars are shown."""
        number = len(self.chart.bars) if self.chart else 0
        return min(number, self._limit) if self._limit else number

    def rowCount(self, parent: Index = TOP) -> int:
        """Qt's own."""
        along = self.chart is not None and self.chart.columns
        return 0 if parent.isValid() else (1 if along else self.size())

    def columnCount(self, parent: Index = TOP) -> int:
        """Qt's own."""
        along = self.chart is not None and self.chart.columns
        return 0 if parent.isValid() else (self.size() if along else 1)

    def bar_at(self, index: Index) -> Bar | None:
        """The bar of a cell."""
        if self.chart is None or not index.isValid():
            return None
        return self.chart.bars[index.column() if self.chart.columns else index.row()]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The bar, how long it is, and the same in words."""
        bar = self.bar_at(index)
        if bar is None or self.chart is None:
            return None
        match role:
            case _ if role == BAR:
                return bar
            case _ if role == SHARE:
                return bar.value / self._most if self._most else 0.0
            case Qt.ItemDataRole.DisplayRole:
                return label_of(self.chart, bar)
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                said = f"{label_of(self.chart, bar)}: {bar.told} {self.chart.unit}"
                return f"{said}, {bar.note}" if bar.note else said
        return None


class BarTable(Lines):
    """The same numbers as a table."""

    columns: ClassVar[tuple[str, ...]] = ("", "", "")

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None

    def show(self, chart: Chart) -> None:
        """Show this chart."""
        self.beginResetModel()
        self._chart = chart
        self.endResetModel()

    def size(self) -> int:
        """How many bars there are, all of them."""
        return len(self._chart.bars) if self._chart else 0

    def columnCount(self, parent: Index = TOP) -> int:
        """Qt's own."""
        beside = self._chart is not None and bool(self._chart.beside)
        return 0 if parent.isValid() else 2 + beside

    def bar_at(self, index: Index) -> Bar | None:
        """The bar of a row."""
        return self._chart.bars[index.row()] if self._chart and index.isValid() else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell."""
        bar = self.bar_at(index)
        if bar is None or self._chart is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 1:
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            beside = bar.note or bar.code
            return (label_of(self._chart, bar), bar.told, beside)[index.column()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """What the rows are, the unit, and what stands beside."""
        if self._chart is None or orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == 1:
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole:
            chart = self._chart
            return (chart.head, chart.unit.capitalize(), chart.beside)[section]
        return None
