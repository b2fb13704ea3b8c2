"""The page of the task report: a period, the tasks, and two papers."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QTreeView, QVBoxLayout, QWidget

from fieldapp.errors import FieldappError
from fieldapp.services.notes_records import here_now
from fieldapp.services.task_report import TaskReport, task_report
from fieldapp.store.store import Changes
from fieldapp.vocab.handling import Level
from fieldapp.vocab.spoken_days import read_day
from ui import pieces
from ui.pages.task_report.periods import Period, usual_periods
from ui.pages.task_report.tree import KIND, RECORD, ReportTree
from ui.session import Session

OWN = "Other days"
ALL_COLUMNS = 40  # in lines of text: what all columns need


class TaskReportPage(QWidget):
    """Counts by themselves; Enter opens a record, or the list of its type."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._report: TaskReport | None = None
        self._periods = list(usual_periods(self._today()))
        self._tree = QTreeView()
        self._model = ReportTree()
        self._period = QComboBox()
        self._first = pieces.line("report-first", "First day", width=130)
        self._last = pieces.line("report-last", "Last day", width=130)
        self._error = pieces.words("", "error", "report-error")
        self._about = pieces.words("", "muted", "report-about")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(pieces.title("Task report"))
        head.addStretch(1)
        self._others = pieces.button("Version for others", "action-anonymised")
        self._others.setToolTip("Counts only, for examples of good practice")
        self._print = pieces.button("Print preview", "action-print-report", "main")
        head.addWidget(self._others)
        head.addWidget(self._print)
        self._period.setObjectName("field-period")
        self._period.setAccessibleName("Period")
        self._period.addItems([each.label for each in self._periods] + [OWN])
        span = pieces.row(
            self._period, self._first, pieces.words("to"), self._last, self._error, stretch=True
        )
        self._tree.setModel(self._model)
        self._tree.setObjectName("list-task_report")
        self._tree.setAccessibleName("Tasks and what was done")
        self._tree.setUniformRowHeights(True)
        self._tree.setTabKeyNavigation(False)
        self._tree.setDragEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(span)
        column.addWidget(self._about)
        column.addWidget(self._tree, 1)

    def _connect(self) -> None:
        self._period.activated.connect(self._chosen)
        for field in (self._first, self._last):
            field.editingFinished.connect(self._typed)
        self._tree.activated.connect(self._open)
        self._others.clicked.connect(lambda: self._preview(anonymised=True))
        self._print.clicked.connect(lambda: self._preview(anonymised=False))
        self._session.changed.connect(self._changed)
        self._set(self._periods[0])

    # -- what the window asks --------------------------------------------------------------

    def start_here(self) -> None:
        """Put the cursor on the tasks."""
        self._tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def level(self) -> str:
        """The highest level among the records that are named."""
        report = self._report
        rows = [r for line in report.lines for d in line.done for r in d.rows] if report else []
        levels = [Level(row.level) for row in rows if row.level in list(Level)]
        return Level.highest(*levels).value if levels else Level.MODERATE.value

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Large text leaves too little room: the tasks need it more than day and reference."""
        super().resizeEvent(event)
        low = self.width() < ALL_COLUMNS * self.fontMetrics().height()
        for column in (2, 3):
            self._tree.setColumnHidden(column, low)

    def showEvent(self, event: QShowEvent) -> None:
        """Count anew whenever it is looked at."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Count the period again."""
        span = self._span()
        if span is None:
            return
        store = self._session.store
        self._report = task_report(store, *span)
        self._model.show(store, self._report, peacekeeping=self._session.peacekeeping())
        self._dress()
        tasks = sum(1 for line in self._report.lines if line.count and not line.same_as)
        drafts = self._report.drafts
        unfinished = f" {drafts:,} records are not finished and do not count." if drafts else ""
        self._about.setText(
            f"{tasks} tasks with records. The codes are this app's own numbering.{unfinished}"
        )
        if self.isVisible():
            self._session.shown.emit(self.level())

    def _dress(self) -> None:
        head = self._tree.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        metrics = self._tree.fontMetrics()
        for column, sample in ((1, "Records"), (2, "30 Mmm 2025"), (3, "QZA-MMM-26-A0000")):
            head.resizeSection(column, metrics.horizontalAdvance(sample) + 32)
        self._tree.expandToDepth(0)
        if not self._tree.currentIndex().isValid():
            self._tree.setCurrentIndex(self._model.index(0, 0))

    # -- the period ------------------------------------------------------------------------

    def _today(self) -> dt.date:
        return here_now(self._session.store, self._session.store.now()).date()

    def _chosen(self, number: int) -> None:
        if number < len(self._periods):
            self._set(self._periods[number])
            self.refresh()
        else:
            self._first.setFocus()
            self._first.selectAll()

    def _set(self, period: Period) -> None:
        self._first.setText(period.first.isoformat())
        self._last.setText(period.last.isoformat())
        self._error.setText("")

    def _typed(self) -> None:
        span = self._span()
        known = [(each.first, each.last) for each in self._periods]
        self._period.setCurrentIndex(known.index(span) if span in known else len(known))
        if self._report is None or span != (self._report.first, self._report.last):
            self.refresh()

    def _span(self) -> tuple[dt.date, dt.date] | None:
        try:
            first = read_day(self._first.text(), self._today()).first
            last = read_day(self._last.text(), self._today()).last
        except FieldappError as error:
            self._error.setText(error.in_full())
            return None
        wrong = first > last
        self._error.setText("The last day is before the first." if wrong else "")
        return None if wrong else (first, last)

    # -- acting ----------------------------------------------------------------------------

    def _open(self, index: QModelIndex) -> None:
        if record := index.data(RECORD):
            self._session.opened.emit(record)
        elif noun := index.data(KIND):
            self._session.asked_page.emit(noun, None)
        else:
            self._tree.setExpanded(index, not self._tree.isExpanded(index))

    def _preview(self, *, anonymised: bool) -> None:
        from fieldapp.services.printing.task_sheet import task_sheet

        if self._report is not None:
            with self._session.telling():
                sheet = task_sheet(self._session.store, self._report, anonymised=anonymised)
                self._session.asked_page.emit("preview", sheet)

    def _changed(self, _changes: Changes) -> None:
        if self.isVisible():
            self.refresh()
