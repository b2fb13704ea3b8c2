"""Where nodes, lines and labels are drawn: apart, repeatable, and as they were dragged."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.services.analysis.network import Edge
from fieldapp.services.analysis.network_layout import TALL, WIDE, lay_out
from fieldapp.services.analysis.network_lines import (
    HIDDEN,
    Spot,
    bends,
    label_box,
    line,
    sides,
)
from fieldapp.services.analysis.network_looks import DARK, LIGHT, stances
from fieldapp.vocab.handling import Level

KEYS = [f"n{number}" for number in range(14)]
PAIRS = st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)), max_size=30)


@settings(deadline=None, max_examples=25)
@given(PAIRS)
def test_no_two_nodes_share_their_room_and_the_same_network_looks_the_same(pairs):
    spots = lay_out(KEYS, pairs)
    assert spots == lay_out(KEYS, pairs)
    for one, other in itertools.combinations(spots.values(), 2):
        assert abs(one[0] - other[0]) > WIDE - 3 or abs(one[1] - other[1]) > TALL - 3


@settings(deadline=None, max_examples=25)
@given(
    PAIRS,
    st.dictionaries(
        st.sampled_from(KEYS), st.tuples(st.integers(-900, 900), st.integers(-600, 600)), max_size=4
    ),
)
def test_what_was_dragged_stays_where_it_is(pairs, fixed):
    spots = lay_out(KEYS, pairs, fixed)
    assert spots.keys() == set(KEYS)
    for key, spot in fixed.items():
        assert abs(spots[key][0] - spot[0]) < 1
        assert abs(spots[key][1] - spot[1]) < 1


def test_an_empty_network_and_one_node_are_laid_out_too():
    assert lay_out([], []) == {}
    assert lay_out(["a"], []).keys() == {"a"}


SPOTS = st.lists(
    st.builds(
        Spot,
        st.integers(0, 900).map(float),
        st.integers(0, 600).map(float),
        st.just(12.0),
        st.integers(30, 120).map(float),
        st.just(18.0),
    ),
    max_size=25,
)


@given(SPOTS)
def test_no_label_lies_on_another_or_on_the_node_of_another(spots):
    shown = [
        (number, label_box(spot, side))
        for number, (spot, side) in enumerate(zip(spots, sides(spots), strict=True))
        if side != HIDDEN
    ]
    for (_, one), (_, other) in itertools.combinations(shown, 2):
        assert not meet(one, other)
    for number, box in shown:
        for at, spot in enumerate(spots):
            node = (spot.x - spot.half, spot.y - spot.half, spot.x + spot.half, spot.y + spot.half)
            assert at == number or not meet(box, node)


def meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_a_label_leaves_the_head_of_an_arrow_free_where_there_is_another_side():
    spot = Spot(0, 0, 10, 60, 18)
    assert sides([spot]) == [0]
    assert sides([spot], [(-5, 12, 5, 20)]) == [1]


def test_edges_between_the_same_two_are_bent_apart_whichever_way_they_go():
    edges = [Edge("", a, b, "allied", Level.LOW) for a, b in ("ab", "ba", "ab", "ac")]
    bent = bends(edges)
    assert bent[3] == 0
    drawn = [
        line(
            *((0.0, 0.0), 5, (100.0, 0.0), 5)
            if e.source == "a"
            else ((100.0, 0.0), 5, (0.0, 0.0), 5),
            bend,
        )
        for e, bend in zip(edges[:3], bent, strict=False)
    ]
    heights = sorted(each.control[1] for each in drawn)
    assert heights[0] < heights[1] - 10 < heights[2] - 20


def test_each_stance_has_a_sign_of_its_own_and_ink_that_can_be_read_on_it():
    for looks in (LIGHT, DARK):
        assert [code for code, _ in stances()] == list(looks)
        assert len({each.sign for each in looks.values()}) == len(looks)
        for each in looks.values():
            assert contrast(each.ink, each.ground) >= 4.5


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
