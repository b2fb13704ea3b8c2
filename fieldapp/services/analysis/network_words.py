"""The map in sentences, for whoever listens to it or reads it on paper."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.services.analysis.network import Edge, Network, Node
from fieldapp.services.analysis.network_looks import KINDS
from fieldapp.services.analysis.network_paths import Step, Way
from fieldapp.services.analysis.network_scores import (
    Score,
    band,
    confidence_words,
    priority,
    quadrant,
    stance_words,
)
from fieldapp.vocab.days import Day
from fieldapp.vocab.spoken_days import day_in_words

READING = (
    "Scores are our own reading, each with its date and confidence; they are not facts, and what "
    "reached this station is not all there is."
)
CAUTION = (
    "Larger: more power. Thicker: stronger tie. Scores are our reading, not facts. No place, no "
    "presence."
)
AXES = "Above: power. Manage closely and Keep informed: interest. Medium counts as high."
NO_PLACES = "No place and no presence is on this map, and it must not be joined with any (R26)."


def spoken(iso: str) -> str:
    """A day as people write it; "" stays so."""
    return day_in_words(Day(iso)) if iso else ""


def since_until(edge: Edge) -> str:
    """When a tie holds, in words."""
    if edge.since and edge.until:
        return f"{spoken(edge.since)} to {spoken(edge.until)}"
    if edge.until:
        return f"until {spoken(edge.until)}"
    return f"since {spoken(edge.since)}" if edge.since else "date not known"


def strength_words(edge: Edge) -> str:
    """How strong, and how well it is sourced."""
    said = f"strength {edge.strength} of 3" if edge.strength else "strength not said"
    return f"{said}, graded {edge.grade}" if edge.grade else said


def edge_words(network: Network, edge: Edge) -> str:
    """Such as `KILO – Influences – Third Brigade: strength 2 of 3, since November 2025`."""
    ends = f"{label(network, edge.source)} – {edge.label} – {label(network, edge.target)}"
    if edge.manner == "own":
        return ends
    unfinished = " (not finished)" if edge.draft else ""
    return f"{ends}: {strength_words(edge)}, {since_until(edge)}{unfinished}"


def label(network: Network, node_id: str) -> str:
    """What a node is called: a code name for people."""
    node = network.nodes.get(node_id)
    return node.label if node is not None else "(not shown)"


def kind_words(node: Node) -> str:
    """What a node is, in a word."""
    return KINDS.get(node.noun, node.noun)


def score_words(score: Score | None) -> str:
    """Bands with date and confidence, as one line."""
    if score is None:
        return "Not scored on this objective."
    bands = f"Power {band(score.power).lower()}, interest {band(score.interest).lower()}"
    more = (
        f"urgency {band(score.urgency).lower()}, legitimacy {band(score.legitimacy).lower()}, "
        f"priority {priority(score)} of 3"
    )
    return f"{stance_words(score)}. {bands}, {more}."


def basis_words(score: Score) -> str:
    """When it was scored, how sure we are, and what it rests on."""
    sure = confidence_words(score.confidence)
    return f"Scored {spoken(score.on)}. Confidence {sure[:1].lower()}{sure[1:]}. {score.basis}"


def node_words(node: Node, score: Score | None) -> str:
    """A node as a screen reader says it."""
    stands = quadrant(score)
    beside = f" {stands.label}." if stands is not None else ""
    return f"{node.label}, {kind_words(node).lower()}. {score_words(score)}{beside}"


def step_words(network: Network, way: Way, step: Step) -> tuple[str, str]:
    """One step of a way, and what to say beside it."""
    marks = [
        word
        for word, marked in (("weakest", way.weakest), ("oldest", way.oldest))
        if marked is step
    ]
    edge = step.edge
    forward = step.start == edge.source
    one, other = label(network, step.start), label(network, step.end)
    ends = f"{one} → {other}"
    tie = edge.label.lower() if forward else f"{other} {edge.label.lower()} {one}"
    detail = tie if edge.manner == "own" else f"{tie}; {strength_words(edge)}, {since_until(edge)}"
    return ends, detail + "".join(f" · {word} tie" for word in marks)


def way_words(network: Network, way: Way, touched: str) -> Iterator[tuple[str, str]]:
    """Every step of a way, from us on."""
    last = f"last in touch {spoken(touched)}" if touched else "day of last contact not known"
    yield f"Us → {label(network, way.start)}", last
    yield from (step_words(network, way, step) for step in way.steps)
