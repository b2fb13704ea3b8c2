"""A number beside the clock: how much is due. Never a word of what it is."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QSystemTrayIcon

from ui import theme

SIZE = 64
MOST = 99


def number_icon(number: int) -> QIcon:
    """A round mark with a number in it; a plain one where nothing is due or all is locked."""
    colours = theme.current()
    pixmap = QPixmap(SIZE, SIZE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(colours.accent if number else colours.muted))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QRectF(2, 2, SIZE - 4, SIZE - 4))
    if number:
        font = QFont()
        font.setPixelSize(SIZE // 2)
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.setPen(QColor(colours.on_accent))
        words = str(number) if number <= MOST else f"{MOST}+"
        painter.drawText(QRectF(0, 0, SIZE, SIZE), int(Qt.AlignmentFlag.AlignCenter), words)
    painter.end()
    return QIcon(pixmap)


class Tray(QObject):
    """Shown where the system has a tray; a click brings the window up."""

    pressed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.number = 0
        self._icon: QSystemTrayIcon | None = None
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._icon = QSystemTrayIcon(number_icon(0), self)
            self._icon.setToolTip("FieldApp")
            self._icon.activated.connect(lambda _: self.pressed.emit())
            self._icon.show()

    def show_number(self, number: int) -> None:
        """Show how much is due; 0 while it is locked."""
        self.number = number
        if self._icon is not None:
            self._icon.setIcon(number_icon(number))
