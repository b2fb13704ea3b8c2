"""Keys and backup: the card to hand out, a backup, the passphrase, and the recovery key."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.services.files import write_asked
from fieldapp.services.package.cards import card_json, own_card
from fieldapp.store.store import Changes
from ui.code_square import CodeSquare
from ui.files import ask_save
from ui.pages.key_panels import BackupPanel, PassphrasePanel, RecoveryPanel
from ui.pages.reader_panel import ReaderPanel
from ui.pieces import button, card, narrow, row, scrolled, words
from ui.session import Session

WIDTH = 720


class KeysPage(QWidget):
    """What identifies this station, and what opens its vault."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._panel: QWidget | None = None
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(24, 16, 24, 24)
        self._column.setSpacing(16)
        self._column.addWidget(words("Keys and backup", "page"))
        self._card = QVBoxLayout()
        self._column.addLayout(self._card)
        self._show_card()
        panels = (ReaderPanel, BackupPanel, PassphrasePanel, RecoveryPanel)
        for each in (made(session) for made in panels):
            self._column.addLayout(narrow(each, WIDTH))
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
        panel, column = card()
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
        left.addStretch(1)
        side = row(stretch=False)
        side.setSpacing(24)
        side.addLayout(left, 1)
        side.addWidget(CodeSquare(own.code))
        column.addLayout(side)
        save = button("Save the card", "action-save-card", "main")
        save.clicked.connect(self._save_card)
        column.addWidget(code)
        column.addLayout(row(save))
        column.addWidget(
            words("The file is public: it holds no secret, and is not encrypted.", "muted")
        )
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
            self._show_card()

    def _show_card(self) -> None:
        if self._panel is not None:
            self._panel.deleteLater()
        self._panel = self._lay_out_card()
        self._card.addLayout(narrow(self._panel, WIDTH))
