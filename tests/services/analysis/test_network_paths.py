"""Ways to someone: over ties of influence only, with the weakest and the oldest named."""

from __future__ import annotations

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.services.analysis.network import Edge, Network, Node
from fieldapp.services.analysis.network_paths import Way, strength, ways
from fieldapp.services.analysis.network_words import way_words
from fieldapp.vocab.handling import Level
from fieldapp.vocab.vocabulary import vocabulary

KEYS = [f"n{number}" for number in range(9)]
TYPES = [*vocabulary("relation_type"), "speaks_for", "part_of", "reaches"]
EDGES = st.lists(
    st.builds(
        Edge,
        st.just("e"),
        st.sampled_from(KEYS),
        st.sampled_from(KEYS),
        st.sampled_from(TYPES),
        st.just(Level.SEVERE),
        st.integers(0, 3),
        st.sampled_from(("", "2023", "2024-02", "2025-11-03")),
    ).filter(lambda edge: edge.source != edge.target),
    max_size=24,
)


def network_of(*edges: Edge) -> Network:
    return Network.of((Node(key, "actor", key, Level.SEVERE) for key in KEYS), edges)


def carries(edge: Edge, start: str, end: str) -> bool:
    forward = (start, end) == (edge.source, edge.target)
    return edge.influence in (("forward", "both") if forward else ("back", "both"))


def as_graph(network: Network, least: int) -> networkx.DiGraph:
    graph = networkx.DiGraph()
    graph.add_nodes_from(KEYS)
    for edge in network.edges:
        for start, end in ((edge.source, edge.target), (edge.target, edge.source)):
            if carries(edge, start, end) and strength(edge) >= least:
                graph.add_edge(start, end)
    return graph


def shortest(network: Network, starts: set[str], target: str, least: int = 1) -> int:
    """How many ties the shortest way has, by another program; 0 where there is none."""
    graph = as_graph(network, least)
    found = [
        networkx.shortest_path_length(graph, start, target)
        for start in starts - {target}
        if networkx.has_path(graph, start, target)
    ]
    return min(found, default=0)


@given(EDGES, st.sets(st.sampled_from(KEYS), min_size=1, max_size=3), st.sampled_from(KEYS))
def test_a_way_leads_from_us_to_the_target_and_names_its_weakest_and_oldest_tie(
    edges, starts, target
):
    network = network_of(*edges)
    for way in ways(network, starts, target):
        assert way.start in starts
        assert way.steps[-1].end == target
        assert all(
            one.end == other.start for one, other in zip(way.steps, way.steps[1:], strict=False)
        )
        assert all(carries(step.edge, step.start, step.end) for step in way.steps)
        assert all(strength(way.weakest.edge) <= strength(step.edge) for step in way.steps)
        assert all(way.oldest.edge.since <= step.edge.since for step in way.steps)
        assert len(set(way.through)) == len(way.steps)
        assert way.through[-1] == way.start


@given(EDGES, st.sets(st.sampled_from(KEYS), min_size=1, max_size=3), st.sampled_from(KEYS))
def test_the_first_way_is_the_strongest_and_one_of_them_is_the_shortest(edges, starts, target):
    network = network_of(*edges)
    found = ways(network, starts, target)
    best = max((n for n in (1, 2, 3) if shortest(network, starts, target, n)), default=0)
    assert bool(found) == bool(best)
    if found:
        assert strength(found[0].weakest.edge) == best
        assert len(found[0].steps) == shortest(network, starts, target, best)
        assert min(len(way.steps) for way in found) == shortest(network, starts, target)


def edge(one: str, other: str, kind: str, strong: int = 0, since: str = "") -> Edge:
    return Edge("e", one, other, kind, Level.SEVERE, strong, since)


@pytest.mark.parametrize(
    ("kind", "there", "back"),
    [
        ("commands", True, False),
        ("subordinate_to", False, True),
        ("influences", True, False),
        ("allied", True, True),
        ("kinship", True, True),
        ("rival", False, False),
        ("in_conflict", False, False),
        ("successor_of", False, False),
        ("speaks_for", True, True),
        ("reaches", True, False),
    ],
)
def test_influence_goes_as_the_vocabulary_says(kind, there, back):
    network = network_of(edge("n0", "n1", kind, 2))
    assert bool(ways(network, {"n0"}, "n1")) == there
    assert bool(ways(network, {"n1"}, "n0")) == back


def test_a_strong_detour_comes_first_then_what_is_shorter():
    network = network_of(
        edge("n0", "n1", "commands", 3, "2025-01"),
        edge("n1", "n2", "commands", 3, "2024"),
        edge("n0", "n2", "influences", 1, "2026"),
    )
    found = ways(network, {"n0"}, "n2")
    assert [way.through for way in found] == [("n1", "n0"), ("n0",)]
    assert found[0].oldest.edge.since == "2024"


def test_a_way_through_others_is_offered_too_for_where_one_would_be_at_risk():
    network = network_of(
        edge("n0", "n2", "influences", 2), edge("n3", "n4", "allied"), edge("n4", "n2", "allied")
    )
    assert [way.through for way in ways(network, {"n0", "n3"}, "n2")] == [("n0",), ("n4", "n3")]


def test_steps_in_words_begin_with_us_and_say_which_tie_is_weakest_and_which_oldest():
    network = network_of(
        edge("n0", "n1", "commands", 3, "2024-01"), edge("n1", "n2", "influences", 1, "2026")
    )
    (way,) = ways(network, {"n0"}, "n2")
    told = list(way_words(network, way, "2026-11-12"))
    assert told[0] == ("Us → n0", "last in touch 12 Nov 2026")
    assert told[1] == ("n0 → n1", "commands; strength 3 of 3, since Jan 2024 · oldest tie")
    assert told[2] == ("n1 → n2", "influences; strength 1 of 3, since 2026 · weakest tie")


def test_whom_we_meet_ourselves_is_no_way_to_himself():
    assert ways(network_of(edge("n0", "n1", "allied")), {"n0"}, "n0") == ()
    assert isinstance(ways(network_of(edge("n0", "n1", "allied")), {"n0", "n1"}, "n1")[0], Way)
