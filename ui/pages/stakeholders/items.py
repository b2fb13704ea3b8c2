"""What the network is drawn from: a node for each who is on it, a line for each tie."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from fieldapp.services.analysis.network import Edge, Node
from fieldapp.services.analysis.network_lines import Box, line
from fieldapp.services.analysis.network_looks import Look, half_width, look, strokes, width_of
from fieldapp.services.analysis.network_scores import Score
from ui import theme

DIMMED = 0.28
_GRIP = 12.0
DASHES = {"against": [5.0, 3.0], "past": [6.0, 3.0, 1.0, 3.0], "own": [1.0, 2.2]}


class NodeItem(QGraphicsItem):
    """A circle for an actor, a square for a contact, a diamond for an intermediary."""

    def __init__(self, node: Node, score: Score | None, moved: Callable[[], None]) -> None:
        super().__init__()
        self.node, self.score = node, score
        self.half = half_width(score.power if score else "")
        self.edges: list[EdgeItem] = []
        self._moved = moved
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsMovable)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemSendsGeometryChanges)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setZValue(2)

    def boundingRect(self) -> QRectF:
        """Qt's own."""
        room = self.half + 6
        return QRectF(-room, -room, 2 * room, 2 * room)

    def shape(self) -> QPainterPath:
        """Qt's own: what can be clicked."""
        return outline(self.node.noun, self.half + 3)

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        """Qt's own."""
        colours = theme.current()
        stance = self.score.stance if self.score else ""
        mine = look(stance, dark=colours is theme.DARK)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isSelected():
            painter.setPen(QPen(QColor(colours.accent), 2.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(outline(self.node.noun, self.half + 4.5))
        edge = QPen(QColor(colours.line_strong if not stance else mine.ground), 1.4)
        edge.setCosmetic(True)
        if not stance:
            edge.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(edge)
        painter.setBrush(QColor(mine.ground))
        painter.drawPath(outline(self.node.noun, self.half))
        draw_sign(painter, QPointF(0, 0), 9.0, mine)

    def itemChange(self, change: QGraphicsItem.GraphicsItemChange, value: Any) -> Any:
        """Qt's own: its lines follow it."""
        if change == QGraphicsItem.GraphicsItemChange.ItemPositionHasChanged:
            for each in self.edges:
                each.follow()
            self._moved()
        return super().itemChange(change, value)


class EdgeItem(QGraphicsItem):
    """A line with an arrow, as thick as the tie is strong; those that share ends are bent apart."""

    def __init__(self, edge: Edge, source: NodeItem, target: NodeItem, bend: float) -> None:
        super().__init__()
        self.edge, self.source, self.target = edge, source, target
        self.marked = False
        self._bend, self._width = bend, width_of(edge.strength)
        self._path, self._arrow = QPainterPath(), QPolygonF()
        source.edges.append(self)
        target.edges.append(self)
        self.setZValue(1)
        self.follow()

    def follow(self) -> None:
        """Run from the edge of one node to that of the other."""
        self.prepareGeometryChange()
        a, b = self.source.pos(), self.target.pos()
        drawn = line((a.x(), a.y()), self.source.half, (b.x(), b.y()), self.target.half, self._bend)
        self._path = QPainterPath(QPointF(*drawn.start))
        self._path.quadTo(QPointF(*drawn.control), QPointF(*drawn.back))
        self._arrow = QPolygonF([QPointF(*each) for each in (drawn.tip, *drawn.wings)])

    def head(self, zoom: float) -> Box:
        """The room of its arrow at a zoom."""
        room = self._arrow.boundingRect()
        return room.left() * zoom, room.top() * zoom, room.right() * zoom, room.bottom() * zoom

    def boundingRect(self) -> QRectF:
        """Qt's own."""
        return self.shape().boundingRect()

    def shape(self) -> QPainterPath:
        """Qt's own: wide enough to be pointed at."""
        wide = QPainterPathStroker()
        wide.setWidth(_GRIP)
        made = wide.createStroke(self._path)
        made.addPolygon(self._arrow)
        return made

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        """Qt's own."""
        colours = theme.current()
        colour = QColor(colours.accent if self.marked else colours.line_strong)
        pen = QPen(colour, self._width + (0.6 if self.marked else 0))
        pen.setCosmetic(True)  # from afar a tie is no thinner, or it would fade away
        if self.edge.manner in DASHES:
            pen.setDashPattern(
                [each / max(1.0, self._width / 1.5) for each in DASHES[self.edge.manner]]
            )
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(self._arrow)


def draw_sign(painter: QPainter, middle: QPointF, size: float, mine: Look) -> None:
    """The sign of a stance, in its ink: so much wide, each part of it."""
    ink = QPen(QColor(mine.ink), max(1.4, size / 4.5))
    ink.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(ink)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for x, y, to_x, to_y in strokes(mine.sign, size):
        painter.drawLine(middle + QPointF(x, y), middle + QPointF(to_x, to_y))
    if mine.sign == "0":
        painter.drawEllipse(middle, size * 0.36, size * 0.46)


def outline(noun: str, half: float) -> QPainterPath:
    """The shape that says what a node is."""
    made = QPainterPath()
    if noun == "person":
        side = half * 0.9
        made.addRoundedRect(QRectF(-side, -side, 2 * side, 2 * side), half / 3, half / 3)
    elif noun == "intermediary":
        tip = half * 1.15
        made.addPolygon(
            QPolygonF([QPointF(0, -tip), QPointF(tip, 0), QPointF(0, tip), QPointF(-tip, 0)])
        )
        made.closeSubpath()
    else:
        made.addEllipse(QPointF(0, 0), half, half)
    return made
