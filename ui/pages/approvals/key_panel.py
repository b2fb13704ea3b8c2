"""Beside an approver: how far their key is known, another passphrase, and the end of approving."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.errors import FieldappError
from fieldapp.records.approvals import Approver
from fieldapp.records.record import Record
from fieldapp.services.approving import slots
from fieldapp.services.approving.approvers import card_of, confirm, end, is_known
from fieldapp.services.approving.slots import NewKey
from fieldapp.store.store import Changes
from fieldapp.vocab.spoken_days import day_in_words
from ui.pages.comparing import CodeField
from ui.passphrases import NewPassphrase
from ui.pieces import button, labelled, line, row, scrolled, set_role, words
from ui.session import Session

ENDS = "From then on their word counts no more, and their key on this laptop is gone."


class KeyPanel(QWidget):
    """What one does about an approver's key."""

    label = "Key"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._approver: Approver | None = None
        self._state = words("", "muted", "approver-key-state")
        self._digits = words("", "code", "approver-code-digits")
        self._code = CodeField("approver_compare")
        self._confirm = button("Confirm the code", "action-verify-approver", "main")
        self._here = QWidget()
        self._old = line("approver_old", "Their present passphrase", secret=True)
        self._new = NewPassphrase()
        self._change = button("Change their passphrase", "action-change-approver")
        self._end = button("They no longer approve", "action-end-approver")
        self._lay_out()
        self._code.changed.connect(self._allow)
        self._confirm.clicked.connect(self._compare)
        self._old.textChanged.connect(self._allow)
        self._new.changed.connect(self._allow)
        self._change.clicked.connect(self._rewrap)
        self._end.clicked.connect(self._stop)

    def _lay_out(self) -> None:
        here = QVBoxLayout(self._here)
        here.setContentsMargins(0, 8, 0, 0)
        here.addWidget(words("Another passphrase, typed by the approver", "strong"))
        here.addLayout(labelled("Their present passphrase", self._old))
        here.addWidget(self._new)
        here.addLayout(row(self._change))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._state)
        column.addWidget(self._digits)
        column.addWidget(self._code)
        column.addLayout(row(self._confirm))
        column.addLayout(row(self._end))
        column.addWidget(words(ENDS, "muted"))
        column.addWidget(self._here)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inside))

    def show_record(self, record: Record | None) -> None:
        """Show where an approver stands, as it is stored."""
        found = self._session.store.get_many([record.id]).get(record.id) if record else None
        approver = found if isinstance(found, Approver) else None
        if approver is None or self._approver is None or approver.id != self._approver.id:
            for each in (self._code, self._old, self._new):
                each.clear()
        self._approver = approver
        self.setVisible(approver is not None)
        if approver is not None:
            self._show(approver)

    def _show(self, approver: Approver) -> None:
        known = is_known(approver)
        if approver.ended_on is not None:
            set_role(self._state, "muted", "They no longer approve.")
        elif known and approver.verified_on is not None:
            how = "made here in person" if approver.key_here == "yes" else "the code was compared"
            told = f"Known for sure since {day_in_words(approver.verified_on)}: {how}."
            set_role(self._state, "good", told)
        else:
            set_role(self._state, "error", "The code was not compared: their word does not count.")
        # Only of a key that was made here: the digits of a card are heard, never read off.
        self._digits.setText(card_of(approver).code if approver.key_here == "yes" else "")
        self._digits.setVisible(approver.key_here == "yes")
        waits = not known and approver.ended_on is None
        self._code.setVisible(waits)
        self._confirm.setVisible(waits)
        self._here.setVisible(approver.key_here == "yes")
        self._end.setEnabled(approver.ended_on is None)
        self._allow()

    def _allow(self) -> None:
        self._confirm.setEnabled(self._code.whole)
        self._change.setEnabled(bool(self._old.text() and self._new.value()))

    def _compare(self) -> None:
        if self._approver is None:
            return
        try:
            changed = confirm(self._session.store, self._approver, self._code.code)
        except FieldappError as error:
            self._code.say_wrong(error)
            return
        self._session.announce(Changes.of(changed))
        self._session.said.emit("The code is compared: this approver's word counts here.")

    def _rewrap(self) -> None:
        approver, store = self._approver, self._session.store
        if approver is None:
            return
        with self._session.telling():
            slot, old, new = slots.slot_of(store.vault, approver.id), self._old.text(), self._new
            passphrase = new.value()

            def done(made: NewKey) -> None:
                slots.keep(store.vault, approver.id, made.slot)
                self._old.clear()
                new.clear()
                self._session.said.emit("The approver's passphrase is changed.")

            self._session.jobs.run(
                lambda _: slots.change_passphrase(slot, old, passphrase),
                done,
                label="Wrapping the key again",
            )

    def _stop(self) -> None:
        if self._approver is not None:
            with self._session.telling():
                changed = end(self._session.store, self._approver)
                self._session.announce(Changes.of(changed))
                self._session.said.emit("They no longer approve.")
