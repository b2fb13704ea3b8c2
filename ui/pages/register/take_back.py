"""Take back what was shared: what is out, with whom, why it is taken back, then the recall."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHeaderView, QPlainTextEdit, QTableView, QVBoxLayout, QWidget

from fieldapp.services.aftercare.recalls import OF_THE_RECORD, Carried, Subject, subject, take_back
from fieldapp.services.aftercare.register import moment
from fieldapp.store.row_links import columns
from fieldapp.store.store import Changes, Store
from fieldapp.vocab.handling import Level
from fieldapp.vocab.vocabulary import vocabulary
from ui.models.lines import Index, Lines
from ui.pieces import button, labelled, row, words
from ui.session import Session
from ui.widgets.elided import ElidedCombo
from ui.widgets.tables import dress

NOTHING = "Nothing of this is out, so there is nothing to take back."
ABOUT = {
    "record": "This record left with what is listed here. Whoever has it is asked to delete it.",
    "partner": "This recipient is asked to delete all that it got from us.",
    "agreement": "Whoever got something under this agreement is asked to delete all of it.",
    "source": "These packages carried what rests on this source. Whoever has it is asked to delete "
    "those records.",
    "disclosure": "The recipients of this package are asked to delete all of it.",
}
STAYS = "Taken back for this reason, the record leaves no more. It stays in this vault."


class Out(Lines):
    """Entries that carried what is taken back."""

    columns = ("Left", "To", "Under", "As")

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._rows: list[tuple[str, ...]] = []

    def show(self, carried: Sequence[Carried]) -> None:
        """Replace the lines."""
        self.beginResetModel()
        ids = {d.partner for e in carried for d in e.deliveries} | {e.agreement for e in carried}
        titles = self._store.titles(ids) if ids else {}
        at = columns(self._store, "disclosure", [e.disclosure for e in carried], ("at",))
        self._rows = [_cells(each, titles, moment(at[each.disclosure][0])) for each in carried]
        self.endResetModel()

    def size(self) -> int:
        """How many."""
        return len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell in words; the tip has all of it."""
        shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        return self._rows[index.row()][index.column()] if index.isValid() and shown else None


def _cells(carried: Carried, titles: dict[str, str], when: str) -> tuple[str, ...]:
    names = dict.fromkeys(titles.get(each.partner, "") for each in carried.deliveries)
    to = ", ".join(filter(None, (*names, carried.handed_to)))
    return when, to, titles.get(carried.agreement, ""), ", ".join(carried.codes[:20])


class TakeBackPage(QWidget):
    """Opened with what is to be taken back in hand."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._subject: Subject | None = None
        self._about = words("", "", "take-back-about")
        self._model = Out(session.store, self)
        self._table = QTableView()
        self._why = ElidedCombo("recall_why", "Why")
        for code in vocabulary("recall_reason"):
            self._why.addItem(vocabulary("recall_reason").label(code), code)
        self._note = QPlainTextEdit()
        self._note.setObjectName("field-recall_note")
        self._note.setAccessibleName("In our words")
        self._note.setTabChangesFocus(True)
        self._note.setMaximumHeight(90)
        self._stays = words(STAYS, "muted", "take-back-stays")
        self._go = button("Take it back", "action-begin-recall", "main")
        self._lay_out()
        self._why.currentIndexChanged.connect(lambda _: self._say())
        self._go.clicked.connect(self._begin)
        session.changed.connect(self._changed)

    def _lay_out(self) -> None:
        self._table.setModel(self._model)
        head = dress(self._table, "list-out", "What is out")
        for place, width in enumerate((140, 260, 260)):
            head.resizeSection(place, width)
        head.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self._why.setMaximumWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(words("Take back what was shared", "page"))
        column.addWidget(self._about)
        column.addWidget(self._table, 1)
        column.addLayout(labelled("Why", self._why))
        column.addLayout(labelled("In our words", self._note, "Stays here: no recipient reads it."))
        column.addWidget(self._stays)
        column.addLayout(row(self._go))

    def take(self, argument: object) -> None:
        """Show what of a record, package, agreement, source or recipient is out."""
        if isinstance(argument, str):
            self._show(subject(self._session.store, argument))

    def level(self) -> str:
        """Who holds what is as sensitive as what they hold."""
        return Level.SEVERE.value if self._subject else ""

    def _show(self, found: Subject) -> None:
        self._subject = found
        self._about.setText(ABOUT[found.noun] if found else NOTHING)
        self._model.show(found.carried)
        self._why.setCurrentIndex(max(0, self._why.findData(found.why)))
        self._note.clear()
        self._say()

    def _say(self) -> None:
        found = self._subject
        stays = found is not None and found.noun == "record" and self._reason in OF_THE_RECORD
        self._stays.setVisible(stays)
        self._go.setEnabled(bool(found))

    @property
    def _reason(self) -> str:
        return self._why.currentData() or ""

    def _begin(self) -> None:
        if not self._subject:
            return
        with self._session.telling():
            note = self._note.toPlainText().strip()
            recall = take_back(self._session.store, self._subject, self._reason, note)
            changed = self._session.store.get_many(recall.records).values()
            self._session.announce(Changes.of(recall, *changed))
            self._session.said.emit("It is written down. Now ask for it: one package for each.")
            self._session.opened.emit(recall.id)

    def _changed(self, _changes: Changes) -> None:
        if self.isVisible() and self._subject is not None:
            self._model.show(subject(self._session.store, self._subject.id).carried)
