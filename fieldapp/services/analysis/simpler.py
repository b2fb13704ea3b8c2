"""Lines with fewer corners that look the same, and the size and middle of what they go around."""

from __future__ import annotations

from collections.abc import Sequence

Corner = tuple[float, float]


def simpler(ring: Sequence[Corner], tolerance: float) -> tuple[Corner, ...]:
    """A ring without the corners that lie nearer than this to the line (Douglas and Peucker).

    What is left keeps its first corner, and is closed if it was.
    """
    thin = _thinned(ring, tolerance / 2)
    if len(thin) < 5:
        return tuple(thin)
    # A ring has no two ends: it is cut at the corner that is farthest from its first.
    far = max(range(len(thin)), key=lambda at: _between(thin[0], thin[at]))
    kept = {0, far, len(thin) - 1}
    todo = [(0, far), (far, len(thin) - 1)]
    while todo:
        first, last = todo.pop()
        at, away = _farthest(thin, first, last)
        if away > tolerance * tolerance:
            kept.add(at)
            todo += [(first, at), (at, last)]
    return tuple(thin[at] for at in sorted(kept))


def _thinned(ring: Sequence[Corner], least: float) -> list[Corner]:
    """Without corners that stand on top of the one before."""
    kept = [ring[0]] if ring else []
    least *= least
    for corner in ring[1:-1]:
        if _between(kept[-1], corner) > least:
            kept.append(corner)
    return kept + list(ring[-1:]) if len(ring) > 1 else kept


def _between(one: Corner, other: Corner) -> float:
    """The square of the distance."""
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _farthest(line: Sequence[Corner], first: int, last: int) -> tuple[int, float]:
    """The corner farthest from the straight way between two others, and how far, squared."""
    (ax, ay), (bx, by) = line[first], line[last]
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    best, away = first, -1.0
    for at in range(first + 1, last):
        px, py = line[at][0] - ax, line[at][1] - ay
        share = (px * dx + py * dy) / length if length else 0.0
        share = 0.0 if share < 0 else min(share, 1.0)
        px, py = px - share * dx, py - share * dy
        distance = px * px + py * py
        if distance > away:
            best, away = at, distance
    return best, away


def area_of(ring: Sequence[Corner]) -> float:
    """How much a ring goes around, in square degrees; below zero where it goes the other way."""
    doubled = 0.0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        doubled += ax * by - bx * ay
    return doubled / 2


def middle_of(ring: Sequence[Corner]) -> Corner:
    """The centre of gravity; of what goes around nothing, the middle of its corners."""
    size = area_of(ring)
    if abs(size) < 1e-12:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    x = y = 0.0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        cross = ax * by - bx * ay
        x, y = x + (ax + bx) * cross, y + (ay + by) * cross
    return x / (6 * size), y / (6 * size)
