"""The table of the board: keys that do what its buttons do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView


class BoardTable(QTableView):
    """Enter acts on the cell, a letter does what its button does."""

    pressed_key = Signal(str)
    entered_cell = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_cell.emit()
        elif plain and Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z:
            self.pressed_key.emit(chr(event.key()))
        else:
            super().keyPressEvent(event)
