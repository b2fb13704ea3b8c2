"""The board as a table: a row a notification, a column a party."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fieldapp.services.notifications.board_rows import (
    Board,
    Line,
    Party,
    Told,
    Tone,
    lead_words,
    told_words,
)
from fieldapp.vocab.days import Day
from fieldapp.vocab.spoken_days import day_in_words, offset_in_words
from fieldapp.vocab.vocabulary import vocabulary
from ui import theme
from ui.models.lines import TOP, Index
from ui.models.lines import Lines as Flat
from ui.widgets.direction import direction_of

FIXED = ("When", "What", "Lead time")
WHEN, WHAT, LEAD = range(3)
BELOW, TONE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
INSIDE, ROW = 10, 46
_NOWHERE = dt.datetime.min.replace(tzinfo=dt.UTC)


class BoardGrid(Flat):
    """`show` replaces what is on it; `order` says which of its lines, and in which order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = Board(_NOWHERE)
        self._lines: Sequence[Line] = ()

    def show(self, board: Board, lines: Sequence[Line]) -> None:
        """Replace the rows and the parties."""
        self.beginResetModel()
        self._board, self._lines = board, tuple(lines)
        self.endResetModel()

    def size(self) -> int:
        """How many rows."""
        return len(self._lines)

    def line_at(self, row: int) -> Line | None:
        """The notification of a row; None where there is none."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def party_at(self, column: int) -> Party | None:
        """The party of a column; None for the first ones, which are about the notification."""
        number = column - len(FIXED)
        parties = self._board.parties
        return parties[number] if 0 <= number < len(parties) else None

    def told_at(self, row: int, column: int) -> Told | None:
        """How far the party of a column has got with the notification of a row."""
        line, party = self.line_at(row), self.party_at(column)
        return line.told[column - len(FIXED)] if line is not None and party is not None else None

    def row_of(self, record_id: str) -> int:
        """The row of a notification, or of the version that came in its place; else -1."""
        found = (n for n, each in enumerate(self._lines) if record_id in (each.id, each.supersedes))
        return next(found, -1)

    def column_of(self, party_id: str) -> int:
        """The column of a party, or -1."""
        found = (n for n, each in enumerate(self._board.parties) if each.id == party_id)
        return next((n + len(FIXED) for n in found), -1)

    def columnCount(self, parent: Index = TOP) -> int:
        """Qt's own."""
        return 0 if parent.isValid() else len(FIXED) + len(self._board.parties)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The names of the parties."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            party = self.party_at(section)
            return party.name if party else FIXED[section] if section < len(FIXED) else None
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell: its words, a second line, and how much it asks for."""
        line = self.line_at(index.row()) if index.isValid() else None
        if line is None or role not in _ROLES:
            return None
        words, below, tone = self._cell(line, index.row(), index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(part for part in (words, below) if part)
            case Qt.ItemDataRole.AccessibleTextRole:
                named = self.headerData(index.column(), Qt.Orientation.Horizontal)
                return ", ".join(str(part) for part in (line.title, named, words, below) if part)
            case _:
                return below if role == BELOW else tone

    def _cell(self, line: Line, row: int, column: int) -> tuple[str, str, Tone | None]:
        match column:
            case 0:
                return (*_when(line), None)
            case 1:
                return line.title or "(no name)", _about(line), None
            case 2:
                words, tone = lead_words(line, self._board.at)
                return words, "", tone
        party, told = self.party_at(column), self.told_at(row, column)
        if party is None or told is None:
            return "", "", None
        words, tone = told_words(line, party, told, self._board.at)
        return words, _since(told), tone


_ROLES = frozenset(
    {
        int(Qt.ItemDataRole.DisplayRole),
        int(Qt.ItemDataRole.ToolTipRole),
        int(Qt.ItemDataRole.AccessibleTextRole),
        int(BELOW),
        int(TONE),
    }
)


def _when(line: Line) -> tuple[str, str]:
    if line.kind == "site":
        if line.revalidate_by is None:
            return "no day to revalidate", ""
        return day_in_words(Day(line.revalidate_by.isoformat())), "revalidate by"
    if line.start is None:
        return "no start yet", ""
    until = ""
    if line.end is not None:
        same = line.end.date() == line.start.date()
        until = f"to {line.end:%H:%M}" if same else f"to {line.end.day} {line.end:%b %H:%M}"
    return _short(line.start), f"{until} {offset_in_words(line.start)}".strip()


def _short(moment: dt.datetime) -> str:
    return f"{moment:%a} {moment.day} {moment:%b %H:%M}"


def _about(line: Line) -> str:
    status = "being written" if line.draft else _status(line)
    version = f"version {line.version}" if line.version > 1 else ""
    newer = f"version {line.version + 1} being written" if line.rewritten else ""
    return " · ".join(part for part in (line.organisation, status, version, newer) if part)


def _status(line: Line) -> str:
    label = vocabulary("notification_status").label(line.status)
    return "not sent yet" if line.status == "draft" else label.lower()


def _since(told: Told) -> str:
    at = told.answered or told.sent
    when = f"{at.day} {at:%b %H:%M}" if at is not None else ""
    return "no permission" if told.response == "their_approval" else when


class BoardCell(QStyledItemDelegate):
    """Paints a cell in two lines; what asks for something says so in a word and in a colour."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Qt's own."""
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's own."""
        painter.save()
        colours, room = theme.current(), QRect(option.rect)
        tone = index.data(TONE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = colours.error_ground if tone == Tone.ALARM else colours.panel
        painter.fillRect(room, QColor(colours.chosen if chosen else ground))
        painter.setPen(QColor(colours.line))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        self._words(painter, option, index, tone)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(colours.accent))
            painter.drawRect(room.adjusted(1, 1, -2, -2))
        painter.restore()

    def _words(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, tone: Tone | None
    ) -> None:
        words, below = str(index.data() or ""), str(index.data(BELOW) or "")
        font, small = QFont(option.font), QFont(option.font)
        small.setPointSizeF(font.pointSizeF() * 0.86)
        if tone in (Tone.ACT, Tone.ALARM) or index.column() == WHAT:
            font.setWeight(QFont.Weight.DemiBold)
        high, low = QFontMetrics(font).lineSpacing(), QFontMetrics(small).lineSpacing()
        room = QRect(option.rect).adjusted(INSIDE, 0, -INSIDE, 0)
        top = room.top() + (room.height() - high - (low if below else 0)) // 2
        self._line(painter, font, words, QRect(room.left(), top, room.width(), high), ink(tone))
        muted = theme.current().muted
        under = QRect(room.left(), top + high, room.width(), low)
        self._line(painter, small, below, under, muted)

    @staticmethod
    def _line(painter: QPainter, font: QFont, words: str, at: QRect, colour: str) -> None:
        if not words:
            return
        cut = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, at.width())
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.setLayoutDirection(direction_of(words))
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(at, int(side), cut)


def ink(tone: Tone | None) -> str:
    """The colour of a tone; every one of them is also a word."""
    colours = theme.current()
    match tone:
        case Tone.QUIET:
            return colours.muted
        case Tone.CALM:
            return colours.low
        case Tone.WATCH:
            return colours.moderate
        case Tone.ACT:
            return colours.high
        case Tone.ALARM:
            return colours.severe
    return colours.text


def cells_in_column(indexes: Sequence[QModelIndex], column: int) -> list[int]:
    """The rows of the chosen cells in one column, from the top."""
    return sorted({each.row() for each in indexes if each.column() == column})
