"""The network read from a vault: code names only, intermediaries by code, no place (R26)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from fieldapp.services.analysis.network import (
    PART_OF,
    REACHES,
    SPEAKS_FOR,
    Edge,
    Network,
    Node,
    stands,
)
from fieldapp.services.analysis.network_scores import Score
from fieldapp.services.analysis.network_words import spoken
from fieldapp.services.collecting import no_collecting
from fieldapp.store.edges import lines, links, newest_link
from fieldapp.store.store import Filter, Query, Store
from fieldapp.vocab.handling import Level
from fieldapp.vocab.vocabulary import vocabulary

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
    with no_collecting():
        return _read(store)


def _read(store: Store) -> Network:
    actors = lines(store, "actor", ("valid_from", "valid_until", "parent"))
    people = lines(store, "person", ("actor", "left_post"))
    between = lines(store, "intermediary", ())
    nodes = [
        *(_node("actor", row, row[4], row[5]) for row in actors),
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


def _node(noun: str, row: Sequence[Any], since: str | None = "", until: str | None = "") -> Node:
    return Node(row[0], noun, row[1], _level(row[2]), since or "", until or "", bool(row[3]))


def _tie(kind: str, row: Sequence[Any], to: str, since: str | None, until: str | None) -> Edge:
    # It stands on the record of the one it begins with, and is as sensitive as that.
    return Edge("", row[0], to, kind, _level(row[2]), 0, since or "", until or "")


def _edge(row: Sequence[Any]) -> Edge:
    key, _, level, draft, source, target, kind, strength, since, until, reliable, credible = row
    return Edge(
        key,
        source or "",
        target or "",
        kind or "",
        _level(level),
        min(3, max(0, round(strength))) if strength else 0,
        since or "",
        until or "",
        f"{reliable or ''}{credible or ''}",
        bool(draft),
    )


def _level(code: str) -> Level:
    return _LEVELS.get(code, Level.SEVERE)


def read_scores(store: Store, objective: str) -> tuple[Score, ...]:
    """Every finished score on an objective; unfinished ones may lack what they rest on."""
    rows = lines(store, "scoring", _SCORE, only=("objective", objective))
    return tuple(_score(row) for row in rows if not row[3])


def _score(row: Sequence[Any]) -> Score:
    said = dict(zip(_SCORE, (each or "" for each in row[4:]), strict=True))
    return Score(row[0], level=_level(row[2]), **said)


def labels_of(store: Store, who: str, objective: str, day: str) -> list[str]:
    """The labels that one has on a day, in words, on this objective or on none; each ends (R24)."""
    rows = lines(store, "label", ("role", "objective", "since", "expires"), only=("who", who))
    roles = vocabulary("influence_role")
    return [
        f"{roles.label(role)}, until {spoken(expires)}"
        for _, _, _, draft, role, about, since, expires in rows
        if not draft
        and about in (None, "", objective)
        and expires
        and stands(since or "", expires, day)
    ]


def objectives(store: Store) -> list[tuple[str, str]]:
    """Objectives to choose from, open ones first: id and title."""
    rows = lines(store, "objective", ("status",))
    found = sorted(rows, key=lambda row: (row[4] not in ("open", None, ""), row[1]))
    return [(row[0], row[1]) for row in found]


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
