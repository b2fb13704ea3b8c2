"""The 40-digit code as a square that a phone can read; painted, never written to a file."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

QUIET = 4  # light modules around, as the standard asks


class CodeSquare(QWidget):
    """A QR code of digits; dark on light in both themes, because readers expect that."""

    def __init__(self, code: str) -> None:
        super().__init__()
        import segno

        self._rows = [bytes(line) for line in segno.make(code.replace(" ", ""), error="m").matrix]
        self.setFixedSize(QSize(168, 168))
        self.setObjectName("code-square")
        self.setAccessibleName("The code as a QR square")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the modules."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("black"))
        side = self.width() / (len(self._rows) + 2 * QUIET)
        for down, line in enumerate(self._rows):
            for along, dark in enumerate(line):
                if dark:
                    at = QRectF((along + QUIET) * side, (down + QUIET) * side, side, side)
                    painter.drawRect(at.adjusted(0, 0, 0.3, 0.3))
        painter.end()
