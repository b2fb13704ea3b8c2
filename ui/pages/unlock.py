"""The first thing seen: the passphrase, and what to do without it.

Nothing heavy is imported here: this page is painted before the database library is loaded.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from fieldapp.errors import FieldappError
from ui.files import ask_folder
from ui.jobs import Jobs
from ui.messages import Messages
from ui.pieces import button, card, labelled, line, reveal, row, scrolled, words

WIDTH = 440


class UnlockPage(QWidget):
    """Announces the key of the vault, or that another vault was chosen."""

    unlocked = Signal(Path, bytes)
    chose = Signal(Path)
    painted = Signal()

    def __init__(self, folder: Path, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("page")
        self._folder, self._jobs = folder, jobs
        self.messages = Messages(self)
        self._passphrase = line("passphrase", "Passphrase", secret=True)
        self._unlock = button("Unlock", "action-unlock", "main")
        self._busy = busy_bar()
        self._place = words("", "muted", "vault-place")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._lay_out_unlock())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(centred(self._stack, WIDTH)), 1)
        column.addWidget(self.messages.bar)
        self._passphrase.returnPressed.connect(self._derive)
        self._unlock.clicked.connect(self._derive)
        self._seen = False

    def _lay_out_unlock(self) -> QWidget:
        panel, column = card()
        column.addWidget(words("FieldApp", "page"))
        column.addWidget(words(f"{self._folder.stem} is locked.", "muted", "vault-name"))
        column.addSpacing(8)
        column.addLayout(labelled("Passphrase", self._passphrase))
        column.addWidget(reveal(self._passphrase))
        column.addWidget(self._busy)
        column.addLayout(row(self._unlock))
        column.addSpacing(8)
        recover = button("Use the recovery key", "action-use-recovery", "link")
        other = button("Open another vault", "action-choose-vault", "link")
        fresh = button("Make a new vault", "action-new-vault", "link")
        recover.clicked.connect(self._show_recovery)
        other.clicked.connect(self._choose)
        fresh.clicked.connect(self._choose_new)
        for each in (recover, other, fresh):
            column.addWidget(each, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._place)
        column.addStretch(1)
        return panel

    def focus_first(self) -> None:
        """Put the cursor in the passphrase."""
        self._passphrase.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Announces, once, that the page has been painted."""
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self, self._after_paint)

    def _after_paint(self) -> None:
        self.painted.emit()
        self._jobs.run(lambda _: strange(self._folder), self._warn)

    def _warn(self, sentence: str) -> None:
        self._place.setText(sentence)
        self._place.setVisible(bool(sentence))

    # -- unlocking -------------------------------------------------------------------------

    def _derive(self) -> None:
        typed, folder = self._passphrase.text(), self._folder
        if not typed or self._passphrase.isReadOnly():
            return
        self.messages.clear()
        self._wait(True)
        self._jobs.run(lambda _: derive(folder, typed), self._open, failed=self._refuse)

    def _open(self, key: bytes) -> None:
        self._wait(False)
        self.unlocked.emit(self._folder, key)

    def _refuse(self, error: Exception) -> None:
        self._wait(False)
        self.messages.show(error)
        self._passphrase.setFocus()
        self._passphrase.selectAll()

    def _wait(self, waiting: bool) -> None:
        # Read-only, not disabled: the focus and what was typed stay.
        self._passphrase.setReadOnly(waiting)
        self._unlock.setEnabled(not waiting)
        self._busy.setVisible(waiting)

    # -- the other ways --------------------------------------------------------------------

    def _show_recovery(self) -> None:
        from ui.pages.recover import RecoverPanel

        self.messages.clear()
        panel = RecoverPanel(self._folder, self._jobs, self.messages)
        panel.recovered.connect(lambda key: self.unlocked.emit(self._folder, key))
        panel.left.connect(self._leave_recovery)
        self._stack.addWidget(panel)
        self._stack.setCurrentWidget(panel)
        panel.focus_first()

    def _leave_recovery(self) -> None:
        panel = self._stack.widget(1)
        self._stack.setCurrentIndex(0)
        if panel is not None:
            self._stack.removeWidget(panel)
            panel.deleteLater()
        self.messages.clear()
        self.focus_first()

    def _choose(self) -> None:
        ask_folder(self, "Open another vault", self._take)

    def _take(self, folder: Path) -> None:
        if (folder / "keys.json").is_file() or (folder / "keys.copy.json").is_file():
            self.chose.emit(folder)
        else:
            self.messages.show(NotAVaultError())

    def _choose_new(self) -> None:
        ask_folder(self, "Where to make the new vault", lambda at: self.chose.emit(free_name(at)))


class NotAVaultError(FieldappError):
    """A folder was chosen that holds no vault."""

    sentence = "There is no vault in this folder."
    remedy = "Choose the folder whose name ends in .vault."


def derive(folder: Path, passphrase: str) -> bytes:
    """The vault's key; slow, and runs off the window's thread."""
    from fieldapp.store.vault import unlock

    return unlock(folder, passphrase)


def strange(folder: Path) -> str:
    """One sentence where the vault lies in a synced or network folder."""
    from fieldapp.store.vault import strange_place

    return strange_place(folder)


def free_name(folder: Path) -> Path:
    """A vault's name that is not taken in a folder."""
    names = ["station.vault", *(f"station-{number}.vault" for number in range(2, 1000))]
    return next(folder / name for name in names if not (folder / name).exists())


def busy_bar() -> QProgressBar:
    """A thin bar for work whose length nobody knows; hidden at first, keeping its room."""
    bar = QProgressBar()
    bar.setRange(0, 0)
    bar.setTextVisible(False)
    bar.setAccessibleName("Working")
    kept = bar.sizePolicy()
    kept.setRetainSizeWhenHidden(True)
    bar.setSizePolicy(kept)
    bar.hide()
    return bar


def centred(inside: QWidget, width: int) -> QWidget:
    """A panel of one width in the middle of the window."""
    inside.setFixedWidth(width)
    side = QHBoxLayout()
    side.addStretch(1)
    side.addWidget(inside)
    side.addStretch(1)
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(24, 24, 24, 24)
    column.addStretch(1)
    column.addLayout(side)
    column.addStretch(2)
    return whole
