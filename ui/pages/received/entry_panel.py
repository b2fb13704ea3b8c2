"""One package that was imported: its records and answers, its terms, and what may be done."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from fieldapp.records.aftercare import Destruction
from fieldapp.records.disclosures import Received
from fieldapp.records.record import Record
from fieldapp.services.package.certificates import file_name, write_certificate
from fieldapp.services.package.receipts import write_receipt_of
from fieldapp.services.package.retracting import EMPTY
from fieldapp.services.receiving import destroying
from fieldapp.services.receiving.destroying import HELD, Order
from fieldapp.services.receiving.waiting import (
    asked,
    gaps_in_words,
    passing_on,
    still_here,
    until_when,
)
from fieldapp.store.store import Changes, Filter, Query
from ui.files import ask_save
from ui.pages.board.act_form import ActForm, Asked
from ui.pages.importing.steps import StepByStep
from ui.pages.received import terms
from ui.pages.received.records_tab import RecordsTab
from ui.pieces import button, row, set_role, words
from ui.session import Session


class EntryPanel(QWidget):
    """Stands in the inbox's ledger, around the facts of the entry."""

    said = Signal(str, str)  # a role and a sentence, while something runs

    def __init__(self, session: Session, facts: QWidget) -> None:
        super().__init__()
        self._session = session
        self._entry: Received | None = None
        self._back: tuple[str, ...] = ()  # copies that this package took back
        self._waiting: list[Destruction] = []
        self._receipt = button("Write the receipt…", "action-entry-receipt", "main")
        self._certificate = button("Write the certificate…", "action-certificate", "main")
        self._delete = button("Delete its records…", "action-destroy")
        self._longer = button("Keep it longer…", "action-renew", "flat")
        self._onward = button("Passing it on…", "action-onward", "flat")
        self._terms = words("", "muted", "entry-onward")
        self._missing = words("", "error", "entry-missing")
        self._at = words("", "muted", "destroy-at")
        self._form = ActForm(session, "entry")
        self._steps = StepByStep(self)
        self._records = RecordsTab(session)
        self._tabs = QTabWidget()
        self._rest = QWidget()  # keeps the form at the top
        self._lay_out(facts)
        self._connect()

    def _lay_out(self, facts: QWidget) -> None:
        self._tabs.setObjectName("tabs-entry")
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        self._tabs.tabBar().setAccessibleName("Parts of the package")
        self._tabs.addTab(self._records, "Records")
        self._tabs.addTab(facts, "Package and terms")
        acts = (self._receipt, self._certificate, self._delete, self._longer, self._onward)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._missing)
        column.addWidget(self._terms)
        column.addLayout(row(*acts))
        column.addWidget(self._form)
        column.addWidget(self._at)
        column.addWidget(self._tabs, 1)
        column.addWidget(self._rest, 1)
        self._leave_form()
        self._at.hide()

    def _connect(self) -> None:
        self._receipt.clicked.connect(self._ask_receipt)
        self._certificate.clicked.connect(self._ask_certificate)
        self._delete.clicked.connect(lambda: self._ask_delete(()))
        self._longer.clicked.connect(self._ask_longer)
        self._onward.clicked.connect(self._ask_onward)
        self._records.asked_delete.connect(lambda record_id: self._ask_delete((record_id,)))
        self._form.left.connect(self._leave_form)
        self._form.answered.connect(self._answered)
        self._steps.moved.connect(self._move)
        self._steps.ended.connect(self._ended)
        self._steps.failed.connect(self._session.failed)

    # -- showing ---------------------------------------------------------------------------

    def show_entry(self, entry: Received) -> None:
        """Show another package, or the same one as it is now."""
        if self._entry is None or self._entry.id != entry.id:
            self._leave_form()
            if not self._steps.running:
                self._at.hide()
        self._entry = entry
        held = entry.state == HELD
        self._terms.setText(" ".join((asked(entry), passing_on(entry))).strip() if held else "")
        self._terms.setVisible(held)
        self._missing.setText(gaps_in_words(entry))
        self._missing.setVisible(bool(entry.missing))
        self._back = still_here(self._session.store, entry) if entry.state == EMPTY else ()
        self._delete.setVisible(held or bool(self._back))
        late = held and until_when(entry, self._session.store.now().date())[0]
        self._delete.setProperty("kind", "main" if late else "")
        self._delete.style().unpolish(self._delete)
        self._delete.style().polish(self._delete)
        self._longer.setVisible(held)
        self._receipt.setVisible(held or entry.state == EMPTY)
        self._onward.setVisible(held and entry.onward_sharing in ("listed", "written_consent"))
        self._certificate.setVisible(self._last_destruction() is not None)
        if not self._steps.running:
            self._records.show_entry(entry)
        self._tabs.setTabText(0, f"Records {self._records.number():,}")

    def show_copy(self, record_id: str, *, delete: bool) -> None:
        """Choose one record of the package; `delete` asks about deleting it."""
        self._tabs.setCurrentIndex(0)
        self._records.select(record_id)
        if delete:
            self._ask_delete((record_id,))

    # -- what is asked ---------------------------------------------------------------------

    def _ask(self, form: Asked) -> None:
        """In the place of the records: there is not room for both."""
        if not self._steps.running:
            self._form.ask(form)
            self._tabs.hide()
            self._rest.show()

    def _leave_form(self) -> None:
        self._form.clear()
        self._tabs.show()
        self._rest.hide()

    def _ask_delete(self, ids: tuple[str, ...]) -> None:
        ids = ids or self._back
        if (entry := self._entry) is not None and (entry.state == HELD or ids):
            self._ask(terms.deleting(entry, ids, partial(self._begin, entry)))

    def _ask_longer(self) -> None:
        if (entry := self._entry) is not None:
            store = self._session.store
            self._ask(terms.keeping_longer(store, entry, self._announce_renewal))

    def _ask_onward(self) -> None:
        if (entry := self._entry) is not None:
            self._ask(terms.passing_on(self._session.store, entry, self._keep))

    def _answered(self, form: Asked, values: dict[str, Any]) -> None:
        with self._session.telling():
            form.done(values)
            self._leave_form()

    def _keep(self, entry: Received) -> None:
        self._session.save(entry)
        self._session.said.emit("Kept.")

    def _announce_renewal(self, made: Record) -> None:
        assert isinstance(made, Destruction)
        self._session.announce(destroying.changes_of(made))
        self._session.said.emit("Its records are kept until the new day.")

    # -- deleting --------------------------------------------------------------------------

    def _begin(self, entry: Received, order: Order) -> None:
        """In steps; what is cut off by a lock goes on at the next unlocking."""
        store = self._session.store
        found = destroying.orders(store, entry, order)
        self._waiting = [destroying.begin(store, *each) for each in found]
        set_role(self._at, "muted", "Deleting…")
        self._at.show()
        self._next()

    def _next(self) -> None:
        self._steps.run(destroying.steps(self._session.store, self._waiting.pop(0)))

    def _move(self, done: int, total: int) -> None:
        set_role(self._at, "muted", f"Deleting: {done:,} of {total:,}")

    def _ended(self, made: Destruction) -> None:
        number = int(made.number or 0)
        told = "1 record is" if number == 1 else f"{number:,} records are"
        set_role(self._at, "good", f"{told} deleted. The certificate tells the sender.")
        kinds = frozenset(kind.noun for kind in self._session.store.types if kind.leaves)
        if self._waiting:
            self._next()
        self._session.announce(Changes(kinds) | destroying.changes_of(made))
        if not self._waiting and self._entry is not None and self._entry.id != made.received:
            # The certificate is about the package that brought them, and is written there.
            self._session.opened.emit(made.received)

    # -- files -----------------------------------------------------------------------------

    def _ask_receipt(self) -> None:
        if (entry := self._entry) is not None:
            name = f"receipt-{entry.package[:8]}.age"
            ask_save(self, "Write the receipt", name, partial(self._write_receipt, entry.id))

    def _write_receipt(self, entry_id: str, out: Path) -> None:
        with self._session.telling():
            entry = self._session.store.get(entry_id)
            assert isinstance(entry, Received)
            made = write_receipt_of(self._session.store, entry, out)
            self._session.announce(Changes.of(entry))
            self._session.said.emit(f"{made.name} is written. Send it to the sender.")

    def _last_destruction(self) -> Destruction | None:
        """The newest that is done and took something away."""
        if self._entry is None:
            return None
        query = Query("destruction", filters=(Filter("received", self._entry.id),))
        for each in self._session.store.records(query):
            if isinstance(each, Destruction) and each.state == "done" and each.by == "us":
                return each
        return None

    def _ask_certificate(self) -> None:
        entry, done = self._entry, self._last_destruction()
        if entry is not None and done is not None:
            name = file_name(entry)
            ask_save(self, "Write the certificate", name, partial(self._write_certificate, done))

    def _write_certificate(self, done: Destruction, out: Path) -> None:
        with self._session.telling():
            made = write_certificate(self._session.store, done, out)
            self._session.announce(destroying.changes_of(done))
            self._session.said.emit(f"{made.name} is written. Send it to the sender.")
