"""The calendar page: a month or a week, and beside it the chosen day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from fieldapp.services.calendar import Entry, entries
from fieldapp.services.notes_records import here_now
from fieldapp.store.store import Changes
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import Level
from fieldapp.vocab.spoken_days import MONTHS, day_in_words, weekday_in_words
from ui import pieces
from ui.pages.calendar.agenda import Agenda
from ui.pages.calendar.grid import WEEK, DayCell, DayGrid
from ui.session import Session
from ui.widgets.tables import dress

MONTH_ROWS = 6
LINES_WIDE = 40  # in lines of text: what days and a day beside each other need
FORM = "calendar.by_week"


class CalendarPage(QWidget):
    """Arrows move the day, Enter goes to its entries, Page Up and Page Down turn the leaf."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._day = self._today()
        self._by_week = bool(session.setting(FORM, False))
        self._title = pieces.title("", "calendar-title")
        self._grid, self._agenda = DayGrid(self), Agenda(self)
        self._days = _Days()
        self._lines = QTableView()
        self._head = pieces.words("", "section", "calendar-day")
        self._none = pieces.words("Nothing on this day.", "muted", "calm-calendar")
        self._stale = True
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addStretch(1)
        self._before = pieces.button("‹", "action-before", "flat")
        self._before.setAccessibleName("The month or week before")
        self._now = pieces.button("Today", "action-today")
        self._after = pieces.button("›", "action-after", "flat")
        self._after.setAccessibleName("The month or week after")
        self._turn = pieces.button("", "action-by-week")
        for each in (self._before, self._now, self._after, self._turn):
            head.addWidget(each)
        self._dress_days()
        self._dress_lines()
        side = QWidget()
        self._side = column = QVBoxLayout(side)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addWidget(self._none)
        column.addWidget(self._lines, 1)
        self._split = split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._days)
        split.addWidget(side)
        split.setSizes([760, 380])
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 12)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(split, 1)

    def _dress_days(self) -> None:
        days = self._days
        days.setModel(self._grid)
        days.setItemDelegate(DayCell(days))
        head = dress(days, "list-calendar", "Calendar")
        days.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        days.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        days.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _dress_lines(self) -> None:
        self._lines.setModel(self._agenda)
        head = dress(self._lines, "list-agenda", "Entries of the day")
        head.hide()
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self._lines.hideColumn(1)  # said under the title, so that both have the width
        self._lines.setWordWrap(True)
        self._lines.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _connect(self) -> None:
        self._before.clicked.connect(lambda: self._leaf(-1))
        self._after.clicked.connect(lambda: self._leaf(1))
        self._now.clicked.connect(lambda: self.show_day(self._today()))
        self._turn.clicked.connect(self._switch)
        self._days.turned.connect(self._leaf)
        self._days.gone_into.connect(self._go_to_lines)
        self._days.selectionModel().currentChanged.connect(self._moved)
        self._days.doubleClicked.connect(lambda _: self._go_to_lines())
        self._lines.activated.connect(lambda index: self._open(index.row()))
        self._lines.clicked.connect(lambda index: self._open(index.row()))
        self._session.changed.connect(self._changed)

    # -- what the window asks --------------------------------------------------------------

    def start_here(self) -> None:
        """Put the cursor on the day."""
        self._days.setFocus(Qt.FocusReason.OtherFocusReason)

    def level(self) -> str:
        """The highest level among what is shown."""
        first, last = self._span()
        days = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
        held = {each.level for day in days for each in self._grid.entries_on(day)}
        levels = [Level(each) for each in held if each in list(Level)]
        return Level.highest(*levels).value if levels else ""

    def take(self, argument: object) -> None:
        """Show a day."""
        if isinstance(argument, dt.date):
            self.show_day(argument)

    def show_day(self, day: dt.date) -> None:
        """Go to a day."""
        before, self._day = self._span(), day
        if self._span() != before or self._stale:
            self.refresh()
        else:
            self._choose()

    def refresh(self) -> None:
        """Read the span again."""
        first, last = self._span()
        now = self._session.store.now()
        found: dict[dt.date, list[Entry]] = {}
        for each in entries(self._session.store, first, last, now):
            found.setdefault(each.day, []).append(each)
        month = 0 if self._by_week else self._day.month
        weeks = ((last - first).days + 1) // WEEK
        self._grid.show(first, weeks, month, self._today(), found)
        self._stale = False
        self._title.setText(self._in_words(first, last))
        self._turn.setText("By month" if self._by_week else "By week")
        self._turn.setAccessibleName(self._turn.text())
        self._choose()
        if self.isVisible():
            self._session.shown.emit(self.level())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where large text leaves no room beside the days, the chosen day stands below them."""
        super().resizeEvent(event)
        low = self.width() < LINES_WIDE * self.fontMetrics().height()
        self._side.setContentsMargins(0 if low else 16, 8 if low else 0, 0, 0)
        self._split.setOrientation(Qt.Orientation.Vertical if low else Qt.Orientation.Horizontal)

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew whenever it is looked at."""
        super().showEvent(event)
        self.refresh()

    # -- going about -----------------------------------------------------------------------

    def _today(self) -> dt.date:
        return here_now(self._session.store, self._session.store.now()).date()

    def _span(self) -> tuple[dt.date, dt.date]:
        start = self._day if self._by_week else self._day.replace(day=1)
        monday = start - dt.timedelta(days=start.weekday())
        weeks = 1 if self._by_week else MONTH_ROWS
        return monday, monday + dt.timedelta(days=weeks * WEEK - 1)

    def _in_words(self, first: dt.date, last: dt.date) -> str:
        if not self._by_week:
            return f"{MONTHS[self._day.month - 1].capitalize()} {self._day.year}"
        return " – ".join(day_in_words(Day(each.isoformat())) for each in (first, last))

    def _leaf(self, step: int) -> None:
        if self._by_week:
            self.show_day(self._day + dt.timedelta(days=WEEK * step))
            return
        month = self._day.year * 12 + self._day.month - 1 + step
        self.show_day(dt.date(month // 12, month % 12 + 1, 1))

    def _switch(self) -> None:
        self._by_week = not self._by_week
        self._session.set_setting(FORM, self._by_week)
        self.refresh()

    def _choose(self) -> None:
        index = self._grid.index_of(self._day)
        model = self._days.selectionModel()
        model.setCurrentIndex(index, model.SelectionFlag.ClearAndSelect)
        self._show_day_entries()

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self._day = self._grid.day_at(index)
            self._show_day_entries()

    def _show_day_entries(self) -> None:
        named = Day(self._day.isoformat())
        self._head.setText(f"{weekday_in_words(named)} {day_in_words(named)}")
        found: Sequence[Entry] = self._grid.entries_on(self._day)
        self._agenda.show(found)
        self._none.setVisible(not found)
        self._lines.setVisible(bool(found))

    def _go_to_lines(self) -> None:
        if self._agenda.size():
            self._lines.setCurrentIndex(self._agenda.index(0, 0))
            self._lines.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, number: int) -> None:
        entry = self._agenda.entry_at(number)
        if entry is not None:
            self._session.opened.emit(entry.id)

    def _changed(self, _changes: Changes) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()


class _Days(QTableView):
    """Page Up and Page Down turn the leaf, Enter goes into the day."""

    turned = Signal(int)
    gone_into = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own."""
        match event.key():
            case Qt.Key.Key_PageUp:
                self.turned.emit(-1)
            case Qt.Key.Key_PageDown:
                self.turned.emit(1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.gone_into.emit()
            case _:
                super().keyPressEvent(event)
