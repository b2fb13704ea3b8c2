"""Search over everything: what was found, newest first while typing, best first at rest."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records.record import Record
from fieldapp.store.store import Changes, Row
from fieldapp.vocab.handling import Level
from ui import theme
from ui.models.lines import Index, Lines
from ui.session import Session
from ui.widgets.tables import dress

MOST = 200
REST_MS = 400


class Found(Lines):
    """The rows that a search found."""

    columns = ("Title", "What", "Reference", "Sensitivity")

    def __init__(self, types: Sequence[type[Record]]) -> None:
        super().__init__()
        self._labels = {kind.noun: kind.label for kind in types}
        self._rows: list[Row] = []

    def show(self, rows: Sequence[Row]) -> None:
        """Replace the rows; those already shown in the same order stay untouched."""
        if [row.id for row in rows] == [row.id for row in self._rows]:
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row_at(self, number: int) -> Row | None:
        """One row; None where there is none."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def highest(self) -> str:
        """The highest level among the rows; "" where there are none."""
        return Level.highest(*map(_level, self._rows)).value if self._rows else ""

    def size(self) -> int:
        """How many there are."""
        return len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell in words; the level in its colour."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == len(self.columns) - 1:
            return QColor(getattr(theme.current(), _level(row).value))
        return None

    def _words(self, row: Row) -> tuple[str, ...]:
        kind = self._labels.get(row.kind, row.kind)
        what = f"{kind}, draft" if row.draft else kind
        return row.title or row.ref, what, row.ref, _level(row).value.capitalize()


def _level(row: Row) -> Level:
    """The level of a row; unknown means Severe."""
    return Level(row.level) if row.level in list(Level) else Level.SEVERE


class SearchPage(QWidget):
    """What the search field in the top bar found."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._words = ""
        self.model = Found(session.store.types)
        self._count = QLabel()
        self._count.setProperty("role", "muted")
        self._table = self._make_table()
        self._none = QLabel()
        self._none.setObjectName("empty-search")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setWordWrap(True)
        self._none.setProperty("role", "muted")
        self._none.setTextFormat(Qt.TextFormat.PlainText)
        title = QLabel("Found")
        title.setProperty("role", "page")
        self._which = QStackedWidget()
        self._which.addWidget(self._table)
        self._which.addWidget(self._none)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        for each in (title, self._count):
            column.addWidget(each)
        column.addWidget(self._which, 1)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._rank)
        session.changed.connect(self._refresh)

    def _make_table(self) -> QTableView:
        table = ResultTable()
        table.setModel(self.model)
        head = dress(table, "list-search", "What was found")
        table.verticalHeader().setDefaultSectionSize(32)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 180), (2, 200), (3, 120)):
            head.resizeSection(column, width)
        table.activated.connect(lambda index: self._open(index.row()))
        return table

    def look_for(self, words: str) -> None:
        """Search for these words; called at each key."""
        self._words = words
        self._fill(self._session.store.find(words, MOST))
        self._rest.start()

    def find_here(self) -> None:
        """Put the cursor on the first row."""
        if self.model.rowCount():
            self._table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._table.selectRow(0)

    def open_first(self) -> None:
        """Open the first row, as Enter in the search field does."""
        self._open(0)

    def level(self) -> str:
        """The highest level among what was found."""
        return self.model.highest()

    def _rank(self) -> None:
        # Not while someone walks through the rows: what is under the cursor must stay there.
        if self._words.strip() and not self._table.hasFocus():
            self._fill(self._session.store.find(self._words, MOST, ranked=True))

    def _refresh(self, _changes: Changes) -> None:
        if self.isVisible() and self._words.strip():
            self._fill(self._session.store.find(self._words, MOST))

    def _fill(self, rows: Sequence[Row]) -> None:
        self.model.show(rows)
        if self.isVisible():
            self._session.shown.emit(self.level())
        number = len(rows)
        if not rows:
            self._count.clear()
            self._none.setText(
                f"Nothing holds “{self._words.strip()}”.\n\n"
                "Words are found by their beginnings, in any script. Esc clears the search."
            )
        elif number == MOST:
            self._count.setText(f"The first {MOST}. More words narrow it down.")
        else:
            self._count.setText("1 record" if number == 1 else f"{number} records")
        self._which.setCurrentIndex(0 if rows else 1)

    def _open(self, number: int) -> None:
        row = self.model.row_at(number)
        if row is not None:
            self._session.opened.emit(row.id)


class ResultTable(QTableView):
    """A table in which Enter opens the row, on every system."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)
