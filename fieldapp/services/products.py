"""Make a product from what is recorded: tables are frozen as they stand on the day."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

import attrs

from fieldapp.records.access import AccessConstraint
from fieldapp.records.across import ProtectionPriority
from fieldapp.records.dialogue import Commitment
from fieldapp.records.incident_rules import STUB_ACTS
from fieldapp.records.products import Product, ProductTable
from fieldapp.records.record import Record
from fieldapp.records.sources import Source
from fieldapp.records.values import label_of
from fieldapp.services.analysis.counting import ActCount, Count, counting_unit
from fieldapp.services.analysis.incident_cells import cells
from fieldapp.services.analysis.incident_scope import Selection, list_query, scope
from fieldapp.services.analysis.severity import DISTRICT, medians
from fieldapp.services.counted_tables import LIMITS, Event, behind_of, events
from fieldapp.services.disclosure_control import resting
from fieldapp.services.disclosure_control.resting import Behind
from fieldapp.store.grouping import Key
from fieldapp.store.store import Filter, Query, Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Place
from fieldapp.vocab.vocabulary import vocabulary

FEW = 5  # counts below this may show someone
TREND, BRIEF, STANDING = "trend", "hct_brief", "hct_protection_brief"


@attrs.frozen
class Asked:
    """What a product is to be made of: its kind, a title, both days of the period, and an area."""

    kind: str
    title: str
    first: dt.date
    last: dt.date
    area: Place = attrs.field(factory=Place, repr=False)


def make_product(store: Store, asked: Asked) -> Product:
    """A draft with its tables filled; findings are for the officer to write. Not saved yet."""
    today = store.now().date()
    return Product(
        draft=True,
        kind=asked.kind,
        title=asked.title,
        made_on=Day(today.isoformat()),
        period_from=Day(asked.first.isoformat()),
        period_to=Day(asked.last.isoformat()),
        place=asked.area,
        tables=tuple(_tables(store, asked)),
        sources_used=_sources(store, asked),
        limits=LIMITS,
        next_due=Day(_in_a_month(today).isoformat()) if asked.kind == STANDING else None,
    )


def _within(store: Store, noun: str, asked: Asked) -> Iterator[Record]:
    """Our own finished records of the period and area."""
    kind = store.kind(noun)
    name = kind.dated
    first = asked.first.isoformat()
    filters = [
        Filter(name, first[:7] if asked.first.day == 1 else first, "since"),
        Filter(name, asked.last.isoformat(), "until"),
    ]
    if asked.area.path:
        filters.append(Filter("place", asked.area.path[-1].pcode, "under"))
    query = Query(noun, filters=tuple(filters), sort=name, received=False, drafts=False)
    for each in store.records(query):
        if not getattr(each, "dataset", "") and not each.superseded_by:
            yield each


def _tables(store: Store, asked: Asked) -> Iterator[ProductTable]:
    counted = events(store, _selection(asked))
    yield _harm(store, asked, counted)
    if asked.kind == TREND:
        yield _by_month(store, asked, counted)
    constraints = [
        each for each in _within(store, "access_constraint", asked)
        if isinstance(each, AccessConstraint)
    ]  # fmt: skip
    yield _access(constraints, asked)
    yield _severity(constraints, asked)
    if asked.kind in (BRIEF, STANDING):
        yield _promises(store, asked)
        yield _priorities(store, asked)


def _table(
    title: str,
    unit: str,
    rows: Sequence[Sequence[str]],
    asked: Asked,
    *,
    behind: Sequence[Collection[Behind]] = (),
    finest: int = 0,
    own: bool = False,
) -> ProductTable:
    """A table of which the last column counts; `behind` holds for each row what it counts.

    Its small counts are hidden when it leaves, by what an agreement says of them (R16).
    """
    lines = [" | ".join(cell.replace("|", "/") for cell in row) for row in rows]
    told, level = "\n".join(lines) or "nothing recorded", max(0, asked.area.admin_level, finest)
    cells = {(at, len(rows[at]) - 1): some for at, some in enumerate(behind)}
    return ProductTable(
        title=title,
        unit=unit,
        rows=told,
        finest=f"adm{level}",
        resting=resting.spell(told, cells, level) if behind or not rows else "",
        own_office="yes" if own and rows else "",
    )


def _selection(asked: Asked) -> Selection:
    """The incidents of the period and area; they are counted in SQL, not read one by one."""
    area = asked.area.path[-1].pcode if asked.area.path else ""
    return Selection(asked.first, asked.last, area, asked.area.admin_level if area else 0)


def _harm(store: Store, asked: Asked, counted: Sequence[Event]) -> ProductTable:
    acts: dict[str, Count] = {}
    for cell in cells(store, scope(store, _selection(asked))):
        acts[cell.act] = acts.get(cell.act, Count()) + cell.count(counting_unit(cell.act))
    order = {act: number for number, act in enumerate(vocabulary("act"))}
    found = [
        ActCount(act, counting_unit(act), acts[act])
        for act in sorted(acts, key=lambda act: (order.get(act, len(order)), act))
    ]
    rows = [(each.label, each.unit, each.count.words()) for each in found]
    # Of sexual violence and GBV a small number is a person, however wide the area (R20).
    stubs = any(each.act in STUB_ACTS and each.count.high < FEW for each in found)
    title, unit = "Harm by act, as alleged", "victims or events, as each row says"
    by_act = _grouped((each.act, each.behind()) for each in counted)
    behind = [by_act.get(each.act, []) for each in found]
    return _table(title, unit, rows, asked, behind=behind, own=stubs)


def _by_month(store: Store, asked: Asked, counted: Sequence[Event]) -> ProductTable:
    months: Counter[str] = Counter()
    asked_for = scope(store, _selection(asked))
    for cell in cells(store, asked_for, [Key("happened", "month")], people=False):
        months[str(cell.keys[0])] += cell.events
    rows = [(month, str(number)) for month, number in sorted(months.items())]
    by_month = _grouped((each.day.iso[:7] if each.day else "", each.behind()) for each in counted)
    behind = [by_month.get(month, []) for month, _ in rows]
    return _table("Incidents by month", "events", rows, asked, behind=behind)


def _access(constraints: Sequence[AccessConstraint], asked: Asked) -> ProductTable:
    words = vocabulary("amrf_category")
    found = Counter(each.category for each in constraints)
    rows = [(words.label(code), str(found[code])) for code in words if found[code]]
    by_category = _grouped(
        (each.category, behind_of(each.place, each.sources)) for each in constraints
    )
    behind = [by_category[code] for code in words if found[code]]
    title = "Access constraints by category"
    return _table(title, "constraints", rows, asked, behind=behind)


def _severity(constraints: Sequence[AccessConstraint], asked: Asked) -> ProductTable:
    rows = [(each.area, each.scheme, each.median) for each in medians(constraints)]
    # Its rows are districts, and an agreement may let no area finer than a province leave.
    title, unit = "Access severity by district", "median of constraints"
    return _table(title, unit, rows, asked, finest=DISTRICT, own=True)


def _promises(store: Store, asked: Asked) -> ProductTable:
    anywhere = attrs.evolve(asked, area=Place())
    found: dict[tuple[str, str], list[Behind]] = {}
    for each in _within(store, "commitment", anywhere):
        assert isinstance(each, Commitment)
        found.setdefault((each.direction, each.status), []).append(behind_of(each.place))
    field = Commitment.field
    rows = [
        (label_of(field("direction"), whose), label_of(field("status"), status), str(len(some)))
        for (whose, status), some in sorted(found.items())
    ]
    behind = [some for _, some in sorted(found.items())]
    return _table("Promises due in the period", "promises", rows, anywhere, behind=behind)


def _priorities(store: Store, asked: Asked) -> ProductTable:
    words, rows = vocabulary("progress"), list[tuple[str, str, str]]()
    for each in store.records(Query("protection_priority", received=False)):
        assert isinstance(each, ProtectionPriority)
        rows += [(each.title, row.expected, words.label(row.progress)) for row in each.outcomes]
    # These are words of ours about duty bearers, from records that never leave.
    return _table("Expected protection outcomes", "outcomes", rows, asked, own=True)


def _grouped(pairs: Iterable[tuple[str, Behind]]) -> dict[str, list[Behind]]:
    found: dict[str, list[Behind]] = {}
    for key, each in pairs:
        found.setdefault(key, []).append(each)
    return found


def _sources(store: Store, asked: Asked) -> str:
    """How many sources of which category; never who."""
    found = store.cells(list_query(_selection(asked)), ("sources",))
    ids = {source for _, sources in found for source in sources}
    words = vocabulary("source_category")
    kinds = Counter(
        words.label(each.category) if each.category else "Category not said"
        for each in store.get_many(ids).values()
        if isinstance(each, Source)
    )
    if not kinds:
        return "No sources are recorded for these."
    return ", ".join(f"{label} {number}" for label, number in sorted(kinds.items()))


def _in_a_month(day: dt.date) -> dt.date:
    year, month = divmod(day.year * 12 + day.month, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
