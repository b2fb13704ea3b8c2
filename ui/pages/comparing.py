"""Comparing the 40 digits of a key: typed as they are heard, never read off the screen."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.errors import FieldappError
from fieldapp.records.record import Record
from fieldapp.records.sharing import Partner
from fieldapp.services.package.cards import confirm, is_verified
from fieldapp.services.package.keys import UNSAFE, revoke
from fieldapp.store.store import Changes
from fieldapp.vocab.spoken_days import day_in_words
from fieldapp.vocab.vocabulary import vocabulary
from ui.pieces import button, labelled, line, row, set_role, words
from ui.session import Session
from ui.widgets.asking import Asking

DIGITS = 40
HOW = (
    "Ask them to read the 40 digits of their own card to you, by voice or radio, and type what you "
    "hear. Do not read them from a message that came with the card."
)
NEW_CARD = "Ask for a new card; this one is not taken again."
WITHOUT = "Without the digits nothing can be sealed for them, and nothing of theirs imported."


class CodeField(QWidget):
    """Takes 40 digits as they are heard; says how many are still missing."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.field = line(name, "The 40 digits that they read to you", width=480)
        self.field.setPlaceholderText("12345 67890 …")
        self._left = words("", "muted")
        column = labelled("The 40 digits that they read to you", self.field, HOW)
        column.addWidget(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)
        self.field.textChanged.connect(self._count)
        self._count()

    @property
    def code(self) -> str:
        """The digits typed."""
        return re.sub(r"\D", "", self.field.text())

    @property
    def whole(self) -> bool:
        """Whether all digits are there."""
        return len(self.code) == DIGITS

    def say_wrong(self, error: FieldappError) -> None:
        """Say beside the field that these are not the digits of the key."""
        set_role(self._left, "error", error.in_full())
        self.field.setFocus()
        self.field.selectAll()

    def clear(self) -> None:
        """Start again."""
        self.field.clear()

    def _count(self) -> None:
        number = DIGITS - len(self.code)
        told = "All 40 digits are there." if number == 0 else f"{number} digits to go."
        set_role(self._left, "muted", told if number >= 0 else f"{-number} digits too many.")
        self.changed.emit()


class ComparePanel(QWidget):
    """Beside a partner: whether the code was compared, and the field to compare it now."""

    label = "40-digit code"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._partner: Partner | None = None
        self._state = words("", "muted", "partner-state")
        self._code = CodeField("compare_code")
        self._confirm = button("Confirm the code", "action-verify", "main")
        self._revoke = button("Revoke this key…", "action-revoke-key", "flat")
        self._asking = Asking("revoke")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._state)
        column.addWidget(self._code)
        column.addLayout(row(self._confirm))
        column.addLayout(row(self._revoke))
        column.addWidget(self._asking)
        column.addStretch(1)
        self._code.changed.connect(self._allow)
        self._code.field.returnPressed.connect(self._confirm.click)
        self._confirm.clicked.connect(self._compare)
        self._revoke.clicked.connect(self._ask_why)

    def show_record(self, record: Record | None) -> None:
        """Show where a partner stands, as it is stored."""
        found = self._session.store.get_many([record.id]).get(record.id) if record else None
        self._show(found if isinstance(found, Partner) else None)

    def _show(self, partner: Partner | None) -> None:
        if partner is None or self._partner is None or partner.id != self._partner.id:
            self._code.clear()
        self._partner = partner
        self.setVisible(partner is not None)
        if partner is None:
            return
        verified, has_keys = is_verified(partner), bool(partner.recipients.strip())
        revoked = partner.revoked_on
        self._asking.hide()
        self._revoke.setVisible(has_keys and revoked is None)
        if revoked is not None:
            set_role(self._state, "error", f"Revoked on {day_in_words(revoked)}. {NEW_CARD}")
        elif verified and partner.verified_on is not None:
            told = f"The code of these keys was compared on {day_in_words(partner.verified_on)}."
            set_role(self._state, "good", told)
        elif has_keys:
            set_role(self._state, "error", f"The code was not compared. {WITHOUT}")
        else:
            set_role(self._state, "muted", "No key here: only a release without a key can go.")
        for each in (self._code, self._confirm):
            each.setVisible(has_keys and not verified and revoked is None)
        self._allow()

    def _allow(self) -> None:
        self._confirm.setEnabled(self._code.whole)

    def _ask_why(self) -> None:
        labels = vocabulary("key_change_why").labels
        why = [(code, labels[code]) for code in labels if code in UNSAFE]
        self._asking.ask("Why", "Revoke: nothing goes to it any more", self._revoke_for, why)

    def _revoke_for(self, why: str) -> None:
        if self._partner is None:
            return
        with self._session.telling():
            change, changes = revoke(self._session.store, self._partner, why)
            self._session.announce(changes)
            self._session.said.emit("The key is revoked. What was sealed to it is listed.")
            self._session.opened.emit(change.id)

    def _compare(self) -> None:
        if self._partner is None:
            return
        try:
            changed = confirm(self._session.store, self._partner, self._code.code)
        except FieldappError as error:
            self._code.say_wrong(error)
            return
        self._code.clear()
        self._show(changed)
        self._session.announce(Changes.of(changed))
        self._session.said.emit("The code is compared: packages can be sealed for this partner.")
