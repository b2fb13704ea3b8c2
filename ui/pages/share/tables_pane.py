"""The tables of a product as they leave; what stays is marked, with its number here beside."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fieldapp.services.disclosure_control.grid import HIDDEN, Grid, count_of, grid_of
from fieldapp.services.sharing.product_tables import (
    NOTE,
    ROWS,
    TITLE,
    UNIT,
    LeavingTable,
    tables_of,
)
from fieldapp.services.sharing.release import ReleasedRecord
from ui import pieces, theme
from ui.pages.share.comparison import Comparison

ROOM = 10  # pixels of a row above and below its words
TO_FIELDS, TO_TABLES = "Field by field", "Tables as they leave"


class TablesPane(QWidget):
    """One table below the other, each as tall as it is."""

    def __init__(self) -> None:
        super().__init__()
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 4, 8, 8)
        self._column.setSpacing(6)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(pieces.scrolled(self._inside))

    def show_tables(self, tables: list[LeavingTable]) -> None:
        """Show these in place of others."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, each in enumerate(tables, 1):
            self._add(number, each)
        self._column.addStretch(1)

    def _add(self, number: int, table: LeavingTable) -> None:
        title, unit = table.told(TITLE) or f"Table {number}", table.told(UNIT)
        said = f"{title} ({unit})" if unit else title
        self._column.addWidget(pieces.words(said, "strong", f"table-title-{number}"))
        self._column.addWidget(_Cells(f"list-table-{number}", said, table))
        if note := table.told(NOTE):
            self._column.addWidget(pieces.words(note, "muted", f"table-note-{number}"))


class _Cells(QTableWidget):
    """The cells as they leave. Where one stays, its number here stands beside the sign."""

    def __init__(self, name: str, said: str, table: LeavingTable) -> None:
        grid, kept = grid_of(table.told(ROWS)), grid_of(table.kept.rows)
        body = grid.cells[grid.heads :]
        super().__init__(len(body), len(grid.cells[0]))
        self.setObjectName(name)
        self.setAccessibleName(said)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().setVisible(bool(grid.heads))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        if grid.heads:
            self.setHorizontalHeaderLabels(list(grid.cells[0]))
        for row, cells in enumerate(body):
            for column, cell in enumerate(cells):
                self.setItem(row, column, _item(cell, _kept(kept, row + grid.heads, column)))
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + ROOM)

    def sizeHint(self) -> QSize:
        """As tall as its rows."""
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        head = self.horizontalHeader().height() if not self.horizontalHeader().isHidden() else 0
        bar = self.horizontalScrollBar().sizeHint().height() // 2
        return QSize(super().sizeHint().width(), rows + head + bar + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        """Nothing of it is cut; the pane scrolls."""
        return QSize(0, self.sizeHint().height())


def _kept(grid: Grid, row: int, column: int) -> str:
    inside = row < len(grid.cells) and column < len(grid.cells[row])
    return grid.cells[row][column] if inside else ""


def _item(cell: str, kept: str) -> QTableWidgetItem:
    stays = cell == HIDDEN
    item = QTableWidgetItem(f"{cell}  {kept} stays" if stays and kept != cell else cell)
    if stays:
        colours = theme.current()
        item.setForeground(QColor(colours.high))
        item.setToolTip("This count does not leave.")
        font = QFont()
        font.setWeight(QFont.Weight.DemiBold)
        item.setFont(font)
    if stays or count_of(cell) is not None:
        item.setTextAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
    return item


class Faces(QStackedWidget):
    """A record field by field, or its tables as they leave; what has tables shows them first."""

    def __init__(self, comparison: Comparison) -> None:
        super().__init__()
        self._comparison, self.tables = comparison, TablesPane()
        self.switch = pieces.button(TO_FIELDS, "action-switch-face", "link")
        self.switch.clicked.connect(self._turn)
        self.addWidget(comparison)
        self.addWidget(self.tables)
        self._record = ""
        self.show_record(None)

    def show_record(self, released: ReleasedRecord | None) -> None:
        """Show another record, or the same after something changed: then the face stays."""
        tables = list(tables_of(released)) if released else []
        self.tables.show_tables(tables)
        self.switch.setVisible(bool(tables))
        record = released.record.id if released else ""
        if not tables or record != self._record:
            self._face(self.tables if tables else self._comparison)
        self._record = record

    def point_at(self, after: str) -> None:
        """Bring the line into view by which this text leaves."""
        self._face(self._comparison)
        self._comparison.point_at(after)

    def _turn(self) -> None:
        fields = self.currentWidget() is self._comparison
        self._face(self.tables if fields else self._comparison)

    def _face(self, widget: QWidget) -> None:
        self.setCurrentWidget(widget)
        said = TO_TABLES if widget is self._comparison else TO_FIELDS
        self.switch.setText(said)
        self.switch.setAccessibleName(said)
