"""The bin: what was deleted, encrypted as everything; brought back, or removed for ever."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from fieldapp.services.aftercare.retention import destroy
from fieldapp.store.store import Changes, Row
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import Level
from fieldapp.vocab.spoken_days import day_in_words
from ui import pieces
from ui.models.lines import Index, Lines
from ui.pages.register.purge_list import PurgeList
from ui.session import Session
from ui.widgets.asking import Asking
from ui.widgets.empty import Empty
from ui.widgets.tables import dress

FOR_EVER = (
    "Removes it with its history and words, and cannot be undone. Backups and packages that were "
    "made before still hold it."
)
LOCKED = (
    "It is locked, so it is kept unless there is a reason to destroy it. This removes it with its "
    "history and words, and cannot be undone. Backups and packages made before still hold it."
)


class Binned(Lines):
    """What lies in the bin."""

    columns = ("Title", "What", "Reference", "Deleted on")

    def __init__(self, labels: dict[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._labels = labels
        self._rows: Sequence[tuple[Row, str]] = ()

    def show(self, rows: Sequence[tuple[Row, str]]) -> None:
        """Replace the lines."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def size(self) -> int:
        """How many."""
        return len(self._rows)

    def row_at(self, number: int) -> Row | None:
        """One of them."""
        return self._rows[number][0] if 0 <= number < len(self._rows) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell in words."""
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        row, at = self._rows[index.row()]
        kind = self._labels.get(row.kind, row.kind)
        return (row.title or row.ref, kind, row.ref, day_in_words(Day(at[:10])))[index.column()]


class BinPage(QWidget):
    """A list, and two buttons for what is chosen in it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._model = Binned({kind.noun: kind.label for kind in session.store.types}, self)
        self._table = QTableView()
        self._asking = Asking("purge")
        self._left = PurgeList(session)
        self._asked: Row | None = None
        self._empty = Empty("empty-bin", "action-leave-bin")
        self._empty.say(
            "The bin is empty", "What you delete lies here until you remove it.", "Today"
        )
        self._empty.pressed.connect(lambda: session.asked_page.emit("today", None))
        self._restore = pieces.button("Bring back", "action-restore", "main")
        self._purge = pieces.button("Remove for ever…", "action-purge")
        self._lay_out()
        self._asking.left.connect(self._close_list)
        self._restore.clicked.connect(self._bring_back)
        self._purge.clicked.connect(self._ask)
        self._table.activated.connect(lambda _: self._bring_back())
        session.changed.connect(self._changed)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(pieces.title("Bin"))
        head.addStretch(1)
        head.addWidget(self._purge)
        head.addWidget(self._restore)
        self._table.setModel(self._model)
        top = dress(self._table, "list-bin", "What was deleted")
        top.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for place, width in ((1, 170), (2, 190), (3, 130)):
            top.resizeSection(place, width)
        self._states = QStackedWidget()
        self._states.addWidget(self._table)
        self._states.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._asking)
        column.addWidget(self._left)
        column.addWidget(self._states, 1)

    def start_here(self) -> None:
        """Put the cursor on the list."""
        place: QWidget = self._table if self._model.size() else self._empty.button
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def level(self) -> str:
        """The highest level of what lies here."""
        rows = [self._model.row_at(number) for number in range(self._model.size())]
        if self._asked is not None and not self._asking.isHidden():
            rows.append(self._asked)
        levels = [Level(row.level) for row in rows if row and row.level in list(Level)]
        return Level.highest(*levels).value if levels else ""

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew whenever it is looked at."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Read the bin."""
        at = max(0, self._table.currentIndex().row())
        self._model.show(self._session.store.binned())
        number = self._model.size()
        self._states.setCurrentIndex(0 if number else 1)
        for each in (self._restore, self._purge):
            each.setEnabled(bool(number))
        if number:
            self._table.setCurrentIndex(self._model.index(min(at, number - 1), 0))
        self._session.shown.emit(self.level())

    def _chosen(self) -> Row | None:
        return self._model.row_at(self._table.currentIndex().row())

    def _bring_back(self) -> None:
        row = self._chosen()
        if row is not None:
            with self._session.telling():
                self._session.restore(row.id)
                self._session.said.emit("It is back in its list.")

    def take(self, argument: object) -> None:
        """Ask whether to remove a record for ever that never lies in the bin: a locked one."""
        head = self._session.store.head(argument) if isinstance(argument, str) else None
        if head is not None:
            self._ask_of(head, LOCKED)

    def _ask(self) -> None:
        row = self._chosen()
        if row is not None:
            self._ask_of(row, FOR_EVER)

    def _ask_of(self, row: Row, told: str) -> None:
        """First what left of it: once it is removed, those who have it can still be asked."""
        self._asked = row
        self._left.show_record(row.id)
        go = partial(self._remove, row.id)
        self._asking.ask(f"{row.ref}: {told} Why does it go? Name nobody.", "Remove for ever", go)
        self._session.shown.emit(self.level())

    def _close_list(self) -> None:
        if self._asking.isHidden():  # not only because another page is on screen
            self._left.hide()

    def _remove(self, record_id: str, reason: str) -> None:
        self._session.announce(destroy(self._session.store, record_id, reason))
        self._left.hide()
        told = "Removed for ever from this vault."
        if self._left.number:
            told += " The outbox still says, by code only, that it left: see Who holds what."
        self._session.said.emit(told)

    def _changed(self, _changes: Changes) -> None:
        if self.isVisible():
            self.refresh()
