"""What can be done with a file that came in: open it, import it, look, extract, acknowledge it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from fieldapp.errors import FieldappError
from fieldapp.records.disclosures import Disclosure
from fieldapp.services.approving.recognising import read_other
from fieldapp.services.approving.request_file import Request
from fieldapp.services.approving.statement import Signed
from fieldapp.services.approving.taking import take
from fieldapp.services.package.certificates import read_certificate
from fieldapp.services.package.errors import NotAPackageError
from fieldapp.services.package.extract import extract
from fieldapp.services.package.importing import import_opened, read_records
from fieldapp.services.package.lines import Incoming
from fieldapp.services.package.opening import (
    CertificateFoundError,
    Opened,
    ReceiptFoundError,
    inbox,
    open_package,
    read_file,
)
from fieldapp.services.package.receipts import read_receipt, write_receipt_for
from fieldapp.store.store import Changes
from fieldapp.vocab.vocabulary import vocabulary
from ui.jobs import Stop
from ui.session import Session

PREVIEW = "preview"
SUMMARY = "summary.pdf"


class IncomingFiles(QObject):
    """Runs each step: slow reading in a job on plain values, the store on the window's thread."""

    opened = Signal(object)  # Opened
    imported = Signal(object)  # Opened

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def open_file(self, path: Path) -> None:
        """Open a package, or read it as a receipt where it is one."""
        desk = inbox(self._session.store)

        def work(stop: Stop) -> Opened | FieldappError | Request | Signed:
            try:
                return open_package(path, desk, stop.check)
            except (ReceiptFoundError, CertificateFoundError) as letter:
                return letter
            except NotAPackageError:
                return read_other(path, desk)

        def done(found: Opened | FieldappError | Request | Signed) -> None:
            match found:
                case ReceiptFoundError():
                    self._take_receipt(path)
                case CertificateFoundError():
                    self._take_certificate(path)
                case Request():
                    self._session.asked_page.emit("approval", found)
                case Signed():
                    self._take_approval(found)
                case _:
                    self.opened.emit(found)

        self._session.jobs.run(work, done, label="Opening and checking the file")

    def _take_receipt(self, path: Path) -> None:
        with self._session.telling():
            disclosure = read_receipt(self._session.store, path)
            self._session.announce(Changes.of(disclosure))
            self._session.said.emit(f"This was a receipt. {receipts_in_words(disclosure)}")
            self._session.opened.emit(disclosure.id)

    def _take_approval(self, signed: Signed) -> None:
        with self._session.telling():
            approval = take(self._session.store, signed)
            self._session.announce(Changes.of(approval))
            state = vocabulary("approval_state").label(approval.state)
            self._session.said.emit(f"This was the answer to a request: {state.lower()}.")
            self._session.opened.emit(approval.id)

    def _take_certificate(self, path: Path) -> None:
        with self._session.telling():
            disclosure = read_certificate(self._session.store, path)
            kinds = frozenset({"disclosure", "destruction", "recall"})
            self._session.announce(Changes(kinds, frozenset({disclosure.id})))
            self._session.said.emit("This was a certificate: what it speaks of is gone there.")
            self._session.opened.emit(disclosure.id)

    def import_package(self, opened: Opened) -> None:
        """Read the records in a job, then bring them in, all or none."""
        types = self._session.store.types

        def work(stop: Stop) -> tuple[Incoming, ...]:
            return read_records(opened, types, stop.check)

        def done(records: tuple[Incoming, ...]) -> None:
            with self._session.telling():
                self._session.announce(import_opened(self._session.store, opened, records))
                number = len(records)
                told = "1 record is" if number == 1 else f"{number:,} records are"
                self._session.said.emit(f"{told} here now, marked with where they came from.")
                self.imported.emit(opened)

        self._session.jobs.run(work, done, label="Importing the package")

    def look(self, opened: Opened) -> None:
        """Show the summary for people; it is read into memory, never onto the disk."""
        self._session.jobs.run(
            lambda _: read_file(opened, SUMMARY),
            lambda pdf: self._session.asked_page.emit(PREVIEW, pdf),
            label="Reading the summary",
        )

    def extract_into(self, opened: Opened, parent: Path) -> None:
        """Write the files in clear into a new folder with a neutral name."""
        folder = parent / f"package-{opened.manifest.id[:8]}"
        self._session.jobs.run(
            lambda stop: extract(opened, folder, stop.check),
            partial(self._extracted, opened),
            label="Extracting the package",
        )

    def _extracted(self, opened: Opened, made: Path) -> None:
        from fieldapp.services.leaving import EXTRACTED

        if opened.sender is not None:
            self._session.store.note(opened.sender.id, EXTRACTED)
        self._session.said.emit(f"The files lie in clear in {made.name}.")

    def acknowledge(self, opened: Opened, out: Path) -> None:
        """Write the receipt for the sender."""
        with self._session.telling():
            made = write_receipt_for(self._session.store, opened, out)
            self._session.said.emit(f"{made.name} is written. Send it to the sender.")


def receipts_in_words(disclosure: Disclosure) -> str:
    """How many recipients acknowledged, and how."""
    states = [each.receipt_state for each in disclosure.deliveries]
    told = [
        f"{states.count(code)} {vocabulary('receipt_state').label(code).lower()}"
        for code in ("imported", "opened", "awaited")
        if states.count(code)
    ]
    return f"Recipients: {', '.join(told)}." if told else ""
