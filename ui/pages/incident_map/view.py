"""The map itself: seen, moved and zoomed by mouse and key; it says what was pointed at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from fieldapp.services.analysis.incident_places import MapArea, Places
from fieldapp.store.grouping import Box, Spot
from ui import theme
from ui.pages.incident_map.painting import MapPainter, Shape, badge_side, circle_radius
from ui.pages.incident_map.sight import STEP, Sight

FAR = 4  # pixels that a hand may shake while it clicks
PAN = 60


class MapView(QWidget):
    """Draws what it is given; `looked` says that another part is on screen."""

    looked = Signal()
    area_chosen = Signal(object)  # MapArea
    spot_chosen = Signal(object)  # Spot

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("incident-map")
        self.setAccessibleName("Map of incidents")
        self.setAccessibleDescription(
            "Arrows move it, plus and minus zoom, 0 shows all. The areas stand in the list beside."
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(280, 240)
        self.sight = Sight()
        self._whole: Box | None = None
        self._fitted = False
        self._places: Places | None = None
        self._shapes: Sequence[Shape] = ()
        self._spots: Sequence[Spot] = ()
        self._chosen: MapArea | Spot | None = None
        self._held: QPointF | None = None
        self._dragged = False

    # -- what it shows ---------------------------------------------------------------------

    def show_places(self, places: Places, shapes: Sequence[Shape]) -> None:
        """Draw these areas."""
        self._places, self._shapes = places, shapes
        self.update()

    def show_spots(self, spots: Sequence[Spot]) -> None:
        """Draw these points, the largest circles first, so that none hides a single one."""
        self._spots = sorted(spots, key=lambda spot: -spot.count)
        self.update()

    def choose(self, chosen: MapArea | Spot | None) -> None:
        """Mark an area or points; an area that is off the screen comes into it."""
        self._chosen = chosen
        if isinstance(chosen, MapArea) and chosen.latitude is not None:
            assert chosen.longitude is not None
            x, y = self.sight.to_screen(chosen.latitude, chosen.longitude)
            if not self.rect().contains(int(x), int(y)):
                sight = self.sight
                self._see(
                    sight.moved(
                        chosen.latitude - sight.latitude, chosen.longitude - sight.longitude
                    )
                )
        self.update()

    def fit(self, box: Box | None) -> None:
        """See all of this; it is also what 0 goes back to."""
        self._whole = box
        if box is not None:
            self._see(self.sight.sized(self.width(), self.height()).fit(box), fitted=True)

    def zoom(self, factor: float) -> None:
        """Closer or wider, around the middle."""
        self._see(self.sight.zoom(factor))

    def show_whole(self) -> None:
        """See everything again."""
        self.fit(self._whole)

    def _see(self, sight: Sight, *, fitted: bool = False) -> None:
        self._fitted = fitted
        if sight != self.sight:
            self.sight = sight
            self.update()
            self.looked.emit()

    # -- painting --------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Qt's own."""
        return QSize(640, 480)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's own."""
        colours, painter = theme.current(), QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.panel))
        drawn = MapPainter(painter, self.sight, self.font())
        if self._places is not None:
            self._paint_areas(drawn, self._places)
        for spot in self._spots:
            drawn.spot(spot, chosen=spot == self._chosen)
        if self._places is not None:
            self._paint_numbers(drawn, self._places)
        drawn.scale_bar()
        focused = self.hasFocus()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(
            QPen(QColor(colours.accent if focused else colours.line), 2 if focused else 1)
        )
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 6, 6)
        painter.end()

    def _paint_areas(self, drawn: MapPainter, places: Places) -> None:
        code = self._chosen.pcode if isinstance(self._chosen, MapArea) else ""
        totals = {area.pcode: area.total for area in places.areas if area.level == places.level}
        drawn.outlines(self._shapes, totals, code, places.level)

    def _paint_numbers(self, drawn: MapPainter, places: Places) -> None:
        code = self._chosen.pcode if isinstance(self._chosen, MapArea) else ""
        taken = [self._around(spot) for spot in self._spots]
        for area in places.areas:
            if not self._on_screen(area):
                continue
            rooms = drawn.name_rooms(area)
            free = [r for r in rooms if not any(r.intersects(each) for each in taken)]
            if area.pcode == code or free:
                room = free[0] if free else rooms[0]
                drawn.name(area, room, chosen=area.pcode == code)
                taken.append(room)
        for area in reversed(places.areas):
            if self._on_screen(area) and (area.here or area.pcode == code):
                coarse = area.level < places.level
                drawn.badge(area, chosen=area.pcode == code, coarse=coarse)

    def _around(self, spot: Spot) -> QRectF:
        x, y = self.sight.to_screen(spot.latitude, spot.longitude)
        radius = circle_radius(spot.count)
        return QRectF(x - radius, y - radius, 2 * radius, 2 * radius)

    def _on_screen(self, area: MapArea) -> bool:
        if area.latitude is None or area.longitude is None:
            return False
        x, y = self.sight.to_screen(area.latitude, area.longitude)
        return -40 < x < self.width() + 40 and -40 < y < self.height() + 40

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What was in the middle stays there; what showed all shows all again."""
        super().resizeEvent(event)
        if self._fitted and self._whole is not None:
            self.show_whole()
        else:
            self._see(self.sight.sized(self.width(), self.height()))

    # -- what is under the mouse -----------------------------------------------------------

    def under(self, at: QPointF) -> MapArea | Spot | None:
        """The number, the point or the area at this place of the screen."""
        areas = self._places.areas if self._places else ()
        metrics = QFontMetricsF(self.font())
        for area in areas:
            if area.here and area.latitude is not None and area.longitude is not None:
                x, y = self.sight.to_screen(area.latitude, area.longitude)
                half = badge_side(f"{area.here:,}", metrics) / 2
                if abs(at.x() - x) <= half and abs(at.y() - y) <= 11:
                    return area
        for spot in reversed(self._spots):
            x, y = self.sight.to_screen(spot.latitude, spot.longitude)
            radius = circle_radius(spot.count) if spot.count > 1 else 9.0
            if (at.x() - x) ** 2 + (at.y() - y) ** 2 <= radius**2:
                return spot
        return self._area_around(at, {area.pcode: area for area in areas})

    def _area_around(self, at: QPointF, areas: Mapping[str, MapArea]) -> MapArea | None:
        latitude, longitude = self.sight.to_degrees(at.x(), at.y())
        there = QPointF(longitude, -latitude)
        found = [s for s in self._shapes if s.pcode in areas and s.path.contains(there)]
        finest = max(found, key=lambda shape: shape.level, default=None)
        return areas[finest.pcode] if finest is not None else None

    def event(self, event: QEvent) -> bool:
        """Qt's own: the words of what is under the mouse."""
        if event.type() == QEvent.Type.ToolTip and hasattr(event, "pos"):
            words = told(self.under(QPointF(event.pos())))
            QToolTip.showText(self.mapToGlobal(event.pos()), words, self)
            return True
        return super().event(event)

    # -- mouse and keys --------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the map."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it along."""
        if self._held is None:
            return
        moved = event.position() - self._held
        if self._dragged or moved.manhattanLength() > FAR:
            self._dragged, self._held = True, event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._see(self.sight.pan(moved.x(), moved.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; where it was not moved, choose what is there."""
        held, self._held = self._held, None
        self.unsetCursor()
        if held is None or self._dragged:
            return
        found = self.under(event.position())
        if isinstance(found, Spot):
            self.spot_chosen.emit(found)
        elif isinstance(found, MapArea):
            self.area_chosen.emit(found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Closer, around where it was clicked."""
        at = event.position()
        self._see(self.sight.zoom(STEP * STEP, at.x(), at.y()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Closer or wider, around the mouse."""
        turned = event.angleDelta().y() / 120
        if turned:
            at = event.position()
            self._see(self.sight.zoom(STEP**turned, at.x(), at.y()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, plus and minus zoom, 0 and Home show all."""
        match event.key():
            case Qt.Key.Key_Left:
                self._see(self.sight.pan(PAN, 0))
            case Qt.Key.Key_Right:
                self._see(self.sight.pan(-PAN, 0))
            case Qt.Key.Key_Up:
                self._see(self.sight.pan(0, PAN))
            case Qt.Key.Key_Down:
                self._see(self.sight.pan(0, -PAN))
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(STEP)
            case Qt.Key.Key_Minus:
                self.zoom(1 / STEP)
            case Qt.Key.Key_0 | Qt.Key.Key_Home:
                self.show_whole()
            case _:
                super().keyPressEvent(event)


def told(found: MapArea | Spot | None) -> str:
    """What something on the map is, in words."""
    match found:
        case MapArea():
            known = f", {found.here:,} known only to this area" if found.here else ""
            return f"{found.name}: {found.total:,} incidents{known}"
        case Spot(count=1):
            return PRECISE.get(found.precision, "One incident")
        case Spot():
            return f"{found.count:,} incidents close together. Zoom in to part them."
    return ""


PRECISE = {
    "": "One incident; how exact the point is, nobody said",
    "exact": "One incident, at this place",
    "1km": "One incident, within 1 km of this point",
    "settlement": "One incident, somewhere in this settlement",
}
