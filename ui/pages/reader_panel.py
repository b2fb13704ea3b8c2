"""Handing out the reader: the page for partners who may not install anything."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.services import reader
from ui.files import ask_folder
from ui.pieces import button, card, row, words
from ui.session import Session

_DONE = "The reader is saved, with its signature and your card. Nothing in it is secret."


class ReaderPanel(QWidget):
    """Saves the reader into a folder, and shows the hash to read out."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        panel, column = card()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(panel)
        save = button("Save the reader…", "action-save-reader")
        save.clicked.connect(self._ask)
        self._hash = words("", "code", "reader-hash")
        self._hash.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._hash.setAccessibleName("SHA-256 of the reader")
        self._how = words(
            "Read this SHA-256 of reader.html to whoever gets it, by voice. With it they see that "
            "nobody changed the page on the way.",
            "muted",
        )
        column.addWidget(words("Reader for partners", "section"))
        column.addWidget(
            words(
                "For those who may install nothing: one page that opens your packages in a "
                "browser, without the network. Hand it over on a stick, with your card."
            )
        )
        column.addLayout(row(save))
        for each in (self._hash, self._how):
            column.addWidget(each)
            each.hide()

    def _ask(self) -> None:
        with self._session.telling():
            page = reader.built()
            ask_folder(self, "Save the reader", lambda folder: self._write(page, folder))

    def _write(self, page: bytes, folder: Path) -> None:
        made = reader.signed(self._session.store, page)
        self._session.jobs.run(
            lambda _: made.write(folder),
            lambda _: self._tell(made),
            label="Saving the reader",
        )

    def _tell(self, made: reader.Reader) -> None:
        groups = [made.sha256[at : at + 8] for at in range(0, 64, 8)]
        self._hash.setText("  ".join(groups[:4]) + "\n" + "  ".join(groups[4:]))
        self._hash.setAccessibleDescription(made.sha256)
        self._hash.show()
        self._how.show()
        self._session.said.emit(_DONE)
