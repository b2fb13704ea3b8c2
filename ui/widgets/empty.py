"""Nothing here yet, or nothing found: one sentence, one step, one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import pieces


class Empty(QWidget):
    """Words in the middle of the room that a list would have."""

    pressed = Signal()

    def __init__(self, name: str, action: str, kind: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self._head = pieces.words("", "section")
        self._words = pieces.words("", "muted")
        for each in (self._head, self._words):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.button = pieces.button("", action, kind)
        self.button.clicked.connect(self.pressed)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self._head)
        column.addWidget(self._words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, head: str, words: str, action: str) -> None:
        """What this is about, what to do, and the words of the button."""
        self._head.setText(head)
        self._words.setText(words)
        self.button.setText(action)
        self.button.setAccessibleName(action)
