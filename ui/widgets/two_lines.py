"""A record in a list on two lines: date and reference, its title; level and marks at the end."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fieldapp.errors import FieldappError
from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Record
from fieldapp.store.lists import listed
from fieldapp.store.store import Row
from fieldapp.vocab.days import Day
from fieldapp.vocab.spoken_days import day_in_words
from ui import theme
from ui.models.lines import Index
from ui.models.record_list import ROW, level_of, marks
from ui.widgets.direction import direction_of

INSIDE, GAP = 12, 8
_AROUND = (Kind.LINKS, Kind.LINK, Kind.CHOICE)  # which cell goes at the end, by its kind


class TwoLines(QStyledItemDelegate):
    """Paints any record type; what it shows follows from the declaration."""

    def __init__(self, kind: type[Record], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        columns = listed(kind)
        self._dated = _place(columns, kind.dated)
        self._beside = [
            place
            for kind_of in _AROUND
            for place, each in enumerate(columns)
            if each.spec.kind is kind_of and each.name not in kind.heading
        ]

        # What is called by a choice alone, such as a relation, says between whom it is.
        named = [each for each in columns if each.name in kind.heading]
        only_choice = bool(named) and all(each.spec.kind is Kind.CHOICE for each in named)
        links = [at for at, each in enumerate(columns) if each.spec.kind is Kind.LINK]
        self._between = tuple(links[:2]) if only_choice and len(links) > 1 else ()

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Qt's own."""
        return QSize(240, row_height(QFontMetrics(option.font)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's own."""
        row = index.data(ROW)
        painter.save()
        colours, room = theme.current(), QRect(option.rect)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, QColor(colours.chosen))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(room, QColor(colours.hover))
        painter.setPen(QColor(colours.line))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        if isinstance(row, Row):
            self._draw(painter, option, row)
        painter.restore()

    def _draw(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        colours = theme.current()
        font = QFont(option.font)
        bold, small = QFont(font), QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        small.setPointSizeF(font.pointSizeF() * 0.92)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        first, second = _two(QRect(option.rect), QFontMetrics(font))
        level, *others = marks(row)
        line = _Line(painter, first, mirrored)
        line.at_end(level, small, QColor(getattr(colours, level_of(row).value)))
        for word in others:
            line.at_end(word, small, QColor(colours.muted))
        line.at_start("   ".join(part for part in (self._date(row), row.ref) if part), small,
                      QColor(colours.muted))  # fmt: skip
        line = _Line(painter, second, mirrored)
        most = 0.65 if self._between else 0.4
        line.at_end(self.beside(row), small, QColor(colours.muted), most=most)
        ink = colours.text if row.title and not row.retracted else colours.muted
        line.at_start(row.title or "No title yet", bold if row.title else font, QColor(ink))

    def _date(self, row: Row) -> str:
        cell = row.cells[self._dated] if self._dated >= 0 and row.cells else ""
        try:
            return day_in_words(Day(cell[:10])) if cell else ""
        except FieldappError:
            return cell

    def beside(self, row: Row) -> str:
        """What stands at the end of the second line."""
        if self._between and row.cells:
            return " → ".join(row.cells[place] for place in self._between if row.cells[place])
        cells = (row.cells[place] for place in self._beside if row.cells)
        return next((cell for cell in cells if cell and cell != row.title), "")


class _Line:
    """One line of words that fills from both ends, in either reading direction."""

    def __init__(self, painter: QPainter, room: QRect, mirrored: bool) -> None:
        self._painter, self._room, self._mirrored = painter, QRect(room), mirrored
        self._whole = room.width()

    def at_end(self, words: str, font: QFont, colour: QColor, most: float = 1.0) -> None:
        if not words:
            return
        metrics = QFontMetrics(font)
        width = min(metrics.horizontalAdvance(words) + 1, int(self._whole * most))
        at = QRect(self._room)
        if self._mirrored:
            at.setWidth(width)
            self._room.setLeft(at.right() + GAP)
        else:
            at.setLeft(at.right() - width)
            self._room.setRight(at.left() - GAP)
        self._write(at, words, font, colour, not self._mirrored)

    def at_start(self, words: str, font: QFont, colour: QColor) -> None:
        self._write(self._room, words, font, colour, self._mirrored)

    def _write(self, at: QRect, words: str, font: QFont, colour: QColor, right: bool) -> None:
        self._painter.setFont(font)
        self._painter.setPen(colour)
        cut = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, at.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        # Absolute: the side is that of the list, not that of the words.
        how = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        self._painter.setLayoutDirection(direction_of(words))
        self._painter.drawText(at, int(how | Qt.TextFlag.TextSingleLine), cut)


def row_height(metrics: QFontMetrics) -> int:
    """Two lines with room around them."""
    return 2 * metrics.lineSpacing() + 18


def _two(room: QRect, metrics: QFontMetrics) -> tuple[QRect, QRect]:
    line = metrics.lineSpacing()
    inside = room.adjusted(INSIDE, 8, -INSIDE, -8)
    first = QRect(inside.left(), inside.top(), inside.width(), line)
    second = QRect(inside.left(), inside.top() + line + 2, inside.width(), line)
    return first, second


def _place(columns: tuple[Field, ...], name: str) -> int:
    return next((place for place, each in enumerate(columns) if each.name == name), -1)
