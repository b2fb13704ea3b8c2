"""Where each node of a network is drawn: what is tied stands close, and nothing lies on another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import cos, sin
from typing import Any

Point = tuple[float, float]
Points = Mapping[str, Point]

WIDE, TALL = 136.0, 92.0  # the room of a node with its label
_STEPS, _PUSHES = 80, 400
_LARGEST = 2.5
_SLACK = 1.0  # as near as this is apart
_SEED = 7


def lay_out(
    ids: Sequence[str],
    ties: Iterable[tuple[str, str]],
    fixed: Points | None = None,
    shape: float = 1.3,
) -> dict[str, Point]:
    """A place for each, the same for the same network; those that are `fixed` stay where they are.

    `shape` is how much wider than tall the whole should be.
    """
    import networkx

    if not ids:
        return {}
    kept = {each: fixed[each] for each in ids if fixed and each in fixed}
    graph = networkx.Graph()
    graph.add_nodes_from(ids)
    graph.add_edges_from((a, b) for a, b in ties if a != b)
    groups = sorted(
        networkx.connected_components(graph), key=lambda group: (-len(group), min(group))
    )
    placed: dict[str, Point] = {}
    left, top, row = 0.0, _below(kept), 0.0
    room = WIDE * max(4.0, (len(ids) * shape) ** 0.5 * 1.6)
    for group in groups:
        members = [each for each in ids if each in group]
        near = {each: kept[each] for each in members if each in kept}
        spots = _group(graph.subgraph(members), members, near, shape)
        if not near:
            spots, width, height = _at_origin(spots)
            if left and left + width > room:
                left, top, row = 0.0, top + row, 0.0
            spots = {key: (x + left, y + top) for key, (x, y) in spots.items()}
            left, row = left + width, max(row, height)
        placed |= spots
    return _apart(ids, placed if kept else _stretched(placed, shape), kept)


def _stretched(spots: Points, shape: float) -> dict[str, Point]:
    """The whole made wider, or taller, to fill the room it is for."""
    wide = max(x for x, _ in spots.values()) - min(x for x, _ in spots.values()) + WIDE
    tall = max(y for _, y in spots.values()) - min(y for _, y in spots.values()) + TALL
    more = shape * tall / wide
    across, down = (min(more, 1.8), 1.0) if more > 1 else (1.0, min(1 / more, 1.8))
    return {key: (x * across, y * down) for key, (x, y) in spots.items()}


def _below(kept: Points) -> float:
    return max((y for _, y in kept.values()), default=-TALL) + TALL


def _group(graph: Any, members: Sequence[str], near: Points, shape: float) -> dict[str, Point]:
    """One connected group by springs, in pixels."""
    import networkx

    if len(members) == 1:
        return {members[0]: near.get(members[0], (0.0, 0.0))}
    if len(near) == len(members):
        return dict(near)
    size = WIDE * (len(members) / 2) ** 0.5 * 1.35
    start, settled = _start(graph, members, near, size, shape)
    spots = networkx.spring_layout(
        graph,
        k=1.6 / len(members) ** 0.5,
        pos=start,
        fixed=settled,
        iterations=_STEPS,
        seed=_SEED,
        method="force",
    )
    middle = _middle(near)
    return {
        each: near.get(
            each,
            (
                middle[0] + float(spots[each][0]) * size * shape**0.5 / 2,
                middle[1] + float(spots[each][1]) * size / shape**0.5 / 2,
            ),
        )
        for each in members
    }


def _start(
    graph: Any, members: Sequence[str], near: Points, size: float, shape: float
) -> tuple[dict[str, Point] | None, list[str] | None]:
    """Where the springs begin: nodes that stay, in the springs' own measure."""
    if not near:
        return None, None
    middle = _middle(near)
    begun = {
        each: ((x - middle[0]) * 2 / size / shape**0.5, (y - middle[1]) * 2 / size * shape**0.5)
        for each, (x, y) in near.items()
    }
    for number, each in enumerate(members):
        if each not in begun:
            beside = [begun[other] for other in graph[each] if other in near]
            x, y = beside[0] if beside else (0.0, 0.0)
            turn = number * 2.4  # a different side for each, the same in every run
            begun[each] = (x + 0.3 * cos(turn), y + 0.3 * sin(turn))
    return begun, list(near)


def _middle(points: Points) -> Point:
    if not points:
        return 0.0, 0.0
    return (
        sum(x for x, _ in points.values()) / len(points),
        sum(y for _, y in points.values()) / len(points),
    )


def _at_origin(spots: Points) -> tuple[dict[str, Point], float, float]:
    """A group moved to the corner, and the room that it takes."""
    left, top = min(x for x, _ in spots.values()), min(y for _, y in spots.values())
    moved = {key: (x - left, y - top) for key, (x, y) in spots.items()}
    wide = max(x for x, _ in moved.values()) + WIDE * 1.2
    return moved, wide, max(y for _, y in moved.values()) + TALL * 1.3


def _apart(ids: Sequence[str], spots: Points, kept: Collection[str]) -> dict[str, Point]:
    """Push nodes off each other until each has its room; those kept are not moved."""
    import numpy as np

    if len(ids) < 2:
        return dict(spots)
    at = np.array([spots[each] for each in ids], dtype=float)
    # Two on one spot have no side to go to, so each starts a hair off its own.
    at += np.linspace(0, 0.5, len(ids))[:, None] * np.array([1.0, 0.7])
    moves = np.array([0.0 if each in kept else 1.0 for each in ids])
    first, second = np.triu_indices(len(ids), 1)
    if not kept:
        at *= _spread(at, first, second)
    for _ in range(_PUSHES):
        between = at[first] - at[second]
        lack = np.array([WIDE, TALL]) - np.abs(between)
        near = np.flatnonzero((lack > _SLACK).all(axis=1))
        if not near.size:
            break
        _push(at, moves, first[near], second[near], between[near], lack[near])
    return {each: (float(x), float(y)) for each, (x, y) in zip(ids, at, strict=True)}


def _spread(at: Any, first: Any, second: Any) -> float:
    """How much larger the whole must be, so that few lie on another; the rest is pushed apart."""
    import numpy as np

    between, larger = np.abs(at[first] - at[second]), 1.0
    while larger < _LARGEST:
        lie = ((between * larger) < np.array([WIDE, TALL])).all(axis=1).sum()
        if lie <= len(at):
            break
        larger *= 1.1
    return larger


def _push(at: Any, moves: Any, first: Any, second: Any, between: Any, lack: Any) -> None:
    """Half of what is lacking each, along the side on which less is."""
    import numpy as np

    across = lack[:, 0] * TALL <= lack[:, 1] * WIDE
    step = np.where(np.stack([across, ~across], axis=1), lack, 0.0) * np.sign(between) * 0.45
    np.add.at(at, first, step * moves[first][:, None])
    np.add.at(at, second, -step * moves[second][:, None])
