"""Where incidents were, for a map: each stands once, as a point or as one of a count on its area.

A point is only what has coordinates that are said to be one. What is known to an area only is a
number on it, never a point in its middle; a stub is never finer than a state or province (R20).
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from fieldapp.records.incident_rules import STUB_ACTS
from fieldapp.services.analysis.incident_scope import (
    Selection,
    Standing,
    how_they_stand,
    list_query,
    scope,
)
from fieldapp.store import grouping
from fieldapp.store.gazetteer import Centre
from fieldapp.store.grouping import Box, Key, Spot, Where
from fieldapp.store.lists import Filter, Query, Row
from fieldapp.store.outlines import Outline
from fieldapp.store.store import Store
from fieldapp.vocab.handling import Level

# With these a place is a point; "" is one whose precision nobody stated.
POINTS = ("", "1km", "exact", "settlement")
LISTED = 200
_KEYS = (
    Key("act"),
    Key("place", "level1"),
    Key("place", "level2"),
    Key("place", "precision"),
    Key("place", "located"),
)


@attrs.frozen
class MapArea:
    """One area: all its incidents, and those known no more finely, which are a number on it."""

    pcode: str
    level: int
    name: str
    total: int
    here: int
    latitude: float | None = None
    longitude: float | None = None

    @property
    def placed(self) -> bool:
        """Whether the map knows where it is."""
        return self.latitude is not None


@attrs.frozen
class Places:
    """What the map shows of one selection, by areas of one admin level.

    At level 2 the areas of level 1 are there too, for what is known no more finely.
    """

    selection: Selection
    level: int
    areas: tuple[MapArea, ...]
    points: int
    without: int
    standing: Standing
    sensitivity: Level

    @property
    def events(self) -> int:
        """How many incidents there are in all."""
        return self.points + sum(area.here for area in self.areas) + self.without


def incident_places(
    store: Store, selection: Selection, level: int, outlines: Sequence[Outline] = ()
) -> Places:
    """Count the incidents of a selection by place."""
    totals, here = dict[tuple[int, str], int](), dict[tuple[int, str], int]()
    points = without = 0
    for act, one, two, precision, located, count, _ in grouping.groups(
        store.vault.db, scope(store, selection), _KEYS
    ):
        stub, number = act in STUB_ACTS, int(count)
        code = (2, str(two)) if level == 2 and two and not stub else (1, str(one))
        is_point = bool(located) and precision in POINTS and not stub
        if code[1]:
            totals[code] = totals.get(code, 0) + number
        if is_point:
            points += number
        elif code[1]:
            here[code] = here.get(code, 0) + number
        else:
            without += number
    return Places(
        selection,
        level,
        tuple(_areas(store, totals, here, outlines)),
        points,
        without,
        how_they_stand(store, selection),
        _sensitivity(store),
    )


def _areas(
    store: Store,
    totals: dict[tuple[int, str], int],
    here: dict[tuple[int, str], int],
    outlines: Sequence[Outline],
) -> list[MapArea]:
    drawn = {each.pcode: each for each in outlines}
    centres = store.gazetteer.centres([code for _, code in totals])
    found = []
    for (level, code), total in totals.items():
        centre, outline = centres.get(code), drawn.get(code)
        name = (centre.name if centre else "") or (outline.name if outline else "") or code
        latitude, longitude = _middle(centre, outline)
        found.append(
            MapArea(code, level, name, total, here.get((level, code), 0), latitude, longitude)
        )
    return sorted(found, key=lambda area: (-area.total, area.name))


def _middle(centre: Centre | None, outline: Outline | None) -> tuple[float | None, float | None]:
    """As the gazetteer says, else the middle of the outline; nothing is made up."""
    if centre is not None and centre.latitude is not None:
        return centre.latitude, centre.longitude
    return (outline.latitude, outline.longitude) if outline is not None else (None, None)


def _sensitivity(store: Store) -> Level:
    levels = grouping.levels(store.vault.db, store.kind("incident"))
    known = [Level(each) if each in list(Level) else Level.SEVERE for each in levels]
    return Level.highest(*known) if known else Level.LOW


def spots(store: Store, selection: Selection, box: Box, step: float) -> list[Spot]:
    """The points within a part of the map, close ones taken together."""
    narrow = scope(store, selection, stubs=False)
    return grouping.spots(store.vault.db, narrow, "place", POINTS, box, step)


def extent(store: Store, selection: Selection) -> Box | None:
    """A box around all points; None where there are none."""
    found = spots(store, selection, Box(-90, -180, 90, 180), 0.25)
    if not found:
        return None
    latitudes, longitudes = [s.latitude for s in found], [s.longitude for s in found]
    return Box(min(latitudes), min(longitudes), max(latitudes), max(longitudes))


def at_spot(store: Store, selection: Selection, spot: Spot, step: float) -> list[Row]:
    """The newest incidents of the cell that a spot stands for."""
    south = int((spot.latitude + 90) / step) * step - 90
    west = int((spot.longitude + 180) / step) * step - 180
    box = Box(south, west, south + step, west + step)
    narrow = scope(store, selection, stubs=False)
    found = grouping.seqs_inside(store.vault.db, narrow, "place", POINTS, box, LISTED)
    return store.rows("incident", found)


def in_area(store: Store, selection: Selection, area: MapArea) -> list[Row]:
    """The newest incidents of an area."""
    whole = scope(store, selection)
    within = Where(Key("place", f"level{area.level}"), area.pcode)
    found = grouping.seqs(store.vault.db, attrs.evolve(whole, where=(*whole.where, within)), LISTED)
    return store.rows("incident", found)


def area_query(selection: Selection, area: MapArea) -> Query:
    """The list of all of them."""
    return list_query(selection, Filter("place", area.pcode, "under"))
