"""The stakeholder map on paper: the network as it was laid out, the matrix, scores and ties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

import attrs
from reportlab.platypus.flowables import CondPageBreak, Flowable, PageBreak

from fieldapp.services.analysis.network import Network
from fieldapp.services.analysis.network_layout import Points
from fieldapp.services.analysis.network_scores import (
    Quadrant,
    Score,
    band,
    confidence_words,
    order,
    quadrant,
    stance_words,
)
from fieldapp.services.analysis.network_words import (
    AXES,
    NO_PLACES,
    READING,
    edge_words,
    spoken,
)
from fieldapp.services.printing import wording
from fieldapp.services.printing.flow import Grid, Style, Words
from fieldapp.services.printing.fonts import Typeface
from fieldapp.services.printing.marks import marking_of
from fieldapp.services.printing.names import Names
from fieldapp.services.printing.network_drawing import NetworkDrawing, legend
from fieldapp.services.printing.paper import Paper, render
from fieldapp.services.printing.story import ACCENT
from fieldapp.services.printing.summary import DO_NOT_COPY
from fieldapp.store.store import Store
from fieldapp.vocab.handling import Level

OWN_OFFICE = "For your own office only: this is analysis, and no party sees it."
MOST_TIES = 80
_TITLE = Style(size=17, leading=22, bold=True, after=4)
_HEADING = Style(size=11.5, leading=16, bold=True, colour=ACCENT, before=10, after=4)
_BODY, _SMALL = Style(after=4), Style(size=8.5, leading=11.5)
_NOTE = Style(size=8.5, leading=11.5, after=4)
_STRONG = Style(size=9.5, leading=13, bold=True)
_HEADS = ("Who", "Stance", "Power", "Interest", "Scored", "Confidence", "Basis")
_WIDTHS = (0.17, 0.13, 0.09, 0.09, 0.11, 0.17, 0.24)
_ROWS = ((Quadrant.SATISFY, Quadrant.MANAGE), (Quadrant.MONITOR, Quadrant.INFORM))


@attrs.frozen(kw_only=True)
class MapSheet:
    """What the paper says: gathered on the window's thread, drawn in any job."""

    network: Network = attrs.field(repr=False)
    spots: Points = attrs.field(repr=False)
    scores: Mapping[str, Score] = attrs.field(repr=False)
    day: dt.date
    objective: str = attrs.field(default="", repr=False)
    filters: str = attrs.field(default="", repr=False)
    level: Level
    station: str = ""
    ref: str = ""
    printed: str = attrs.field(default="", repr=False)


def map_sheet(
    store: Store,
    network: Network,
    spots: Points,
    scores: Mapping[str, Score],
    day: dt.date,
    objective: str = "",
    filters: str = "",
) -> MapSheet:
    """The map as it is shown, names of people in its words replaced by their code names."""
    names, station = Names.of(store), store.station()
    shown = {key: score for key, score in scores.items() if key in network.nodes}
    levels = [Level(network.level() or Level.SEVERE), *(each.level for each in shown.values())]
    by = f" by {station.officer}" if station and station.officer else ""
    return MapSheet(
        network=Network(
            {
                key: attrs.evolve(node, label=names.without(node.label))
                for key, node in network.nodes.items()
            },
            network.edges,
        ),
        spots=spots,
        scores={
            key: attrs.evolve(score, basis=names.without(score.basis))
            for key, score in shown.items()
        },
        day=day,
        objective=names.without(objective),
        filters=filters,
        level=Level.highest(*levels),
        station=wording.origin(station),
        ref=station.station_code if station else "",
        printed=f"Printed{by} {wording.moment(store.now())}",
    )


def map_pdf(sheet: MapSheet) -> bytes:
    """The paper: the map on the first page, the matrix on the second."""
    paper = Paper(
        level=sheet.level,
        marking=marking_of(sheet.level),
        ref=sheet.ref,
        about="Stakeholder map",
        origin=sheet.station,
        handling=f"{DO_NOT_COPY} {OWN_OFFICE}",
        printed=sheet.printed,
    )
    return render(paper, lambda face: list(_story(face, sheet)))


def _story(face: Typeface, sheet: MapSheet) -> Iterator[Flowable]:
    day = spoken(sheet.day.isoformat())
    yield Words(face, f"Stakeholder map as it was on {day}", _TITLE)
    yield Words(face, _about(sheet), _BODY)
    yield Words(face, f"{READING} {NO_PLACES}", attrs.evolve(_NOTE, before=4))
    yield NetworkDrawing(face, sheet.network, sheet.spots, sheet.scores)
    yield from legend(face)
    yield PageBreak()
    yield Words(face, f"Power and interest on {day}", _TITLE)
    yield Words(face, f"{_about(sheet)}\n{AXES}", _BODY)
    yield from _matrix(face, sheet)
    yield from _scores(face, sheet)
    yield from _ties(face, sheet)


def _about(sheet: MapSheet) -> str:
    objective = sheet.objective or "no objective chosen, so no stance is shown"
    return f"Objective: {objective}" + (f"\nOnly: {sheet.filters}" if sheet.filters else "")


def _ranked(sheet: MapSheet) -> list[Score]:
    return sorted(
        sheet.scores.values(), key=lambda each: (order(each), sheet.network.nodes[each.who].label)
    )


def _matrix(face: Typeface, sheet: MapSheet) -> Iterator[Flowable]:
    def cell(stands: Quadrant) -> str:
        found = [each for each in _ranked(sheet) if quadrant(each) is stands]
        return "\n".join(_named(sheet, each) for each in found) or "Nobody"

    rows = []
    for pair in _ROWS:
        rows.append([Words(face, each.label, _STRONG) for each in pair])
        rows.append([Words(face, cell(each), _BODY) for each in pair])
    yield Grid((0.5, 0.5), rows, pad=5)


def _named(sheet: MapSheet, score: Score) -> str:
    unsure = ", low confidence" if score.confidence == "low" else ""
    return f"{sheet.network.nodes[score.who].label}: {stance_words(score).lower()}{unsure}"


def _scores(face: Typeface, sheet: MapSheet) -> Iterator[Flowable]:
    if not sheet.scores:
        return
    yield CondPageBreak(90)
    yield Words(face, "Scores, each our reading on its day", _HEADING)
    rows = [
        (
            sheet.network.nodes[each.who].label,
            stance_words(each),
            band(each.power),
            band(each.interest),
            spoken(each.on),
            confidence_words(each.confidence),
            each.basis,
        )
        for each in _ranked(sheet)
    ]
    yield _table(face, _HEADS, rows, _WIDTHS)


def _ties(face: Typeface, sheet: MapSheet) -> Iterator[Flowable]:
    known = [each for each in sheet.network.edges if each.id]
    if not known:
        return
    yield CondPageBreak(90)
    yield Words(face, "Ties", _HEADING)
    for each in known[:MOST_TIES]:
        yield Words(face, edge_words(sheet.network, each), _NOTE)
    if len(known) > MOST_TIES:
        yield Words(face, f"And {len(known) - MOST_TIES:,} more, drawn but not listed.", _SMALL)


def _table(
    face: Typeface,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
) -> Flowable:
    head = [Words(face, each, attrs.evolve(_SMALL, bold=True)) for each in heads]
    return Grid(widths, [[Words(face, cell, _SMALL) for cell in row] for row in rows], head)
