"""The records that came with a package, lazily: what each is, how it stands, what was answered."""

from __future__ import annotations

from collections import OrderedDict

import attrs
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from fieldapp.records.disclosures import Received
from fieldapp.services.receiving.answers import in_words, replies
from fieldapp.services.receiving.marks import Mark, marks
from fieldapp.store.store import Row, Store
from ui import theme
from ui.models.lines import Index, Lines

PAGE, PAGES = 100, 20
RECORD = Qt.ItemDataRole.UserRole  # the id of the record in a line
ANSWER = 3


@attrs.frozen
class Line:
    """One record: its head and how it stands."""

    row: Row = attrs.field(repr=False)
    mark: Mark


class Copies(Lines):
    """Holds sequence numbers, and lines only around what is on screen."""

    columns = ("Record", "Title", "How it stands", "Answer")

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._seqs: list[tuple[str, int]] = []
        self._answers: dict[str, str] = {}
        self._pages: OrderedDict[int, list[Line | None]] = OrderedDict()

    def show(self, entry: Received) -> None:
        """Show the records that this package brought last, and those that it took back."""
        self.beginResetModel()
        came = self._store.came_with(entry.id)
        self._seqs = [(noun, seq) for noun, seqs in came.items() for seq in seqs]
        # What it only took back came with another package, and is shown here too.
        heads = self._store.heads(entry.took_back)
        self._seqs += [(row.kind, row.seq) for row in heads.values()]
        self._note(entry)
        self.endResetModel()

    def note_answers(self, entry: Received) -> None:
        """The same records, answered meanwhile: the place in the list stays."""
        self._note(entry)
        if self._seqs:
            self.dataChanged.emit(self.index(0, ANSWER), self.index(self.size() - 1, ANSWER))

    def _note(self, entry: Received) -> None:
        self._answers = {key: in_words(each.answer) for key, each in replies(entry).items()}
        self._pages.clear()

    def size(self) -> int:
        """How many came."""
        return len(self._seqs)

    def id_at(self, number: int) -> str:
        """The record of one line; "" where there is none."""
        line = self._line(number)
        return line.row.id if line is not None else ""

    def number_of(self, record_id: str) -> int:
        """Where a record stands; -1 where it did not come with this package."""
        head = self._store.head(record_id)
        at = (head.kind, head.seq) if head is not None else ("", 0)
        return self._seqs.index(at) if at in self._seqs else -1

    def next_unanswered(self, after: int) -> int:
        """The next line without an answer, round from the top; -1 where all are answered."""
        turn = [*range(after + 1, self.size()), *range(after + 1)]
        return next((each for each in turn if self.id_at(each) not in self._answers), -1)

    def _line(self, number: int) -> Line | None:
        if not 0 <= number < len(self._seqs):
            return None
        at = number // PAGE
        if at not in self._pages:
            self._pages[at] = self._read(self._seqs[at * PAGE : (at + 1) * PAGE])
            if len(self._pages) > PAGES:
                self._pages.popitem(last=False)
        return self._pages[at][number % PAGE]

    def _read(self, seqs: list[tuple[str, int]]) -> list[Line | None]:
        found: dict[int, Row] = {}
        for noun in {noun for noun, _ in seqs}:
            wanted = [seq for other, seq in seqs if other == noun]
            found.update((row.seq, row) for row in self._store.rows(noun, wanted))
        told = marks(self._store, [row.id for row in found.values()])
        return [
            Line(found[seq], told.get(found[seq].id, Mark())) if seq in found else None
            for _, seq in seqs
        ]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell in words; what was taken back is grey."""
        line = self._line(index.row()) if index.isValid() else None
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(line)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, self._words(line)))
        if role == Qt.ItemDataRole.ForegroundRole and line.row.retracted:
            return QColor(theme.current().muted)
        return line.row.id if role == RECORD else None

    def _words(self, line: Line) -> tuple[str, str, str, str]:
        row = line.row
        stands = line.mark.in_words(row.retracted)
        return row.ref, row.title or "No title", stands, self._answers.get(row.id, "")
