"""How a bar looks: its words, its length and its number, in the colours of the window."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fieldapp.services.analysis.incident_charts import Bar
from fieldapp.vocab.spoken_days import MONTHS
from ui import theme
from ui.models.lines import Index
from ui.pages.charts.model import BAR, SHARE
from ui.widgets.direction import direction_of

INSIDE, GAP, RADIUS = 4, 8, 3
LABEL = 0.42  # of the width
COLUMN = 28  # the most that a month takes
Elide = Qt.TextElideMode.ElideRight
Align = Qt.AlignmentFlag


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * theme.SMALL / theme.BODY)
    return made


def row_height(font: QFont, bar: Bar) -> int:
    """The room that a bar takes with its note below it."""
    height = QFontMetrics(font).lineSpacing() + 10
    return height + (QFontMetrics(_small(font)).lineSpacing() if bar.note else 0)


def _ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """The row that the keys are on, or the mouse."""
    colours = theme.current()
    state = option.state
    if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(QColor(colours.chosen))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(QColor(colours.hover))
    else:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 4, 4)


class BarRow(QStyledItemDelegate):
    """Words on one side, the bar beside them, its number at its end; mirrored where need be."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's own."""
        bar = index.data(BAR)
        if not isinstance(bar, Bar):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _ground(painter, option)
        room = QRect(option.rect).adjusted(INSIDE, 0, -INSIDE, 0)
        if bar.note:
            small = _small(option.font)
            under = QRect(room)
            under.setTop(room.bottom() - QFontMetrics(small).lineSpacing() - 3)
            room.setBottom(under.top() + 3)
            self._words(painter, option, under, bar.note, small, theme.current().muted)
        label = QRect(room)
        label.setWidth(int(room.width() * LABEL))
        length = QRect(room)
        length.setLeft(label.right() + GAP)
        self._words(painter, option, label, bar.label, option.font, theme.current().text)
        self._length(painter, option, length, bar, float(index.data(SHARE) or 0))
        painter.restore()

    def _seen(self, option: QStyleOptionViewItem, inside: QRect) -> QRect:
        return QStyle.visualRect(option.direction, option.rect, inside)

    def _words(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        room: QRect,
        text: str,
        font: QFont,
        colour: str,
    ) -> None:
        seen = self._seen(option, room)
        right = option.direction == Qt.LayoutDirection.RightToLeft
        side = (Align.AlignRight if right else Align.AlignLeft) | Align.AlignAbsolute
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.setLayoutDirection(direction_of(text))
        shown = QFontMetrics(font).elidedText(text, Elide, seen.width())
        painter.drawText(seen, int(side | Align.AlignVCenter), shown)

    def _length(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        room: QRect,
        bar: Bar,
        share: float,
    ) -> None:
        colours, metrics = theme.current(), QFontMetrics(option.font)
        words = metrics.horizontalAdvance(bar.said) + GAP
        whole = max(0, room.width() - words)
        width = max(2, round(whole * share)) if bar.value else 0
        height = min(14, metrics.height())
        drawn = QRect(room.left(), room.center().y() - height // 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(QRectF(self._seen(option, drawn)), RADIUS, RADIUS)
        said = QRect(drawn.right() + (GAP if width else 1), room.top(), words, room.height())
        painter.setFont(option.font)
        painter.setPen(QColor(colours.text if bar.value else colours.muted))
        right = option.direction == Qt.LayoutDirection.RightToLeft
        side = (Align.AlignRight if right else Align.AlignLeft) | Align.AlignAbsolute
        painter.drawText(self._seen(option, said), int(side | Align.AlignVCenter), bar.said)


class MonthColumn(QStyledItemDelegate):
    """One month: its number above the column, its name below; an empty month is an empty place."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's own."""
        bar = index.data(BAR)
        if not isinstance(bar, Bar):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _ground(painter, option)
        font, colours, room = _small(option.font), theme.current(), QRect(option.rect)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        foot = 2 * metrics.lineSpacing() + 6
        floor = room.bottom() - foot
        painter.setPen(QColor(colours.line_strong))
        painter.drawLine(room.left(), floor, room.right() + 1, floor)
        most = floor - room.top() - metrics.lineSpacing() - 8
        tall = max(2, round(most * float(index.data(SHARE) or 0))) if bar.value else 0
        width = min(COLUMN, max(2, room.width() - 6))
        column = QRectF(room.center().x() - width / 2 + 0.5, floor - tall, width, tall)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(column, RADIUS, RADIUS)
        if tall > RADIUS:  # the foot of a column is square
            painter.drawRect(column.adjusted(0, tall - RADIUS, 0, 0))
        self._number(painter, room, floor - tall, bar, metrics)
        self._name(painter, room, floor, bar, metrics, index)
        painter.restore()

    def _number(
        self, painter: QPainter, room: QRect, above: int, bar: Bar, metrics: QFontMetrics
    ) -> None:
        words = bar.said if bar.value else "0"
        if metrics.horizontalAdvance(words) > room.width() - 2:
            return
        colours = theme.current()
        painter.setPen(QColor(colours.text if bar.value else colours.muted))
        line = QRect(room.left(), above - metrics.lineSpacing() - 2, room.width(), 0)
        line.setHeight(metrics.lineSpacing())
        painter.drawText(line, int(Align.AlignCenter), words)

    def _name(
        self,
        painter: QPainter,
        room: QRect,
        floor: int,
        bar: Bar,
        metrics: QFontMetrics,
        index: Index,
    ) -> None:
        year, month = bar.label.split("-")
        name = MONTHS[int(month) - 1].capitalize()[:3]
        painter.setPen(QColor(theme.current().muted))
        line = QRect(room.left(), floor + 4, room.width(), metrics.lineSpacing())
        first = month == "01" or not index.column()
        if metrics.horizontalAdvance(name) <= room.width() - 2:
            painter.drawText(line, int(Align.AlignCenter), name)
        if first:
            line.translate(0, metrics.lineSpacing())
            line.adjust(-40, 0, 40, 0)
            painter.setClipping(False)
            painter.drawText(line, int(Align.AlignCenter), year)
