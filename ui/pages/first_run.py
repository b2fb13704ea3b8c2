"""The first run: a station, a passphrase, a recovery key on paper; then the vault is open."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.files import ask_folder
from ui.jobs import Jobs
from ui.messages import Messages
from ui.pages.restore import RestorePanel
from ui.pages.unlock import NotAVaultError, busy_bar, centred, free_name, strange
from ui.passphrases import NewPassphrase
from ui.pieces import button, card, labelled, line, row, scrolled, set_role, words
from ui.recovery_card import RecoveryCard
from ui.setting_names import RECOVERY_SEEN

WIDTH = 560


class Beginning(NamedTuple):
    """What is known of a station before it has a vault."""

    code: str
    name: str
    officer: str


class FirstRunPage(QWidget):
    """Announces the new vault and its key once the recovery key is on paper.

    The vault, with its station in it, is made before the recovery key is shown: whatever happens
    then, nothing that was typed is lost.
    """

    made = Signal(Path, bytes)
    chose = Signal(Path)

    def __init__(self, folder: Path, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("page")
        self._folder, self._jobs = folder, jobs
        self._key = b""
        self.messages = Messages(self)
        self._code = line("station_code", "Station code", width=120)
        self._code.setMaxLength(5)
        self._name = line("name", "Station name")
        self._officer = line("officer", "Your initials or function", width=200)
        self._passphrase = NewPassphrase()
        self._place = words("", "muted", "vault-place")
        self._warning = words("", "error", "place-warning")
        self._next = button("Next", "action-next", "main")
        self._make = button("Make the vault", "action-make", "main")
        self._back = button("Back", "action-back")
        self._busy = busy_bar()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._lay_out_station())
        self._stack.addWidget(self._lay_out_passphrase())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(centred(self._stack, WIDTH)), 1)
        column.addWidget(self.messages.bar)
        self._connect()
        self._show_place(folder)
        self._allow()

    # -- building --------------------------------------------------------------------------

    def _lay_out_station(self) -> QWidget:
        panel, column = card()
        column.addWidget(words("A new vault", "page"))
        column.addWidget(
            words(
                "Everything you write down is kept on this laptop, encrypted, in one folder. "
                "First: which duty station is this?",
            )
        )
        column.addWidget(words("Step 1 of 3", "muted"))
        column.addLayout(
            labelled(
                "Station code",
                self._code,
                "Two to five letters; they begin every reference.",
            )
        )
        column.addLayout(labelled("Station name", self._name))
        column.addLayout(
            labelled("You", self._officer, "Initials or a function, for the history; no name.")
        )
        elsewhere = button("Keep it elsewhere", "action-choose-folder", "link")
        existing = button("Open an existing vault", "action-choose-vault", "link")
        elsewhere.clicked.connect(self._choose_place)
        existing.clicked.connect(self._choose_existing)
        column.addWidget(self._place)
        column.addWidget(self._warning)
        backup = button("Restore a backup", "action-restore-backup", "link")
        backup.clicked.connect(self._show_restore)
        column.addLayout(row(elsewhere, existing, backup))
        column.addLayout(row(self._next))
        column.addStretch(1)
        return panel

    def _lay_out_passphrase(self) -> QWidget:
        panel, column = card()
        column.addWidget(words("The passphrase", "page"))
        column.addWidget(words("Without it, or the recovery key, nobody can read the vault."))
        column.addWidget(words("Step 2 of 3", "muted"))
        column.addWidget(self._passphrase)
        column.addWidget(self._busy)
        column.addLayout(row(self._make, self._back))
        column.addStretch(1)
        return panel

    def _lay_out_recovery(self, recovery_key: str) -> RecoveryCard:
        panel, column = card()
        column.addWidget(words("The recovery key", "page"))
        column.addWidget(words("Step 3 of 3", "muted"))
        shown = RecoveryCard(recovery_key)
        shown.confirmed.connect(self._finish)
        column.addWidget(shown)
        column.addStretch(1)
        self._stack.addWidget(panel)
        self._stack.setCurrentWidget(panel)
        return shown

    def _connect(self) -> None:
        self._code.textEdited.connect(lambda typed: self._code.setText(typed.upper()))
        for field, then in ((self._code, self._name), (self._name, self._officer)):
            field.returnPressed.connect(then.setFocus)
            field.textChanged.connect(self._allow)
        self._officer.returnPressed.connect(self._go_on)
        self._next.clicked.connect(self._go_on)
        self._back.clicked.connect(self._go_back)
        self._make.clicked.connect(self._derive)
        self._passphrase.changed.connect(self._allow)
        self._passphrase.entered.connect(self._derive)

    # -- going on --------------------------------------------------------------------------

    def focus_first(self) -> None:
        """Put the cursor in the first field."""
        self._code.setFocus()

    def _allow(self) -> None:
        code = self._code.text().strip()
        self._next.setEnabled(len(code) >= 2 and code.isalpha() and bool(self._name.text().strip()))
        self._make.setEnabled(bool(self._passphrase.value()))

    def _go_on(self) -> None:
        if self._next.isEnabled():
            self._passphrase.know(self._code.text(), self._name.text(), self._officer.text())
            self._stack.setCurrentIndex(1)
            self._passphrase.first.setFocus()

    def _go_back(self) -> None:
        self._stack.setCurrentIndex(0)
        self.focus_first()

    def _derive(self) -> None:
        if not self._make.isEnabled():
            return
        folder, passphrase, station = self._folder, self._passphrase.value(), self._station()
        self.messages.say("Making the vault. This takes a few seconds, once.")
        self._wait(True)
        self._jobs.run(
            lambda _: new_vault(folder, passphrase, station), self._show_key, failed=self._refuse
        )

    def _station(self) -> Beginning:
        typed = (field.text().strip() for field in (self._code, self._name, self._officer))
        return Beginning(*typed)

    def _refuse(self, error: Exception) -> None:
        self._wait(False)
        self.messages.show(error)

    def _wait(self, waiting: bool) -> None:
        self._busy.setVisible(waiting)
        self._make.setEnabled(not waiting)
        self._back.setEnabled(not waiting)
        self._passphrase.setEnabled(not waiting)

    def _show_key(self, made: tuple[bytes, str]) -> None:
        self._wait(False)
        self.messages.clear()
        self._key, recovery_key = made
        self._passphrase.clear()
        self._lay_out_recovery(recovery_key).focus_first()

    def _finish(self) -> None:
        folder, key = self._folder, self._key
        self._jobs.run(lambda _: note_recovery_seen(folder, key), self._announce)

    def _announce(self, _: None) -> None:
        self.made.emit(self._folder, self._key)

    # -- where -----------------------------------------------------------------------------

    def _choose_place(self) -> None:
        ask_folder(self, "Where to put the vault", lambda at: self._show_place(free_name(at)))

    def _show_place(self, folder: Path) -> None:
        self._folder = folder
        self._place.setText(f"It will be kept in {folder.parent}")
        self._jobs.run(lambda _: strange(folder), self._warn)

    def _warn(self, sentence: str) -> None:
        set_role(self._warning, "error", sentence)

    def _show_restore(self) -> None:
        panel = RestorePanel(self._folder, self._jobs, self.messages)
        panel.restored.connect(self.chose)
        panel.left.connect(self._go_back)
        self._stack.addWidget(panel)
        self._stack.setCurrentWidget(panel)

    def _choose_existing(self) -> None:
        ask_folder(self, "Open a vault", self._take_existing)

    def _take_existing(self, folder: Path) -> None:
        if folder.suffix == ".vault":
            self.chose.emit(folder)
        else:
            self.messages.show(NotAVaultError())


def new_vault(folder: Path, passphrase: str, station: Beginning) -> tuple[bytes, str]:
    """Make a vault with its station in it; slow, and runs off the window's thread."""
    from fieldapp.records.station import Station
    from fieldapp.services.stations import open_store
    from fieldapp.store.vault import Vault, create

    key, recovery_key = create(folder, passphrase)
    offset = dt.datetime.now().astimezone().strftime("%z")
    with Vault.open(folder, key) as vault:
        vault.put(RECOVERY_SEEN, False)
        record = Station(
            station_code=station.code,
            name=station.name,
            officer=station.officer,
            utc_offset=f"{offset[:3]}:{offset[3:5]}",
        )
        open_store(vault, author=station.officer).save(record)
    return key, recovery_key


def note_recovery_seen(folder: Path, key: bytes) -> None:
    """Keep in the vault that its recovery key is on paper."""
    from fieldapp.store.vault import Vault

    with Vault.open(folder, key) as vault:
        vault.put(RECOVERY_SEEN, True)
