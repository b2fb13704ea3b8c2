"""A table of one record twice: as kept here and as it leaves, with what happens to each field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from fieldapp.services.sharing.result import COARSENED, DROPPED, KEPT, REPLACED
from ui import theme
from ui.models.lines import Index, Lines
from ui.pages.share.compared import MARKS, Line
from ui.widgets.tables import dress

Role = Qt.ItemDataRole
FIELD, BEFORE, AFTER, WHY = range(4)
_SHARES = (0.17, 0.29, 0.26, 0.28)
NOTHING = "Nothing"


class ComparedFields(Lines):
    """The lines of one comparison."""

    columns = ("Field", "As kept here", "As it leaves", "What happens")

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()
        self._icons: dict[str, QIcon] = {}

    def show(self, lines: Sequence[Line]) -> None:
        """Replace the lines."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self._icons = {action: theme.icon(name) for action, (_, name) in MARKS.items()}
        self.endResetModel()

    def line_at(self, row: int) -> Line:
        """One line."""
        return self._lines[row]

    def size(self) -> int:
        """How many there are."""
        return len(self._lines)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """A cell in words; what happens in a word, an icon and a colour, with the rule."""
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], index.column()
        match role:
            case Role.DisplayRole | Role.AccessibleTextRole:
                return _words(line, column)
            case Role.DecorationRole if column == WHY:
                return self._icons.get(line.action)
            case Role.ForegroundRole:
                return _colour(line, column)
            case Role.ToolTipRole if column == WHY:
                return f"Rule: {line.rule}"
            case Role.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading
            case Role.FontRole if column == FIELD and not line.indent:
                font = QFont()
                font.setWeight(QFont.Weight.DemiBold)
                return font
        return None


def _words(line: Line, column: int) -> str:
    match column:
        case 0:
            return f"    {line.label}" if line.indent else line.label
        case 1:
            return line.before
        case 2:
            return line.after or NOTHING
    return f"{line.mark}. {line.words}"


def _colour(line: Line, column: int) -> QColor | None:
    colours = theme.current()
    if column == WHY:
        told = {
            KEPT: colours.accent,
            COARSENED: colours.moderate,
            REPLACED: colours.moderate,
            DROPPED: colours.muted,
        }
        return QColor(told[line.action])
    if column == AFTER and not line.after:
        return QColor(colours.muted)
    return None


class _Whole(QStyledItemDelegate):
    """Gives a cell the height of all its words; Qt forgets the padding of the style sheet."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """The icon stands beside the first line."""
        super().initStyleOption(option, index)
        option.decorationAlignment = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As tall as the words are when they are wrapped."""
        self.initStyleOption(option, index)
        icon = 24 if index.column() == WHY else 0
        width = max(40, self._table.columnWidth(index.column()) - 26 - icon)
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        words = option.text
        metrics = option.fontMetrics
        room = metrics.boundingRect(QRect(0, 0, width, 100_000), flags, words)
        return QSize(width, int(room.height()) + 12)


class Comparison(QTableView):
    """Shows a comparison; every word is in view, so long texts make tall rows."""

    def __init__(self, name: str = "list-compared") -> None:
        super().__init__()
        self.fields = ComparedFields()
        self.setModel(self.fields)
        head = dress(self, name, "The record as kept here and as it leaves")
        self.setItemDelegate(_Whole(self))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setAlternatingRowColors(True)
        self.setIconSize(QSize(16, 16))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show another record, from its first field."""
        self.fields.show(lines)
        self._fit()
        self.scrollToTop()

    def point_at(self, after: str) -> None:
        """Bring the line into view by which this text leaves."""
        for row in range(self.fields.rowCount()):
            if self.fields.line_at(row).after == after:
                self.selectRow(row)
                self.scrollTo(self.fields.index(row, AFTER))
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the shares of the columns."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.viewport().width()
        for column, share in enumerate(_SHARES):
            self.setColumnWidth(column, int(width * share))
        self.resizeRowsToContents()
