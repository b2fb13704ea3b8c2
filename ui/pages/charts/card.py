"""One chart with its title, its unit, what it leaves out, and its table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHeaderView,
    QTableView,
    QToolButton,
    QVBoxLayout,
)

from fieldapp.services.analysis.incident_charts import Bar, Chart
from ui import pieces
from ui.pages.charts.model import BarTable
from ui.pages.charts.views import BarView
from ui.widgets.tables import dress

AT_FIRST, AT_MOST = 10, 100  # bars; the table has all of them
TABLE_ROWS = 12


class ChartCard(QFrame):
    """Shows one chart, or one of several that tell the same more or less finely."""

    opened = Signal(object)  # Bar

    def __init__(self, name: str, choices: Sequence[str] = ()) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._charts: Sequence[Chart] = ()
        self._period, self._whole = "", False
        self._title = pieces.words("", "section", f"chart-title-{name}")
        self._unit = pieces.words("", "muted", f"chart-unit-{name}")
        self._none = pieces.words("Nothing to count here.", "muted", f"chart-none-{name}")
        self._notes = pieces.words("", "muted", f"chart-notes-{name}")
        self._view = BarView(name, "")
        self._more = pieces.button("", f"action-more-{name}", "link")
        self._switch = pieces.button("", f"action-table-{name}", "link")
        self._table, self._lines = QTableView(), BarTable(self)
        self._choices = QButtonGroup(self)
        self._lay_out(name, choices)
        self._connect()

    def _lay_out(self, name: str, choices: Sequence[str]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        head = pieces.row(self._title, stretch=False)
        head.setStretch(0, 1)
        head.setSpacing(0)
        for number, label in enumerate(choices):
            button = _segment(name, label, last=number == len(choices) - 1)
            button.setChecked(number == 0)
            self._choices.addButton(button, number)
            head.addWidget(button)
        column.addLayout(head)
        for each in (self._unit, self._view, self._none, self._notes):
            column.addWidget(each)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._table.setModel(self._lines)
        width = dress(self._table, f"table-{name}", "").setSectionResizeMode
        self._resize = width
        self._table.hide()
        column.addWidget(self._table)
        column.addLayout(pieces.row(self._more, self._switch))
        column.addStretch(1)

    def _connect(self) -> None:
        self._view.opened.connect(self.opened)
        self._choices.idClicked.connect(lambda _: self._show())
        self._more.clicked.connect(self._turn_whole)
        self._switch.clicked.connect(self._turn_table)
        self._table.activated.connect(self._open_line)

    def show_charts(self, charts: Sequence[Chart], period: str) -> None:
        """Show these; `period` is what they count, in words."""
        self._charts, self._period = charts, period
        self._show()

    def focus_bars(self) -> None:
        """Put the cursor on the bars."""
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def chart(self) -> Chart:
        """The one on screen."""
        return self._charts[max(0, self._choices.checkedId())]

    def _show(self) -> None:
        chart = self.chart()
        some = any(bar.value for bar in chart.bars)
        self._title.setText(chart.title)
        self._unit.setText(f"Counting unit: {chart.unit} · {self._period}")
        said = f"{chart.title}, {chart.unit}"
        self._view.setAccessibleName(said)
        limit = 0 if chart.columns else AT_MOST if self._whole else AT_FIRST
        self._view.show_chart(chart, limit)
        self._lines.show(chart)
        self._table.setAccessibleName(f"{said}, as a table")
        self._view.setVisible(some or chart.columns)
        self._none.setVisible(not chart.bars or not (some or chart.columns))
        self._notes.setText(" ".join(chart.notes))
        self._notes.setVisible(bool(chart.notes))
        self._show_table(self._table.isVisibleTo(self) and bool(chart.bars))
        rest = min(len(chart.bars), AT_MOST) - AT_FIRST
        self._more.setVisible(rest > 0 and not chart.columns)
        self._more.setText("Show the largest only" if self._whole else f"Show {rest:,} more")
        self._more.setAccessibleName(f"{chart.title}: {self._more.text()}")
        self._switch.setVisible(bool(chart.bars))

    def _show_table(self, shown: bool) -> None:
        self._table.setVisible(shown)
        self._switch.setText("Hide the table" if shown else "Show as a table")
        self._switch.setAccessibleName(f"{self._title.text()}: {self._switch.text()}")
        if not shown:
            return
        for column in range(self._lines.columnCount()):
            last = self._lines.columnCount() - 1
            fits = QHeaderView.ResizeMode.ResizeToContents
            self._resize(column, QHeaderView.ResizeMode.Stretch if column in (0, last) else fits)
        row = self._table.verticalHeader().defaultSectionSize()
        rows = min(self._lines.size(), TABLE_ROWS)
        self._table.setFixedHeight(row * rows + self._table.horizontalHeader().height() + 12)

    def _turn_whole(self) -> None:
        self._whole = not self._whole
        self._show()

    def _turn_table(self) -> None:
        self._show_table(not self._table.isVisibleTo(self))

    def _open_line(self, index: object) -> None:
        bar = self._lines.bar_at(self._table.currentIndex())
        if isinstance(bar, Bar) and index == self._table.currentIndex():
            self.opened.emit(bar)


def _segment(name: str, label: str, *, last: bool) -> QToolButton:
    made = QToolButton()
    made.setText(label)
    made.setObjectName(f"action-{name}-{label.lower()}")
    made.setAccessibleName(f"By {label}")
    made.setCheckable(True)
    made.setProperty("segment", True)
    made.setProperty("last", last)
    return made
