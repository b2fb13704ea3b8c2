"""Back into a vault with the recovery key: a new passphrase, and a new recovery key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.jobs import Jobs
from ui.messages import Messages
from ui.passphrases import NewPassphrase
from ui.pieces import button, labelled, line, row, words
from ui.recovery_card import RecoveryCard


class RecoverPanel(QFrame):
    """Announces the vault's key once the new recovery key is on paper, or that it was left."""

    recovered = Signal(bytes)
    left = Signal()

    def __init__(self, folder: Path, jobs: Jobs, messages: Messages) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._folder, self._jobs, self._messages = folder, jobs, messages
        self._vault_key = b""
        self._key = line("recovery_key", "Recovery key")
        self._new = NewPassphrase()
        self._go = button("Set the new passphrase", "action-recover", "main")
        self._back = button("Back", "action-back")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 24, 24, 24)
        self._column.setSpacing(12)
        self._column.addWidget(words("Use the recovery key", "section"))
        self._column.addLayout(
            labelled(
                "Recovery key, from the paper",
                self._key,
                "28 letters and digits.",
            )
        )
        self._column.addWidget(self._new)
        self._column.addLayout(row(self._go, self._back))
        self._column.addStretch(1)
        self._go.setEnabled(False)
        self._key.textChanged.connect(self._allow)
        self._key.returnPressed.connect(self._new.first.setFocus)
        self._new.changed.connect(self._allow)
        self._new.entered.connect(self._recover)
        self._go.clicked.connect(self._recover)
        self._back.clicked.connect(self.left)

    def focus_first(self) -> None:
        """Put the cursor in the recovery key."""
        self._key.setFocus()

    def _allow(self) -> None:
        self._go.setEnabled(bool(self._key.text().strip() and self._new.value()))

    def _recover(self) -> None:
        folder, key, passphrase = self._folder, self._key.text(), self._new.value()
        if not self._go.isEnabled():
            return
        self._messages.say("Checking the recovery key. This takes a moment.")
        self._go.setEnabled(False)
        self._jobs.run(
            lambda _: recover(folder, key, passphrase), self._show_fresh, failed=self._refuse
        )

    def _refuse(self, error: Exception) -> None:
        self._allow()
        self._messages.show(error)
        self._key.setFocus()

    def _show_fresh(self, made: tuple[bytes, str]) -> None:
        self._vault_key, fresh = made
        self._messages.say("The new passphrase is set. The old recovery key no longer works.")
        while (item := self._column.takeAt(1)) is not None:
            _remove(item.widget(), item.layout())
        card = RecoveryCard(fresh)
        card.confirmed.connect(lambda: self.recovered.emit(self._vault_key))
        self._column.addWidget(words("Your new recovery key", "strong"))
        self._column.addWidget(card)
        self._column.addStretch(1)
        card.focus_first()


def _remove(widget: object, layout: object) -> None:
    from PySide6.QtWidgets import QLayout, QWidget

    if isinstance(widget, QWidget):
        widget.deleteLater()
    elif isinstance(layout, QLayout):
        while (item := layout.takeAt(0)) is not None:
            _remove(item.widget(), item.layout())


def recover(folder: Path, recovery_key: str, passphrase: str) -> tuple[bytes, str]:
    """The vault's key and a new recovery key; slow, and runs off the window's thread."""
    from fieldapp.store import vault

    return vault.recover(folder, recovery_key, passphrase)
