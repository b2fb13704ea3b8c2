"""The days of a calendar as a table: a row a week, a column a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fieldapp.services.calendar import Entry
from fieldapp.vocab.days import Day
from fieldapp.vocab.spoken_days import WEEKDAYS, day_in_words, weekday_in_words
from ui import theme
from ui.models.lines import TOP, Index, Lines
from ui.widgets.direction import direction_of

DAY, ENTRIES, SHADE = (Qt.ItemDataRole.UserRole + n for n in range(3))
WEEK = 7
MOST_LINES = 3
INSIDE = 8


class DayGrid(Lines):
    """The entries of each day; `show` replaces the whole span."""

    columns = tuple(name[:3] for name in WEEKDAYS)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._first = dt.date(2000, 1, 3)
        self._weeks = 0
        self._month = 0
        self._today = self._first
        self._entries: Mapping[dt.date, Sequence[Entry]] = {}

    def show(
        self,
        first: dt.date,
        weeks: int,
        month: int,
        today: dt.date,
        entries: Mapping[dt.date, Sequence[Entry]],
    ) -> None:
        """Show so many weeks from a Monday; days outside `month` are quieter (0: none are)."""
        self.beginResetModel()
        self._first, self._weeks, self._month = first, weeks, month
        self._today, self._entries = today, entries
        self.endResetModel()

    def size(self) -> int:
        """How many weeks."""
        return self._weeks

    def day_at(self, index: Index) -> dt.date:
        """The day of a cell."""
        return self._first + dt.timedelta(days=index.row() * WEEK + index.column())

    def index_of(self, day: dt.date) -> QModelIndex:
        """The cell of a day; no cell where it is not shown."""
        row, column = divmod((day - self._first).days, WEEK)
        return self.index(row, column) if 0 <= row < self._weeks else QModelIndex()

    def entries_on(self, day: dt.date) -> Sequence[Entry]:
        """What is on one day."""
        return self._entries.get(day, ())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The day, what is on it, and for those who hear the screen how many there are."""
        if not index.isValid():
            return None
        day = self.day_at(index)
        if role == DAY:
            return day
        if role == ENTRIES:
            return self.entries_on(day)
        if role == SHADE:
            return bool(self._month) and day.month != self._month
        if role == Qt.ItemDataRole.AccessibleTextRole:
            number, named = len(self.entries_on(day)), Day(day.isoformat())
            return f"{weekday_in_words(named)} {day_in_words(named)}, {number} entries"
        return None

    def today(self) -> dt.date:
        """The day that stands out."""
        return self._today

    def rowCount(self, parent: Index = TOP) -> int:
        """Qt's own."""
        return 0 if parent.isValid() else self._weeks


class DayCell(QStyledItemDelegate):
    """Paints one day: its number, as many entries as fit, and how many more there are."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Qt's own."""
        return QSize(90, 72)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's own."""
        painter.save()
        colours, room = theme.current(), QRect(option.rect)
        ground = colours.page if index.data(SHADE) else colours.panel
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(room, QColor(colours.chosen if chosen else ground))
        painter.setPen(QColor(colours.line))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        painter.drawLine(room.topRight(), room.bottomRight())
        self._number(painter, option, index)
        self._entries(painter, option, index)
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(colours.accent))
            painter.drawRect(room.adjusted(1, 1, -2, -2))
        painter.restore()

    def _number(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours, day, model = theme.current(), index.data(DAY), index.model()
        font = QFont(option.font)
        line = QFontMetrics(font).lineSpacing()
        at = QRect(option.rect).adjusted(INSIDE, 6, -INSIDE, 0)
        at.setHeight(line)
        colour = colours.muted if index.data(SHADE) else colours.text
        if isinstance(model, DayGrid) and day == model.today():
            font.setWeight(QFont.Weight.Bold)
            colour = colours.accent
        painter.setFont(font)
        painter.setPen(QColor(colour))
        side = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(at, int(side), str(day.day))

    def _entries(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found: Sequence[Entry] = index.data(ENTRIES)
        font = QFont(option.font)
        font.setPointSizeF(font.pointSizeF() * 0.88)
        metrics = QFontMetrics(font)
        line = metrics.lineSpacing() + 2
        top = option.rect.top() + 8 + QFontMetrics(option.font).lineSpacing()
        fits = max(0, (option.rect.bottom() - 4 - top) // line)
        shown = found if len(found) <= fits else found[: max(0, fits - 1)]
        most = max(1, min(MOST_LINES, fits // max(1, len(found))))  # a week has room to wrap
        painter.setFont(font)
        for number, each in enumerate(shown):
            at = QRect(option.rect.left() + INSIDE, top + number * line * most, 0, line * most)
            at.setRight(option.rect.right() - INSIDE)
            self._entry(painter, at, metrics, each, most)
        if len(shown) < len(found) and fits:
            at = QRect(option.rect.left() + INSIDE, top + len(shown) * line, 0, line)
            at.setRight(option.rect.right() - INSIDE)
            painter.setPen(QColor(theme.current().muted))
            side = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(at, int(side), f"{len(found) - len(shown)} more")

    @staticmethod
    def _entry(
        painter: QPainter, at: QRect, metrics: QFontMetrics, entry: Entry, lines: int
    ) -> None:
        words = " ".join(part for part in (entry.time, said(entry)) if part)
        cut = _cut(words, metrics, at, lines)
        painter.setPen(QColor(colour_of(entry)))
        painter.setLayoutDirection(direction_of(words))
        up = Qt.AlignmentFlag.AlignVCenter if lines == 1 else Qt.AlignmentFlag.AlignTop
        wrap = Qt.TextFlag.TextWordWrap if lines > 1 else 0
        painter.drawText(at, int(Qt.AlignmentFlag.AlignLeft | up) | int(wrap), cut)


def _cut(words: str, metrics: QFontMetrics, at: QRect, lines: int) -> str:
    """As much of the words as a cell holds; lines end at words, so that some room is lost."""
    room, end = float(at.width() * lines), Qt.TextElideMode.ElideRight
    cut = metrics.elidedText(words, end, int(room))
    wrap = int(Qt.TextFlag.TextWordWrap)
    while lines > 1 and room > at.width() and _height(metrics, at, wrap, cut) > at.height():
        room *= 0.9
        cut = metrics.elidedText(words, end, int(room))
    return cut


def _height(metrics: QFontMetrics, at: QRect, flags: int, words: str) -> int:
    return metrics.boundingRect(at, flags, words).height()


def said(entry: Entry) -> str:
    """An entry in words: what is due is said first, since its title may be that of a person."""
    return f"{entry.words}: {entry.title}" if entry.due else entry.title


def colour_of(entry: Entry) -> str:
    """Late stands out, what is due is in the accent; the words say so too."""
    colours = theme.current()
    if entry.late:
        return colours.severe
    return colours.accent if entry.due else colours.text
