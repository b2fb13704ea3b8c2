"""One chart of incidents as a value: its bars, its unit, and the charts that need nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs

from fieldapp.records.incident_rules import HARMS, STUB_ACTS
from fieldapp.services.analysis.counting import Count, Unit, counting_unit, harms_of
from fieldapp.services.analysis.incident_cells import Cell, added
from fieldapp.services.analysis.incident_scope import Selection
from fieldapp.store.lists import Filter
from fieldapp.vocab.tallies import GROUPS
from fieldapp.vocab.vocabulary import vocabulary

EVENTS: Unit = "events"
VICTIMS: Unit = "victims"
NO_STUBS = "Stubs of sexual or gender-based violence have no part in this chart."
_GROUPS = dict(zip(GROUPS, ("Women", "Men", "Girls", "Boys", "Sex and age not known"), strict=True))


@attrs.frozen
class Bar:
    """One row of a chart: its words, the count, and which list it opens; `note` says more, and
    `code` what a table says beside it.
    """

    label: str = attrs.field(repr=False)
    count: Count
    filters: tuple[Filter, ...] | None = attrs.field(default=None, repr=False)
    note: str = attrs.field(default="", repr=False)
    code: str = ""

    @property
    def value(self) -> int:
        """How long it is drawn: the fewest that it may be."""
        return self.count.low

    @property
    def said(self) -> str:
        """What stands at its end."""
        low, high = self.count.low, self.count.high
        if not high and self.count.untold:
            return "not known"
        about = "about " if self.count.about else ""
        return f"{about}{low:,}" if low == high else f"{about}{low:,} to {high:,}"

    @property
    def told(self) -> str:
        """The same with what is estimated, differs or is not known, for a table."""
        plain = Count(exact=self.count.exact) == self.count
        return self.said if plain else self.count.words()


@attrs.frozen
class Chart:
    """Bars of one unit, largest first unless their order means something.

    `head` says what its rows are, `beside` what their notes or codes are.
    """

    name: str
    title: str
    unit: Unit
    head: str
    bars: tuple[Bar, ...]
    notes: tuple[str, ...] = ()
    beside: str = ""
    columns: bool = False  # drawn side by side, along the time


def unit_of(selection: Selection) -> Unit:
    """Acts together are events; victims are counted where one act is asked for."""
    return counting_unit(selection.act) if selection.act else EVENTS


def by_month(found: Sequence[Cell], selection: Selection) -> Chart:
    """Every month of the period, empty ones too; the first key of a cell is its month."""
    unit = unit_of(selection)
    months: dict[str, list[Cell]] = {}
    for cell in found:
        iso = "" if cell.act in STUB_ACTS else str(cell.keys[0])
        months.setdefault(iso if len(iso) == len("2025-11") else "", []).append(cell)
    without = months.pop("", [])
    bars = [
        Bar(month, counted_in(months.get(month, ()), unit), _month_filters(month))
        for month in _months(selection.first, selection.last)
    ]
    notes = []
    if stubs := sum(cell.events for cell in without if cell.act in STUB_ACTS):
        notes.append(f"Stubs, told by quarter and in no month: {stubs:,}.")
    if rest := sum(cell.events for cell in without if cell.act not in STUB_ACTS):
        notes.append(f"Known only to the year, in no month: {rest:,}.")
    return Chart("month", "By month", unit, "Month", tuple(bars), tuple(notes), columns=True)


def _months(first: dt.date, last: dt.date) -> Iterator[str]:
    at, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    yield from (f"{each // 12:04}-{each % 12 + 1:02}" for each in range(at, end + 1))


def _month_filters(month: str) -> tuple[Filter, ...]:
    return (Filter("happened", month, "since"), Filter("happened", month, "until"))


def by_act(found: Sequence[Cell], unit: Unit) -> Chart:
    """Acts of one unit: events and victims never share a scale."""
    words, acts = vocabulary("act"), _grouped(found, lambda cell: cell.act)
    bars = [
        Bar(
            words.label(act) or "Act not stated",
            counted_in(some, unit),
            (Filter("act", act),),
            "" if unit == EVENTS else _in_incidents(some, counted_in(some, unit)),
        )
        for act, some in acts.items()
        if counting_unit(act) == unit
    ]
    title = f"By act, counted by {unit}"
    beside = "" if unit == EVENTS else "Incidents"
    return Chart(f"act_{unit}", title, unit, "Act", largest_first(bars), beside=beside)


def by_group(found: Sequence[Cell], selection: Selection) -> Chart:
    """People by who they were; a range of all people cannot be split, so it is not in it."""
    victims = bool(selection.act) and counting_unit(selection.act) == VICTIMS
    harms = harms_of(selection.act) if victims else HARMS
    fields = "+".join(harms)
    bars = [
        Bar(
            label,
            added(cell.victims(harms, (group,)) for cell in found),
            (Filter(fields, group, "counts"),),
        )
        for group, label in _GROUPS.items()
    ]
    title = "Victims: women, men, girls, boys"
    told = ", ".join(_harm_words(harm) for harm in harms)
    notes = [f"People {told}."]
    if ranges := sum(cell.events for cell in found if cell.differ):
        notes.append(f"Incidents where sources differ, told as estimates: {ranges:,}.")
    if any(cell.act in STUB_ACTS for cell in found):
        notes.append(NO_STUBS)
    return Chart("group", title, VICTIMS, "Victims", tuple(bars), tuple(notes))


def _harm_words(harm: str) -> str:
    return {"abducted": "abducted", "detained": "detained", "affected": "otherwise affected"}.get(
        harm, harm
    )


def _grouped(found: Iterable[Cell], key: Callable[[Cell], str]) -> dict[str, list[Cell]]:
    by: dict[str, list[Cell]] = {}
    for cell in found:
        by.setdefault(key(cell), []).append(cell)
    return by


def counted_in(some: Iterable[Cell], unit: Unit) -> Count:
    """Incidents in one unit."""
    if unit == EVENTS:
        return Count(exact=sum(cell.events for cell in some))
    return added(cell.count(unit) for cell in some)


def _in_incidents(some: Sequence[Cell], count: Count) -> str:
    number = sum(cell.events for cell in some)
    said = f"in {number:,} incident{'' if number == 1 else 's'}"
    return f"{said}, {count.untold:,} of them without a number" if count.untold else said


def largest_first(bars: Iterable[Bar]) -> tuple[Bar, ...]:
    """In the order in which a reader looks for them."""
    return tuple(sorted(bars, key=lambda bar: (-bar.value, bar.label)))
