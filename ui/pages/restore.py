"""A vault back from a backup, into a new folder, with the passphrase of the backup's day."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.files import ask_open
from ui.jobs import Jobs
from ui.messages import Messages
from ui.pieces import button, labelled, line, reveal, row, words


class RestorePanel(QFrame):
    """Announces that the vault is back, or that it was left."""

    restored = Signal(Path)
    left = Signal()

    def __init__(self, folder: Path, jobs: Jobs, messages: Messages) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._folder, self._jobs, self._messages = folder, jobs, messages
        self._file: Path | None = None
        self._chosen = words("No file is chosen yet.", "muted", "backup-file")
        self._passphrase = line("passphrase", "Passphrase of the backup", secret=True)
        self._go = button("Restore", "action-restore", "main")
        choose = button("Choose the backup", "action-choose-backup")
        back = button("Back", "action-back")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(words("Restore a backup", "page"))
        column.addWidget(words("It becomes a new vault; nothing that exists is overwritten."))
        column.addLayout(row(choose))
        column.addWidget(self._chosen)
        said = "The passphrase of the day on which the backup was made."
        column.addLayout(labelled("Passphrase", self._passphrase, said))
        column.addWidget(reveal(self._passphrase))
        column.addLayout(row(self._go, back))
        column.addStretch(1)
        choose.clicked.connect(lambda: ask_open(self, "Choose the backup", self.take_file))
        back.clicked.connect(self.left)
        self._passphrase.textChanged.connect(self._allow)
        self._passphrase.returnPressed.connect(self._restore)
        self._go.clicked.connect(self._restore)
        self._allow()

    def take_file(self, file: Path) -> None:
        """Use this backup."""
        self._file = file
        self._chosen.setText(file.name)
        self._passphrase.setFocus()
        self._allow()

    def _allow(self) -> None:
        self._go.setEnabled(self._file is not None and bool(self._passphrase.text()))

    def _restore(self) -> None:
        file, folder, passphrase = self._file, self._folder, self._passphrase.text()
        if file is None or not self._go.isEnabled():
            return
        self._go.setEnabled(False)
        self._messages.say("Restoring. Every page of the copy is checked.")
        self._jobs.run(lambda _: _back(file, folder, passphrase), self._end, failed=self._refuse)

    def _end(self, folder: Path) -> None:
        self.restored.emit(folder)

    def _refuse(self, error: Exception) -> None:
        self._allow()
        self._messages.show(error)


def _back(file: Path, folder: Path, passphrase: str) -> Path:
    from fieldapp.services.backup import restore

    restore(file, folder, passphrase)
    return folder
