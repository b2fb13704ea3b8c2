"""The inbox: packages that came in, and the way to open another one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QStackedLayout, QWidget

from fieldapp.records.disclosures import Received
from fieldapp.records.record import Record
from fieldapp.services.package.opening import Opened
from fieldapp.services.receiving.waiting import until_when
from fieldapp.store.store import Changes
from fieldapp.vocab.handling import Level
from ui.files import ask_folder, ask_open, ask_save
from ui.pages.incoming import IncomingFiles
from ui.pages.ledger import Ledger
from ui.pages.opened_package import OpenedPackage
from ui.pages.received.entry_panel import EntryPanel
from ui.pieces import button
from ui.session import Session

EMPTY = (
    "No package was imported yet. Open one that a partner sent: first you see who signed it and "
    "what is in it, then you decide. A receipt that came back is opened here too."
)


class InboxPage(QWidget):
    """Either the list of what was imported, or one package that was just opened."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._opened: Opened | None = None
        self._files = IncomingFiles(session)
        ask = button("Open a package…", "action-open-package", "main")
        self._list = _Imported(session, ask)
        self._package = OpenedPackage(session.store.types)
        self._which = QStackedLayout(self)
        self._which.addWidget(self._list)
        self._which.addWidget(self._package)
        ask.clicked.connect(self.new)
        self._connect()

    def _connect(self) -> None:
        package, files = self._package, self._files
        files.opened.connect(self._show_opened)
        files.imported.connect(lambda found: self._show(found, imported=True))
        self._session.changed.connect(self._look_again)
        package.closed.connect(self.back)
        package.asked_import.connect(lambda: self._with(files.import_package))
        package.asked_look.connect(lambda: self._with(files.look))
        package.asked_extract.connect(self._ask_folder)
        package.asked_receipt.connect(self._ask_receipt)
        package.asked_sender.connect(self._open_sender)

    # -- what the window asks --------------------------------------------------------------

    def new(self) -> None:
        """Ask for a package, or a receipt, to open."""
        ask_open(self, "Open a package or a receipt", self._files.open_file, only="(*.age)")

    def take(self, argument: object) -> None:
        """Open this file, or the package of this copy, to delete the copy."""
        if isinstance(argument, Path):
            self._files.open_file(argument)
        elif isinstance(argument, str):
            self.back()
            self._list.show_copy(argument, delete=True)

    def open(self, record_id: str) -> None:
        """Show one package that was imported."""
        self.back()
        self._list.open(record_id)

    def find_here(self) -> None:
        """Put the cursor in the search."""
        self._list.find_here()

    def back(self) -> bool:
        """Leave the opened package; nothing of it stays."""
        if self._opened is None:
            return False
        self._opened = None
        self._which.setCurrentWidget(self._list)
        self._session.shown.emit(self.level())
        return True

    def level(self) -> str:
        """How sensitive what is on screen is."""
        if self._opened is not None:
            return Level(self._opened.manifest.sensitivity).value
        return self._list.level()

    # -- the opened package ----------------------------------------------------------------

    def _show_opened(self, opened: Opened) -> None:
        self._show(opened, imported=False)

    def _show(self, opened: Opened, imported: bool) -> None:
        self._opened = opened
        self._package.show_opened(opened, imported)
        self._which.setCurrentWidget(self._package)
        self._package.focus()
        self._session.shown.emit(self.level())

    def _look_again(self, changes: Changes) -> None:
        """A sender whose code was compared meanwhile is a verified one."""
        if self._opened is not None and "partner" in changes.kinds:
            self._files.open_file(self._opened.path)

    def _with(self, act: Callable[[Opened], None]) -> None:
        if self._opened is not None:
            act(self._opened)

    def _open_sender(self) -> None:
        if self._opened is not None:
            self._session.opened.emit(self._opened.sender.id)

    def _ask_folder(self) -> None:
        if (opened := self._opened) is not None:
            ask_folder(
                self,
                "Write the files in clear into this folder",
                lambda parent: self._files.extract_into(opened, parent),
            )

    def _ask_receipt(self) -> None:
        if (opened := self._opened) is not None:
            ask_save(
                self,
                "Write the receipt",
                f"receipt-{opened.manifest.id[:8]}.age",
                lambda out: self._files.acknowledge(opened, out),
            )


class _Imported(Ledger):
    """The packages whose records are here, what was answered, and until when they may be kept."""

    def __init__(self, session: Session, ask: QPushButton) -> None:
        super().__init__(Received, session, (ask,), EMPTY)

    def around(self, facts: QWidget) -> QWidget:
        """Its records and what may be done with them stand around the facts."""
        self._panel = EntryPanel(self._session, facts)
        return self._panel

    def show_entry(self, record: Record) -> None:
        """Say until when it may be kept; the panel says the rest."""
        if not isinstance(record, Received):
            return
        late, until = until_when(record, self._session.store.now().date())
        self.say_state("error" if late else "muted", until)
        self._panel.show_entry(record)

    def show_copy(self, record_id: str, *, delete: bool) -> None:
        """Show the package that a copy came with, and the copy in it."""
        copy = self._session.store.get(record_id)
        self.open(copy.received_from)
        self._panel.show_copy(record_id, delete=delete)
