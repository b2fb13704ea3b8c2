"""Actors, contacts and what ties them, as values: on a day, within limits, the part worth showing.

Not an intelligence file (R26): no place, no presence and no name of a person is part of it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, deque
from collections.abc import Collection, Iterable, Mapping
from heapq import nsmallest
from itertools import islice

import attrs

from fieldapp.vocab.handling import Level
from fieldapp.vocab.vocabulary import vocabulary

# Ties that no relation record makes, but a link on an actor, a contact or an intermediary.
SPEAKS_FOR, PART_OF, REACHES = "speaks_for", "part_of", "reaches"
_OWN_LABELS = {SPEAKS_FOR: "Speaks for", PART_OF: "Is part of", REACHES: "Reaches"}
_OWN_INFLUENCE = {SPEAKS_FOR: "both", PART_OF: "back", REACHES: "forward"}


@attrs.frozen
class Node:
    """An actor, a contact by code name, or an intermediary by code alone."""

    id: str
    noun: str
    label: str = attrs.field(repr=False)
    level: Level
    since: str = ""
    until: str = ""
    draft: bool = False


@attrs.frozen
class Edge:
    """A tie from one node to another; `id` is its relation record, "" where it is not one.

    `since` and `until` are ISO dates as known (a year, a month or a day), "" where they are not;
    `strength` is 1 to 3, 0 where nobody said.
    """

    id: str
    source: str
    target: str
    type: str
    level: Level
    strength: int = 0
    since: str = ""
    until: str = ""
    grade: str = ""
    draft: bool = False

    @property
    def label(self) -> str:
        """What ties them, in words."""
        return _OWN_LABELS.get(self.type) or vocabulary("relation_type").label(self.type)

    @property
    def manner(self) -> str:
        """How it is drawn: `with`, `against`, `past`, or `own` where a link alone makes it."""
        if self.type in _OWN_LABELS:
            return "own"
        notes = vocabulary("relation_type").notes.get(self.type, {})
        return notes.get("manner", "with")

    @property
    def influence(self) -> str:
        """Which way influence goes: `forward`, `back`, `both`, or "" where it does not."""
        if self.type in _OWN_INFLUENCE:
            return _OWN_INFLUENCE[self.type]
        return vocabulary("relation_type").notes.get(self.type, {}).get("influence", "")


@attrs.frozen
class Network:
    """Nodes by id, and the edges between them; every end of an edge is a node."""

    nodes: Mapping[str, Node] = attrs.field(repr=False)
    edges: tuple[Edge, ...] = attrs.field(repr=False)

    @classmethod
    def of(cls, nodes: Iterable[Node], edges: Iterable[Edge]) -> Network:
        """A network of these; edges to what is not among the nodes are left out."""
        known = {node.id: node for node in nodes}
        return cls(known, tuple(e for e in edges if e.source in known and e.target in known))

    def level(self) -> str:
        """The highest level in it; "" where it is empty."""
        levels = {node.level for node in self.nodes.values()}
        levels |= {edge.level for edge in self.edges}
        return Level.highest(*levels).value if levels else ""


def stands(since: str, until: str, day: str) -> bool:
    """Whether a day (in ISO) may lie within a span whose ends are known to the year, month or day.

    A month is over with its last day, and has begun with its first.
    """
    return since <= day and (not until or until >= day[: len(until)])


def as_of(network: Network, day: dt.date) -> Network:
    """The network as it was on a day: what had not begun or was over is not there."""
    on = day.isoformat()
    return Network.of(
        (node for node in network.nodes.values() if stands(node.since, node.until, on)),
        (edge for edge in network.edges if stands(edge.since, edge.until, on)),
    )


def within(
    network: Network, ids: Collection[str] | None = None, most: Level | None = None
) -> Network:
    """Only these nodes, and nothing more sensitive than a level; None means no limit."""
    if ids is None and most is None:
        return network
    allowed = frozenset(Level) if most is None else {e for e in Level if e.rank <= most.rank}
    return Network.of(
        (
            node
            for node in network.nodes.values()
            if node.level in allowed and (ids is None or node.id in ids)
        ),
        (edge for edge in network.edges if edge.level in allowed),
    )


def part(network: Network, size: int, around: Collection[str] = ()) -> Network:
    """At most so many nodes: the nearest to some, else those with the most ties."""
    if len(network.nodes) <= size and not around:
        return network
    chosen = _nearest(network, around, size) if around else _busiest(network, size)
    return within(network, frozenset(chosen))


def _busiest(network: Network, size: int) -> list[str]:
    ties = Counter([edge.source for edge in network.edges])
    ties.update([edge.target for edge in network.edges])
    tied = nsmallest(size, [(-count, key) for key, count in ties.items()])
    alone = islice((key for key in network.nodes if key not in ties), size - len(tied))
    return [*(key for _, key in tied), *alone]


def _nearest(network: Network, around: Collection[str], size: int) -> list[str]:
    beside: dict[str, list[str]] = {}
    for edge in network.edges:
        beside.setdefault(edge.source, []).append(edge.target)
        beside.setdefault(edge.target, []).append(edge.source)
    found = dict.fromkeys(each for each in around if each in network.nodes)
    waiting = deque(found)
    while waiting and len(found) < size:
        for each in beside.get(waiting.popleft(), ()):
            if each not in found and len(found) < size:
                found[each] = None
                waiting.append(each)
    return list(found)


def first_day(network: Network) -> dt.date | None:
    """The first day on which anything in it is known to have begun."""
    known = [node.since for node in network.nodes.values() if node.since]
    known += [edge.since for edge in network.edges if edge.since]
    return dt.date.fromisoformat((min(known) + "-01-01")[:10]) if known else None
