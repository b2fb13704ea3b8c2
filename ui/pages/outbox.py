"""The outbox: everything that has left, to whom, under which agreement, and the receipts."""

from __future__ import annotations

from fieldapp.records.disclosures import Disclosure
from fieldapp.records.record import Record
from ui.files import ask_open
from ui.pages.incoming import IncomingFiles, receipts_in_words
from ui.pages.ledger import Ledger
from ui.pieces import button
from ui.session import Session

EMPTY = (
    "Nothing has left this vault. What you share is logged here: what, to whom, and their receipt."
)
STATES = {
    "sealing": ("error", "It is being sealed. If that was cut off, unlocking settles it."),
    "voided": ("muted", "This number was reserved and never sent."),
    "released": ("muted", "It left without a key, by hand or by voice."),
}


class OutboxPage(Ledger):
    """The log of disclosures; a receipt that came back marks its entry."""

    def __init__(self, session: Session) -> None:
        receipt = button("Read a receipt…", "action-read-receipt")
        share = button("Share", "action-share", "main")
        super().__init__(Disclosure, session, (receipt, share), EMPTY)
        self._files = IncomingFiles(session)
        receipt.clicked.connect(self._ask)
        share.clicked.connect(lambda: session.asked_page.emit("share", None))

    def show_entry(self, record: Record) -> None:
        """Say where it stands."""
        if not isinstance(record, Disclosure):
            return
        role, told = STATES.get(record.state, ("muted", ""))
        if record.state == "sealed":
            waiting = any(each.receipt_state == "awaited" for each in record.deliveries)
            role, told = "muted" if waiting else "good", receipts_in_words(record)
        self.say_state(role, told)

    def _ask(self) -> None:
        ask_open(self, "Read a receipt", self._files.open_file, only="Receipts (*.age)")
