"""A list of the register as a file or on paper: named as not encrypted, and logged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.services.aftercare.register import (
    SAVED_AS_CSV,
    SAVED_AS_PDF,
    Register,
    as_csv,
    as_sheet,
)
from fieldapp.services.files import write_asked
from ui.files import ask_save
from ui.pieces import button, row, words
from ui.session import Session

PLAIN = (
    "This file is NOT encrypted: whoever finds it learns who received what. It names records by "
    "reference and code only. Write it where that is safe, and delete it after."
)


class Exports(QWidget):
    """Two buttons; `asked` gets the register to write, and the id of what its history notes."""

    wrote = Signal()

    def __init__(
        self, name: str, session: Session, asked: Callable[[], tuple[Register, str] | None]
    ) -> None:
        super().__init__()
        self._session, self._asked = session, asked
        self._csv = button("Save as CSV…", f"action-csv-{name}")
        self._paper = button("Print or PDF…", f"action-print-{name}")
        self._warning = words(PLAIN, "error", f"plaintext-{name}")
        self._go = button("Choose where to write it", f"action-csv-go-{name}", "main")
        self._not = button("Not now", f"action-csv-not-{name}", "flat")
        self._question = QWidget()
        inside = QVBoxLayout(self._question)
        inside.setContentsMargins(0, 4, 0, 0)
        inside.addWidget(self._warning)
        inside.addLayout(row(self._go, self._not))
        self._question.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row(self._csv, self._paper))
        column.addWidget(self._question)
        self._csv.clicked.connect(lambda: self._ask(True))
        self._not.clicked.connect(lambda: self._ask(False))
        self._go.clicked.connect(self._choose)
        self._paper.clicked.connect(self._print)

    def offer(self, on: bool) -> None:
        """Whether there is anything to write."""
        for each in (self._csv, self._paper):
            each.setEnabled(on)
        if not on:
            self._question.hide()

    def _ask(self, on: bool) -> None:
        self._question.setVisible(on)
        (self._go if on else self._csv).setFocus()

    def _choose(self) -> None:
        ask_save(self, "Write a file that is NOT encrypted", "register.csv", self._write)

    def _write(self, path: Path) -> None:
        with self._session.telling():
            found = self._asked()
            if found is None:
                return
            register, noted = found
            content = as_csv(register)

            def write(file: BinaryIO) -> None:
                file.write(content)

            write_asked(path, write)
            self._note(noted, SAVED_AS_CSV)
            self._question.hide()
            self._session.said.emit("The register is written. It is NOT encrypted; it is logged.")

    def _print(self) -> None:
        with self._session.telling():
            found = self._asked()
            if found is not None:
                register, noted = found
                self._note(noted, SAVED_AS_PDF)
                self._session.asked_page.emit("preview", as_sheet(self._session.store, register))

    def _note(self, record_id: str, event: str) -> None:
        if self._session.store.exists(record_id):
            self._session.announce(self._session.store.note(record_id, event))
