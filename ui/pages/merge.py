"""Merge two records that are one: see what comes of it first, undo it afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from fieldapp.records.counted import in_sentence
from fieldapp.records.record import Record
from fieldapp.records.values import is_empty
from fieldapp.services.merging import MergeLine, MergePlan, plan_merge
from fieldapp.vocab.handling import Level
from ui import pieces
from ui.models.lines import Index, Lines
from ui.screen_words import on_screen
from ui.session import Session
from ui.widgets.empty import Empty
from ui.widgets.tables import dress

TAKE = 3


class MergeLines(Lines):
    """The fields in which the two differ; a tick in the last column takes the other's value."""

    columns = ("Field", "Kept record", "The other", "Merged")

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lines: Sequence[MergeLine] = ()
        self._titles: dict[str, str] = {}

    def show(self, lines: Sequence[MergeLine], titles: dict[str, str]) -> None:
        """Replace the lines."""
        self.beginResetModel()
        self._lines, self._titles = lines, titles
        self.endResetModel()

    def size(self) -> int:
        """How many differ."""
        return len(self._lines)

    def line_at(self, number: int) -> MergeLine:
        """One of them."""
        return self._lines[number]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell in words."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            values = (line.field.spec.label, line.kept, line.other, line.result)
            value = values[index.column()]
            return value if index.column() == 0 else self._words(line, value)
        if role == Qt.ItemDataRole.FontRole and index.column() == TAKE:
            return None
        return None

    def _words(self, line: MergeLine, value: object) -> str:
        if is_empty(value):
            return "–"
        return on_screen(line.field, value, lambda target: self._titles.get(target, "?"))


class MergePage(QWidget):
    """Two records side by side, and the third that comes of them."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._ids: list[str] = []
        self._taken: set[str] = set()
        self._plan: MergePlan | None = None
        self._title = pieces.title("Merge", "merge-title")
        self._about = pieces.words("", "muted", "merge-about")
        self._model = MergeLines(session, self)
        self._table = QTableView()
        self._swap = pieces.button("Keep the other one", "action-swap")
        self._take = pieces.button("Take the other's value", "action-take-other")
        self._go = pieces.button("Merge", "action-merge", "main")
        self._none = Empty("empty-merge", "action-leave-merge")
        self._none.say(
            "Nothing to merge", "Choose two records in a list, then Merge.", "To the incidents"
        )
        self._lay_out()
        self._swap.clicked.connect(self._turn)
        self._take.clicked.connect(self._take_other)
        self._go.clicked.connect(self._merge)
        self._none.pressed.connect(lambda: session.asked_page.emit("incident", None))
        self._table.activated.connect(lambda _: self._take_other())
        self._show()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addStretch(1)
        for each in (self._swap, self._take, self._go):
            head.addWidget(each)
        self._table.setModel(self._model)
        top = dress(self._table, "list-merge", "What the two differ in")
        top.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._table.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._about)
        column.addWidget(self._table, 1)
        column.addWidget(self._none, 1)

    def take(self, argument: object) -> None:
        """Merge these records, given by id: all others into the first, one after the other."""
        if isinstance(argument, tuple):
            self._ids = [str(each) for each in argument]
            self._taken.clear()
            self._show()

    def level(self) -> str:
        """The highest level of the two."""
        heads = (self._session.store.head(each) for each in self._ids[:2])
        levels = [Level(head.level) for head in heads if head and head.level in list(Level)]
        return Level.highest(*levels).value if levels else ""

    def start_here(self) -> None:
        """Put the cursor on what differs."""
        place: QWidget = self._table if self._model.size() else self._none.button
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- showing ---------------------------------------------------------------------------

    def _pair(self) -> tuple[Record, Record] | None:
        found = self._session.store.get_many(self._ids)
        records = [found[each] for each in self._ids if each in found]
        return (records[0], records[1]) if len(records) > 1 else None

    def _show(self) -> None:
        pair = self._pair()
        self._plan = None
        if pair is not None:
            with self._session.telling():
                self._plan = plan_merge(self._session.store, *pair, self._taken)
        there = self._plan is not None
        for each in (self._about, self._table, self._swap, self._take, self._go):
            each.setVisible(there)
        self._none.setVisible(not there)
        if pair is not None and self._plan is not None:
            self._show_plan(pair, self._plan)

    def _show_plan(self, pair: tuple[Record, Record], plan: MergePlan) -> None:
        kept, other = pair
        ids = {
            target
            for line in plan.lines
            if line.field.spec.target
            for value in (line.kept, line.other, line.result)
            for target in (value if isinstance(value, tuple) else (value,))
        }
        self._model.show(plan.lines, self._session.store.titles(ids))
        self._table.resizeRowsToContents()
        more = len(self._ids) - 2
        said = [f"{other.ref} is merged into {kept.ref}."]
        moved = len(plan.records) - 2
        if moved:
            records = "1 record" if moved == 1 else f"{moved:,} records"
            said.append(f"{records} will point to {kept.ref} instead.")
        if plan.locked:
            locked = "1 locked record keeps" if plan.locked == 1 else f"{plan.locked:,} locked keep"
            said.append(f"{locked} pointing to {other.ref}.")
        if more > 0:
            said.append(f"{more:,} more come after this one.")
        said.append("Ctrl+Z takes it back.")
        self._about.setText(" ".join(said))
        self._title.setText(f"Merge {in_sentence(type(kept).plural)}")
        self._table.selectRow(0)

    # -- acting ----------------------------------------------------------------------------

    def _turn(self) -> None:
        if len(self._ids) > 1:
            self._ids[0], self._ids[1] = self._ids[1], self._ids[0]
            self._taken.clear()
            self._show()

    def _take_other(self) -> None:
        row = self._table.currentIndex().row()
        if 0 <= row < self._model.size():
            self._taken ^= {self._model.line_at(row).field.name}
            self._show()
            self._table.selectRow(row)

    def _merge(self) -> None:
        if self._plan is None:
            return
        kept = self._ids[0]
        with self._session.telling():
            store = self._session.store
            with store.as_one():
                moved = store.attachments.move(self._ids[1], kept)
                changes = moved | store.save(*self._plan.records, why="merged")
            self._session.announce(changes)
            self._session.said.emit("Merged. Ctrl+Z takes it back.")
            del self._ids[1]
            self._taken.clear()
            if len(self._ids) > 1:
                self._show()
            else:
                self._ids = []
                self._show()
                self._session.opened.emit(kept)
