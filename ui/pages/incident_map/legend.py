"""What the signs of the map mean, each beside its words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldapp.services.analysis.incident_places import MapArea
from fieldapp.store.grouping import Spot
from ui import pieces, theme
from ui.pages.incident_map.painting import SHADES, MapPainter
from ui.pages.incident_map.sight import Sight
from ui.widgets.flow import Flow

SIZE = QSize(28, 24)
_MIDDLE = QPointF(SIZE.width() / 2, SIZE.height() / 2)
_SIGHT = Sight(width=SIZE.width(), height=SIZE.height())
Draw = Callable[[MapPainter, QPainter], None]


def _number(drawn: MapPainter, _painter: QPainter) -> None:
    drawn.badge(MapArea("", 1, "", 7, 7, 0.0, 0.0), chosen=False, coarse=False)


def _coarse(drawn: MapPainter, _painter: QPainter) -> None:
    drawn.badge(MapArea("", 1, "", 7, 7, 0.0, 0.0), chosen=False, coarse=True)


def _many(drawn: MapPainter, _painter: QPainter) -> None:
    drawn.spot(Spot(0.0, 0.0, 7, 0, ""), chosen=False)


def _point(precision: str) -> Draw:
    return lambda drawn, _painter: drawn.point(_MIDDLE, precision)


def _shade(_drawn: MapPainter, painter: QPainter) -> None:
    for number, strength in enumerate(SHADES[1:]):
        colour = QColor(theme.current().accent)
        colour.setAlphaF(strength)
        painter.fillRect(1 + number * 5, 5, 5, 14, colour)


SIGNS: tuple[tuple[str, str, Draw], ...] = (
    ("number", "known to the area only", _number),
    ("coarse", "known to ADM1 only", _coarse),
    ("shade", "the darker, the more", _shade),
    ("many", "several points", _many),
    ("exact", "exact", _point("exact")),
    ("near", "within 1 km", _point("1km")),
    ("settlement", "in the settlement", _point("settlement")),
    ("unsaid", "exactness not said", _point("")),
)


class _Sign(QWidget):
    def __init__(self, draw: Draw) -> None:
        super().__init__()
        self._draw = draw
        self.setFixedSize(SIZE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's own."""
        painter = QPainter(self)
        self._draw(MapPainter(painter, _SIGHT, self.font()), painter)
        painter.end()


class Legend(QWidget):
    """A line of signs that breaks where the window is narrow."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("map-legend")
        self.setAccessibleName("Legend: " + "; ".join(words for _, words, _ in SIGNS))
        flow = Flow(self)
        for name, words, draw in SIGNS:
            pair = QWidget()
            pair.setObjectName(f"legend-{name}")
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 6, 0)
            row.setSpacing(4)
            row.addWidget(_Sign(draw))
            label = pieces.words(words, "muted")
            label.setWordWrap(False)
            row.addWidget(label)
            flow.addWidget(pair)
