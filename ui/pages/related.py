"""What a record links to, and what links to it; Enter or a click opens it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from fieldapp.records.record import Record
from fieldapp.store.store import Row
from ui import pieces
from ui.pages.search import Found, ResultTable
from ui.session import Session
from ui.widgets.tables import dress


class RelatedTab(QWidget):
    """Two lists, each as long as what it shows."""

    label = "Related"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._none = pieces.words("Nothing is linked with this yet.", "muted")
        self._to = _Links("Points to", "related-to", session)
        self._from = _Links("Points here", "related-from", session)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(16)
        for each in (self._none, self._to, self._from):
            column.addWidget(each)
        column.addStretch(1)

    def show_record(self, record: Record) -> None:
        """Read its links."""
        store = self._session.store
        to, here = store.linked_to(record.id), store.linked_from(record.id)
        self._to.show_rows(to)
        self._from.show_rows(here)
        self._none.setVisible(not to and not here)


class _Links(QWidget):
    def __init__(self, title: str, name: str, session: Session) -> None:
        super().__init__()
        self._session = session
        self._model = Found(session.store.types)
        self._table = ResultTable()
        self._table.setModel(self._model)
        self._dress(f"list-{name}", title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(pieces.words(title, "strong"))
        column.addWidget(self._table)
        self._table.activated.connect(lambda index: self._open(index.row()))
        self._table.clicked.connect(lambda index: self._open(index.row()))

    def _dress(self, name: str, title: str) -> None:
        table = self._table
        head = dress(table, name, title)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().lineSpacing() + 14)
        head.hide()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 130), (2, 170), (3, 90)):
            head.resizeSection(column, width)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """As tall as its rows, up to ten of them."""
        self._model.show(rows)
        height = self._table.verticalHeader().defaultSectionSize()
        self._table.setFixedHeight(min(len(rows), 10) * height + 6)
        self.setVisible(bool(rows))

    def _open(self, number: int) -> None:
        row = self._model.row_at(number)
        if row is not None:
            self._session.opened.emit(row.id)
