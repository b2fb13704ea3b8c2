"""What is due for review: what is proposed by the category, and what was decided, with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from fieldapp.errors import FieldappError
from fieldapp.services.aftercare.retention import (
    DESTROYED,
    DueReview,
    due_for_review,
    keep_longer,
    later,
)
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import Level
from fieldapp.vocab.spoken_days import day_in_words, read_day
from fieldapp.vocab.vocabulary import vocabulary
from ui.models.lines import Index, Lines
from ui.pieces import button, labelled, line, row, words
from ui.session import Session
from ui.widgets.elided import ElidedCombo
from ui.widgets.tables import dress

NONE = "Nothing is due for review."
SOME = "Due for review. What is proposed follows from the category; you decide, with a reason."


class Due(Lines):
    """Records that are due, oldest first."""

    columns = ("Record", "Type", "Since", "Proposed", "Why")

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._due: Sequence[DueReview] = ()
        self._titles: dict[str, str] = {}

    def show(self, due: Sequence[DueReview]) -> None:
        """Replace the lines."""
        self.beginResetModel()
        self._due = due
        self._titles = self._store.titles({each.record.id for each in due}) if due else {}
        self.endResetModel()

    def size(self) -> int:
        """How many."""
        return len(self._due)

    def due_at(self, number: int) -> DueReview | None:
        """One of them."""
        return self._due[number] if 0 <= number < len(self._due) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell in words; the tip has all of it."""
        shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        if not index.isValid() or not shown:
            return None
        each = self._due[index.row()]
        return (
            f"{each.record.ref}  {self._titles.get(each.record.id, '')}",
            type(each.record).label,
            day_in_words(Day(each.since.isoformat())),
            vocabulary("destruction_outcome").label(each.period.then),
            each.period.why,
        )[index.column()]


class ReviewTab(QWidget):
    """One line is chosen, then what becomes of it."""

    label = "Due for review"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._model = Due(session.store, self)
        self._table = QTableView()
        self._says = words(NONE, "muted", "review-says")
        self._outcome = ElidedCombo("review_outcome", "What becomes of it")
        for code in vocabulary("destruction_outcome"):
            self._outcome.addItem(vocabulary("destruction_outcome").label(code), code)
        self._until = line("review_until", "Review again on", width=160)
        self._reason = line("review_reason", "Reason", width=360)
        self._second = line("review_second", "Second person, by function", width=220)
        self._wrong = words("", "error", "review-wrong")
        self._open = button("Open it", "action-open-due")
        self._go = button("Decide", "action-decide-review", "main")
        self._lay_out()
        self._outcome.currentIndexChanged.connect(lambda _: self._fit())
        self._table.selectionModel().currentRowChanged.connect(self._propose)
        self._table.activated.connect(lambda _: self._open_it())
        self._open.clicked.connect(self._open_it)
        self._go.clicked.connect(self._decide)

    def _lay_out(self) -> None:
        self._table.setModel(self._model)
        head = dress(self._table, "list-due_review", "What is due for review")
        for place, width in enumerate((330, 150, 130, 200)):
            head.resizeSection(place, width)
        head.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._says)
        column.addWidget(self._table, 1)
        fields = row(stretch=False)
        for name, field, stretch in (
            ("What becomes of it", self._outcome, 2),
            ("Review again on", self._until, 1),
            ("Reason", self._reason, 3),
            ("Second person, by function", self._second, 2),
        ):
            fields.addLayout(labelled(name, field), stretch)
        column.addLayout(fields)
        column.addWidget(self._wrong)
        column.addLayout(row(self._go, self._open))

    def level(self) -> str:
        """The highest level of what is listed."""
        due = [each for at in range(self._model.size()) if (each := self._model.due_at(at))]
        heads = self._session.store.heads({each.record.id for each in due}) if due else {}
        levels = [Level(each.level) for each in heads.values() if each.level in set(Level)]
        return Level.highest(*levels).value if levels else ""

    def refresh(self) -> None:
        """Read again what is due."""
        at = max(0, self._table.currentIndex().row())
        found = due_for_review(self._session.store, self._session.store.now().date())
        self._model.show(found)
        self._says.setText(SOME if found else NONE)
        for each in (self._go, self._open):
            each.setEnabled(bool(found))
        self._wrong.hide()
        if found:
            self._table.setCurrentIndex(self._model.index(min(at, len(found) - 1), 0))

    def _chosen(self) -> DueReview | None:
        return self._model.due_at(self._table.currentIndex().row())

    def _propose(self, index: QModelIndex) -> None:
        due = self._model.due_at(index.row())
        if due is not None:
            self._outcome.setCurrentIndex(max(0, self._outcome.findData(due.period.then)))
            again = later(self._session.store.now().date(), due.period.months)
            self._until.setText(day_in_words(Day(again.isoformat())))
            self._wrong.hide()

    def _fit(self) -> None:
        self._until.setEnabled(self._outcome.currentData() != DESTROYED)

    def _open_it(self) -> None:
        due = self._chosen()
        if due is not None:
            self._session.opened.emit(due.record.id)

    def _decide(self) -> None:
        due, outcome = self._chosen(), self._outcome.currentData()
        if due is None:
            return
        if outcome == DESTROYED:
            # What left of it is shown there before it goes.
            self._session.asked_page.emit("bin", due.record.id)
            return
        store = self._session.store
        try:
            until = read_day(self._until.text(), store.now().date())
            reason, second = self._reason.text(), self._second.text()
            changes = keep_longer(store, due.record, until, outcome, reason, second)
        except FieldappError as error:
            self._wrong.setText(error.in_full())
            self._wrong.show()
            return
        self._reason.clear()
        self._session.announce(changes)
        self._session.said.emit("Decided and logged under Destructions.")
        self.refresh()
