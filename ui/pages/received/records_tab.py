"""The records of one package, and the answer to the one that is chosen."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from fieldapp.records.disclosures import Received
from fieldapp.services.receiving.answers import entry_of
from ui.pages.received.answer_form import AnswerForm
from ui.pages.received.copies_table import Copies
from ui.pieces import scrolled, words
from ui.session import Session
from ui.widgets.tables import dress

NONE = (
    "None of its records is here: they came again with a later package, under whose terms they "
    "are, or they were deleted."
)


class CopiesTable(QTableView):
    """Enter goes to the answer, Ctrl+Enter opens the record."""

    entered = Signal()
    asked_open = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            whole = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.asked_open if whole else self.entered).emit()
            return
        super().keyPressEvent(event)


class RecordsTab(QWidget):
    """Reads no record before it is chosen."""

    asked_delete = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._entry: Received | None = None
        self._model = Copies(session.store, self)
        self._table = CopiesTable()
        self._table.setModel(self._model)
        head = dress(self._table, "list-copies", "Records of this package")
        for at, width in ((0, 136), (2, 156), (3, 150)):
            head.resizeSection(at, width)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self._table.setMinimumHeight(104)
        self._form = AnswerForm(session)
        self._none = words(NONE, "muted", "copies-none")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self._none)
        column.addWidget(self._table, 1)
        self._area = scrolled(self._form)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._area, 2)
        self._connect()

    def _connect(self) -> None:
        self._table.selectionModel().currentRowChanged.connect(self._choose)
        self._table.entered.connect(self._form.focus)
        self._table.asked_open.connect(self._open_current)
        self._table.doubleClicked.connect(lambda _: self._open_current())
        self._form.opened.connect(self._session.opened)
        self._form.answered.connect(self._go_on)
        self._form.asked_delete.connect(self.asked_delete)

    def show_entry(self, entry: Received) -> None:
        """Show the records of another package, or the same one as it is now."""
        same = self._entry is not None and self._entry.id == entry.id
        number = self._table.currentIndex().row()
        record = self._model.id_at(number) if same else ""
        self._entry = entry
        self._model.show(entry)
        there = self._model.size() > 0
        self._none.setVisible(not there)
        self._table.setVisible(there)
        at = self._model.number_of(record) if record else 0 if there else -1
        if at < 0 and there:
            at = min(max(0, number), self._model.size() - 1)
        self._table.setCurrentIndex(self._model.index(at, 0))
        self._show_answer(at)

    def number(self) -> int:
        """How many records there are."""
        return self._model.size()

    def select(self, record_id: str) -> None:
        """Choose one record."""
        at = self._model.number_of(record_id)
        if at >= 0:
            self._table.setCurrentIndex(self._model.index(at, 0))
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, current: QModelIndex, _before: QModelIndex) -> None:
        self._show_answer(current.row())

    def _show_answer(self, number: int) -> None:
        record_id = self._model.id_at(number)
        if self._entry is None or not record_id:
            self._form.hide()
            return
        copy = self._session.store.get(record_id)
        self._form.show_copy(entry_of(self._session.store, copy), copy)

    def _go_on(self) -> None:
        """After an answer, to the next record without one."""
        at = self._model.next_unanswered(self._table.currentIndex().row())
        if at >= 0:
            self._table.setCurrentIndex(self._model.index(at, 0))
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_current(self) -> None:
        if record_id := self._model.id_at(self._table.currentIndex().row()):
            self._session.opened.emit(record_id)
