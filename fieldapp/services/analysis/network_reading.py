"""The network read from a vault: code names only, intermediaries by code, no place (R26)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fieldapp.services.analysis.network import (
    PART_OF,
    REACHES,
    SPEAKS_FOR,
    Edge,
    Network,
    Node,
)
from fieldapp.services.analysis.network_scores import Score
from fieldapp.store.edges import lines, links, newest_link
from fieldapp.store.store import Filter, Query, Store
from fieldapp.vocab.handling import Level

KINDS = ("actor", "person", "intermediary", "relation")  # what changes the network
_LEVELS = {each.value: each for each in Level}
_RELATION = (
    "source_end",
    "target_end",
    "type",
    "strength",
    "valid_from",
    "valid_until",
    "reliability",
    "credibility",
)
_SCORE = (
    "who",
    "on",
    "stance",
    "power",
    "interest",
    "urgency",
    "legitimacy",
    "confidence",
    "basis",
)
# Where "us" begins: with whom we have met, and whom we have a channel to.
_IN_TOUCH = (("meeting", ("contacts", "actors")), ("channel", ("actor", "contact")))


def read_network(store: Store) -> Network:
    """Everyone and every tie, of all days."""
    actors = lines(store, "actor", ("valid_from", "valid_until", "parent"))
    people = lines(store, "person", ("actor", "left_post"))
    between = lines(store, "intermediary", ())
    nodes = [
        *(_node("actor", row, str(row[4] or ""), str(row[5] or "")) for row in actors),
        *(_node("person", row) for row in people),
        *(_node("intermediary", row) for row in between),
    ]
    levels = {node.id: node.level for node in nodes}
    ties = [
        *(_tie(PART_OF, row, row[6], row[4], row[5]) for row in actors if row[6]),
        *(_tie(SPEAKS_FOR, row, row[4], "", row[5]) for row in people if row[4]),
        *(
            Edge("", one, other, REACHES, levels.get(one, Level.SEVERE))
            for one, other in links(store, "intermediary", "reaches")
        ),
    ]
    return Network.of(nodes, [*map(_edge, lines(store, "relation", _RELATION)), *ties])


def _node(noun: str, row: Sequence[object], since: str = "", until: str = "") -> Node:
    return Node(str(row[0]), noun, str(row[1]), _level(row[2]), since, until, bool(row[3]))


def _tie(kind: str, row: Sequence[object], to: object, since: object, until: object) -> Edge:
    # It stands on the record of the one it begins with, and is as sensitive as that.
    dates = str(since or ""), str(until or "")
    return Edge("", str(row[0]), str(to), kind, _level(row[2]), 0, *dates)


def _edge(row: Sequence[object]) -> Edge:
    key, _, level, draft, source, target, kind, strength, since, until, *grade = row
    return Edge(
        str(key),
        str(source or ""),
        str(target or ""),
        str(kind or ""),
        _level(level),
        min(3, max(0, round(float(str(strength or 0))))),
        str(since or ""),
        str(until or ""),
        "".join(str(each or "").upper() for each in grade),
        bool(draft),
    )


def _level(code: object) -> Level:
    return _LEVELS.get(str(code), Level.SEVERE)


def read_scores(store: Store, objective: str) -> tuple[Score, ...]:
    """Every finished score on an objective; unfinished ones may lack what they rest on."""
    query = Query("scoring", filters=(Filter("objective", objective, "has"),), drafts=False)
    wanted = set(store.ids(store.keys(query)))
    rows = lines(store, "scoring", _SCORE) if wanted else []
    return tuple(_score(row) for row in rows if row[0] in wanted)


def _score(row: Sequence[object]) -> Score:
    said = dict(zip(_SCORE, (str(each or "") for each in row[4:]), strict=True))
    return Score(str(row[0]), level=_level(row[2]), **said)


def objectives(store: Store) -> list[tuple[str, str]]:
    """Objectives to choose from, open ones first: id and title."""
    rows = lines(store, "objective", ("status",))
    found = sorted(rows, key=lambda row: (row[4] not in ("open", None, ""), str(row[1])))
    return [(str(row[0]), str(row[1])) for row in found]


def in_touch(store: Store, until: str) -> dict[str, str]:
    """With whom we have met or have a channel, and the newest day of it; "" where none is known."""
    found: dict[str, str] = {}
    for noun, fields in _IN_TOUCH:
        for target, day in newest_link(store, noun, fields, until).items():
            found[target] = max(day, found.get(target, ""))
    return found


def in_area(store: Store, pcode: str) -> frozenset[str]:
    """Who belongs to an area: actors with their seat or influence there, and who speaks for them.

    The area only chooses who is shown; where they are is nowhere on the map (R26).
    """
    actors = {
        record_id
        for name in ("area_of_influence", "seat")
        for record_id in store.ids(
            store.keys(Query("actor", filters=(Filter(name, pcode, "under"),)))
        )
    }
    return frozenset(actors | set(_beside(store, actors)))


def _beside(store: Store, actors: set[str]) -> Iterator[str]:
    yield from (one for one, other in links(store, "person", "actor") if other in actors)
    yield from (one for one, other in links(store, "intermediary", "reaches") if other in actors)
