"""The power-interest matrix: four lists, each for what it asks of us."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from fieldapp.services.analysis.network import Network
from fieldapp.services.analysis.network_looks import look
from fieldapp.services.analysis.network_scores import Quadrant, Score, order, quadrant
from fieldapp.services.analysis.network_words import AXES, basis_words, score_words
from ui import pieces, theme
from ui.pages.stakeholders.items import draw_sign
from ui.widgets.direction import direction_of

ID, STANCE, DOUBT = (int(Qt.ItemDataRole.UserRole) + n for n in range(3))
_PLACES = {
    Quadrant.SATISFY: (1, 1),
    Quadrant.MANAGE: (1, 2),
    Quadrant.MONITOR: (2, 1),
    Quadrant.INFORM: (2, 2),
}
_AXES = {
    Quadrant.SATISFY: "Power high, interest low",
    Quadrant.MANAGE: "Power high, interest high",
    Quadrant.MONITOR: "Power low, interest low",
    Quadrant.INFORM: "Power low, interest high",
}


class Matrix(QWidget):
    """Each list says who was chosen in it; hovering tells the bands and what they rest on."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._lists = {each: _Names(each) for each in Quadrant}
        self._heads = {each: pieces.words(each.label, "strong") for each in Quadrant}
        self._about = pieces.words("", "muted", "matrix-about")
        grid = QGridLayout()
        grid.setSpacing(8)
        for each, (row, column) in _PLACES.items():
            cell = QVBoxLayout()
            cell.setSpacing(2)
            cell.addWidget(self._heads[each])
            cell.addWidget(self._lists[each], 1)
            grid.addLayout(cell, row, column)
        column_of = QVBoxLayout(self)
        column_of.setContentsMargins(0, 8, 0, 0)
        column_of.setSpacing(8)
        column_of.addLayout(grid, 1)
        column_of.addWidget(self._about)
        for names in self._lists.values():
            names.itemSelectionChanged.connect(lambda names=names: self._tell(names))
            names.itemActivated.connect(lambda item: self.opened.emit(item.data(ID)))

    def show_scores(self, network: Network, scores: Mapping[str, Score], objective: bool) -> None:
        """Put each who is on the map and scored where the score says."""
        placed = [
            (score, stands)
            for key, score in scores.items()
            if key in network.nodes and (stands := quadrant(score)) is not None
        ]
        placed.sort(key=lambda pair: order(pair[0]))
        for each, names in self._lists.items():
            mine = [score for score, stands in placed if stands is each]
            names.fill(network, mine)
            self._heads[each].setText(f"{each.label}  {len(mine)}" if mine else each.label)
        missing = len(network.nodes) - len(placed)
        self._about.setText(_about(missing, objective))

    def choose(self, node_id: str) -> None:
        """Mark one in its list, without telling."""
        for names in self._lists.values():
            names.choose(node_id)

    def _tell(self, names: _Names) -> None:
        if found := names.selectedItems():
            self.chosen.emit(found[0].data(ID))


class _Names(QListWidget):
    def __init__(self, stands: Quadrant) -> None:
        super().__init__()
        self.setObjectName(f"list-{stands.value.replace('_', '-')}")
        self.setAccessibleName(f"{stands.label}: {_AXES[stands].lower()}")
        self.setItemDelegate(_Badge(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)

    def fill(self, network: Network, scores: list[Score]) -> None:
        self.blockSignals(True)
        self.clear()
        for score in scores:
            item = QListWidgetItem(network.nodes[score.who].label)
            item.setData(ID, score.who)
            item.setData(STANCE, score.stance)
            item.setData(DOUBT, score.confidence == "low")
            item.setToolTip(f"{item.text()}. {score_words(score)}\n{basis_words(score)}")
            self.addItem(item)
        self.blockSignals(False)

    def choose(self, node_id: str) -> None:
        self.blockSignals(True)
        self.clearSelection()
        for row in range(self.count()):
            if self.item(row).data(ID) == node_id:
                self.setCurrentRow(row)
                break
        else:
            self.setCurrentRow(-1)
        self.blockSignals(False)


class _Badge(QStyledItemDelegate):
    """A sign for the stance, the name, and a word where we are not sure."""

    def sizeHint(
        self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Qt's own."""
        return QSize(80, QFontMetrics(option.font).lineSpacing() + 8)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Qt's own."""
        colours, room = theme.current(), QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, QColor(colours.chosen))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(room, QColor(colours.hover))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mine = look(index.data(STANCE), dark=colours is theme.DARK)
        badge = QRect(room.left() + 6, room.center().y() - 7, 26, 15)
        badge = QStyle.visualRect(option.direction, room, badge)
        painter.setPen(QPen(QColor(colours.line_strong if not index.data(STANCE) else mine.ground)))
        painter.setBrush(QColor(mine.ground))
        painter.drawRoundedRect(badge, 7, 7)
        small = QFont(option.font)
        small.setPointSizeF(option.font.pointSizeF() * 0.8)
        draw_sign(painter, QRectF(badge).center(), 6.5, mine)
        words = QStyle.visualRect(option.direction, room, room.adjusted(38, 0, -6, 0))
        self._words(painter, option, index, words, small)
        painter.restore()

    def _words(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        room: QRect,
        small: QFont,
    ) -> None:
        colours, mirrored = theme.current(), option.direction == Qt.LayoutDirection.RightToLeft
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        ends = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
        start, end = ends[::-1] if mirrored else ends
        if index.data(DOUBT):
            painter.setFont(small)
            painter.setPen(QColor(colours.muted))
            painter.drawText(room, int(middle | end), "unsure")
            wide = QFontMetrics(small).horizontalAdvance("unsure") + 6
            room = room.adjusted(wide if mirrored else 0, 0, 0 if mirrored else -wide, 0)
        painter.setFont(option.font)
        painter.setPen(QColor(colours.text))
        words = index.data(Qt.ItemDataRole.DisplayRole)
        painter.setLayoutDirection(direction_of(words))
        cut = QFontMetrics(option.font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(middle | start), cut)


def _about(missing: int, objective: bool) -> str:
    if not objective:
        return "Choose an objective: power, interest and stance are always about one."
    return f"{AXES} {missing:,} have no place yet." if missing else AXES
