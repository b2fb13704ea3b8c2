"""The way from us to someone: over ties that carry influence, with its weakest and oldest one."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator

import attrs

from fieldapp.services.analysis.network import Edge, Network

STRENGTHS = (3, 2, 1)


@attrs.frozen
class Step:
    """One tie on the way, in the direction in which influence goes."""

    edge: Edge
    start: str
    end: str


@attrs.frozen
class Way:
    """Steps from someone we are in touch with to the target."""

    steps: tuple[Step, ...]

    @property
    def start(self) -> str:
        """Whom of our contacts it begins with."""
        return self.steps[0].start

    @property
    def through(self) -> tuple[str, ...]:
        """Who stands between us and the target, the nearest to the target first."""
        return tuple(step.start for step in reversed(self.steps))

    @property
    def weakest(self) -> Step:
        """The step with the least strength; the first of them on the way from us."""
        return min(self.steps, key=lambda step: strength(step.edge))

    @property
    def oldest(self) -> Step:
        """The step known for longest, so perhaps no longer true; one without a date is older."""
        return min(self.steps, key=lambda step: step.edge.since)


def strength(edge: Edge) -> int:
    """1 to 3; a tie whose strength nobody said counts as weak."""
    return edge.strength or STRENGTHS[-1]


def ways(network: Network, starts: Collection[str], target: str) -> tuple[Way, ...]:
    """Different ways to the target: the strongest, the shortest, and one through others.

    The strongest is the one whose weakest tie is strongest, and the shortest of those.
    """
    begin = frozenset(starts) - {target}
    arcs = _arcs(network)
    found: dict[tuple[str, ...], Way] = {}
    for least in STRENGTHS:
        way = _shortest(arcs, begin, target, least)
        if way is not None:
            found.setdefault(way.through, way)
    avoided = {each for way in found.values() for each in way.through}
    other = _shortest(arcs, begin - avoided, target, STRENGTHS[-1], avoided)
    if found and other is not None:
        found[other.through] = other
    return tuple(found.values())


def _arcs(network: Network) -> dict[str, list[Step]]:
    """The steps that lead to each node, the strongest first."""
    arcs: dict[str, list[Step]] = {}
    for edge in network.edges:
        for step in _directions(edge):
            arcs.setdefault(step.end, []).append(step)
    for steps in arcs.values():
        steps.sort(key=lambda step: -strength(step.edge))
    return arcs


def _directions(edge: Edge) -> Iterator[Step]:
    influence = edge.influence
    if influence in ("forward", "both"):
        yield Step(edge, edge.source, edge.target)
    if influence in ("back", "both"):
        yield Step(edge, edge.target, edge.source)


def _shortest(
    arcs: dict[str, list[Step]],
    starts: Collection[str],
    target: str,
    least: int,
    avoided: Collection[str] = (),
) -> Way | None:
    """Search back from the target, over ties of at least this strength."""
    next_step: dict[str, Step] = {}
    waiting, seen = deque([target]), {target, *avoided}
    while waiting:
        here = waiting.popleft()
        for step in arcs.get(here, ()):
            if step.start in seen or strength(step.edge) < least:
                continue
            seen.add(step.start)
            next_step[step.start] = step
            if step.start in starts:
                return Way(tuple(_follow(next_step, step.start, target)))
            waiting.append(step.start)
    return None


def _follow(next_step: dict[str, Step], here: str, target: str) -> Iterator[Step]:
    while here != target:
        yield next_step[here]
        here = next_step[here].end
