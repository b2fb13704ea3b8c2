"""Keys and recovery: the card to hand out, the passphrase, and the recovery key."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.services.files import write_asked
from fieldapp.services.package.cards import card_json, own_card
from fieldapp.store.store import Changes
from fieldapp.store.vault import change_passphrase, new_recovery_key, unlock
from ui.code_square import CodeSquare
from ui.files import ask_save
from ui.passphrases import NewPassphrase
from ui.pieces import button, card, labelled, line, row, scrolled, words
from ui.recovery_card import RecoveryCard
from ui.session import Session
from ui.setting_names import RECOVERY_SEEN

WIDTH = 720


class KeysPage(QWidget):
    """What identifies this station, and what opens its vault."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(24, 16, 24, 24)
        self._column.setSpacing(16)
        self._column.addWidget(words("Keys and recovery", "page"))
        self._card = self._lay_out_card()
        for each in (self._card, PassphrasePanel(session), RecoveryPanel(session)):
            self._column.addWidget(each)
        self._column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inside))
        session.changed.connect(self._refresh)

    def level(self) -> str:
        """The card is public, and nothing else of the records is shown here."""
        return ""

    def _lay_out_card(self) -> QWidget:
        own = own_card(self._session.store)
        panel, column = card(WIDTH)
        column.addWidget(words("Your card", "section"))
        groups = own.code.split(" ")
        code = words("  ".join(groups[:4]) + "\n" + "  ".join(groups[4:]), "code", "own-code")
        code.setAccessibleName("The code of your card")
        code.setAccessibleDescription(own.code)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(words(" ".join(part for part in (own.station, own.name) if part), "strong"))
        left.addWidget(
            words(
                "Hand the card to those who send to you. Then read these 40 digits to each other, "
                "by voice or radio: the same digits on both sides mean that nobody stands between."
            )
        )
        left.addWidget(code)
        save = button("Save the card", "action-save-card", "main")
        save.clicked.connect(self._save_card)
        left.addLayout(row(save))
        left.addWidget(
            words("The file is public: it holds no secret, and is not encrypted.", "muted")
        )
        left.addStretch(1)
        side = row(stretch=False)
        side.setSpacing(24)
        side.addLayout(left, 1)
        side.addWidget(CodeSquare(own.code))
        column.addLayout(side)
        return panel

    def _save_card(self) -> None:
        ask_save(self, "Save the card", "card.json", self._write_card)

    def _write_card(self, path: Path) -> None:
        content = card_json(self._session.store)

        def write(file: BinaryIO) -> None:
            file.write(content)

        self._session.jobs.run(
            lambda _: write_asked(path, write),
            lambda _: self._session.said.emit("The card is saved. It is public and not encrypted."),
            label="Saving the card",
        )

    def _refresh(self, changes: Changes) -> None:
        if "station" in changes.kinds:
            fresh = self._lay_out_card()
            self._column.replaceWidget(self._card, fresh)
            self._card.deleteLater()
            self._card = fresh


class PassphrasePanel(QWidget):
    """Changes the passphrase, after asking for the present one."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        panel, column = card(WIDTH)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(panel)
        self._now = line("present_passphrase", "Present passphrase", secret=True, width=400)
        self._new = NewPassphrase()
        self._new.setMaximumWidth(400)
        self._change = button("Change the passphrase", "action-change-passphrase")
        column.addWidget(words("Passphrase", "section"))
        column.addLayout(labelled("Present passphrase", self._now))
        column.addWidget(self._new)
        column.addLayout(row(self._change))
        column.addWidget(words("Old backups still open with the passphrase of their day.", "muted"))
        self._now.textChanged.connect(self._allow)
        self._new.changed.connect(self._allow)
        self._new.entered.connect(self._start)
        self._change.clicked.connect(self._start)
        self._allow()

    def _allow(self) -> None:
        self._change.setEnabled(bool(self._now.text() and self._new.value()))

    def _start(self) -> None:
        if not self._change.isEnabled():
            return
        vault = self._session.store.vault
        folder, key, now, new = vault.folder, vault.key, self._now.text(), self._new.value()
        self._change.setEnabled(False)
        self._session.jobs.run(
            lambda _: _change(folder, key, now, new),
            self._end,
            failed=self._refuse,
            label="Changing the passphrase",
        )

    def _end(self, _: None) -> None:
        self._now.clear()
        self._new.clear()
        self._session.said.emit("The passphrase is changed.")

    def _refuse(self, error: Exception) -> None:
        self._allow()
        self._session.failed.emit(error)
        self._now.setFocus()
        self._now.selectAll()


class RecoveryPanel(QWidget):
    """Makes a new recovery key, after asking for the passphrase."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        panel, self._column = card(WIDTH)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(panel)
        self._state = words(self._about(), "", "recovery-state")
        self._now = line("recovery_passphrase", "Present passphrase", secret=True, width=400)
        self._make = button("Make a new recovery key", "action-new-recovery")
        self._shown: RecoveryCard | None = None
        self._column.addWidget(words("Recovery key", "section"))
        self._column.addWidget(self._state)
        self._column.addLayout(labelled("Present passphrase", self._now))
        self._column.addLayout(row(self._make))
        self._now.textChanged.connect(self._allow)
        self._now.returnPressed.connect(self._start)
        self._make.clicked.connect(self._start)
        self._allow()

    def _about(self) -> str:
        if self._session.setting(RECOVERY_SEEN, True):
            return (
                "It opens the vault if the passphrase is forgotten. A new one replaces the one on "
                "paper. If both are lost, nobody can open the vault."
            )
        return "The recovery key of this vault was never confirmed. Make a new one now."

    def _allow(self) -> None:
        self._make.setEnabled(bool(self._now.text()))

    def _start(self) -> None:
        if not self._make.isEnabled():
            return
        vault = self._session.store.vault
        folder, key, now = vault.folder, vault.key, self._now.text()
        self._make.setEnabled(False)
        self._session.jobs.run(
            lambda _: _renew(folder, key, now),
            self._show,
            failed=self._refuse,
            label="Making a recovery key",
        )

    def _show(self, recovery_key: str) -> None:
        self._now.clear()
        self._session.set_setting(RECOVERY_SEEN, False)
        self._state.setText("The old recovery key no longer works. This is the new one.")
        self._drop_shown()
        self._shown = RecoveryCard(recovery_key)
        self._shown.confirmed.connect(self._confirm)
        self._column.addWidget(self._shown)
        self._shown.focus_first()

    def _confirm(self) -> None:
        self._session.set_setting(RECOVERY_SEEN, True)
        self._drop_shown()
        self._state.setText(self._about())
        self._session.said.emit("The new recovery key is confirmed.")

    def _drop_shown(self) -> None:
        if self._shown is not None:
            self._shown.deleteLater()
            self._shown = None

    def _refuse(self, error: Exception) -> None:
        self._allow()
        self._session.failed.emit(error)
        self._now.setFocus()
        self._now.selectAll()


def _change(folder: Path, key: bytes, present: str, new: str) -> None:
    unlock(folder, present)
    change_passphrase(folder, key, new)


def _renew(folder: Path, key: bytes, present: str) -> str:
    unlock(folder, present)
    return new_recovery_key(folder, key)
