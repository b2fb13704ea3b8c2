"""The tab of a recall: who was asked and who answered, and the packages that ask for it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from fieldapp.records.aftercare import Asked, Recall
from fieldapp.records.record import Record, evolve
from fieldapp.services.aftercare.recalls import keep, note_answer, note_asked, stored
from fieldapp.services.aftercare.retractions import NobodyToTellError, retractions, waiting
from fieldapp.services.sharing.result import Release
from fieldapp.store.store import Changes, Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.vocabulary import vocabulary
from ui.files import ask_folder
from ui.jobs import Stop
from ui.models.lines import Index, Lines
from ui.pieces import button, labelled, row, words
from ui.session import Session
from ui.widgets.elided import ElidedCombo
from ui.widgets.tables import dress

ONE_PACKAGE = "One package asks for it. It names records by code and holds nothing of them."
PACKAGES = "{number} packages ask for it. They name records by code and hold nothing of them."
BY_HAND = "Nobody else can be asked by a package: tell the others yourself, and write it down here."
DONE = "Everyone has answered."


class Rows(Lines):
    """A line for each recipient of each package."""

    columns = ("Recipient", "Codes", "Asked", "Answer", "Package")

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._asked: tuple[Asked, ...] = ()
        self._titles: dict[str, str] = {}

    def show(self, asked: tuple[Asked, ...]) -> None:
        """Replace the lines."""
        self.beginResetModel()
        self._asked = asked
        refs = self._store.heads({each.disclosure for each in asked})
        names = self._store.titles({each.partner for each in asked if each.partner})
        self._titles = {**names, **{key: head.ref for key, head in refs.items()}}
        self.endResetModel()

    def size(self) -> int:
        """How many."""
        return len(self._asked)

    def row_at(self, number: int) -> Asked | None:
        """One of them."""
        return self._asked[number] if 0 <= number < len(self._asked) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell in words; the tip has all of it."""
        shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        if not index.isValid() or not shown:
            return None
        each = self._asked[index.row()]
        name = self._titles.get(each.partner, "") or each.told
        way = vocabulary("recall_way").label(each.way)
        asked = f"{each.asked_on}, {way.lower()}" if each.asked_on else ""
        answer = vocabulary("recall_answer").label(each.answer or "awaited")
        told = " ".join(filter(None, (answer, str(each.answered_on or ""), each.certificate)))
        package = self._titles.get(each.disclosure, "")
        return (name, each.codes, asked, told, package)[index.column()]


class AskingTab(QWidget):
    """Seals one package after the other; marks by hand what was asked and answered otherwise."""

    label = "Ask for it"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._recall: Recall | None = None
        self._model = Rows(session.store, self)
        self._table = QTableView()
        self._says = words("", "muted", "asking-says")
        self._seal = button("Write the packages…", "action-seal-recall", "main")
        self._way = ElidedCombo("recall_row_way", "Way")
        self._answer = ElidedCombo("recall_row_answer", "Answer")
        for combo, name in ((self._way, "recall_way"), (self._answer, "recall_answer")):
            for code in vocabulary(name):
                combo.addItem(vocabulary(name).label(code), code)
        self._asked = button("Mark as asked", "action-mark-asked")
        self._answered = button("Mark the answer", "action-mark-answer")
        self._lay_out()
        self._seal.clicked.connect(self._choose_folder)
        self._asked.clicked.connect(self._mark_asked)
        self._answered.clicked.connect(self._mark_answer)
        session.changed.connect(self._changed)

    def _lay_out(self) -> None:
        self._table.setModel(self._model)
        head = dress(self._table, "list-asked", "Who was asked")
        for place, width in enumerate((160, 125, 110, 110)):
            head.resizeSection(place, width)
        head.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._says)
        column.addLayout(row(self._seal))
        column.addWidget(self._table, 1)
        column.addWidget(words("For the line that is chosen", "muted"))
        by_hand = row(stretch=False)
        by_hand.addLayout(labelled("Asked by", self._way), 1)
        by_hand.addWidget(self._asked, 0, Qt.AlignmentFlag.AlignBottom)
        by_hand.addSpacing(16)
        by_hand.addLayout(labelled("They answer", self._answer), 1)
        by_hand.addWidget(self._answered, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(by_hand)

    def show_record(self, record: Record | None) -> None:
        """Show another recall."""
        self._recall = record if isinstance(record, Recall) else None
        if self.isVisible():
            self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Read it when it comes into view."""
        super().showEvent(event)
        self._refresh()

    def _changed(self, changes: Changes) -> None:
        if self.isVisible() and {"recall", "partner"} & changes.kinds:
            self._refresh()

    def _refresh(self) -> None:
        recall, store = self._recall, self._session.store
        if recall is None or not store.exists(recall.id):
            self._model.show(())
            return
        at = max(0, self._table.currentIndex().row())
        self._recall = recall = stored(store, recall.id)
        self._model.show(recall.asked)
        self._table.setCurrentIndex(self._model.index(min(at, self._model.size() - 1), 0))
        number = len(retractions(store, recall)) if any(map(waiting, recall.asked)) else 0
        self._seal.setVisible(bool(number))
        told = ONE_PACKAGE if number == 1 else PACKAGES.format(number=number)
        rest = DONE if recall.state == "done" else BY_HAND
        self._says.setText(told if number else rest)

    # -- by package ------------------------------------------------------------------------

    def _choose_folder(self) -> None:
        ask_folder(self, "Write the packages that take it back into this folder", self._begin)

    def _begin(self, folder: Path) -> None:
        if self._recall is not None:
            with self._session.telling():
                found = retractions(self._session.store, self._recall)
                if not found:
                    raise NobodyToTellError
                self._next(self._recall, list(found), folder, 0)

    def _next(self, recall: Recall, left: list[Release], folder: Path, done: int) -> None:
        """Seal one, write down that it asked, go on with the rest."""
        if not left:
            told = "1 package is" if done == 1 else f"{done} packages are"
            self._session.said.emit(f"{told} written. Send them; their answers are shown here.")
            return
        from fieldapp.services.package.seal import Written, abandon, record, reserve, write

        store, release = self._session.store, left[0]
        plan = reserve(store, release, folder)

        def work(stop: Stop) -> Written:
            from fieldapp.services.leaving import summary_pdf

            return write(plan, folder, stop.check, stop.progress, summary=summary_pdf)

        def written(made: Written) -> None:
            with self._session.telling():
                entry = record(store, plan, made)
                kept = note_asked(store, stored(store, recall.id), entry)
                self._session.announce(Changes.of(entry, kept))
                self._next(kept, left[1:], folder, done + 1)

        def failed(error: Exception) -> None:
            self._session.announce(Changes.of(abandon(store, plan)))
            self._session.failed.emit(error)

        self._session.jobs.run(work, written, failed=failed, label="Sealing what takes it back")

    # -- by hand ---------------------------------------------------------------------------

    def _mark_asked(self) -> None:
        self._mark(way=self._way.currentData(), asked_on=self._today())

    def _mark_answer(self) -> None:
        chosen = self._model.row_at(self._table.currentIndex().row())
        if self._recall is None or chosen is None:
            return
        store, answer = self._session.store, self._answer.currentData()
        with self._session.telling():
            kept = note_answer(store, stored(store, self._recall.id), chosen.id, answer)
            entry = store.get_many((chosen.disclosure,)).values()
            self._session.announce(Changes.of(kept, *entry))

    def _mark(self, **values: object) -> None:
        chosen = self._model.row_at(self._table.currentIndex().row())
        if self._recall is None or chosen is None:
            return
        with self._session.telling():
            recall = stored(self._session.store, self._recall.id)
            rows = tuple(evolve(e, **values) if e.id == chosen.id else e for e in recall.asked)
            self._session.announce(
                Changes.of(keep(self._session.store, evolve(recall, asked=rows)))
            )

    def _today(self) -> Day:
        return Day(self._session.store.now().date().isoformat())
