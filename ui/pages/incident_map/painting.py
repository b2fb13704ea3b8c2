"""How the map looks: areas by shade, numbers on areas, points, rings, and a scale."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import attrs
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QTransform

from fieldapp.services.analysis.incident_places import MapArea
from fieldapp.store.grouping import Spot
from fieldapp.store.outlines import Outline
from ui import theme
from ui.pages.incident_map.sight import Sight

SHADES = (0.0, 0.10, 0.18, 0.28, 0.40, 0.54)  # how strong the accent is on an area
DOT = 4.5
RING_LEAST = 8.0
RING_KM = {"1km": 1.0}
Align = Qt.AlignmentFlag


@attrs.frozen
class Shape:
    """An outline ready to be drawn, in degrees with north up."""

    pcode: str
    level: int
    path: QPainterPath = attrs.field(repr=False)


def shapes_of(outlines: Iterable[Outline]) -> tuple[Shape, ...]:
    """Outlines as paths."""
    return tuple(Shape(each.pcode, each.level, _path(each)) for each in outlines)


def _path(outline: Outline) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for ring in outline.rings:
        for number, (x, y) in enumerate(ring):
            path.lineTo(x, -y) if number else path.moveTo(x, -y)
        path.closeSubpath()
    return path


def shade(total: int, most: int) -> float:
    """How dark an area is; the steps grow as the counts do, so that one large one hides none."""
    if not total or not most:
        return SHADES[0]
    share = math.log1p(total) / math.log1p(most)
    return SHADES[max(1, min(len(SHADES) - 1, math.ceil(share * (len(SHADES) - 1))))]


def badge_side(words: str, metrics: QFontMetricsF) -> float:
    """How wide a number's square is."""
    return max(22.0, metrics.horizontalAdvance(words) + 12)


def circle_radius(count: int) -> float:
    """How large the circle of points close together is."""
    return min(17.0, 9.0 + 2.2 * math.log10(max(1, count)))


class MapPainter:
    """Paints one picture; the colours are those of the window."""

    def __init__(self, painter: QPainter, sight: Sight, font: QFont) -> None:
        self._painter, self._sight = painter, sight
        self._colours = theme.current()
        self._font = QFont(font)
        self._font.setPointSizeF(font.pointSizeF() * theme.SMALL / theme.BODY)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # west is left in every script
        self._metrics = QFontMetricsF(self._font)

    def outlines(
        self, shapes: Iterable[Shape], totals: Mapping[str, int], chosen: str, level: int
    ) -> None:
        """Areas of the level shaded by their count; coarser ones as a stronger line."""
        painter, sight = self._painter, self._sight
        turned = QTransform()
        turned.translate(sight.width / 2, sight.height / 2)
        turned.scale(sight.scale * sight.narrow, sight.scale)
        turned.translate(-sight.longitude, sight.latitude)
        painter.save()
        painter.setTransform(turned, True)
        most = max(totals.values(), default=0)
        shown = list(shapes)
        for each in shown:
            colour = QColor(self._colours.accent)
            colour.setAlphaF(shade(totals.get(each.pcode, 0), most))
            filled = each.level == level
            painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
            painter.setPen(self._line(1.0 if filled else 1.6, strong=not filled))
            painter.drawPath(each.path)
        for each in shown:
            if each.pcode == chosen:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(self._line(2.5, strong=True, accent=True))
                painter.drawPath(each.path)
        painter.restore()

    def _line(self, width: float, *, strong: bool, accent: bool = False) -> QPen:
        colours = self._colours
        name = colours.accent if accent else colours.line_strong if strong else colours.line
        pen = QPen(QColor(name), width)
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen

    def badge(self, area: MapArea, *, chosen: bool, coarse: bool) -> None:
        """A number on an area: a square, so that nobody takes it for a place."""
        if area.latitude is None or area.longitude is None:
            return
        x, y = self._sight.to_screen(area.latitude, area.longitude)
        words, colours = f"{area.here:,}", self._colours
        width = badge_side(words, self._metrics)
        room = QRectF(x - width / 2, y - 11, width, 22)
        pen = QPen(QColor(colours.accent if chosen else colours.line_strong), 2 if chosen else 1)
        if coarse:
            pen.setStyle(Qt.PenStyle.DashLine)
        self._painter.setPen(pen)
        self._painter.setBrush(QColor(colours.raised))
        self._painter.drawRoundedRect(room, 4, 4)
        self._painter.setPen(QColor(colours.text))
        self._painter.drawText(room, int(Align.AlignCenter), words)

    def name_rooms(self, area: MapArea) -> tuple[QRectF, QRectF]:
        """Where the name of an area may stand: below its number, else above it."""
        assert area.latitude is not None
        assert area.longitude is not None
        x, y = self._sight.to_screen(area.latitude, area.longitude)
        width = self._metrics.horizontalAdvance(area.name) + 4
        tall = self._metrics.lineSpacing()
        below = QRectF(x - width / 2, y + 12, width, tall)
        return below, below.translated(0, -24 - tall)

    def name(self, area: MapArea, room: QRectF, *, chosen: bool) -> None:
        """What an area is called; the one that is chosen is read over all else."""
        if chosen:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(QColor(self._colours.raised))
            self._painter.drawRoundedRect(room.adjusted(-2, 0, 2, 0), 4, 4)
        self._painter.setPen(QColor(self._colours.text if chosen else self._colours.muted))
        self._painter.drawText(room, int(Align.AlignHCenter | Align.AlignTop), area.name)

    def spot(self, spot: Spot, *, chosen: bool) -> None:
        """A point with its ring, or a circle for many points that are close together here."""
        x, y = self._sight.to_screen(spot.latitude, spot.longitude)
        at, colours = QPointF(x, y), self._colours
        colour = QColor(colours.high)
        if spot.count > 1:
            radius = circle_radius(spot.count)
            ground = QColor(colour)
            ground.setAlphaF(0.92)
            edge = colours.text if chosen else colours.panel
            self._painter.setPen(QPen(QColor(edge), 2 if chosen else 1))
            self._painter.setBrush(ground)
            self._painter.drawEllipse(at, radius, radius)
            self._painter.setPen(QColor(colours.panel))
            words = f"{spot.count:,}" if spot.count < 1_000 else f"{spot.count // 1000:,}k"
            room = QRectF(x - 40, y - 12, 80, 24)
            self._painter.drawText(room, int(Align.AlignCenter), words)
            return
        self.point(at, spot.precision, chosen=chosen)

    def point(self, at: QPointF, precision: str, *, chosen: bool = False) -> None:
        """One place, and how exact it is."""
        colour = QColor(self._colours.high)
        if precision != "exact":
            km = RING_KM.get(precision, 0.0)
            radius = max(RING_LEAST, self._sight.pixels(km))
            pen = QPen(colour, 1.2)
            if not km:  # nobody said how far it may be off
                pen.setStyle(Qt.PenStyle.DashLine)
            ground = QColor(colour)
            ground.setAlphaF(0.12)
            self._painter.setPen(pen)
            self._painter.setBrush(ground)
            self._painter.drawEllipse(at, radius, radius)
        edge = self._colours.text if chosen else self._colours.panel
        self._painter.setPen(QPen(QColor(edge), 1.5))
        self._painter.setBrush(colour if precision else QColor(self._colours.panel))
        if not precision:
            self._painter.setPen(QPen(colour, 1.5))
        self._painter.drawEllipse(at, DOT, DOT)

    def scale_bar(self) -> None:
        """How far it is, at the foot of the map."""
        km, length = self._sight.scale_bar()
        x, y = 20.0, self._sight.height - 18.0
        ground = QColor(self._colours.panel)
        ground.setAlphaF(0.85)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(ground)
        tall = self._metrics.lineSpacing() + 14
        self._painter.drawRoundedRect(QRectF(x - 10, y - tall + 6, length + 20, tall), 4, 4)
        self._painter.setPen(QPen(QColor(self._colours.muted), 1.5))
        self._painter.drawLine(QPointF(x, y), QPointF(x + length, y))
        for end in (x, x + length):
            self._painter.drawLine(QPointF(end, y - 4), QPointF(end, y))
        words = f"{km:g} km" if km >= 1 else f"{km * 1000:g} m"
        room = QRectF(x, y - 4 - self._metrics.lineSpacing(), 160, self._metrics.lineSpacing())
        self._painter.drawText(room, int(Align.AlignLeft | Align.AlignAbsolute), words)
