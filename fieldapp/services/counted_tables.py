"""Tables of incidents made from a query, with totals: by area, by act and along the time.

What is counted here for the officer is whole; small counts are hidden when a table leaves, and what
lies behind each count is noted beside it, so that it can be seen who would be recognised.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import attrs

from fieldapp.records.incident_rules import STUB_ACTS
from fieldapp.records.products import Product, ProductTable
from fieldapp.services.analysis.count_keys import quarter_of
from fieldapp.services.analysis.incident_scope import Selection, list_query
from fieldapp.services.analysis.place_names import place_names
from fieldapp.services.disclosure_control import resting
from fieldapp.services.disclosure_control.grid import BAR, At
from fieldapp.services.disclosure_control.resting import Behind
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Place
from fieldapp.vocab.vocabulary import vocabulary

TOTAL, UNIT = "Total", "events"
NO_AREA, NO_TIME, NO_ACT = "Area not known", "Time not known", "Act not stated"
LIMITS = (
    "What reached this station, not a measure of harm. Reports are alleged until a mandated body "
    "verifies them; places without access are missing."
)
NO_STUBS = "Stubs of sexual or gender-based violence are not counted in these tables."
MOST_ACROSS = 12  # columns of time; more are told by quarter, then by year
_FINEST = 3


@attrs.frozen
class Event:
    """One incident as far as it is counted."""

    act: str
    day: Day | None
    place: Place = attrs.field(repr=False)
    sources: tuple[str, ...] = attrs.field(repr=False)

    def behind(self) -> Behind:
        """Where it was and who told of it."""
        return behind_of(self.place, self.sources)


@attrs.frozen
class Side:
    """What the rows or columns of a table are, and in which of them an event stands."""

    head: str
    of: Callable[[Event], str] = attrs.field(repr=False)
    label: Callable[[str], str] = attrs.field(repr=False)


def events(store: Store, selection: Selection) -> list[Event]:
    """The incidents that a selection counts; of stubs nothing is told in tables (R20)."""
    found = store.cells(list_query(selection), ("act", "happened", "place", "sources"))
    return [
        Event(act, day, place, sources)
        for _, act, day, place, sources in found
        if act not in STUB_ACTS
    ]


def behind_of(place: Place, sources: Iterable[str] = ()) -> Behind:
    """What lies behind one record that is counted: its finest place, and its sources."""
    name = place.heard or (place.path[-1].pcode if place.path else "")
    return Behind(name, place.admin_level + bool(place.heard), frozenset(sources))


def product_of(store: Store, selection: Selection, title: str, limits: str = "") -> Product:
    """A draft with tables of what a selection counts. Not saved yet."""
    found = events(store, selection)
    level = min(selection.area_level + 1 if selection.area else 1, _FINEST)
    area, time, act = _area(store, found, level), _time(found), _act()
    above = selection.area_level if selection.area else 0
    tables = (
        crossed("Incidents by area and time", found, area, time, level),
        crossed("Incidents by act and time", found, act, time, above),
        crossed("Incidents by act and area", found, act, area, level),
    )
    days = sorted(each.day.first for each in found if each.day)
    first = max(selection.first, days[0]) if days else selection.first
    return Product(
        draft=True,
        kind="snapshot",
        title=title,
        made_on=Day(store.now().date().isoformat()),
        period_from=Day(first.isoformat()),
        period_to=Day(selection.last.isoformat()),
        place=_place(found, selection),
        tables=tables,
        limits=" ".join(filter(None, (LIMITS, limits, NO_STUBS))),
    )


def crossed(
    title: str, found: Sequence[Event], rows: Side, columns: Side, level: int
) -> ProductTable:
    """Events by two sides with totals; `level` is the finest admin level of the areas in it."""
    by: defaultdict[tuple[str, str], list[Event]] = defaultdict(list)
    for each in found:
        row, column = rows.of(each), columns.of(each)
        for key in ((row, column), (row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
            by[key].append(each)
    down = [*_ordered({row for row, _ in by} - {TOTAL}, rows), TOTAL]
    across = [*_ordered({column for _, column in by} - {TOTAL}, columns), TOTAL]
    lines = [[rows.head, *(_called(each, columns) for each in across)]]
    lines += [
        [_called(row, rows), *(str(len(by[row, column])) for column in across)] for row in down
    ]
    text = _spelled(lines) if found else "nothing recorded"
    behind = dict(_behind(by, down, across)) if found else {}
    return ProductTable(
        title=title,
        unit=UNIT,
        rows=text,
        finest=f"adm{level}",
        resting=resting.spell(text, behind, level),
    )


def _behind(
    by: Mapping[tuple[str, str], Sequence[Event]], down: Sequence[str], across: Sequence[str]
) -> Iterator[tuple[At, list[Behind]]]:
    for at, row in enumerate(down, 1):
        for beside, column in enumerate(across, 1):
            yield (at, beside), [each.behind() for each in by.get((row, column), ())]


def _ordered(keys: Iterable[str], side: Side) -> list[str]:
    """By their words; what is not known comes last."""
    return sorted(keys, key=lambda key: (not key, side.label(key)))


def _called(key: str, side: Side) -> str:
    return TOTAL if key == TOTAL else side.label(key).replace(BAR, "/")


def _spelled(lines: Sequence[Sequence[str]]) -> str:
    return "\n".join(f" {BAR} ".join(line) for line in lines)


def _area(store: Store, found: Sequence[Event], level: int) -> Side:
    def of(event: Event) -> str:
        path = event.place.path
        return path[level].pcode if len(path) > level else ""

    names = place_names(store, sorted({of(each) for each in found} - {""}))
    told = {each.pcode: each.name for event in found for each in event.place.path if each.name}

    def label(code: str) -> str:
        if not code:
            return NO_AREA
        return told.get(code, code) if names[code] == code else names[code]

    return Side("Area", of, label)


def _act() -> Side:
    words = vocabulary("act")
    return Side("Act", lambda event: event.act, lambda code: words.label(code) or NO_ACT)


def _time(found: Sequence[Event]) -> Side:
    """By month, or by quarter or year where that would be more than fits."""
    for of in (_month, _quarter):
        if len({of(each) for each in found}) <= MOST_ACROSS:
            return Side("Time", of, lambda key: key or NO_TIME)
    return Side("Time", _year, lambda key: key or NO_TIME)


def _month(event: Event) -> str:
    return event.day.iso[:7] if event.day and event.day.precision != "year" else ""


def _quarter(event: Event) -> str:
    return quarter_of(event.day.first) if event.day and event.day.precision != "year" else ""


def _year(event: Event) -> str:
    return str(event.day.first.year) if event.day else ""


def _place(found: Sequence[Event], selection: Selection) -> Place:
    """The area that was asked for, else the country if all are of one."""
    level = selection.area_level if selection.area else 0
    paths = {each.place.path[: level + 1] for each in found if len(each.place.path) > level}
    codes = {path[-1].pcode for path in paths}
    if len(codes) != 1 or (selection.area and selection.area not in codes):
        return Place()
    return Place(path=max(paths, key=lambda path: sum(bool(each.name) for each in path)))
