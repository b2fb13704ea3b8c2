"""Beside an approver: the secret for the radio, set up once while both sit together."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.errors import FieldappError
from fieldapp.records.approvals import Approver
from fieldapp.records.record import Record, evolve
from fieldapp.services.approving import radio
from fieldapp.services.approving.approvers import is_known
from fieldapp.services.approving.standing import keep_secret
from fieldapp.store.store import Changes
from fieldapp.vocab.days import Day
from fieldapp.vocab.spoken_days import day_in_words
from ui.code_square import CodeSquare
from ui.pieces import button, labelled, line, row, scrolled, set_role, words
from ui.session import Session

ABOUT = (
    "For the evenings when you are alone: with this secret on both laptops, the approver can "
    "answer by voice. Set it up while you sit together; it is shown once."
)
HOW = (
    "The approver opens Approvals, Answer by radio, and types these 14 groups. Then their screen "
    "shows a test code: type it here. Nobody else may see or photograph this."
)
LIMIT = (
    "The secret is the same on both laptops: whoever opens your vault could compute an answer. "
    "It protects against voices on the air, not against this laptop."
)


class RadioPanel(QWidget):
    """Shows a new secret once, and keeps it when the test code shows that both have it."""

    label = "Radio"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._approver: Approver | None = None
        self._secret: bytes | None = None
        self._state = words("", "muted", "radio-secret-state")
        self._make = button("Set up a secret", "action-make-secret", "main")
        self._groups = words("", "code", "radio-secret")
        self._square: CodeSquare | None = None
        self._test = line("radio_test", "The test code on their screen", width=320)
        self._wrong = words("", "error", "radio-test-wrong")
        self._keep = button("Both have it", "action-keep-secret", "main")
        self._open = QWidget()
        self._shown = QVBoxLayout(self._open)
        self._lay_out()
        self._make.clicked.connect(self._begin)
        self._keep.clicked.connect(self._compare)
        self._test.returnPressed.connect(self._keep.click)

    def _lay_out(self) -> None:
        self._shown.setContentsMargins(0, 8, 0, 0)
        self._shown.setSpacing(8)
        self._shown.addWidget(words(HOW))
        self._shown.addWidget(self._groups)
        self._shown.addLayout(labelled("The test code on their screen", self._test))
        self._shown.addWidget(self._wrong)
        self._shown.addLayout(row(self._keep))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(words(ABOUT))
        column.addWidget(words(LIMIT, "muted"))
        column.addWidget(self._state)
        column.addLayout(row(self._make))
        column.addWidget(self._open)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inside))

    def show_record(self, record: Record | None) -> None:
        """Show whether a secret is there, never which."""
        found = self._session.store.get_many([record.id]).get(record.id) if record else None
        approver = found if isinstance(found, Approver) else None
        if approver is None or self._approver is None or approver.id != self._approver.id:
            self._forget()
        self._approver = approver
        self.setVisible(approver is not None)
        if approver is None:
            return
        known = is_known(approver)
        if approver.radio_on is not None:
            told = f"A secret is set up since {day_in_words(approver.radio_on)}."
            set_role(self._state, "good", f"{told} A new one ends what was answered under it.")
        else:
            why = "No secret is set up." if known else "Compare the code of their key first."
            set_role(self._state, "muted", why)
        self._make.setEnabled(known)

    def _begin(self) -> None:
        self._forget()
        self._secret = radio.new_secret()
        text = radio.secret_words(self._secret)
        halves = text.split()
        self._groups.setText(" ".join(halves[:7]) + "\n" + " ".join(halves[7:]))
        self._square = CodeSquare(text)
        self._square.setAccessibleName("The secret as a QR square")
        self._shown.insertWidget(2, self._square)
        self._open.show()
        self._test.setFocus()

    def _forget(self) -> None:
        self._secret = None
        self._groups.clear()
        self._test.clear()
        self._wrong.hide()
        if self._square is not None:
            self._square.hide()
            self._square.deleteLater()
            self._square = None
        self._open.hide()

    def _compare(self) -> None:
        approver, secret = self._approver, self._secret
        if approver is None or secret is None:
            return
        try:
            same = radio.is_test_code(secret, self._test.text())
        except FieldappError as error:
            self._say_wrong(error.in_full())
            return
        if not same:
            self._say_wrong("Their secret is another one. Have the groups typed again.")
            return
        store = self._session.store
        with self._session.telling():
            with store.as_one():
                keep_secret(store, approver.id, secret)
                on = Day(store.now().date().isoformat())
                store.save(evolve(approver, radio_on=on))
            self._forget()
            self._session.announce(Changes.of(approver))
            self._session.said.emit("Both have the secret. It is not shown again.")

    def _say_wrong(self, told: str) -> None:
        set_role(self._wrong, "error", told)
        self._wrong.show()
        self._test.setFocus()
        self._test.selectAll()
