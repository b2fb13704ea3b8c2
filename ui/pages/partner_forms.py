"""Adding a partner from a card or by keys, and comparing the 40 digits."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QVBoxLayout, QWidget

from fieldapp.errors import FieldappError
from fieldapp.services.files import clear_errors
from fieldapp.services.package.cards import (
    MOST,
    Card,
    add_partner,
    add_partner_by_hand,
    read_card,
)
from fieldapp.store.store import Changes
from fieldapp.vocab.vocabulary import vocabulary
from ui.files import ask_open
from ui.pages.comparing import WITHOUT, CodeField
from ui.pieces import button, card, labelled, line, row, words
from ui.session import Session


def kind_choice() -> QComboBox:
    """Which kind of recipient: what may ever go to them depends on it."""
    made = QComboBox()
    made.setObjectName("field-partner_kind")
    made.setAccessibleName("Recipient kind")
    for code in vocabulary("recipient_kind"):
        made.addItem(vocabulary("recipient_kind").label(code), code)
    made.setCurrentIndex(made.findData("humanitarian-partner"))
    made.setMaximumWidth(480)
    return made


class AddPartner(QWidget):
    """A form for one new partner: from the card file that they handed out, or by keys."""

    added = Signal(str)  # the partner's id
    closed = Signal()
    asked_bare = Signal()  # a partner without any key

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._card: Card | None = None
        self._choose = button("Choose the card file…", "action-choose-card", "main")
        self._about = words("", "strong", "card-about")
        self._by_hand = button("They have no card: type their keys", "action-by-keys", "link")
        self._bare = button("They have no key at all", "action-no-key", "link")
        self._keys = _Keys()
        self._kind = kind_choice()
        self._code = CodeField("partner_code")
        self._add = button("Add partner, code compared", "action-add-partner", "main")
        self._later = button("Add, compare later", "action-add-unverified", "flat")
        self._cancel = button("Back", "action-back-partners", "flat")
        self._rest = QWidget()
        self._lay_out()
        self._choose.clicked.connect(self._ask)
        self._by_hand.clicked.connect(self._show_keys)
        self._bare.clicked.connect(self.asked_bare)
        self._keys.changed.connect(self._allow)
        self._code.changed.connect(self._allow)
        self._code.field.returnPressed.connect(self._add.click)
        self._add.clicked.connect(lambda: self._store(self._code.code))
        self._later.clicked.connect(lambda: self._store(""))
        self._cancel.clicked.connect(self.closed)
        self.start()

    def _lay_out(self) -> None:
        panel, column = card()
        column.addWidget(words("Add a partner", "section"))
        column.addWidget(
            words("A card is a file that a partner hands out: their public keys, no secret.")
        )
        column.addLayout(row(self._choose, self._by_hand, self._bare))
        column.addWidget(self._about)
        column.addWidget(self._keys)
        rest = QVBoxLayout(self._rest)
        rest.setContentsMargins(0, 0, 0, 0)
        rest.addLayout(
            labelled(
                "Recipient kind", self._kind, "What may ever go to this recipient depends on it."
            )
        )
        rest.addWidget(self._code)
        rest.addLayout(row(self._add, self._later))
        rest.addWidget(words(WITHOUT, "muted"))
        column.addWidget(self._rest)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.addLayout(row(self._cancel))
        whole.addWidget(panel)
        whole.addStretch(1)

    def start(self) -> None:
        """Forget what was begun before."""
        self._card = None
        self._code.clear()
        self._keys.clear()
        self._keys.hide()
        self._about.hide()
        self._rest.hide()
        self._by_hand.show()
        self._choose.setFocus()
        self._allow()

    def _ask(self) -> None:
        ask_open(self, "Choose a card", self.take_card, only="Cards (*.json)")

    def take_card(self, path: Path) -> None:
        """Read a card file, and say whose it claims to be."""
        with self._session.telling():
            with clear_errors(), path.open("rb") as file:
                raw = file.read(MOST + 1)
            found = read_card(raw)
            self._keys.hide()
            self._card = found
            told = " · ".join(filter(None, (found.name, found.organisation, found.station)))
            self._about.setText(f"The card says: {told}. Anyone can write that; the digits tell.")
            self._about.show()
            self._rest.show()
            self._code.field.setFocus()
            self._allow()

    def _show_keys(self) -> None:
        self._card = None
        self._about.hide()
        self._keys.show()
        self._rest.show()
        self._keys.name.setFocus()
        self._allow()

    def _allow(self) -> None:
        ready = self._card is not None or (self._keys.isVisibleTo(self) and self._keys.ready)
        self._add.setEnabled(ready and self._code.whole)
        self._later.setEnabled(ready)

    def _store(self, code: str) -> None:
        store, kind = self._session.store, self._kind.currentData()
        try:
            if self._card is not None:
                made = add_partner(store, self._card, kind, code)
            else:
                keys = self._keys
                made = add_partner_by_hand(
                    store, keys.name.text().strip(), keys.lines, keys.signing, kind, code
                )
        except FieldappError as error:
            if code:
                self._code.say_wrong(error)
            self._session.failed.emit(error)
            return
        self._session.announce(Changes.of(made))
        self._session.said.emit(
            "The partner is added, and the code compared." if code else "The partner is added."
        )
        self.added.emit(made.id)


class _Keys(QWidget):
    """Who has only the age program: a name, and the keys that they gave."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = line("partner_name", "Name", width=480)
        self._recipients = _box("partner_recipients", "Encryption keys, one a line")
        self._signing = line("partner_signing", "Signing key, if they have one")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(labelled("Name", self.name))
        column.addLayout(
            labelled("Encryption keys", self._recipients, "One a line: age1… or age1pq1…")
        )
        column.addLayout(
            labelled("Signing key", self._signing, "The line of an .pub file: ssh-ed25519 AAAA…")
        )
        self.name.textChanged.connect(self.changed)
        self._recipients.textChanged.connect(self.changed)

    @property
    def lines(self) -> tuple[str, ...]:
        """The encryption keys."""
        return tuple(self._recipients.toPlainText().split())

    @property
    def signing(self) -> str:
        """The signing key; empty where there is none."""
        return self._signing.text().strip()

    @property
    def ready(self) -> bool:
        """Whether there is enough to add."""
        return bool(self.name.text().strip() and self.lines)

    def clear(self) -> None:
        """Start again."""
        for each in (self.name, self._signing, self._recipients):
            each.clear()


def _box(name: str, label: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setObjectName(f"field-{name}")
    made.setAccessibleName(label)
    made.setTabChangesFocus(True)
    made.setMaximumHeight(72)
    return made
