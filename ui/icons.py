"""Phosphor icons painted in the colours of the moment, so that a change of theme needs nothing."""

from __future__ import annotations

import qtawesome
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap

from ui import theme

SET = "ph"


class Glyph(QIconEngine):
    """One letter of the icon font, drawn as large as the place allows."""

    def __init__(self, letter: str) -> None:
        super().__init__()
        self._letter = letter

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Draws in the colour of words, or of disabled words."""
        colours = theme.current()
        painter.save()
        painter.setFont(qtawesome.font(SET, rect.height()))
        painter.setPen(QColor(colours.faint if mode == QIcon.Mode.Disabled else colours.text))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._letter)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The same on nothing."""
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        """A copy, as Qt asks for."""
        return Glyph(self._letter)


def glyph(name: str) -> QIcon:
    """The icon of this name in the set."""
    return QIcon(Glyph(qtawesome.charmap(f"{SET}.{name}")))
