"""The bars of a chart, walked through by key: Enter opens what a bar counts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from fieldapp.services.analysis.incident_charts import Bar, Chart
from ui.pages.charts.drawing import BarRow, MonthColumn, row_height
from ui.pages.charts.model import Bars

MONTHS_HEIGHT = 196
FRAME = 2


class BarView(QTableView):
    """As tall as its bars, so that the page scrolls and not the chart."""

    opened = Signal(object)  # Bar

    def __init__(self, name: str, said: str) -> None:
        super().__init__()
        self.setObjectName(f"chart-{name}")
        self.setAccessibleName(said)
        self.setProperty("chart", True)
        self.model_ = Bars(self)
        self.setModel(self.model_)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(False)
        for bar in (self.horizontalHeader(), self.verticalHeader()):
            bar.hide()
            bar.setMinimumSectionSize(4)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(off)
        self.setHorizontalScrollBarPolicy(off)
        self._rows, self._months = BarRow(self), MonthColumn(self)
        self.activated.connect(self._open)
        self.clicked.connect(self._open)

    def show_chart(self, chart: Chart, limit: int = 0) -> None:
        """Draw this chart, whole or its first bars; the keys stay on the bar that they were on."""
        at = self.currentIndex().row(), self.currentIndex().column()
        self.model_.show(chart, limit)
        self.setItemDelegate(self._months if chart.columns else self._rows)
        rows = self.verticalHeader()
        if chart.columns:
            rows.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            self.setFixedHeight(MONTHS_HEIGHT)
        else:
            # Given out by hand: what is measured for a cell would add the padding of a list.
            rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            tall = [row_height(self.font(), bar) for bar in chart.bars[: self.model_.size()]]
            for number, height in enumerate(tall):
                self.setRowHeight(number, height)
            self.setFixedHeight(sum(tall) + 2 * FRAME)
        index = self.model_.index(*at)
        if index.isValid():
            self.setCurrentIndex(index)

    def _open(self, index: object) -> None:
        bar = self.model_.bar_at(self.currentIndex())
        if isinstance(bar, Bar) and index == self.currentIndex():
            self.opened.emit(bar)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first bar, where none was gone to yet."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model_.size():
            self.setCurrentIndex(self.model_.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, also where the desktop opens by another key."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the page."""
        event.ignore()
