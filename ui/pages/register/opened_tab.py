"""Beside a data incident or a change of key: the packages that the key opens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from fieldapp.records.record import Record, evolve
from fieldapp.records.registers import DataIncident
from fieldapp.services.aftercare.opened import HEADS, NOTHING, opened_by, tell_by
from fieldapp.services.aftercare.register import Register
from fieldapp.vocab.spoken_days import day_in_words
from ui.models.lines import Index, Lines
from ui.pages.register.exports import Exports
from ui.pieces import button, row, set_role, words
from ui.session import Session
from ui.widgets.tables import dress

WARNING = "Whoever has the key and the file can read these. They stay readable for ever."
NO_KEY = "No key is said to be lost: set it under Who is at risk, and save."


class Opened(Lines):
    """One package a line."""

    columns = HEADS

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[tuple[str, ...]] = ()

    def show(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Replace the lines."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def size(self) -> int:
        """How many."""
        return len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell in words."""
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        return self._rows[index.row()][index.column()] if role in shown else None


class OpenedTab(QWidget):
    """Lists them, says by when those concerned are to be told, and writes the list down."""

    label = "What the key opens"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._record: Record | None = None
        self._register: Register = NOTHING
        self._said = words("", "strong", "opened-said")
        self._tell = words("", "muted", "opened-tell")
        self._take = button("Take this day as Tell by", "action-take-tell-by", "link")
        self._model = Opened(self)
        self._table = QTableView()
        self._table.setModel(self._model)
        head = dress(self._table, "list-opened", "Packages that the key opens")
        head.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self._exports = Exports("opened", session, self._to_write)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._said)
        column.addLayout(row(self._tell, self._take))
        column.addWidget(self._table, 1)
        column.addWidget(self._exports)
        column.addStretch(0)  # takes the room of the table where there is none
        self._take.clicked.connect(self._take_day)

    def show_record(self, record: Record | None) -> None:
        """Show what is opened, as the record is stored."""
        kept = self._session.store.get_many([record.id]).get(record.id) if record else None
        self._record = kept
        self._register = opened_by(self._session.store, kept) if kept else NOTHING
        number = len(self._register.rows)
        self._model.show(self._register.rows)
        self._table.setVisible(number > 0)
        is_lost = not (isinstance(kept, DataIncident) and kept.keys not in ("own", "partner"))
        told = f"{_packages(number)}. {WARNING}" if number else "No package is known."
        set_role(self._said, "strong" if number else "muted", told if is_lost else NO_KEY)
        self._exports.offer(number > 0)
        self._show_day(kept)

    def _show_day(self, record: Record | None) -> None:
        found = tell_by(self._session.store, record) if isinstance(record, DataIncident) else None
        taken = isinstance(record, DataIncident) and record.tell_by is not None
        told = (
            f"The agreements concerned want to be told by {day_in_words(found)}." if found else ""
        )
        self._tell.setText(told)
        self._tell.setVisible(bool(told))
        self._take.setVisible(found is not None and not taken)

    def _take_day(self) -> None:
        record = self._record
        if isinstance(record, DataIncident):
            with self._session.telling():
                self._session.save(evolve(record, tell_by=tell_by(self._session.store, record)))
                self.show_record(record)

    def _to_write(self) -> tuple[Register, str] | None:
        return (self._register, self._record.id) if self._record is not None else None


def _packages(number: int) -> str:
    return "1 package" if number == 1 else f"{number:,} packages"
