"""What opens the vault, and copies of it: panels of the keys page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.services.backup import backup
from fieldapp.store import cipher
from fieldapp.store.vault import change_passphrase, new_recovery_key, unlock
from ui.files import ask_save
from ui.passphrases import NewPassphrase
from ui.pieces import button, card, labelled, line, narrow, row, words
from ui.recovery_card import RecoveryCard
from ui.session import Session
from ui.setting_names import RECOVERY_SEEN


class BackupPanel(QWidget):
    """Copies the whole vault, encrypted as it is, into one file."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        panel, column = card()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(panel)
        make = button("Make a backup", "action-backup")
        make.clicked.connect(self._ask)
        self._check = button("Check the vault", "action-check-vault")
        self._check.clicked.connect(self._start_check)
        column.addWidget(words("Backup", "section"))
        column.addWidget(
            words(
                "One file with everything in it, encrypted. It opens with the passphrase or the "
                "recovery key of today. Keep it on another disk."
            )
        )
        column.addLayout(row(make, self._check))

    def _ask(self) -> None:
        ask_save(self, "Make a backup", "backup.zip", self._write)

    def _write(self, path: Path) -> None:
        vault, now = self._session.store.vault, self._session.store.now()
        self._session.jobs.run(
            lambda _: backup(vault, path, now),
            lambda _: self._session.said.emit("The backup is made, and was read back."),
            label="Making a backup",
        )

    def _start_check(self) -> None:
        vault = self._session.store.vault
        path, key, page_size = vault.path, vault.key, vault.page_size
        self._check.setEnabled(False)
        self._session.jobs.run(
            lambda _: cipher.check(path, key, page_size),
            self._end_check,
            failed=self._fail_check,
            label="Checking the vault",
        )

    def _end_check(self, _: None) -> None:
        self._check.setEnabled(True)
        self._session.said.emit("Every page and every index of the vault was read: it is whole.")

    def _fail_check(self, error: Exception) -> None:
        self._check.setEnabled(True)
        self._session.failed.emit(error)


class PassphrasePanel(QWidget):
    """Changes the passphrase, after asking for the present one."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        panel, column = card()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(panel)
        self._now = line("present_passphrase", "Present passphrase", secret=True, width=400)
        self._new = NewPassphrase()
        self._change = button("Change the passphrase", "action-change-passphrase")
        column.addWidget(words("Passphrase", "section"))
        column.addLayout(labelled("Present passphrase", self._now))
        column.addLayout(narrow(self._new, 400))
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
        panel, self._column = card()
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
