"""Adding an approver: a key made in person on this laptop, or the card of their own FieldApp."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from fieldapp.errors import FieldappError
from fieldapp.records.approvals import Approver
from fieldapp.services.approving import slots
from fieldapp.services.approving.approvers import add_from_card, set_up_here
from fieldapp.services.approving.slots import NewKey
from fieldapp.services.files import clear_errors
from fieldapp.services.package.cards import MOST, Card, read_card
from fieldapp.store.store import Changes
from ui.files import ask_open
from ui.pages.comparing import CodeField
from ui.passphrases import NewPassphrase
from ui.pieces import button, card, labelled, line, row, scrolled, set_role, words
from ui.session import Session

ABOUT = (
    "An approver is another person than you, with a key of their own. One person with two "
    "passphrases is not two people."
)
HERE = (
    "Both of you sit here. The approver types a passphrase that you do not know; a key of theirs "
    "is made, and opens with that passphrase only."
)
CARD = "They have FieldApp: choose the card that they saved from it, and compare its 40 digits."
PREPARES = "Who prepares what leaves cannot approve it."


class AddApprover(QWidget):
    """A form for one new approver."""

    added = Signal(str)
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._card: Card | None = None
        self._name = line("approver_name", "Name or initials", width=480)
        self._function = line("approver_function", "Function", width=480)
        self._wrong = words("", "error", "approver-problem")
        self._passphrase = NewPassphrase()
        self._make = button("Make their key", "action-make-approver", "main")
        self._choose = button("Choose the card file…", "action-choose-approver-card")
        self._about = words("", "strong", "approver-card-about")
        self._code = CodeField("approver_code")
        self._add = button("Add, code compared", "action-add-approver-card", "main")
        self._back = button("Back", "action-back-approvers", "flat")
        self._ways = QTabWidget()
        self._lay_out()
        self._connect()
        self.start()

    def _lay_out(self) -> None:
        here, by_card = QWidget(), QWidget()
        column = QVBoxLayout(here)
        column.setSpacing(8)
        column.addWidget(words(HERE, "muted"))
        column.addWidget(self._passphrase)
        column.addLayout(row(self._make))
        column.addStretch(1)
        column = QVBoxLayout(by_card)
        column.setSpacing(8)
        column.addWidget(words(CARD, "muted"))
        column.addLayout(row(self._choose))
        column.addWidget(self._about)
        column.addWidget(self._code)
        column.addLayout(row(self._add))
        column.addStretch(1)
        self._ways.setObjectName("approver-ways")
        self._ways.setAccessibleName("How their key comes here")
        self._ways.addTab(here, "In person, on this laptop")
        self._ways.addTab(by_card, "From their card")
        panel, inside = card()
        inside.addWidget(words("Add an approver", "section"))
        inside.addWidget(words(ABOUT, "muted"))
        both = row(stretch=False)
        both.addLayout(labelled("Name or initials", self._name, PREPARES))
        both.addLayout(labelled("Function", self._function, "Such as head of office."))
        inside.addLayout(both)
        inside.addWidget(self._wrong)
        inside.addWidget(self._ways)
        page = QWidget()
        around = QVBoxLayout(page)
        around.addWidget(panel)
        around.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.addLayout(row(self._back))
        whole.addWidget(scrolled(page), 1)

    def _connect(self) -> None:
        self._back.clicked.connect(self.closed)
        self._choose.clicked.connect(
            lambda: ask_open(self, "Choose a card", self.take_card, only="Cards (*.json)")
        )
        self._make.clicked.connect(self._make_key)
        self._passphrase.entered.connect(self._make.click)
        self._add.clicked.connect(self._add_card)
        self._name.textChanged.connect(self._typed)
        self._passphrase.changed.connect(self._allow)
        self._code.changed.connect(self._allow)

    def start(self) -> None:
        """Forget what was begun before."""
        self._card = None
        for each in (self._name, self._function, self._passphrase, self._code):
            each.clear()
        self._about.hide()
        self._code.hide()
        self._ways.setCurrentIndex(0)
        self._name.setFocus()
        self._typed()

    def take_card(self, path: Path) -> None:
        """Read a card file, and say whose it claims to be."""
        with self._session.telling():
            with clear_errors(), path.open("rb") as file:
                raw = file.read(MOST + 1)
            self._card = read_card(raw)
            told = " · ".join(filter(None, (self._card.name, self._card.station)))
            self._about.setText(f"The card says: {told}. Anyone can write that; the digits tell.")
            self._about.show()
            self._code.show()
            self._code.field.setFocus()
            self._allow()

    def _typed(self) -> None:
        self._wrong.hide()
        self._allow()

    def _allow(self) -> None:
        named = bool(self._name.text().strip())
        self._make.setEnabled(named and bool(self._passphrase.value()))
        self._add.setEnabled(named and self._card is not None and self._code.whole)

    # -- storing ---------------------------------------------------------------------------

    def _make_key(self) -> None:
        passphrase = self._passphrase.value()
        self._make.setEnabled(False)

        def done(made: NewKey) -> None:
            self._store(lambda: set_up_here(self._session.store, *self._who(), made))

        self._session.jobs.run(
            lambda _: slots.make_key(passphrase), done, label="Making the approver's key"
        )

    def _add_card(self) -> None:
        found, code = self._card, self._code.code
        if found is not None:
            self._store(lambda: add_from_card(self._session.store, found, *self._who(), code))

    def _who(self) -> tuple[str, str]:
        return self._name.text(), self._function.text()

    def _store(self, make: Callable[[], Approver]) -> None:
        try:
            made = make()
        except FieldappError as error:
            set_role(self._wrong, "error", error.in_full())
            self._wrong.show()
            self._session.failed.emit(error)
            self._allow()
            return
        self.start()
        self._session.announce(Changes.of(made))
        self._session.said.emit("The approver is added, and known for sure.")
        self.added.emit(made.id)
