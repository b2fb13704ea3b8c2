"""The network as values: by day, within limits, and the part that is shown."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.services.analysis.network import Edge, Network, Node, as_of, first_day, part, within
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import Level

DATES = st.dates(dt.date(2018, 1, 1), dt.date(2027, 12, 31))
SPANS = st.one_of(
    st.just(""),
    st.builds(lambda day, cut: day.isoformat()[:cut], DATES, st.sampled_from((4, 7, 10))),
)
LEVELS = st.sampled_from(list(Level))
KEYS = [f"n{number}" for number in range(8)]
NODES = st.fixed_dictionaries(
    {
        key: st.builds(Node, st.just(key), st.just("actor"), st.just(key), LEVELS, SPANS, SPANS)
        for key in KEYS
    }
)
EDGES = st.lists(
    st.builds(
        Edge,
        st.just("e"),
        st.sampled_from(KEYS),
        st.sampled_from(KEYS),
        st.sampled_from(("commands", "allied", "rival")),
        LEVELS,
        st.integers(0, 3),
        SPANS,
        SPANS,
    ),
    max_size=20,
)
NETWORKS = st.builds(lambda nodes, edges: Network.of(nodes.values(), edges), NODES, EDGES)


def may_stand(since: str, until: str, day: dt.date) -> bool:
    """The same by dates instead of by letters."""
    return (not since or Day(since).first <= day) and (not until or Day(until).last >= day)


@given(NETWORKS, DATES)
def test_nothing_is_shown_outside_its_dates_and_all_within_them_is(network, day):
    shown = as_of(network, day)
    assert shown.nodes.keys() == {
        key for key, node in network.nodes.items() if may_stand(node.since, node.until, day)
    }
    assert list(shown.edges) == [
        edge
        for edge in network.edges
        if may_stand(edge.since, edge.until, day)
        and edge.source in shown.nodes
        and edge.target in shown.nodes
    ]


@given(NETWORKS, LEVELS, st.sets(st.sampled_from(KEYS)))
def test_nothing_above_the_level_or_beside_the_choice_is_left(network, most, ids):
    left = within(network, ids, most)
    assert set(left.nodes) <= ids
    assert all(node.level.rank <= most.rank for node in left.nodes.values())
    assert all(edge.level.rank <= most.rank for edge in left.edges)
    assert not left.nodes or Level(left.level()).rank <= most.rank


@given(NETWORKS, st.integers(1, 8), st.lists(st.sampled_from(KEYS), max_size=2, unique=True))
def test_a_part_is_no_larger_than_asked_and_holds_whom_it_is_around(network, size, around):
    chosen = part(network, size, around)
    assert len(chosen.nodes) == (min(size, len(network.nodes)) if not around else len(chosen.nodes))
    assert len(chosen.nodes) <= max(size, len(around))
    assert set(around) <= set(chosen.nodes)
    assert all(e.source in chosen.nodes and e.target in chosen.nodes for e in chosen.edges)


def tie(one: str, other: str, kind: str = "allied", **more: object) -> Edge:
    return Edge("", one, other, kind, Level.SEVERE, **more)


def network_of(*edges: Edge) -> Network:
    keys = dict.fromkeys(end for edge in edges for end in (edge.source, edge.target))
    return Network.of((Node(key, "actor", key, Level.SEVERE) for key in keys), edges)


def test_the_busiest_come_first_and_the_nearest_where_someone_is_looked_for():
    star = network_of(*(tie("hub", f"ray{n}") for n in range(6)), tie("far", "farther"))
    assert "hub" in part(star, 2).nodes
    assert set(part(star, 3, ("far",)).nodes) == {"far", "farther"}
    assert set(part(star, 2, ("ray3",)).nodes) == {"ray3", "hub"}


def test_the_first_day_is_that_of_the_oldest_tie():
    found = network_of(tie("a", "b", since="2024-05"), tie("b", "c", since="2023"), tie("a", "c"))
    assert first_day(found) == dt.date(2023, 1, 1)
    assert first_day(network_of(tie("a", "b"))) is None
