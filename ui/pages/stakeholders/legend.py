"""What the signs, shapes and lines of the map mean, in words beside each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp.services.analysis.network_looks import KINDS, MANNERS, look, stances
from ui import theme
from ui.pages.stakeholders.items import DASHES, draw_sign, outline

_GAP, _INSIDE, _SIGN = 12.0, 5.0, 24.0
Draw = Callable[[QPainter, QRectF], None]


class Legend(QWidget):
    """Entries in rows, as many as the width takes; read out as one sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("legend")
        self._entries: list[tuple[Draw, str]] = [
            *((_stance(code), words) for code, words in stances()),
            *((_kind(noun), words) for noun, words in KINDS.items()),
            *((_line(manner), words) for manner, words in MANNERS.items()),
        ]
        said = ", ".join(words for _, words in self._entries)
        self.setAccessibleName(f"Legend: {said}. Lines are thicker the stronger the tie.")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Qt's own."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Qt's own."""
        return int(self._flow(float(width))[-1][0].bottom()) + 2

    def sizeHint(self) -> QSize:
        """Qt's own."""
        return QSize(480, self.heightForWidth(480))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's own."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for room, (draw, words) in self._flow(float(self.width())):
            if mirrored:
                room.moveRight(self.width() - room.left())
            sign = QRectF(room.left(), room.top(), _SIGN, room.height())
            beside = room.adjusted(_SIGN + _INSIDE, 0, 0, 0)
            if mirrored:
                sign.moveRight(room.right())
                beside.moveLeft(room.left())
            draw(painter, sign)
            painter.setFont(self._small())
            painter.setPen(QColor(theme.current().muted))
            painter.drawText(beside, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.end()

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.86)
        return font

    def _flow(self, width: float) -> list[tuple[QRectF, tuple[Draw, str]]]:
        metrics = QFontMetricsF(self._small())
        tall = max(20.0, metrics.lineSpacing() + 3)
        x = y = 0.0
        made = []
        for entry in self._entries:
            wide = _SIGN + _INSIDE + metrics.horizontalAdvance(entry[1]) + 2
            if x and x + wide > width:
                x, y = 0.0, y + tall
            made.append((QRectF(x, y, wide, tall), entry))
            x += wide + _GAP
        return made


def _stance(code: str) -> Draw:
    def draw(painter: QPainter, room: QRectF) -> None:
        colours = theme.current()
        mine = look(code, dark=colours is theme.DARK)
        pill = QRectF(room.left(), room.center().y() - 7, _SIGN, 14)
        pen = QPen(QColor(mine.ground if code else colours.line_strong))
        pen.setStyle(Qt.PenStyle.SolidLine if code else Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(mine.ground))
        painter.drawRoundedRect(pill, 7, 7)
        draw_sign(painter, pill.center(), 6.5, mine)

    return draw


def _kind(noun: str) -> Draw:
    def draw(painter: QPainter, room: QRectF) -> None:
        painter.setPen(QPen(QColor(theme.current().muted), 1.3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline(noun, 6.5).translated(room.center()))

    return draw


def _line(manner: str) -> Draw:
    def draw(painter: QPainter, room: QRectF) -> None:
        pen = QPen(QColor(theme.current().muted), 1.5)
        if manner in DASHES:
            pen.setDashPattern(DASHES[manner])
        painter.setPen(pen)
        middle = room.center().y()
        painter.drawLine(QPointF(room.left(), middle), QPointF(room.right(), middle))

    return draw
