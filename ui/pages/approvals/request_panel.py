"""A request of another station: its facts and its summary, and the decision signed with own key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.services.approving import approval_file, request_file
from fieldapp.services.approving.request_file import Request
from fieldapp.services.approving.statement import APPROVE, REFUSE, Signed
from ui.files import ask_save
from ui.pages.share.approval_facts import Lines, asked_lines
from ui.pages.share.approval_fields import days_choice
from ui.pieces import button, card, labelled, line, narrow, row, scrolled, words
from ui.session import Session

ASKED = (
    "Another station asks you to approve what it wants to let leave. You see what its FieldApp "
    "says; read the summary, and call them if anything is unclear."
)
WIDE = 900


class RequestPanel(QWidget):
    """Announces that it is left; the answer goes into a file that only the sender can open."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._request: Request | None = None
        self._back = button("Back", "action-back-approvals", "flat")
        self._lines = Lines()
        self._look = button("Read the summary", "action-look-request")
        self._words = line("request_words", "What you say to it")
        self._days = days_choice()
        self._yes = button("Approve…", "action-approve-request", "main")
        self._no = button("Refuse…", "action-refuse-request")
        self._lay_out()
        self._back.clicked.connect(self.closed)
        self._look.clicked.connect(self._show_summary)
        self._yes.clicked.connect(lambda: self._decide(APPROVE))
        self._no.clicked.connect(lambda: self._decide(REFUSE))
        self._words.textChanged.connect(self._allow)

    def _lay_out(self) -> None:
        panel, column = card()
        column.addWidget(words("A request for your approval", "section"))
        column.addWidget(words(ASKED, "muted"))
        column.addWidget(self._lines)
        column.addLayout(row(self._look))
        both = row(stretch=False)
        both.addLayout(labelled("What you say to it (a refusal needs a reason)", self._words), 1)
        both.addLayout(labelled("Holds for", self._days))
        column.addLayout(both)
        column.addLayout(row(self._yes, self._no))
        inside = QWidget()
        within = QVBoxLayout(inside)
        within.addLayout(narrow(panel, WIDE))
        within.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.addLayout(row(self._back))
        whole.addWidget(scrolled(inside), 1)

    def show_request(self, request: Request) -> None:
        """Show another request."""
        self._request = request
        self._lines.show_lines(asked_lines(request.asked))
        self._words.clear()
        self._allow()
        self._look.setFocus()

    def forget(self) -> None:
        """Nothing of it stays."""
        self._request = None
        self._lines.show_lines(iter(()))
        self._words.clear()

    def level(self) -> str:
        """How sensitive it is."""
        return self._request.asked.level if self._request else ""

    def _allow(self) -> None:
        self._no.setEnabled(bool(self._words.text().strip()))

    def _show_summary(self) -> None:
        if self._request is not None:
            self._session.asked_page.emit("preview", self._request.summary)

    def _decide(self, decision: str) -> None:
        request, store = self._request, self._session.store
        if request is None:
            return
        with self._session.telling():
            said, days = self._words.text(), self._days.currentData()
            signed = request_file.answer(store, request, decision, said, days)
            name = approval_file.file_name(signed)
            ask_save(self, "Write the answer", name, lambda to: self._write(request, signed, to))

    def _write(self, request: Request, signed: Signed, out: Path) -> None:
        with self._session.telling():
            keys = tuple(request.sender.recipients.split())
            made = approval_file.write_approval(signed, keys, out)
            self._session.said.emit(f"{made.name} is written. Only the sender can open it.")
            self.closed.emit()
