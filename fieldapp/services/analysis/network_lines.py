"""The geometry of the map, one for screen and paper: bent lines with arrows, and labels."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

import attrs

from fieldapp.services.analysis.network import Edge

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom
ARROW = 10.0
_BEND, _GAP = 26.0, 3.0
BELOW, ABOVE, RIGHT, LEFT = range(4)
HIDDEN = -1
_Cells = dict[tuple[int, int], list[tuple[int, Box]]]


@attrs.frozen
class Line:
    """From `start`, bent towards `control`, to `back`, where the arrow to `tip` begins."""

    start: Point
    control: Point
    back: Point
    tip: Point
    wings: tuple[Point, Point]

    def head(self) -> Box:
        """The room of its arrow."""
        across = [self.tip[0], self.wings[0][0], self.wings[1][0]]
        down = [self.tip[1], self.wings[0][1], self.wings[1][1]]
        return min(across), min(down), max(across), max(down)


@attrs.frozen
class Spot:
    """A node and its label as they are drawn: the middle, half the width, the label's size."""

    x: float
    y: float
    half: float
    wide: float
    tall: float


def bends(edges: Sequence[Edge]) -> list[float]:
    """How far each edge is bent aside, so that those between the same two do not lie on another."""
    together = Counter(_pair(edge) for edge in edges)
    drawn: Counter[tuple[str, str]] = Counter()
    made = []
    for edge in edges:
        pair = _pair(edge)
        aside = (drawn[pair] - (together[pair] - 1) / 2) * _BEND
        drawn[pair] += 1
        made.append(aside if edge.source == pair[0] else -aside)
    return made


def _pair(edge: Edge) -> tuple[str, str]:
    return min(edge.source, edge.target), max(edge.source, edge.target)


def line(
    a: Point, half_a: float, b: Point, half_b: float, bend: float, arrow: float = ARROW
) -> Line:
    """From the edge of one node to the edge of another; `arrow` is how long its head is."""
    length = math.dist(a, b) or 1.0
    across = (-(b[1] - a[1]) / length, (b[0] - a[0]) / length)
    control = ((a[0] + b[0]) / 2 + across[0] * bend, (a[1] + b[1]) / 2 + across[1] * bend)
    start = _towards(a, control, half_a + _GAP)
    tip = _towards(b, control, half_b + _GAP + 1)
    back = _towards(tip, control, arrow)
    side = (-(tip[1] - back[1]) * 0.45, (tip[0] - back[0]) * 0.45)
    wings = ((back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1]))
    return Line(start, control, back, tip, wings)


def _towards(start: Point, end: Point, far: float) -> Point:
    share = far / (math.dist(start, end) or 1.0)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def label_box(spot: Spot, side: int) -> Box:
    """Where a label stands on one side of its node."""
    left, top = spot.x - spot.wide / 2, spot.y - spot.tall / 2
    match side:
        case 1:
            top = spot.y - spot.half - spot.tall - 2
        case 2:
            left = spot.x + spot.half + 3
        case 3:
            left = spot.x - spot.half - spot.wide - 3
        case _:
            top = spot.y + spot.half + 2
    return left, top, left + spot.wide, top + spot.tall


def sides(spots: Sequence[Spot], heads: Sequence[Box] = ()) -> list[int]:
    """On which side of its node each label stands, the first chosen first; `HIDDEN` without room.

    No label lies on another, nor on another's node; on the head of an arrow only where no other
    side is free.
    """
    cells: _Cells = {}
    for number, spot in enumerate(spots):
        box = (spot.x - spot.half, spot.y - spot.half, spot.x + spot.half, spot.y + spot.half)
        _put(cells, number, box)
    arrows: _Cells = {}
    for head in heads:
        _put(arrows, HIDDEN, head)
    made = []
    for number, spot in enumerate(spots):
        free = [
            side
            for side in (BELOW, ABOVE, RIGHT, LEFT)
            if not _taken(cells, number, label_box(spot, side))
        ]
        clear = (side for side in free if not _taken(arrows, number, label_box(spot, side)))
        chosen = next(clear, free[0] if free else HIDDEN)
        if chosen != HIDDEN:
            _put(cells, number, label_box(spot, chosen))
        made.append(chosen)
    return made


def _taken(cells: _Cells, number: int, box: Box) -> bool:
    return any(at != number and _meet(box, other) for at, other in _near(cells, box))


_CELL = 80.0  # so that each label is compared with its neighbours only


def _cells_of(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box[0] // _CELL), int(box[2] // _CELL) + 1):
        for row in range(int(box[1] // _CELL), int(box[3] // _CELL) + 1):
            yield column, row


def _put(cells: _Cells, number: int, box: Box) -> None:
    for cell in _cells_of(box):
        cells.setdefault(cell, []).append((number, box))


def _near(cells: _Cells, box: Box) -> Iterator[tuple[int, Box]]:
    for cell in _cells_of(box):
        yield from cells.get(cell, ())


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
