"""The ways of the map out of the window: onto paper, or into a picture."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import pieces
from ui.session import Session
from ui.widgets.asking import Asking


class MapPaper(QWidget):
    """X."""

    asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.question = Asking("picture")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(pieces.button("Print preview", "action-print-map", "main"))

    def give(self, *args: object) -> None:
        """X."""
