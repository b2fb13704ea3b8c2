"""The attachments of a record as lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTableView

from fieldapp.services.attaching.wording import kind_in_words, size_in_words
from fieldapp.services.notes_records import here_now
from fieldapp.store.attachments import Attachment
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.spoken_days import day_in_words
from ui import theme
from ui.models.lines import Index, Lines
from ui.widgets.tables import dress


class AttachmentLines(Lines):
    """Name and note, kind and size, who added it when, and the begin of its hash."""

    columns = ("Name", "What", "Added", "SHA-256")

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._lines: Sequence[Attachment] = ()

    def show(self, lines: Sequence[Attachment]) -> None:
        """Replace the lines."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def size(self) -> int:
        """How many."""
        return len(self._lines)

    def line_at(self, number: int) -> Attachment | None:
        """One of them."""
        return self._lines[number] if 0 <= number < len(self._lines) else None

    def number_of(self, attachment_id: str) -> int:
        """Where one stands; -1 where it is not here."""
        ids = [each.id for each in self._lines]
        return ids.index(attachment_id) if attachment_id in ids else -1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell in words."""
        line = self.line_at(index.row()) if index.isValid() else None
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cells(line)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            return f"{line.name}\n{line.note}".strip()
        if role == Qt.ItemDataRole.ForegroundRole and index.column():
            return QColor(theme.current().muted)
        return None

    def _cells(self, line: Attachment) -> tuple[str, ...]:
        name = f"{line.name}  ·  {line.note}" if line.note else line.name
        what = f"{kind_in_words(line.kind)}, {size_in_words(line.size)}"
        return name, what, added_in_words(self._store, line), line.short_hash


def added_in_words(store: Store, line: Attachment) -> str:
    """On which day, by the station's clock, and by whom."""
    written = dt.datetime.fromisoformat(line.added_at[:19]).replace(tzinfo=dt.UTC)
    day = day_in_words(Day(here_now(store, written).date().isoformat()))
    return f"{day}, {line.added_by}" if line.added_by else day


def table_of(model: AttachmentLines) -> QTableView:
    """The table of these lines."""
    table = QTableView()
    table.setModel(model)
    head = dress(table, "list-attachments", "Attachments")
    head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    digit = table.fontMetrics().horizontalAdvance("0")
    for column, width in ((1, 18), (2, 20), (3, 11)):
        head.resizeSection(column, width * digit)
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().lineSpacing() + 14)
    return table
