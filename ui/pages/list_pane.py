"""The list of a records page: filters above, rows that stay in place, and its empty states."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records.counted import in_sentence
from fieldapp.records.record import Record
from fieldapp.store.store import Query, Row
from fieldapp.vocab.handling import Level
from ui.models.record_list import ROW, RecordList, level_of
from ui.pages.bulk_bar import BulkBar
from ui.session import Session
from ui.widgets.column_chooser import ColumnChooser
from ui.widgets.empty import Empty
from ui.widgets.filter_bar import FilterBar
from ui.widgets.tables import dress
from ui.widgets.two_lines import TwoLines, row_height

FIRST_COLUMN, OTHER_COLUMNS = 340, 160


class RecordTable(QTableView):
    """Enter opens a row on every system, Delete asks for the bin."""

    entered_row = Signal()
    asked_delete = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.modifiers():
                self.entered_row.emit()
            case Qt.Key.Key_Delete:
                self.asked_delete.emit()
            case _:
                super().keyPressEvent(event)


class ListPane(QWidget):
    """Shows the records of one type; `chosen` tells which one to show beside it."""

    chosen = Signal(str)  # another row is the current one
    picked = Signal(str)  # a row was clicked
    entered = Signal()
    asked_new = Signal()
    asked_delete = Signal()
    moved = Signal()  # what is on screen is other than before

    def __init__(self, kind: type[Record], session: Session) -> None:
        super().__init__()
        self._kind, self._session = kind, session
        self.bar = FilterBar(kind, session)
        self.model = RecordList(session.store, self.bar.query(), self)
        self.table = self._make_table()
        self._columns = self._make_columns_button()
        self.empty = Empty(f"empty-{kind.noun}", f"action-new-{kind.noun}-first", "main")
        self.none = Empty(f"none-{kind.noun}", "action-clear-filters")
        self.bulk = BulkBar(kind, session)
        self._states = QStackedWidget()
        for each in (self.table, self.empty, self.none):
            self._states.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(self.bulk)
        column.addWidget(self._states, 1)
        self._connect()
        self._show_state()

    def _make_table(self) -> RecordTable:
        table = RecordTable()
        table.setModel(self.model)
        head = dress(table, f"list-{self._kind.noun}", self._kind.plural)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setItemDelegateForColumn(0, TwoLines(self._kind, table))
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setMouseTracking(True)
        side = table.verticalHeader()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(row_height(table.fontMetrics()))
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        return table

    def _make_columns_button(self) -> QToolButton:
        button = QToolButton()
        button.setText("Columns")
        button.setCheckable(True)
        button.setObjectName("action-columns")
        button.setAccessibleName("Show the list with columns")
        button.setProperty("filter", True)
        self.bar.last.addWidget(button)
        button.toggled.connect(self.show_columns)
        self._chooser = ColumnChooser(self._kind, self._session, self.model.columns)
        self.bar.last.addWidget(self._chooser)
        self._chooser.chosen.connect(lambda: self.show_columns(True))
        return button

    def _connect(self) -> None:
        self.bar.changed.connect(self.look_again)
        self.bar.stepped_down.connect(self.focus_list)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._count_chosen())
        self.bulk.dropped.connect(self._drop_choice)
        self.table.entered_row.connect(self.entered)
        self.table.clicked.connect(self._pick)
        self.table.doubleClicked.connect(lambda _: self.entered.emit())
        self.table.asked_delete.connect(self.asked_delete)
        self.table.horizontalHeader().sectionClicked.connect(self._sort)
        self.empty.pressed.connect(self.asked_new)
        self.empty.button.setVisible(self._kind.by_hand)
        self.none.pressed.connect(self.bar.clear)
        self._scrolled = QTimer(self)
        self._scrolled.setSingleShot(True)
        self._scrolled.setInterval(60)
        self._scrolled.timeout.connect(self.moved)
        self.table.verticalScrollBar().valueChanged.connect(lambda _: self._scrolled.start())
        self.show_columns(False)

    # -- what it shows ---------------------------------------------------------------------

    def look_again(self) -> None:
        """Show what the filters say now."""
        self._hold(self._ask_again)

    def show_query(self, query: Query) -> None:
        """Show what another page asks for: its words and conditions, until they are cleared."""
        self.bar.show_filters(query)

    def refresh(self) -> None:
        """Read the list again after a change; focus, selection and scroll stay."""
        before = self.bar.query()
        self.bar.look_for_sets()
        self._hold(self.model.refresh if before == self.bar.query() else self._ask_again)

    def _ask_again(self) -> None:
        self.model.set_query(self.bar.query())

    def _hold(self, change: object) -> None:
        """Change the list and keep the row at the top of the screen at the top of it."""
        bar, height = self.table.verticalScrollBar(), self.table.rowHeight(0) or 1
        top, offset = divmod(bar.value(), height)
        seq = self.model.seq_at(top)
        assert callable(change)
        change()
        row = self.model.row_of_seq(seq)
        if (top or offset) and row >= 0:
            bar.setValue(row * height + offset)
        self._show_state()
        self.moved.emit()

    def _show_state(self) -> None:
        number = self.model.rowCount()
        self.bar.show_count(number)
        self._columns.setVisible(number > 0)
        if number:
            self._states.setCurrentWidget(self.table)
        elif self.bar.is_narrowing():
            said = f"Searched: {self.bar.in_words()}."
            self.none.say("Nothing fits", said, "Clear search and filters")
            self._states.setCurrentWidget(self.none)
        else:
            label = in_sentence(self._kind.label)
            start = "\n\nStart with the first: Ctrl+N." if self._kind.by_hand else ""
            about = f"{self._kind.about}{start}"
            self.empty.say(
                f"No {in_sentence(self._kind.plural)} yet", about.strip(), f"New {label}"
            )
            self._states.setCurrentWidget(self.empty)

    def show_columns(self, on: bool) -> None:
        """Add a column for each listed field, or show only the two lines."""
        head = self.table.horizontalHeader()
        for column in range(1, self.model.columnCount()):
            shown = on and self._chooser.shows(self.model.columns[column].name)
            self.table.setColumnHidden(column, not shown)
            head.resizeSection(column, OTHER_COLUMNS)
        stretch, free = QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.Interactive
        head.setSectionResizeMode(0, free if on else stretch)
        head.setVisible(on)
        self._chooser.setVisible(on)
        head.setSortIndicatorShown(on)
        if on:
            head.resizeSection(0, FIRST_COLUMN)
        else:
            self.table.horizontalScrollBar().setValue(0)

    def _sort(self, column: int) -> None:
        if not self.model.sortable(column):
            return
        name, query = self.model.columns[column].name, self.model.query
        down = query.sort == name and not query.descending
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(column, order)
        self.bar.show_order(name, down)

    # -- what is chosen --------------------------------------------------------------------

    def current_row(self) -> int:
        """Where the chosen row stands; -1 where none is chosen."""
        return self.table.currentIndex().row()

    def row_at(self, number: int) -> Row | None:
        """One row of the list."""
        return self.model.row_at(number)

    def select(self, record_id: str) -> None:
        """Mark the row of a record, where the list shows it; this chooses nothing."""
        row = self.model.row_of(record_id) if record_id else -1
        selection = self.table.selectionModel()
        selection.blockSignals(True)
        if row < 0:
            selection.clear()
            selection.setCurrentIndex(QModelIndex(), QItemSelectionModel.SelectionFlag.Clear)
        elif row != self.current_row():
            flags = QItemSelectionModel.SelectionFlag
            index = self.model.index(row, 0)
            selection.setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.table.scrollTo(index)
        selection.blockSignals(False)
        self.table.viewport().update()

    def focus_list(self) -> None:
        """Go to the rows, at least to the first."""
        if self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            if self.current_row() < 0:
                self.table.setCurrentIndex(self.model.index(0, 0))
        elif self._states.currentWidget() is self.none:
            self.none.button.setFocus()

    def start_here(self) -> None:
        """Go to the rows without opening one; where there are none, to the first step."""
        shown, first = self._states.currentWidget(), self.model.row_at(0)
        if isinstance(shown, Empty):
            shown.button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif first is not None and not self.isHidden():
            if self.current_row() < 0:
                self.select(first.id)  # before the focus, with which Qt would choose, and open, it
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def level(self) -> str:
        """The highest level among the rows on screen; "" where there are none."""
        if self._states.currentWidget() is not self.table:
            return ""
        view = self.table.viewport()
        first, last = self.table.rowAt(0), self.table.rowAt(view.height() - 1)
        last = self.model.rowCount() - 1 if last < 0 else last
        rows = (self.model.row_at(number) for number in range(max(first, 0), last + 1))
        levels = [level_of(row) for row in rows if row is not None]
        return Level.highest(*levels).value if levels else ""

    def _count_chosen(self) -> None:
        """Offer what can be done with several, as soon as several are chosen."""
        selection = self.table.selectionModel().selection()
        ranges = [selection.at(number) for number in range(selection.count())]
        if sum(each.height() for each in ranges) < 2:  # the usual case, fast
            self.bulk.show_chosen(())
            return
        rows = sorted({row for each in ranges for row in range(each.top(), each.bottom() + 1)})
        seqs = [self.model.seq_at(row) for row in rows]
        self.bulk.show_chosen(self._session.store.ids(seqs))

    def _drop_choice(self) -> None:
        index, flags = self.table.currentIndex(), QItemSelectionModel.SelectionFlag
        self.table.selectionModel().select(index, flags.ClearAndSelect | flags.Rows)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Row) and self.bulk.isHidden():
            self.picked.emit(row.id)

    def _choose(self, current: QModelIndex, _before: QModelIndex) -> None:
        row = current.data(ROW)
        if isinstance(row, Row):
            self.chosen.emit(row.id)
