"""The report of an import: before it is stored, to decide by, and after it, to keep by."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPlainTextEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from fieldapp.services.importing.report import ImportReport, rows_not_stored
from ui.forms.choice import QuietCombo
from ui.pages.importing.report_list import ReportList, cells
from ui.pages.importing.wording import Naming, foreseen, remarks, stored
from ui.pieces import button, line, row, words
from ui.session import Session

REST_MS = 150
MOST_REASONS = 40
ALL, LEFT_OUT = 0, 1  # the places of these in the choice of lines
LETTERS = (7, 22, 30, 0, 9)  # of each column; Why takes the rest


class ReviewPane(QWidget):
    """Announces what is decided."""

    agreed = Signal()
    left = Signal()
    asked_list = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.model = ReportList(self)
        self._title = words("", "page", "import-title")
        self._counts = words("", "strong", "import-counts")
        self._about = words("", "muted", "import-about")
        self._store = button("", "action-store", "main")
        self._leave = button("Leave it", "action-leave")
        self._list = button("", "action-show-list", "main")
        self._again = button("Import another file", "action-import-another")
        self._search = line("report", "Search the report", width=280)
        self._search.setObjectName("search-report")
        self._search.setPlaceholderText("Search the report")
        self._search.setClearButtonEnabled(True)
        self._which = QuietCombo()
        self._which.setObjectName("field-report-lines")
        self._which.setAccessibleName("Which lines of the report")
        self._shown = words("", "muted", "import-shown")
        self.table = self._make_table()
        self._line = QPlainTextEdit()
        self._line.setReadOnly(True)
        self._line.setTabChangesFocus(True)
        self._line.setObjectName("report-line")
        self._line.setAccessibleName("The whole line of the report")
        self._none = words("", "muted", "report-none")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._lay_out()
        self._connect()

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setObjectName("list-report")
        table.setAccessibleName("What was not taken as it came")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setDragEnabled(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(LETTERS.index(0), QHeaderView.ResizeMode.Stretch)
        return table

    def _lay_out(self) -> None:
        self._states = QStackedWidget()
        self._states.addWidget(self.table)
        self._states.addWidget(self._none)
        self._filters = QWidget()
        above = row(self._search, self._which, self._shown)
        above.setContentsMargins(0, 0, 0, 0)
        self._filters.setLayout(above)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.setSpacing(8)
        for each in (self._title, self._counts, self._about):
            whole.addWidget(each)
        whole.addSpacing(4)
        whole.addLayout(row(self._store, self._leave, self._list, self._again))
        whole.addSpacing(8)
        whole.addWidget(self._filters)
        whole.addWidget(self._states, 1)
        whole.addWidget(self._line)

    def _connect(self) -> None:
        self._store.clicked.connect(self.agreed)
        self._leave.clicked.connect(self.left)
        self._again.clicked.connect(self.left)
        self._list.clicked.connect(self.asked_list)
        self._search.textChanged.connect(lambda _: self._rest.start())
        self._search.returnPressed.connect(self._narrow)
        self._which.currentIndexChanged.connect(self._narrow)
        self._rest.timeout.connect(self._narrow)
        self.table.selectionModel().currentRowChanged.connect(lambda _new, _old: self._show_line())

    # -- what the page asks ----------------------------------------------------------------

    def show_foreseen(self, report: ImportReport, what: Naming) -> None:
        """Show what storing would do, and ask for it."""
        self._title.setText("What was understood")
        self._counts.setText(foreseen(report, what))
        self._about.setText(f"Nothing is stored yet. {remarks(report)}")
        verb = "Load" if not what.noun else "Store"
        self._store.setText(f"{verb} {what.counted(report.stored)}")
        self._store.setAccessibleName(self._store.text())
        self._show_report(report, done=False, listed=False)
        self._store.setVisible(report.stored > 0)
        if not report.stored:
            self._about.setText(f"There is nothing to store. {remarks(report)}")

    def show_stored(self, report: ImportReport, what: Naming) -> None:
        """Show what was stored, and the way to it."""
        self._title.setText("What was stored")
        self._counts.setText(stored(report, what))
        self._about.setText(remarks(report))
        self._list.setText(f"Show the {what.many}")
        self._list.setAccessibleName(self._list.text())
        self._show_report(report, done=True, listed=bool(what.noun and report.stored))

    def focus(self) -> None:
        """Put the cursor on the usual next step."""
        for each in (self._store, self._list, self._again, self._leave):
            if each.isVisibleTo(self):
                each.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def find_here(self) -> None:
        """Put the cursor in the search of the report."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def forget(self) -> None:
        """Hold nothing of the file any more."""
        self.model.show(())
        self._line.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sizes follow the text."""
        super().resizeEvent(event)
        metrics = self.table.fontMetrics()
        self.table.verticalHeader().setDefaultSectionSize(metrics.height() + 12)
        for column, letters in enumerate(LETTERS):
            if letters:
                self.table.setColumnWidth(column, letters * metrics.averageCharWidth())
        self._line.setFixedHeight(4 * metrics.lineSpacing() + 16)

    # -- showing ---------------------------------------------------------------------------

    def _show_report(self, report: ImportReport, *, done: bool, listed: bool) -> None:
        self.model.show(report.reported)
        for each, seen in (
            (self._store, not done),
            (self._leave, not done),
            (self._list, listed),
            (self._again, done),
        ):
            each.setVisible(seen)
        self._fill_choice(report)
        self._filters.setVisible(bool(report.reported))
        self._line.setVisible(bool(report.reported))
        self._settle()

    def _fill_choice(self, report: ImportReport) -> None:
        with QSignalBlocker(self._which), QSignalBlocker(self._search):
            self._search.clear()
            self._which.clear()
            self._which.addItem(f"All remarks ({len(report.reported):,})", "")
            left = rows_not_stored(report.reported)
            self._which.addItem(f"Rows that are not stored ({left:,})", "")
            for why, number in self.model.reasons()[:MOST_REASONS]:
                self._which.addItem(f"{why} ({number:,})", why)
        self._which.setMaximumWidth(440)

    def _narrow(self) -> None:
        self._rest.stop()
        which = self._which.currentIndex()
        why = str(self._which.currentData() or "")
        self.model.narrow(self._search.text(), why, left_out=which == LEFT_OUT)
        self._settle()

    def _settle(self) -> None:
        number = self.model.rowCount()
        self._shown.setText(f"{number:,} shown")
        narrowed = bool(self._search.text().strip()) or self._which.currentIndex() != ALL
        self._none.setText(
            "No line of the report is like this. Clear the search to see all."
            if narrowed
            else "Every row and every value was understood."
        )
        self._states.setCurrentIndex(0 if number else 1)
        if number:
            self.table.selectRow(0)
            self.table.scrollToTop()
        self._show_line()

    def _show_line(self) -> None:
        line_ = self.model.line_at(self.table.currentIndex().row())
        if line_ is None:
            self._line.clear()
            return
        where, field, value, why, _ = cells(line_)
        if line_.row:
            where = f"Row {where}, " + ("stored" if line_.stored else "not stored")
        head = " · ".join(part for part in (where, field) if part)
        self._line.setPlainText("\n".join(part for part in (head, why, value) if part))
