"""Who got what about this record, when, under which clause."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from fieldapp.services.aftercare.left import PAGE, count_left, left_of
from fieldapp.services.aftercare.register import Register, by_code, lines_of, sentence, who_got
from fieldapp.services.sharing.versions import chain
from fieldapp.vocab.handling import Level
from ui.pages.register.exports import Exports
from ui.pages.register.tables import WhoGot
from ui.pieces import button, labelled, row, words
from ui.session import Session
from ui.widgets.options import Option, TypeAhead
from ui.widgets.tables import dress

ASK = "Find a record by its words, its reference, or the code that it has outside."
NEVER = "Nothing of this record has left this vault."


class RecordQuestion(QWidget):
    """A record is found by typing; its list grows by a screenful at a time."""

    label = "About a record"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._record = ""
        self._offset = 0
        self.line = TypeAhead(self._suggest, letters=2)
        self.line.setObjectName("field-register_record")
        self.line.setAccessibleName("Record")
        self.line.setPlaceholderText("Two letters find it")
        self._said = words(ASK, "muted", "who-got-says")
        self._model = WhoGot(self)
        self._table = QTableView()
        self._clauses = words("", "muted", "who-got-clauses")
        self._more = button("Show older ones", "action-more-who_got", "link")
        self._open = button("Open the entry", "action-open-entry")
        self._back = button("Take it back…", "action-take-back")
        self._exports = Exports("who_got", session, self._register)
        self._lay_out()
        self.line.taken.connect(self._take)
        self._more.clicked.connect(self._show_more)
        self._open.clicked.connect(self._open_entry)
        self._back.clicked.connect(lambda: self._session.asked_page.emit("take_back", self._record))
        self._table.activated.connect(lambda _: self._open_entry())
        self._table.selectionModel().currentRowChanged.connect(self._show_clauses)
        self._fill()

    def _lay_out(self) -> None:
        self._table.setModel(self._model)
        head = dress(self._table, "list-who_got", "Who got what of it")
        for place, width in enumerate((95, 170, 125, 180, 130, 85, 110)):
            head.resizeSection(place, width)
        head.setSectionResizeMode(7, QHeaderView.ResizeMode.Stretch)
        self.line.setMaximumWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addLayout(labelled("Record", self.line))
        column.addWidget(self._said)
        column.addWidget(self._table, 1)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._clauses)
        foot = row(self._open, self._back, self._exports, stretch=False)
        foot.setAlignment(Qt.AlignmentFlag.AlignTop)
        foot.setStretch(2, 1)
        column.addLayout(foot)

    def show_record(self, record_id: str) -> None:
        """Ask about this record."""
        head = self._session.store.head(record_id)
        self._record = record_id
        self.line.setText(f"{head.ref}  {head.title}" if head is not None else "(removed here)")
        self.line.setCursorPosition(0)
        self.refresh()

    def level(self) -> str:
        """The highest level of what left, and of the record that is named."""
        told = {each.level for at in range(self._model.size()) if (each := self._model.line_at(at))}
        head = self._session.store.head(self._record) if self._record else None
        told |= {head.level} if head is not None else set()
        levels = [Level(each) for each in told if each in set(Level)]
        return Level.highest(*levels).value if levels else ""

    def refresh(self) -> None:
        """Read it again from the newest."""
        self._offset = PAGE
        store = self._session.store
        left = left_of(store, self._record) if self._record else ()
        self._model.show(lines_of(store, left))
        self._fill()

    def _fill(self) -> None:
        any_left, store = bool(self._model.size()), self._session.store
        number = count_left(store, self._record) if self._record else 0
        self._more.setVisible(number > self._offset)
        if self._record:
            packages = "1 entry" if number == 1 else f"{number:,} entries"
            self._said.setText(f"{packages} of the outbox carried it." if any_left else NEVER)
        for each in (self._open, self._back):
            each.setEnabled(any_left)
        self._exports.offer(any_left)
        self._table.setVisible(any_left)
        self._clauses.setVisible(any_left)
        if any_left:
            self._table.setCurrentIndex(self._model.index(0, 0))

    def _show_more(self) -> None:
        store = self._session.store
        self._model.add(lines_of(store, left_of(store, self._record, offset=self._offset)))
        self._offset += PAGE
        self._more.setVisible(count_left(store, self._record) > self._offset)

    def _show_clauses(self, index: QModelIndex) -> None:
        line = self._model.line_at(index.row())
        if line is not None:
            told = [sentence(line), f"Keep until {line.keep_until}." if line.keep_until else ""]
            told.append(f"Clauses applied: {' '.join(line.clauses)}")
            self._clauses.setText(" ".join(filter(None, told)))

    def _open_entry(self) -> None:
        line = self._model.line_at(self._table.currentIndex().row())
        if line is not None:
            self._session.opened.emit(line.disclosure)

    def _suggest(self, typed: str) -> list[Option]:
        store = self._session.store
        nouns = [kind.noun for kind in store.types if kind.leaves]
        labels = {kind.noun: kind.label for kind in store.types}
        found = [
            Option(head.id, head.title or head.ref, f"{labels[head.kind]}  {head.ref}")
            for head in store.suggest(nouns, typed)
        ]
        coded = [
            Option(each, typed.strip().upper(), self._called(each))
            for each in by_code(store, typed)
        ]
        return [*coded, *found]

    def _called(self, record_id: str) -> str:
        head = self._session.store.head(chain(self._session.store, record_id)[-1])
        return f"{head.ref}  {head.title}" if head is not None else "removed here for ever"

    def _take(self, option: Option) -> None:
        self.show_record(str(option.value))
        self._session.shown.emit(self.level())

    def _register(self) -> tuple[Register, str] | None:
        if not self._record:
            return None
        store = self._session.store
        newest = self._model.line_at(0)
        noted = self._record if store.exists(self._record) else newest.disclosure if newest else ""
        return who_got(store, self._record), noted
