"""Three ways to a second person's word: here at this laptop, by a file, over the radio."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from fieldapp.errors import FieldappError
from fieldapp.records.approvals import Approval
from fieldapp.services.approving import hearing
from fieldapp.services.approving.statement import APPROVE, REFUSE
from ui.pieces import button, labelled, line, row, set_role, words

HERE_WORDS = (
    "Hand the laptop over. The approver reads what is on the left, types their own passphrase, "
    "and decides. Their key is open only while the decision is signed."
)
FILE_WORDS = (
    "Write a request that only the approver's own FieldApp can open, send it, and take in the "
    "approval file that comes back."
)
RADIO_WORDS = (
    "Read the lines and the digits aloud, and say no name. The approver types the digits under "
    "Answer by radio, and reads twenty back."
)


def say_why(label: QLabel, ready: bool, why: str) -> None:
    """Say why something cannot be asked yet; nothing where it can."""
    label.setText(why)
    label.setVisible(not ready and bool(why))


class HereWay(QWidget):
    """The approver's passphrase and decision; nothing typed stays after it was used."""

    decided = Signal(str, str, str)  # decision, passphrase, words

    def __init__(self) -> None:
        super().__init__()
        self._passphrase = line("approver_passphrase", "The approver's passphrase", secret=True)
        self._words = line("approver_words", "What they say to it")
        self._wrong = words("", "error", "approver-wrong")
        self._why = words("", "muted", "here-why")
        self._yes = button("Approve", "action-approve", "main")
        self._no = button("Refuse", "action-refuse")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(words(HERE_WORDS, "muted"))
        column.addLayout(labelled("What they say to it (a refusal needs a reason)", self._words))
        column.addLayout(labelled("The approver's passphrase", self._passphrase))
        column.addWidget(self._wrong)
        column.addWidget(self._why)
        column.addLayout(row(self._yes, self._no))
        column.addStretch(1)
        self._yes.clicked.connect(lambda: self._decide(APPROVE))
        self._no.clicked.connect(lambda: self._decide(REFUSE))
        self._passphrase.returnPressed.connect(self._yes.click)
        for each in (self._passphrase, self._words):
            each.textChanged.connect(self._typed)
        self._ready = False
        self._typed()

    def allow(self, ready: bool, why: str) -> None:
        """Whether all else that is asked is there, else why not."""
        self._ready = ready
        say_why(self._why, ready, why)
        self._typed()

    def say_wrong(self, error: FieldappError) -> None:
        """Say what was wrong, beside the field."""
        self._wrong.setText(error.in_full())
        self._wrong.show()
        self._passphrase.setFocus()

    def _typed(self) -> None:
        typed = self._ready and bool(self._passphrase.text())
        self._yes.setEnabled(typed)
        self._no.setEnabled(typed and bool(self._words.text().strip()))
        self._wrong.setVisible(bool(self._wrong.text()) and not self._passphrase.text())

    def _decide(self, decision: str) -> None:
        passphrase, said = self._passphrase.text(), self._words.text().strip()
        self._passphrase.clear()
        self._wrong.clear()
        self.decided.emit(decision, passphrase, said)

    def clear(self) -> None:
        """Empty every field."""
        self._passphrase.clear()
        self._words.clear()
        self._wrong.clear()


class FileWay(QWidget):
    """A request out, an approval in."""

    asked_request = Signal()
    asked_taking = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._write = button("Write the request…", "action-write-request", "main")
        self._take = button("Take in an approval file…", "action-take-approval")
        self._why = words("", "muted", "file-why")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(words(FILE_WORDS, "muted"))
        column.addWidget(self._why)
        column.addLayout(row(self._write, self._take))
        column.addStretch(1)
        self._write.clicked.connect(self.asked_request)
        self._take.clicked.connect(self.asked_taking)

    def allow(self, ready: bool, why: str) -> None:
        """Whether all else that is asked is there, else why not."""
        self._write.setEnabled(ready)
        say_why(self._why, ready, why)


class RadioWay(QWidget):
    """What to read out, and the field for what is read back."""

    asked_request = Signal()
    heard = Signal(str)
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ask = button("Make a request to read out", "action-ask-radio", "main")
        self._lines = words("", "", "radio-lines")
        self._digits = words("", "code", "radio-challenge")
        self._answer = line("radio_answer", "The 20 digits that were read back")
        self._state = words("", "muted", "radio-state")
        self._check = button("Check the answer", "action-check-radio", "main")
        self._drop = button("Withdraw it", "action-drop-radio", "flat")
        self._why = words("", "muted", "radio-why")
        self._open = QWidget()
        below = QVBoxLayout(self._open)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        below.addWidget(self._lines)
        below.addWidget(self._digits)
        below.addWidget(self._state)
        below.addLayout(labelled("The 20 digits that were read back", self._answer))
        below.addLayout(row(self._check, self._drop))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(words(RADIO_WORDS, "muted"))
        column.addWidget(self._why)
        column.addLayout(row(self._ask))
        column.addWidget(self._open)
        column.addStretch(1)
        self._ask.clicked.connect(self.asked_request)
        self._check.clicked.connect(lambda: self.heard.emit(self._answer.text()))
        self._answer.returnPressed.connect(self._check.click)
        self._drop.clicked.connect(self.dropped)
        self._answer.textChanged.connect(self._typed)
        self.show_request(None)

    def allow(self, ready: bool, why: str) -> None:
        """Whether a request can be made, else why not."""
        self._ask.setEnabled(ready)
        say_why(self._why, ready, why)

    def show_request(self, approval: Approval | None) -> None:
        """Show the request that waits for its answer; None where none does."""
        self._open.setVisible(approval is not None)
        self._ask.setVisible(approval is None)
        if approval is None:
            self._answer.clear()
            self._state.clear()
            return
        self._lines.setText("\n".join(hearing.to_read_out(approval)))
        self._digits.setText(hearing.challenge_of(approval))
        tries = int(approval.tries or 0)
        if tries:
            left = hearing.MOST_TRIES - tries
            set_role(self._state, "error", f"{tries} wrong; {left} left before it closes.")
        self._state.setVisible(bool(self._state.text()))
        self._typed()

    def say_wrong(self, error: FieldappError) -> None:
        """Say what was wrong with the answer."""
        self._state.show()
        set_role(self._state, "error", error.in_full())
        self._answer.setFocus()
        self._answer.selectAll()

    def _typed(self) -> None:
        self._check.setEnabled(bool(self._answer.text().strip()))
