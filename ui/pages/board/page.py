"""The notifications board: windows above, a column a party, and what is chosen below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records.notifications import Notification
from fieldapp.services.notes_records import here_now
from fieldapp.services.notifications.board import board
from fieldapp.services.notifications.board_rows import Board, Line
from fieldapp.store.store import Changes
from fieldapp.vocab.folding import words as folded
from fieldapp.vocab.handling import Level
from ui import pieces
from ui.pages.board.act_form import Asked
from ui.pages.board.acts import Chosen, acts_for, next_act, of_one_party
from ui.pages.board.doing import Doing
from ui.pages.board.grid import FIXED, ROW, WHAT, BoardCell, BoardGrid, cells_in_column
from ui.pages.board.panel import Panel
from ui.pages.board.table import BoardTable
from ui.pages.board.windows import Windows
from ui.session import Session
from ui.widgets.empty import Empty
from ui.widgets.filter_bar import SearchLine
from ui.widgets.tables import dress

SHOWN = frozenset({"notification", "party_notice", "notification_system", "actor"})
WINDOW = "board.window"
WHEN_WIDE, LEAD_WIDE, WHAT_LEAST = 150, 152, 206
PARTY_LEAST, PARTY_MOST = 124, 170


class BoardPage(QWidget):
    """Arrows move, Shift chooses more, Enter does what is usual next, letters do the rest."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session, self._doing = session, Doing(session)
        self._board: Board | None = None
        self._windows, self._grid = Windows(), BoardGrid(self)
        self._windows.choose(str(session.setting(WINDOW, "")))
        self._table, self._panel = BoardTable(), Panel(session)
        self._search = SearchLine()
        self._none = pieces.words("", "muted", "board-none")
        self._empty = Empty("board-empty", "action-board-new", "main")
        self._stale = True
        self._lay_out()
        self._dress()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(pieces.words("Notifications board", "page"))
        head.addStretch(1)
        self._search.setObjectName("search-board")
        self._search.setPlaceholderText("Name, organisation, reference")
        self._search.setAccessibleName("Search the board")
        self._search.setClearButtonEnabled(True)
        self._search.setFixedWidth(260)
        self._new = pieces.button("New notification", "action-new-notification", "main")
        self._new.setToolTip("Ctrl+N")
        head.addWidget(self._search)
        head.addWidget(self._new)
        self._rule = pieces.words(
            "An acknowledgement is not a permission: it gives no access and changes no protection.",
            "muted",
            "board-rule",
        )
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._windows)
        column.addWidget(self._none)
        column.addWidget(self._table, 1)
        column.addWidget(self._panel)
        column.addWidget(self._rule)
        self._states = QStackedWidget()
        self._states.addWidget(inside)
        self._states.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 12, 24, 12)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self._states, 1)

    def _dress(self) -> None:
        table = self._table
        table.setModel(self._grid)
        table.setItemDelegate(BoardCell(table))
        head = dress(table, "list-board", "Notifications and parties")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        rows = table.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setMinimumSectionSize(80)
        head.setStretchLastSection(False)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # Its room is always there, so that no column moves when one more row needs it.
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        table.setCornerWidget(QWidget())
        self._empty.say(
            "Nothing is notified yet",
            "Sites and movements that parties are told of, one party at a time. "
            "Name the parties and lead times under Notification systems first.",
            "New notification",
        )

    def _connect(self) -> None:
        self._windows.chosen.connect(self._window_chosen)
        self._search.textChanged.connect(lambda _: self._fill())
        self._search.stepped_down.connect(self._to_table)
        self._new.clicked.connect(self.new)
        self._empty.pressed.connect(self.new)
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._choose())
        self._table.selectionModel().currentChanged.connect(lambda *_: self._choose())
        self._table.pressed_key.connect(self._key)
        self._table.entered_cell.connect(lambda: self._act(next_act(self._chosen())))
        self._table.doubleClicked.connect(lambda _: self._act(next_act(self._chosen())))
        self._panel.asked.connect(self._act)
        self._panel.left.connect(self._to_table)
        self._panel.form.answered.connect(self._answered)
        self._session.changed.connect(self._changed)

    # -- what the window asks --------------------------------------------------------------

    def start_here(self) -> None:
        """Put the cursor on the board."""
        self._to_table()

    def level(self) -> str:
        """Severe, as every notification is, where there is any."""
        return Level.SEVERE.value if self._board is not None and self._board.lines else ""

    def new(self) -> None:
        """Begin a notification."""
        self._session.asked_page.emit("notification", Notification(draft=True))

    def find_here(self) -> None:
        """Put the cursor in the search."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def back(self) -> bool:
        """Leave the form of an action before the page."""
        if self._panel.is_asking():
            self._panel.leave_form()
            return True
        return False

    def refresh(self) -> None:
        """Read the board again; the same cells stay chosen."""
        store = self._session.store
        self._board = board(store, here_now(store, store.now()))
        self._stale = False
        self._windows.show_counts(self._board)
        self._fill()
        if self.isVisible():
            self._session.shown.emit(self.level())

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew whenever it is looked at: the hours go on."""
        super().showEvent(event)
        self.refresh()

    # -- filling ---------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        if changes.kinds & SHOWN:
            self._stale = True
            if self.isVisible():
                self.refresh()

    def _window_chosen(self, name: str) -> None:
        self._session.set_setting(WINDOW, name)
        self._fill()

    def _fill(self) -> None:
        if self._board is None:
            return
        chosen, column = self._chosen(), self._table.currentIndex().column()
        lines = self._found(self._windows.lines(self._board))
        self._grid.show(self._board, lines)
        self._set_widths()
        self._states.setCurrentIndex(0 if self._board.lines else 1)
        self._none.setText(self._why_none())
        self._none.setVisible(not lines or not self._board.parties)
        self._choose_again(chosen, column)

    def _why_none(self) -> str:
        if self._board is not None and not self._board.parties:
            return "No party is named yet: name the parties under Notification systems."
        return "Nothing stands here." if not self._search.text() else "Nothing with these words."

    def _found(self, lines: Sequence[Line]) -> Sequence[Line]:
        wanted = folded(self._search.text())
        if not wanted:
            return lines
        return [each for each in lines if _has(each, wanted)]

    def _set_widths(self) -> None:
        head, parties = self._table.horizontalHeader(), self._grid.columnCount() - len(FIXED)
        room = self._table.viewport().width() - WHEN_WIDE - LEAD_WIDE
        each = max(PARTY_LEAST, min(PARTY_MOST, (room - WHAT_LEAST) // max(1, parties)))
        what = max(WHAT_LEAST, room - parties * each)
        widths = [WHEN_WIDE, what, LEAD_WIDE, *[each] * parties]
        for number, width in enumerate(widths):
            head.resizeSection(number, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's own."""
        super().resizeEvent(event)
        self._set_widths()

    # -- choosing --------------------------------------------------------------------------

    def _chosen(self) -> Chosen:
        at = self._table.currentIndex()
        if not at.isValid():
            return Chosen()
        rows = cells_in_column(self._table.selectionModel().selectedIndexes(), at.column())
        found = [self._grid.line_at(row) for row in rows or [at.row()]]
        lines = [each for each in found if each is not None]
        party = self._grid.party_at(at.column())
        return of_one_party(lines, party, at.column() - len(FIXED))

    def _choose(self) -> None:
        self._panel.show_chosen(self._chosen())

    def _choose_again(self, before: Chosen, column: int) -> None:
        if before.party is not None:
            column = self._grid.column_of(before.party.id)
        rows = [row for each in before.lines if (row := self._grid.row_of(each.id)) >= 0]
        model = self._table.selectionModel()
        if not rows or column < 0:
            model.clear()
            self._choose()
            return
        for row in rows:
            model.select(self._grid.index(row, column), QItemSelectionModel.SelectionFlag.Select)
        flag = QItemSelectionModel.SelectionFlag.NoUpdate
        model.setCurrentIndex(self._grid.index(rows[0], column), flag)
        self._choose()

    def _to_table(self) -> None:
        if not self._table.currentIndex().isValid() and self._grid.size():
            self._table.setCurrentIndex(self._grid.index(0, WHAT))
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- doing -----------------------------------------------------------------------------

    def _key(self, letter: str) -> None:
        for act in acts_for(self._chosen()):
            if act.key == letter:
                self._act(act.name)
                return

    def _act(self, name: str) -> None:
        chosen = self._chosen()
        if not chosen.lines:
            return
        with self._session.telling():
            asked = self._doing.begin(name, chosen)
            if asked is not None:
                self._panel.ask(asked)

    def _answered(self, asked: Asked, values: Mapping[str, Any]) -> None:
        with self._session.telling():
            asked.done(values)
            self._choose()
            self._to_table()


def _has(line: Line, wanted: Sequence[str]) -> bool:
    there = folded(f"{line.title} {line.organisation} {line.ref}")
    return all(any(word.startswith(each) for word in there) for each in wanted)
