"""The outbox: everything that has left, to whom, under which agreement, and the receipts."""

from __future__ import annotations

import datetime as dt

from fieldapp.records.disclosures import Disclosure
from fieldapp.records.record import Record
from fieldapp.services.aftercare.answers import handled
from fieldapp.services.aftercare.clock import ASKS, DESTROYED, HELD, asks_for_more
from fieldapp.services.package.plan import log
from fieldapp.services.sharing.result import RETRACT
from fieldapp.store.store import Changes
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
MOST = 3  # answers that ask for more are read out; the rest stand below
TAKES_BACK = "This takes records back; it holds nothing of them."
KEPT = "It may no longer be kept: ask them for the certificate of destruction."
GONE = "Every certificate of destruction is here."


class OutboxPage(Ledger):
    """The log of disclosures; a receipt that came back marks its entry."""

    def __init__(self, session: Session) -> None:
        receipt = button("Read a receipt…", "action-read-receipt")
        share = button("Share", "action-share", "main")
        done = button("Dealt with", "action-answer-done")
        back = button("Take it back…", "action-take-back")
        super().__init__(Disclosure, session, (receipt, share), EMPTY, (done, back))
        self._files = IncomingFiles(session)
        done.clicked.connect(self._deal_with)
        back.clicked.connect(self._take_back)
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
        if record.answering == ASKS:
            role, told = "error", f"{told} {self._asking(record)}".strip()
        if record.errand == RETRACT:
            told = f"{TAKES_BACK} {told}".strip()
        late = record.keep_until is not None and record.keep_until.last < self._today()
        if record.held == HELD and late:
            role, told = "error", f"{told} {KEPT}".strip()
        elif record.held == DESTROYED:
            told = f"{told} {GONE}".strip()
        self.say_state(role, told)
        done, back = self.entry_acts
        done.setVisible(record.answering == ASKS)
        back.setVisible(record.held == HELD)

    def _asking(self, record: Disclosure) -> str:
        """Who asks for more of what, in their words."""
        asking = [each for each in record.answers if asks_for_more(each)]
        names = self._session.store.titles({each.partner for each in asking})
        told = (
            f"{names.get(each.partner, 'Someone')} asks for more of {each.outside}: {each.words}"
            for each in asking[:MOST]
        )
        more = f" And {len(asking) - MOST:,} more below." if len(asking) > MOST else ""
        return " ".join(told) + more

    def _today(self) -> dt.date:
        return self._session.store.now().date()

    def _deal_with(self) -> None:
        shown = self.record
        if isinstance(shown, Disclosure):
            with self._session.telling():
                log(self._session.store, handled(shown, self._today()))
                self._session.announce(Changes.of(shown))
                self._session.said.emit("Noted: what they asked for was dealt with.")

    def _take_back(self) -> None:
        if self.record is not None:
            self._session.asked_page.emit("take_back", self.record.id)

    def _ask(self) -> None:
        ask_open(self, "Read a receipt", self._files.open_file, only="Receipts (*.age)")
