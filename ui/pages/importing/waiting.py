"""While a file is read or stored: how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ui.pieces import button, card, narrow, row, words

WIDTH = 560


class WaitPane(QWidget):
    """Shows one piece of work; announces that it should stop."""

    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = words("", "section", "wait-title")
        self._at = words("", "", "wait-at")
        self._note = words("", "muted", "wait-note")
        self._bar = QProgressBar()
        self._bar.setObjectName("wait-progress")
        self._bar.setAccessibleName("Progress")
        self._bar.setTextVisible(False)
        self._stop = button("Stop", "action-stop-import")
        self._stop.clicked.connect(self.stopped)
        panel, column = card()
        for each in (self._title, self._bar, self._at, self._note):
            column.addWidget(each)
        column.addLayout(row(self._stop))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 24)
        whole.setSpacing(16)
        whole.addWidget(words("Reference data and import", "page"))
        whole.addLayout(narrow(panel, WIDTH))
        whole.addStretch(1)

    def begin(self, title: str, note: str) -> None:
        """Speak of another piece of work."""
        self._title.setText(title)
        self._note.setText(note)
        self._at.setText("")
        self._bar.setRange(0, 0)
        self._stop.setAccessibleName(f"Stop: {title}")

    def focus(self) -> None:
        """Put the cursor on the one thing that can be done."""
        self._stop.setFocus()

    def move_to(self, done: int, total: int) -> None:
        """Say how far it is; total 0 means that nobody knows."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        of = f"{done:,} of {total:,}" if total else f"{done:,}" if done else ""
        self._at.setText(f"{of} rows" if of else "")
