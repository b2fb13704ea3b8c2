"""The records of one type as a Qt model: ids are held whole, rows only around what is on screen."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Sequence

import attrs
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    Qt,
)

from fieldapp.store.lists import listed
from fieldapp.store.store import Query, Row, Store
from fieldapp.vocab.handling import Level
from ui.models.lines import TOP, Index

ROW = Qt.ItemDataRole.UserRole  # the whole Row, for delegates and pages
PAGE = 100
PAGES = 40


class RecordList(QAbstractTableModel):
    """Columns are the fields declared listed; a sortable one is declared sorted.

    `refresh` keeps every persistent index on its record, so that selection and scroll stay.
    """

    def __init__(self, store: Store, query: Query, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.kind = store.kind(query.kind)
        self.columns = listed(self.kind)
        self.query = query
        self._seqs: array[int] = store.keys(query)
        self._pages: OrderedDict[int, dict[int, Row]] = OrderedDict()

    # -- what pages ask --------------------------------------------------------------------

    def set_query(self, query: Query) -> None:
        """Show what another query selects; what is still shown keeps its selection."""
        self.query = query
        self.refresh()

    def refresh(self) -> None:
        """Read the list again, as after a change."""
        before, after = self._seqs, self._store.keys(self.query)
        self._pages.clear()
        if before == after:
            if len(after):
                end = self.index(len(after) - 1, self.columnCount() - 1)
                self.dataChanged.emit(self.index(0, 0), end)
            return
        first = _same_from_start(before, after)
        last = _same_from_start(before[first:][::-1], after[first:][::-1])
        gone, new = len(before) - first - last, len(after) - first - last
        if gone and new:
            self._lay_out(after)
        elif gone:
            self.beginRemoveRows(TOP, first, first + gone - 1)
            self._seqs = after
            self.endRemoveRows()
        else:
            self.beginInsertRows(TOP, first, first + new - 1)
            self._seqs = after
            self.endInsertRows()

    def _lay_out(self, seqs: array[int]) -> None:
        """Move every persistent index to where its record stands in another list."""
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self._seqs[index.row()]) for index in self.persistentIndexList()]
        self._seqs = seqs
        wanted = {seq for _, seq in kept}
        places = {seq: row for row, seq in enumerate(seqs) if seq in wanted} if wanted else {}
        for old, seq in kept:
            row = places.get(seq)
            self.changePersistentIndex(
                old, QModelIndex() if row is None else self.index(row, old.column())
            )
        self.layoutChanged.emit()

    def row_at(self, number: int) -> Row | None:
        """One row, read with those around it; None where it has gone meanwhile."""
        if not 0 <= number < len(self._seqs):
            return None
        return self._page(number // PAGE).get(self._seqs[number])

    def seq_at(self, number: int) -> int:
        """The number by which the store knows a row; it stays the same when the list moves."""
        return self._seqs[number] if 0 <= number < len(self._seqs) else -1

    def row_of_seq(self, seq: int) -> int:
        """Where a row stands now; -1 where it is not shown."""
        try:
            return self._seqs.index(seq)
        except ValueError:
            return -1

    def row_of(self, record_id: str) -> int:
        """Where a record stands now; -1 where it is not shown."""
        head = self._store.head(record_id)
        return -1 if head is None else self.row_of_seq(head.seq)

    def sortable(self, column: int) -> bool:
        """Whether the list can be sorted by a column."""
        return self.columns[column].spec.sorted

    def _page(self, number: int) -> dict[int, Row]:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        seqs = self._seqs[number * PAGE : (number + 1) * PAGE]
        page = {row.seq: row for row in self._store.rows(self.kind.noun, seqs)}
        self._pages[number] = page
        if len(self._pages) > PAGES:
            self._pages.popitem(last=False)
        return page

    # -- what Qt asks ----------------------------------------------------------------------

    def rowCount(self, parent: Index = TOP) -> int:
        """Qt's own."""
        return 0 if parent.isValid() else len(self._seqs)

    def columnCount(self, parent: Index = TOP) -> int:
        """Qt's own."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The labels of the fields."""
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        spec = self.columns[section].spec
        if role == Qt.ItemDataRole.DisplayRole:
            return spec.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return spec.help or None
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell in words; the level in its colour; the whole `Row` under `ROW`."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.cells[index.column()]
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(part for part in (row.cells[index.column()], *marks(row)))
            case _ if role == ROW:
                return row
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort in the database, by a column declared sorted; -1 is newest first."""
        name = self.columns[column].name if 0 <= column < len(self.columns) else ""
        if name and not self.columns[column].spec.sorted:
            return
        down = not name or order == Qt.SortOrder.DescendingOrder
        self.set_query(attrs.evolve(self.query, sort=name, descending=down))


def _same_from_start(one: array[int], other: array[int]) -> int:
    """How many numbers two lists begin with in common."""
    shorter = min(len(one), len(other))
    if one[:shorter] == other[:shorter]:
        return shorter
    low, high = 0, shorter  # one[:low] is the same, one[:high] is not
    while high - low > 1:
        middle = (low + high) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle
    return low


def level_of(row: Row) -> Level:
    """The level of a row; unknown means Severe."""
    return Level(row.level) if row.level in list(Level) else Level.SEVERE


def marks(row: Row) -> tuple[str, ...]:
    """What a list says of a row beside its words: its level, and what may be done with it."""
    said: Sequence[tuple[bool, str]] = (
        (row.draft, "Draft"),
        (row.received, "Received"),
        (row.retracted, "Taken back"),
        (row.sealed, "Locked"),
    )
    return (level_of(row).value.capitalize(), *(word for true, word in said if true))
