"""A log that the app itself writes: a list with search, and one entry to read beside it."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records.record import Record
from fieldapp.store.store import Changes, Query
from fieldapp.vocab.handling import Level
from ui.models.record_list import RecordList
from ui.pages.record_facts import RecordFacts
from ui.pieces import card, line, row, scrolled, set_role, words
from ui.session import Session

NARROW = 110  # in letters


class Ledger(QWidget):
    """Entries cannot be made or changed here; `acts` are the buttons that stand above the list."""

    def __init__(
        self, kind: type[Record], session: Session, acts: Sequence[QPushButton], empty: str
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session, self._kind, self._empty = session, kind, empty
        self.model = RecordList(session.store, Query(kind.noun), self)
        self.record: Record | None = None
        self._search = line(kind.noun, f"Search {kind.plural}", width=320)
        self._search.setObjectName(f"search-{kind.noun}")
        self._search.setPlaceholderText("Search")
        self._search.setClearButtonEnabled(True)
        self._count = words("", "muted")
        self.table = self._make_table()
        self._none = words(empty, "muted", f"empty-{kind.noun}")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = words("", "section", "entry-title")
        self._state = words("", "muted", "entry-state")
        self.acts_below = row()
        self._facts = RecordFacts(session)
        self._lay_out(acts)
        self._search.textChanged.connect(self._look_for)
        self.table.selectionModel().currentRowChanged.connect(lambda _new, _old: self._show())
        self._facts.opened.connect(session.opened)
        session.changed.connect(self._note_change)
        self._refresh()

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setObjectName(f"list-{self._kind.noun}")
        table.setAccessibleName(self._kind.plural)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setDragEnabled(False)
        table.verticalHeader().hide()
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setStretchLastSection(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        return table

    def _lay_out(self, acts: Sequence[QPushButton]) -> None:
        top = row(words(self._kind.plural, "page"), stretch=True)
        for act in acts:
            top.addWidget(act)
        left = QWidget()
        listed = QVBoxLayout(left)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.addLayout(row(self._search, self._count))
        self._which = QStackedWidget()
        self._which.addWidget(self.table)
        self._which.addWidget(self._none)
        listed.addWidget(self._which, 1)
        panel, column = card()
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self._title)
        column.addWidget(self._state)
        column.addLayout(self.acts_below)
        column.addWidget(scrolled(self._facts), 1)
        self._panel = panel
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(16)
        self._split.addWidget(left)
        self._split.addWidget(panel)
        self._split.setSizes([560, 560])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.setSpacing(8)
        whole.addLayout(top)
        whole.addWidget(self._split, 1)

    # -- what the window asks --------------------------------------------------------------

    def open(self, record_id: str) -> None:
        """Show one entry."""
        if self.model.row_of(record_id) < 0:
            self._search.clear()
        self.table.selectRow(self.model.row_of(record_id))
        self.table.scrollTo(self.table.currentIndex())
        self.table.setFocus()

    def find_here(self) -> None:
        """Put the cursor in the search."""
        self._search.setFocus()

    def level(self) -> str:
        """The level of the entry on screen: a log says who received what."""
        if self.model.rowCount() == 0:
            return ""
        level = getattr(self.record, "level", "") if self.record else ""
        return level if level in set(Level) else Level.SEVERE.value

    def say_state(self, role: str, told: str) -> None:
        """One sentence on the entry, above its facts."""
        set_role(self._state, role, told)
        self._state.setVisible(bool(told))

    def show_entry(self, record: Record | None) -> None:
        """Called when another entry is shown, or the same one has changed; pages add to it."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the entry stands below the list; sizes follow the text."""
        super().resizeEvent(event)
        metrics = self.table.fontMetrics()
        narrow = self.width() < NARROW * metrics.averageCharWidth()
        self._split.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        self.table.verticalHeader().setDefaultSectionSize(metrics.height() + 12)
        for column, field in enumerate(self.model.columns):
            letters = 17 if field.spec.kind.value in ("text", "link", "links", "moment") else 11
            self.table.setColumnWidth(column, letters * metrics.averageCharWidth())

    # -- keeping up ------------------------------------------------------------------------

    def _look_for(self, typed: str) -> None:
        self.model.set_query(attrs.evolve(self.model.query, words=typed))
        self._refresh()

    def _note_change(self, changes: Changes) -> None:
        if self._kind.noun in changes.kinds:
            self.model.refresh()
            self._refresh()

    def _refresh(self) -> None:
        number = self.model.rowCount()
        self._count.setText(f"{number:,} shown" if number else "")
        typed = bool(self._search.text().strip())
        self._none.setText("Nothing here has these words." if typed else self._empty)
        self._which.setCurrentIndex(0 if number else 1)
        if number and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self._show()

    def _show(self) -> None:
        line_ = self.model.row_at(self.table.currentIndex().row())
        self.record = self._session.store.get(line_.id) if line_ else None
        self._panel.setVisible(self.record is not None)
        if line_ is not None:
            self._title.setText(f"{line_.title or line_.ref}")
        self._facts.show_record(self.record)
        self.show_entry(self.record)
        if self.isVisible():
            self._session.shown.emit(self.level())
