"""The window onto the network: moving about in it by keys and mouse, and its labels."""

from __future__ import annotations

import math
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from fieldapp.services.analysis.network_lines import HIDDEN, Spot, label_box, sides
from ui import theme
from ui.pages.stakeholders.items import NodeItem
from ui.pages.stakeholders.scene import NetworkScene

_STEP, _NEAREST, _FARTHEST = 1.2, 3.0, 0.12
_LARGEST_FIT = 1.25  # a network of three does not fill the room
_LABEL_WIDE = 128.0
_ASIDE, _ABOVE = 70, 40  # room for the labels at the edges, in pixels
_Placed = tuple[NodeItem, list[str], Spot, int]
_ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


class NetworkView(QGraphicsView):
    """Tab and arrows go from node to node, Enter opens, + and - zoom, Home shows all."""

    def __init__(self, scene: NetworkScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self._network = scene
        self._own_zoom = False
        self._placed_for: object = None
        self._placed: list[_Placed] = []
        self.setObjectName("network")
        self.setAccessibleName("Network of actors and contacts")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        # Labels lie outside the items, so a part alone cannot be painted anew.
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)

    # -- going about -----------------------------------------------------------------------

    def fit(self) -> None:
        """Show all of it."""
        self._own_zoom = False
        items = self._network.nodes.values()
        if not items:
            return
        whole = QPolygonF([each.pos() for each in items]).boundingRect()
        self.setSceneRect(whole.adjusted(-900, -900, 900, 900))
        room = self.viewport().size()
        scale = min(
            (room.width() - 2 * _ASIDE) / max(1.0, whole.width()),
            (room.height() - 2 * _ABOVE) / max(1.0, whole.height()),
            _LARGEST_FIT,
        )
        self.resetTransform()
        self.scale(max(scale, _FARTHEST), max(scale, _FARTHEST))
        self.centerOn(whole.center())

    def zoom(self, by: float) -> None:
        """Nearer or farther, within reason."""
        if _FARTHEST < self.transform().m11() * by < _NEAREST:
            self._own_zoom = True
            self.scale(by, by)

    def step(self, by: int) -> bool:
        """To the next node in reading order; False after the last."""
        order = sorted(
            self._network.nodes, key=lambda key: (round(self._at(key).y() / 60), self._at(key).x())
        )
        here = self._network.current()
        at = order.index(here) + by if here in order else (0 if by > 0 else len(order) - 1)
        if not 0 <= at < len(order):
            return False
        self._go(order[at])
        return True

    def _at(self, key: str) -> QPointF:
        return self._network.nodes[key].pos()

    def _go(self, key: str) -> None:
        self._network.choose(key)
        if self._own_zoom:
            self.ensureVisible(self._network.nodes[key], 60, 60)

    def _towards(self, way: tuple[float, float]) -> None:
        """To the nearest node on that side: nearer counts, and straight ahead counts more."""
        here = self._network.current()
        if not here:
            self.step(1)
            return
        best, least = "", math.inf
        for key in self._network.nodes:
            off = self._at(key) - self._at(here)
            ahead = off.x() * way[0] + off.y() * way[1]
            aside = abs(off.x() * way[1]) + abs(off.y() * way[0])
            if ahead > 1 and aside < 3 * ahead and ahead + 2 * aside < least:
                best, least = key, ahead + 2 * aside
        if best:
            self._go(best)

    # -- what Qt asks ----------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Qt's own: Tab goes from node to node before it leaves."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()), 0)
            if step and self.step(step):
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own."""
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._towards(_ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._network.current():
            self._network.opened.emit(self._network.current())
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _STEP)
        elif key == Qt.Key.Key_Home:
            self.fit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt's own."""
        self.zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's own."""
        super().resizeEvent(event)
        if not self._own_zoom:
            self.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt's own: coming by Tab begins at the first node, or the last."""
        super().focusInEvent(event)
        steps = {Qt.FocusReason.TabFocusReason: 1, Qt.FocusReason.BacktabFocusReason: -1}
        if not self._network.current() and event.reason() in steps:
            self.step(steps[event.reason()])

    # -- labels ----------------------------------------------------------------------------

    def drawBackground(self, painter: QPainter, room: QRectF | QRect) -> None:
        """Qt's own: the ground of a panel, in the colours of now."""
        painter.fillRect(room, QColor(theme.current().panel))

    def drawForeground(self, painter: QPainter, _room: QRectF | QRect) -> None:
        """Qt's own: names at one size at every zoom; where two would meet, the lesser waits."""
        painter.save()
        painter.resetTransform()
        painter.setFont(self.font())
        for item, lines, room in self._labels():
            self._draw_label(painter, item, lines, room)
        if self.hasFocus():
            painter.setOpacity(1.0)
            painter.setPen(QPen(QColor(theme.current().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.restore()

    def _labels(self) -> Iterator[tuple[NodeItem, list[str], QRectF]]:
        """The labels that have room, and where; worked out anew only when something moved."""
        zoom, current = self.transform().m11(), self._network.current()
        key = (self._network.drawn, zoom, current, self.font().pointSizeF())
        if key != self._placed_for:
            self._placed_for, self._placed = key, list(self._place(zoom, current))
        for item, lines, spot, side in self._placed:
            left, top, right, bottom = label_box(spot, side)
            middle = QPointF(self.mapFromScene(item.pos()))
            at = QPointF(middle.x() + left - spot.x, middle.y() + top - spot.y)
            yield item, lines, QRectF(at.x(), at.y(), right - left, bottom - top)

    def _place(self, zoom: float, current: str) -> Iterator[_Placed]:
        metrics = QFontMetricsF(self.font())
        # The chosen one first, then those with the most ties.
        items = sorted(
            self._network.nodes.values(),
            key=lambda each: (each.node.id != current, -len(each.edges), each.node.id),
        )
        broken = [_broken(each.node.label, metrics) for each in items]
        spots = [
            Spot(
                each.pos().x() * zoom,
                each.pos().y() * zoom,
                each.half * zoom,
                max(map(metrics.horizontalAdvance, lines)) + 6,
                metrics.lineSpacing() * len(lines),
            )
            for each, lines in zip(items, broken, strict=True)
        ]
        heads = [each.head(zoom) for each in self._network.edges]
        for item, lines, spot, side in zip(items, broken, spots, sides(spots, heads), strict=True):
            if side != HIDDEN or item.node.id == current:
                yield item, lines, spot, side

    def _draw_label(
        self, painter: QPainter, item: NodeItem, lines: list[str], room: QRectF
    ) -> None:
        colours, tall = theme.current(), room.height() / len(lines)
        ground = QColor(colours.panel)
        ground.setAlpha(225)
        painter.setOpacity(1.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(room, 4, 4)
        painter.setOpacity(max(item.opacity(), 0.35))
        painter.setPen(QColor(colours.text))
        for number, each in enumerate(lines):
            line = QRectF(room.left(), room.top() + number * tall, room.width(), tall)
            painter.drawText(line, int(Qt.AlignmentFlag.AlignCenter), each)


def _broken(words: str, metrics: QFontMetricsF) -> list[str]:
    """A label on one line or two, the rest cut with an ellipsis."""
    if metrics.horizontalAdvance(words) <= _LABEL_WIDE:
        return [words]
    first, rest = "", words.split(" ")
    while rest and metrics.horizontalAdvance(f"{first} {rest[0]}") <= _LABEL_WIDE:
        first = f"{first} {rest.pop(0)}".strip()
    second = " ".join(rest)
    lines = [first, second] if first else [second]
    return [metrics.elidedText(each, Qt.TextElideMode.ElideRight, _LABEL_WIDE) for each in lines]
