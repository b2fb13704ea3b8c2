"""What the charts of incidents show: counts by month, act, alleged actor, area and victims.

Everything is counted in SQL by the rules of `counting`; each chart names its unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from fieldapp.records.incident_rules import STUB_ACTS
from fieldapp.services.analysis.counting import Count
from fieldapp.services.analysis.incident_cells import Cell, cells
from fieldapp.services.analysis.incident_charts import (
    EVENTS,
    VICTIMS,
    Bar,
    Chart,
    by_act,
    by_group,
    by_month,
    counted_in,
    largest_first,
    unit_of,
)
from fieldapp.services.analysis.incident_scope import (
    LeftOut,
    Selection,
    Series,
    how_they_stand,
    scope,
)
from fieldapp.services.analysis.place_names import place_names
from fieldapp.store import grouping
from fieldapp.store.grouping import Key
from fieldapp.store.lists import Filter
from fieldapp.store.store import Store
from fieldapp.vocab.handling import Level
from fieldapp.vocab.vocabulary import vocabulary

_MANY = ("no source named", "one source", "two sources", "three or more sources")
NO_MEASURE = "What reached this station, not a measure of harm."
LEVELS = (1, 2)


@attrs.frozen
class Figures:
    """All charts of one selection, and what they rest on."""

    selection: Selection
    events: int
    charts: tuple[Chart, ...]
    rests_on: str
    left_out: LeftOut
    series: tuple[Series, ...]
    level: Level

    def chart(self, name: str) -> Chart:
        """One of them."""
        return next(each for each in self.charts if each.name == name)


def incident_figures(store: Store, selection: Selection) -> Figures:
    """Count everything of a selection."""
    *_, whole = in_steps(store, selection)
    return whole


def in_steps(store: Store, selection: Selection) -> Iterator[Figures]:
    """The figures with the charts counted so far, so that the first are seen at once."""
    keys = [
        Key("happened", "month"),
        Key("verification_status"),
        Key("sources", "many"),
        Key("alleged", "there"),
    ]
    asked = scope(store, selection)
    found = cells(store, asked, keys, people=unit_of(selection) == VICTIMS)
    standing = how_they_stand(store, selection)
    figures = Figures(
        selection,
        sum(cell.events for cell in found),
        (by_month(found, selection), by_act(found, EVENTS)),
        _rests_on(found),
        standing.left_out,
        standing.series,
        _level(store),
    )
    yield figures
    for charts_of in (_people, _by_actor, _by_area):
        charts = charts_of(store, selection, found, figures.rests_on)
        figures = attrs.evolve(figures, charts=(*figures.charts, *charts))
        yield figures


def _level(store: Store) -> Level:
    levels = grouping.levels(store.vault.db, store.kind("incident"))
    known = [Level(each) if each in list(Level) else Level.SEVERE for each in levels]
    return Level.highest(*known) if known else Level.LOW


def _people(store: Store, selection: Selection, *_: object) -> Iterator[Chart]:
    found = cells(store, scope(store, selection))
    yield by_act(found, VICTIMS)
    yield by_group(found, selection)


def _rests_on(found: Sequence[Cell]) -> str:
    """By number of sources and by verification, in words (R27)."""
    by_sources, by_standing = dict[str, int](), dict[str, int]()
    for cell in found:
        many = int(cell.keys[2])
        name = ("no source named", "one source", "two sources", "three or more sources")[
            min(many, 3)
        ]
        by_sources[name] = by_sources.get(name, 0) + cell.events
        standing = str(cell.keys[1])
        by_standing[standing] = by_standing.get(standing, 0) + cell.events
    words = vocabulary("verification_status")
    told = [f"{name} {by_sources[name]:,}" for name in _MANY if name in by_sources]
    stood = [f"{words.label(c).lower()} {by_standing[c]:,}" for c in words if c in by_standing]
    return f"Sources: {', '.join(told)}. Verification: {', '.join(stood)}." if found else ""


def _by_actor(
    store: Store, selection: Selection, counted: Sequence[Cell], rests_on: str
) -> Iterator[Chart]:
    """Each alleged actor with how sure that is; one incident may stand under several."""
    unit = unit_of(selection)
    told: dict[tuple[str, str], dict[str, int]] = {}
    narrow = scope(store, selection, stubs=False)
    for actor, category, certainty, count in grouping.row_groups(
        store.vault.db, narrow, "alleged", ("actor", "category"), told="certainty"
    ):
        who = (str(actor), "" if actor else str(category))
        by = told.setdefault(who, {})
        by[str(certainty) or "alleged"] = by.get(str(certainty) or "alleged", 0) + int(count)
    titles = store.titles([actor for actor, _ in told if actor])
    bars = [
        Bar(
            f"{_called(who, titles)}, alleged",
            Count(exact=sum(by.values())),
            _actor_filters(who),
            _how_sure(by),
        )
        for who, by in told.items()
    ]
    notes = [NO_MEASURE, rests_on, "An incident with several alleged actors stands under each."]
    plain = [cell for cell in counted if cell.act not in STUB_ACTS]
    if nobody := sum(cell.events for cell in plain if not cell.keys[3]):
        notes.append(f"Without an alleged actor: {nobody:,}.")
    if unit == VICTIMS:
        notes.append("Counted by events: who harmed how many of the victims is not recorded.")
    notes = [each for each in notes if each]
    found, beside = largest_first(bars), "How sure"
    yield Chart("actor", "By alleged actor", EVENTS, "Actor", found, tuple(notes), beside)


def _called(who: tuple[str, str], titles: Mapping[str, str]) -> str:
    actor, category = who
    if actor:
        return titles.get(actor) or "An actor that is not here"
    return vocabulary("actor_type").label(category) if category else "Actor not named"


def _how_sure(by: Mapping[str, int]) -> str:
    words = vocabulary("attribution_certainty")
    order = [code for code in words if code in by]
    return ", ".join(f"{words.label(code).lower()} {by[code]:,}" for code in order)


def _actor_filters(who: tuple[str, str]) -> tuple[Filter, ...] | None:
    actor, category = who
    if actor:
        return (Filter("alleged", f'"actor":"{actor}"', "mentions"),)
    return (Filter("alleged", f'"category":"{category}"', "mentions"),) if category else None


def _by_area(store: Store, selection: Selection, *_: object) -> Iterator[Chart]:
    """States or provinces, and districts; what is known less finely is told beside."""
    unit = unit_of(selection)
    keys = [Key("place", f"level{level}") for level in LEVELS]
    found = cells(store, scope(store, selection), keys, people=unit == VICTIMS)
    for at, level in enumerate(LEVELS):
        by_area: dict[tuple[str, str], list[Cell]] = {}
        for cell in found:
            fine = level == 1 or cell.act not in STUB_ACTS
            code = str(cell.keys[at]) if fine else ""
            by_area.setdefault((code, "" if code else str(cell.keys[0])), []).append(cell)
        names = place_names(store, [code for pair in by_area for code in pair if code])
        bars = [
            Bar(names[code], counted_in(some, unit), (Filter("place", code, "under"),), code=code)
            for (code, _), some in by_area.items()
            if code
        ]
        yield Chart(
            f"area_{level}",
            f"By area (ADM{level})",
            unit,
            "Area",
            largest_first(bars),
            tuple(_coarser(by_area, level)),
            "P-code",
        )


def _coarser(by_area: Mapping[tuple[str, str], Sequence[Cell]], level: int) -> Iterator[str]:
    without = [(up, cell) for (code, up), some in by_area.items() if not code for cell in some]
    above = sum(cell.events for up, cell in without if up)
    none = sum(cell.events for up, cell in without if not up)
    if level > 1 and above:
        yield f"Known only to ADM{level - 1}, in no area here: {above:,}."
    if none:
        yield f"Without an area that is known: {none:,}."
