"""Answer by radio: for an approver who hears a request read out, and reads twenty digits back."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.errors import FieldappError
from fieldapp.services.approving import radio, roles
from fieldapp.services.approving.radio import Role
from fieldapp.services.approving.statement import APPROVE, REFUSE
from ui.pieces import button, card, labelled, line, narrow, row, scrolled, set_role, words
from ui.session import Session
from ui.widgets.elided import ElidedCombo

ABOUT = (
    "A station reads you a summary and 25 digits. Decide on what you hear, and ask until it is "
    "clear: the digits show that nothing changes afterwards, not that the words were true."
)
READ = {
    APPROVE: "This APPROVES it. Read these digits back:",
    REFUSE: "This REFUSES it. Read these digits back:",
}
TOGETHER = (
    "Set up in person: the officer's screen shows 14 groups once. Type them, then read the test "
    "code to the officer."
)
WIDE = 760


class AnswerByRadioPage(QWidget):
    """Answers, and below that the stations for which one answers."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._role = ElidedCombo("radio_role", "Station that asks")
        self._heard = line("radio_heard", "The 25 digits that you hear")
        self._yes = button("Approve", "action-radio-approve", "main")
        self._no = button("Refuse", "action-radio-refuse")
        self._told = words("", "strong", "radio-told")
        self._digits = words("", "code", "radio-digits")
        self._station = line("radio_station", "Station", width=480)
        self._secret = line("radio_secret", "The 14 groups", secret=True)
        self._add = button("Keep the secret", "action-add-role")
        self._test = words("", "good", "radio-test-code")
        self._drop = button("Answer no longer for this station", "action-drop-role", "flat")
        self._answering = QWidget()
        self._lay_out()
        self._connect()
        self._offer()

    def _lay_out(self) -> None:
        answering = QVBoxLayout(self._answering)
        answering.setContentsMargins(0, 0, 0, 0)
        answering.setSpacing(8)
        answering.addLayout(labelled("Station that asks", self._role))
        answering.addLayout(labelled("The 25 digits that you hear", self._heard))
        answering.addLayout(row(self._yes, self._no))
        answering.addWidget(self._told)
        answering.addWidget(self._digits)
        upper, column = card()
        column.addWidget(words("Answer by radio", "section"))
        column.addWidget(words(ABOUT, "muted"))
        column.addWidget(self._answering)
        lower, below = card()
        below.addWidget(words("A secret with another station", "section"))
        below.addWidget(words(TOGETHER, "muted"))
        below.addLayout(labelled("Station", self._station))
        below.addLayout(labelled("The 14 groups", self._secret))
        below.addLayout(row(self._add, self._drop))
        below.addWidget(self._test)
        inside = QWidget()
        within = QVBoxLayout(inside)
        within.setSpacing(16)
        within.addLayout(narrow(upper, WIDE))
        within.addLayout(narrow(lower, WIDE))
        within.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.addWidget(scrolled(inside), 1)

    def _connect(self) -> None:
        self._yes.clicked.connect(lambda: self._answer(APPROVE))
        self._no.clicked.connect(lambda: self._answer(REFUSE))
        self._heard.textChanged.connect(self._forget_answer)
        self._role.currentIndexChanged.connect(self._forget_answer)
        self._station.textChanged.connect(self._allow)
        self._secret.textChanged.connect(self._allow)
        self._add.clicked.connect(self._keep)
        self._secret.returnPressed.connect(self._add.click)
        self._drop.clicked.connect(self._leave)

    def level(self) -> str:
        """Digits say nothing by themselves."""
        return ""

    def start_here(self) -> None:
        """Put the cursor where work begins."""
        (self._heard if self._role.count() else self._station).setFocus()

    def _offer(self, shown: str = "") -> None:
        self._role.blockSignals(True)
        self._role.clear()
        for each in roles.roles(self._session.store):
            self._role.addItem(each.station, each)
        self._role.setCurrentIndex(max(0, self._role.findText(shown)) if self._role.count() else -1)
        self._role.blockSignals(False)
        self._answering.setVisible(bool(self._role.count()))
        self._drop.setVisible(bool(self._role.count()))
        self._forget_answer()

    def _forget_answer(self) -> None:
        self._told.clear()
        self._digits.clear()
        self._allow()

    def _allow(self) -> None:
        heard = bool(self._heard.text().strip()) and self._role.currentIndex() >= 0
        self._yes.setEnabled(heard)
        self._no.setEnabled(heard)
        self._add.setEnabled(bool(self._station.text().strip() and self._secret.text().strip()))

    def _answer(self, decision: str) -> None:
        role = self._role.currentData()
        if not isinstance(role, Role):
            return
        try:
            digits = roles.answer(role, self._heard.text(), decision)
        except FieldappError as error:
            set_role(self._told, "error", error.in_full())
            self._digits.clear()
            self._heard.setFocus()
            return
        set_role(self._told, "strong" if decision == APPROVE else "error", READ[decision])
        self._digits.setText(digits)

    def _keep(self) -> None:
        try:
            secret = radio.read_secret(self._secret.text())
        except FieldappError as error:
            set_role(self._test, "error", error.in_full())
            self._secret.setFocus()
            return
        made = roles.add_role(self._session.store, self._station.text(), secret)
        self._station.clear()
        self._secret.clear()
        self._offer(made.station)
        set_role(self._test, "good", f"Test code to read to the officer: {radio.test_code(secret)}")

    def _leave(self) -> None:
        role = self._role.currentData()
        if isinstance(role, Role):
            roles.drop_role(self._session.store, role.id)
            self._session.said.emit("The secret is gone from this vault.")
            self._test.clear()
            self._offer()
