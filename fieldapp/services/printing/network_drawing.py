"""A network drawn on paper, with the geometry and the signs that the screen has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportlab.lib.colors import HexColor, white
from reportlab.platypus.flowables import Flowable

from fieldapp.services.analysis.network import Edge, Network
from fieldapp.services.analysis.network_layout import Points
from fieldapp.services.analysis.network_lines import (
    BELOW,
    HIDDEN,
    Box,
    Line,
    Spot,
    bends,
    label_box,
    line,
    sides,
)
from fieldapp.services.analysis.network_looks import (
    KINDS,
    MANNERS,
    half_width,
    look,
    stances,
    strokes,
    width_of,
)
from fieldapp.services.analysis.network_scores import Score
from fieldapp.services.printing.flow import INK, MUTED, draw_line
from fieldapp.services.printing.fonts import Typeface
from fieldapp.services.printing.lines import break_lines, set_line

_TALL, _LARGEST, _PAD = 440.0, 0.85, 34.0
_LABEL, _LEADING, _ROOM, _ARROW = 7.6, 9.4, 92.0, 6.5
_EDGE = HexColor("#6B7480")
_DASHES: Mapping[str, tuple[float, ...]] = {
    "against": (5, 3),
    "past": (6, 3, 1, 3),
    "own": (1, 2),
}


class NetworkDrawing(Flowable):  # type: ignore[misc]  # reportlab has no types
    """The whole network in the width of the page; y goes down, as on screen."""

    def __init__(
        self, face: Typeface, network: Network, spots: Points, scores: Mapping[str, Score]
    ) -> None:
        super().__init__()
        self._face, self._network, self._scores = face, network, scores
        self._spots = {key: spots[key] for key in network.nodes if key in spots}
        self.spaceBefore = self.spaceAfter = 8.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The room that it takes: never larger than on screen, never more than half a page."""
        self.width, self.height = width, 0.0
        if self._spots:
            across = [x for x, _ in self._spots.values()]
            down = [y for _, y in self._spots.values()]
            wide, tall = max(across) - min(across), max(down) - min(down)
            self._scale = min(
                _LARGEST,
                (width - 2 * _PAD * 1.4) / max(wide, 1.0),
                (_TALL - 2 * _PAD) / max(tall, 1.0),
            )
            self._left = (width - wide * self._scale) / 2 - min(across) * self._scale
            self._top = _PAD - min(down) * self._scale
            self.height = tall * self._scale + 2 * _PAD
        return width, self.height

    def draw(self) -> None:
        """Lines first, then nodes, then names on top."""
        if not self._spots:
            return
        self.canv.translate(0, self.height)
        drawn = [
            (edge, self._line(edge, -bend * self._scale))  # y goes up on paper
            for edge, bend in zip(self._network.edges, bends(self._network.edges), strict=True)
            if edge.source != edge.target
        ]
        for edge, each in drawn:
            self._draw_edge(edge, each)
        for key in self._spots:
            self._draw_node(key)
        self._draw_labels([each.head() for _, each in drawn])

    def _at(self, key: str) -> tuple[float, float]:
        x, y = self._spots[key]
        return self._left + x * self._scale, -(self._top + y * self._scale)

    def _half(self, key: str) -> float:
        score = self._scores.get(key)
        return half_width(score.power if score else "") * min(1.0, max(self._scale, 0.35))

    def _line(self, edge: Edge, bend: float) -> Line:
        one, other = edge.source, edge.target
        return line(
            self._at(one), self._half(one), self._at(other), self._half(other), bend, _ARROW
        )

    def _draw_edge(self, edge: Edge, drawn: Line) -> None:
        canvas, (cx, cy) = self.canv, drawn.control
        (x, y), (to_x, to_y) = drawn.start, drawn.back
        canvas.saveState()
        _dress(canvas, edge.manner, width_of(edge.strength) * 0.7)
        canvas.bezier(
            x,
            y,
            x + (cx - x) * 2 / 3,
            y + (cy - y) * 2 / 3,
            to_x + (cx - to_x) * 2 / 3,
            to_y + (cy - to_y) * 2 / 3,
            to_x,
            to_y,
        )
        canvas.setFillColor(_EDGE)
        _polygon(canvas, [drawn.tip, *drawn.wings], stroke=0)
        canvas.restoreState()

    def _draw_node(self, key: str) -> None:
        score = self._scores.get(key)
        x, y = self._at(key)
        draw_node(
            self.canv,
            self._network.nodes[key].noun,
            score.stance if score else "",
            x,
            y,
            self._half(key),
        )

    def _draw_labels(self, heads: Sequence[Box]) -> None:
        ties = Counter(end for edge in self._network.edges for end in (edge.source, edge.target))
        keys = sorted(self._spots, key=lambda key: (-ties[key], key))
        broken = [
            break_lines(self._face, self._network.nodes[key].label, _LABEL, _ROOM)[:2]
            for key in keys
        ]
        spots = []
        for key, lines in zip(keys, broken, strict=True):
            x, y = self._at(key)
            wide = max(each.width for each in lines) + 4
            spots.append(Spot(x, -y, self._half(key), wide, _LEADING * len(lines)))
        turned = [(left, -top, right, -bottom) for left, bottom, right, top in heads]
        for lines, spot, side in zip(broken, spots, sides(spots, turned), strict=True):
            # On paper nobody can zoom in: a name without room stands below all the same.
            left, top, right, bottom = label_box(spot, BELOW if side == HIDDEN else side)
            self.canv.setFillColor(white)
            self.canv.setFillAlpha(0.85)
            self.canv.rect(left, -bottom, right - left, bottom - top, stroke=0, fill=1)
            self.canv.setFillAlpha(1)
            for number, each in enumerate(lines):
                at = -(top + number * _LEADING) - _LABEL - 0.6
                draw_line(self.canv, each, (left + right - each.width) / 2, at, _LABEL, INK)


def _dress(canvas: Any, manner: str, width: float) -> None:
    canvas.setStrokeColor(_EDGE)
    canvas.setLineWidth(width)
    canvas.setDash(*([list(_DASHES[manner])] if manner in _DASHES else []))


def _polygon(canvas: Any, points: list[tuple[float, float]], *, stroke: int) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    canvas.drawPath(path, stroke=stroke, fill=1)


def draw_node(canvas: Any, noun: str, stance: str, x: float, y: float, half: float) -> None:
    """The shape of a kind in the colour of a stance, with its sign."""
    mine = look(stance)
    canvas.saveState()
    canvas.setFillColor(HexColor(mine.ground))
    canvas.setStrokeColor(HexColor(mine.ground) if stance else _EDGE)
    canvas.setLineWidth(0.9)
    if not stance:
        canvas.setDash([2.5, 1.8])
    if noun == "person":
        side = half * 0.9
        canvas.roundRect(x - side, y - side, 2 * side, 2 * side, half / 3, stroke=1, fill=1)
    elif noun == "intermediary":
        tip = half * 1.15
        _polygon(canvas, [(x, y - tip), (x + tip, y), (x, y + tip), (x - tip, y)], stroke=1)
    else:
        canvas.circle(x, y, half, stroke=1, fill=1)
    _draw_sign(canvas, stance, x, y, half * 0.45)
    canvas.restoreState()


def _draw_sign(canvas: Any, stance: str, x: float, y: float, size: float) -> None:
    mine = look(stance)
    canvas.setDash()
    canvas.setStrokeColor(HexColor(mine.ink))
    canvas.setLineWidth(max(0.9, size / 4.5))
    for from_x, from_y, to_x, to_y in strokes(mine.sign, size):
        canvas.line(x + from_x, y - from_y, x + to_x, y - to_y)
    if mine.sign == "0":
        canvas.ellipse(
            x - size * 0.36, y - size * 0.46, x + size * 0.36, y + size * 0.46, stroke=1, fill=0
        )


class Legend(Flowable):  # type: ignore[misc]  # reportlab has no types
    """One row of signs with their words."""

    def __init__(self, face: Typeface, entries: list[tuple[str, str, str]]) -> None:
        super().__init__()
        self._face, self._entries = face, entries

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """One line."""
        self.width, self.height = width, 15.0
        return width, self.height

    def draw(self) -> None:
        """From the left; what an entry is about decides how its sign is drawn."""
        x = 2.0
        for about, code, words in self._entries:
            if about == "manner":
                self.canv.saveState()
                _dress(self.canv, code, 1.0)
                self.canv.line(x, 7, x + 18, 7)
                self.canv.restoreState()
                x += 12
            else:
                noun, stance = ("actor", code) if about == "stance" else (code, "")
                draw_node(self.canv, noun, stance, x + 5, 7, 5.2)
            said = set_line(self._face, words, 8)
            draw_line(self.canv, said, x + 14, 4.2, 8, MUTED)
            x += 14 + said.width + 14


def legend(face: Typeface) -> Iterator[Flowable]:
    """What signs, shapes and lines mean."""
    yield Legend(face, [("stance", code, words) for code, words in stances()])
    yield Legend(face, [("kind", noun, words) for noun, words in KINDS.items()])
    yield Legend(face, [("manner", manner, words) for manner, words in MANNERS.items()])
