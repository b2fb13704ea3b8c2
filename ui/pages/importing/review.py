"""The report of an import: before it is stored, to decide by, and after it, to keep by."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QLayout,
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
from ui.pieces import button, line, scrolled, words
from ui.widgets.empty import Empty
from ui.widgets.flow import Flow
from ui.widgets.tables import dress

REST_MS = 150
MOST_REASONS = 40
ALL, LEFT_OUT = 0, 1  # the places of these in the choice of lines
LETTERS = (10, 22, 28, 48, 9)  # of each column; Why takes what is left over
WHY = 3


class ReviewPane(QWidget):
    """Announces what is decided."""

    agreed = Signal()
    left = Signal()
    asked_list = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model = ReportList(self)
        self._title = words("", "page", "import-title")
        self._counts = words("", "strong", "import-counts")
        self._about = words("", "muted", "import-about")
        self._store = button("", "action-store", "main")
        self._leave = button("Leave it", "action-leave")
        self._list = button("", "action-show-list", "main")
        self._again = button("Import another file", "action-import-another")
        self._search = line("report", "Search the report")
        self._search.setObjectName("search-report")
        self._search.setPlaceholderText("Search the report")
        self._search.setClearButtonEnabled(True)
        self._which = QuietCombo()
        self._which.setObjectName("field-report-lines")
        self._which.setAccessibleName("Which lines of the report")
        self._which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._which.setMaximumWidth(440)
        self._shown = words("", "muted", "import-shown")
        self.table = self._make_table()
        self._line = QPlainTextEdit()
        self._line.setReadOnly(True)
        self._line.setTabChangesFocus(True)
        self._line.setObjectName("report-line")
        self._line.setAccessibleName("The whole line of the report")
        self._whole = words("Nothing was left out or changed.", "muted", "report-whole")
        self._whole.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none = Empty("report-none", "action-clear-report")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._lay_out()
        self._connect()

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        head = dress(table, "list-report", "What was not taken as it came")
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setStretchLastSection(True)
        return table

    def _lay_out(self) -> None:
        self._states = QStackedWidget()
        for each in (self.table, self._none, self._whole):
            self._states.addWidget(each)
        self._filters = QWidget()
        self._filters.setLayout(_flow(self._search, self._which, self._shown))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        for each in (self._title, self._counts, self._about):
            column.addWidget(each)
        column.addSpacing(4)
        column.addLayout(_flow(self._store, self._leave, self._list, self._again))
        column.addSpacing(8)
        column.addWidget(self._filters)
        column.addWidget(self._states, 1)
        column.addWidget(self._line)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inside))

    def _connect(self) -> None:
        self._store.clicked.connect(self.agreed)
        self._leave.clicked.connect(self.left)
        self._again.clicked.connect(self.left)
        self._list.clicked.connect(self.asked_list)
        self._search.textChanged.connect(lambda _: self._rest.start())
        self._search.returnPressed.connect(self._narrow)
        self._which.currentIndexChanged.connect(self._narrow)
        self._rest.timeout.connect(self._narrow)
        self._none.pressed.connect(self._clear)
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
        tall = metrics.height() + 12
        self.table.verticalHeader().setDefaultSectionSize(tall)
        self._states.setMinimumHeight(6 * tall)
        self._line.setFixedHeight(4 * metrics.lineSpacing() + 16)
        self._search.setFixedWidth(32 * metrics.averageCharWidth())
        self._shown.setFixedHeight(self._search.sizeHint().height())
        widths = [letters * metrics.averageCharWidth() for letters in LETTERS]
        widths[WHY] = max(widths[WHY], self.width() - 72 - sum(widths) + widths[WHY])
        for column, width in enumerate(widths):
            self.table.setColumnWidth(column, width)

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

    def _clear(self) -> None:
        with QSignalBlocker(self._which), QSignalBlocker(self._search):
            self._search.clear()
            self._which.setCurrentIndex(ALL)
        self._narrow()
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _narrow(self) -> None:
        self._rest.stop()
        which = self._which.currentIndex()
        why = str(self._which.currentData() or "")
        self.model.narrow(self._search.text(), why, left_out=which == LEFT_OUT)
        self._settle()

    def _settle(self) -> None:
        number = self.model.rowCount()
        self._shown.setText(f"{number:,} shown")
        left_out = self._which.currentIndex() == LEFT_OUT
        self._none.say(
            "Every row is stored" if left_out and not self._search.text().strip() else "No match",
            "No line of the report is like this.",
            "Show all remarks",
        )
        narrowed = bool(self._search.text().strip()) or self._which.currentIndex() != ALL
        shown = self.table if number else self._none if narrowed else self._whole
        self._states.setCurrentWidget(shown)
        self._line.setVisible(number > 0)
        if number:
            # Not selectRow: in a mirrored table it may find no column.
            self.table.setCurrentIndex(self.model.index(0, 0))
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


def _flow(*widgets: QWidget) -> QLayout:
    made = Flow(spacing=8)
    for each in widgets:
        made.addWidget(each)
    return made
