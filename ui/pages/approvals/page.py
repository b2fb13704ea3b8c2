"""Approvals: what was asked of a second person and what came of it; a request that came in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QStackedLayout, QWidget

from fieldapp.records.approvals import Approval
from fieldapp.records.record import Record
from fieldapp.services.approving import standing
from fieldapp.services.approving.request_file import Request
from fieldapp.services.approving.standing import APPROVED, ASKED
from fieldapp.store.store import Changes
from ui.files import ask_open
from ui.pages.approvals.request_panel import RequestPanel
from ui.pages.ledger import Ledger
from ui.pages.share.approval_acts import ApprovalActs
from ui.pieces import button
from ui.screen_words import moment_in_words
from ui.session import Session

EMPTY = (
    "Nothing was asked yet. What is High or Severe leaves only when a second person approves it: "
    "you ask from the share page."
)
STATES = {
    "asked": ("muted", "It waits for the approver, until {until}."),
    "approved": ("good", "It can be sealed until {until}, once, exactly as it is."),
    "refused": ("error", "It stays refused for exactly this."),
    "expired": ("muted", "Its time ran out."),
    "used": ("good", "It left on this approval."),
    "withdrawn": ("muted", "It was withdrawn."),
}


class ApprovalsPage(QWidget):
    """Either the log of approvals, or a request of another station to decide on."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._acts = ApprovalActs(session)
        take = button("Take in an approval file…", "action-take-approval-file")
        self._drop = button("Withdraw", "action-withdraw-approval")
        self._log = _Log(session, take, self._drop)
        self._request = RequestPanel(session)
        self._which = QStackedLayout(self)
        self._which.addWidget(self._log)
        self._which.addWidget(self._request)
        take.clicked.connect(self._ask_file)
        self._drop.clicked.connect(self._withdraw)
        self._request.closed.connect(self.back)

    def showEvent(self, event: QShowEvent) -> None:
        """Note what ran out since it was looked at."""
        super().showEvent(event)
        with self._session.telling():
            if over := standing.run_out(self._session.store):
                self._session.announce(Changes.of(*over))

    # -- what the window asks --------------------------------------------------------------

    def take(self, argument: object) -> None:
        """Show a request that came in."""
        if isinstance(argument, Request):
            self._request.show_request(argument)
            self._which.setCurrentWidget(self._request)
            self._session.shown.emit(self.level())

    def open(self, record_id: str) -> None:
        """Show one entry."""
        self._which.setCurrentWidget(self._log)
        self._log.open(record_id)

    def find_here(self) -> None:
        """Put the cursor in the search."""
        self._log.find_here()

    def level(self) -> str:
        """How sensitive what is on screen is."""
        if self._which.currentWidget() is self._request:
            return self._request.level()
        return self._log.level()

    def back(self) -> bool:
        """From a request to the log; nothing of it stays."""
        if self._which.currentWidget() is self._log:
            return False
        self._request.forget()
        self._which.setCurrentWidget(self._log)
        self._session.shown.emit(self.level())
        return True

    # -- acts ------------------------------------------------------------------------------

    def _ask_file(self) -> None:
        def take(path: Path) -> None:
            self._acts.take_file(path)

        ask_open(self, "Take in an approval", take, only="Approvals (*.age *.json)")

    def _withdraw(self) -> None:
        if isinstance(self._log.record, Approval):
            self._acts.withdraw(self._log.record)


class _Log(Ledger):
    """What was asked, newest first."""

    def __init__(self, session: Session, take: QPushButton, drop: QPushButton) -> None:
        self._drop = drop
        super().__init__(Approval, session, (take, drop), EMPTY)

    def show_entry(self, record: Record) -> None:
        """Say where it stands, and whether it can be taken back."""
        if not isinstance(record, Approval):
            return
        role, told = STATES.get(record.state, ("muted", ""))
        until = moment_in_words(record.expires_at) if record.expires_at else ""
        self.say_state(role, told.format(until=until))
        self._drop.setEnabled(record.state in (ASKED, APPROVED))
