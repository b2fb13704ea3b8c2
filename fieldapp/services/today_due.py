"""What is due, over all record types that declare a day by which something is to be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import attrs

from fieldapp.records.dialogue import Action, Commitment
from fieldapp.records.record import Due, Record
from fieldapp.services.today_rows import SHOWN, Group, Item, Step, joined, short
from fieldapp.store.store import Filter, Query, Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.spoken_days import WEEKDAYS

LIST = "calendar"  # where the rest of what is due is found
SOON = dt.timedelta(days=7)


@attrs.frozen
class DueRecord:
    """A record, the day by which something is to be done, and what."""

    last: dt.date
    due: Due
    record: Record = attrs.field(repr=False)


def due_groups(store: Store, day: dt.date) -> Iterator[Group]:
    """Overdue, today, and the next seven days; a few of each."""
    yesterday = day - dt.timedelta(days=1)
    late = due_between(store, dt.date.min, yesterday, newest=True)
    yield Group("Overdue", _items(store, late, day), _rest(store, late, None, yesterday), LIST)
    now = due_between(store, day, day)
    yield Group("Today", _items(store, now, day), _rest(store, now, yesterday, day), LIST)
    soon = due_between(store, day + dt.timedelta(days=1), day + SOON)
    yield Group(
        "Next seven days", _items(store, soon, day), _rest(store, soon, day, day + SOON), LIST
    )


def count_until(store: Store, until: dt.date) -> int:
    """How many open ones have a last day that is not after this one."""
    return sum(_count(store, kind, due, until) for kind, due in declared(store))


def declared(store: Store) -> Iterator[tuple[type[Record], Due]]:
    """Every day of every type by which something is to be done."""
    for kind in store.types:
        for due in kind.dues:
            yield kind, due


def due_between(
    store: Store, first: dt.date, last: dt.date, *, newest: bool = False, most: int = SHOWN
) -> list[DueRecord]:
    """What is open and has its last day between two days, at most so many of each type and state.

    In order of their days, or newest first.
    """
    found: dict[tuple[str, str], DueRecord] = {}
    # As text, a month or a year comes before its first day; it is due on its last.
    vague = {
        part for each in (first, last) for part in (each.isoformat()[:7], each.isoformat()[:4])
    }
    # What ended in the past began in it.
    ends = [] if newest else [part for part in vague if first <= Day(part).last <= last]
    for kind, due in declared(store):
        span = (
            Filter(due.field, first.isoformat(), "since"),
            Filter(due.field, last.isoformat(), "until"),
        )
        for filters in (span, *((Filter(due.field, part),) for part in ends)):
            for state in _states(due):
                whole = (*state, *filters)
                query = Query(
                    kind.noun, filters=whole, sort=due.field, descending=newest, received=False
                )
                for each in _first_of(store, query, due, (first, last), most):
                    found[each.record.id, due.field] = each
    return sorted(found.values(), key=lambda each: each.last, reverse=newest)


def _states(due: Due) -> list[tuple[Filter, ...]]:
    return [(Filter(due.state, code),) for code in due.open] if due.state else [()]


def _first_of(
    store: Store, query: Query, due: Due, span: tuple[dt.date, dt.date], most: int
) -> Iterator[DueRecord]:
    found = 0
    for record in store.records(attrs.evolve(query, limit=4 * most), rows=False):
        day = _last_day(getattr(record, due.field, None))
        if found < most and day is not None and span[0] <= day <= span[1]:
            found += 1
            yield DueRecord(day, due, record)


def _last_day(value: dt.datetime | Day | None) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    return value.last if value is not None else None


def _items(store: Store, found: Sequence[DueRecord], day: dt.date) -> tuple[Item, ...]:
    shown = found[:SHOWN]
    ids = {w for each in shown for w in (each.record.id, *_who(each.record))}
    names = store.titles(ids)
    return tuple(_item(each, day, names) for each in shown)


def _who(record: Record) -> list[str]:
    if isinstance(record, Commitment):
        return [each for each in (record.by_person, record.by_actor) if each]
    return []


def _item(each: DueRecord, day: dt.date, names: dict[str, str]) -> Item:
    record = each.record
    match record:
        case Commitment(direction="theirs"):
            whose, step = "Theirs", Step.CHECK
        case Commitment():
            whose, step = "Ours", Step.KEPT
        case Action():
            whose, step = record.owner, Step.DONE
        case _:
            whose, step = each.due.words, Step.OPEN
    who = next((names[one] for one in _who(record) if one in names), "")
    note = joined(_when(each.last, day), whose, who)
    title = names.get(record.id, record.ref)
    return Item(record.noun, record.id, title, note, step, each.last < day)


def _when(due: dt.date, day: dt.date) -> str:
    match (due - day).days:
        case 0:
            return "due today"
        case 1:
            return "due tomorrow"
        case -1:
            return "1 day late"
        case days if days < 0:
            return f"{-days:,} days late"
        case _:
            return f"due {WEEKDAYS[due.weekday()][:3]} {short(due)}"


def _rest(store: Store, shown: Sequence[DueRecord], after: dt.date | None, until: dt.date) -> int:
    """How many more there are than are shown."""
    there = count_until(store, until) - (count_until(store, after) if after else 0)
    return max(0, there - min(len(shown), SHOWN))


def _count(store: Store, kind: type[Record], due: Due, until: dt.date) -> int:
    def counted(*filters: Filter) -> int:
        return sum(
            store.count(Query(kind.noun, filters=(*state, *filters), received=False))
            for state in _states(due)
        )

    reached = counted(
        Filter(due.field, "1", "since"), Filter(due.field, until.isoformat(), "until")
    )
    # As text, a month or year counts from its first day; it is due on its last.
    for part in (until.isoformat()[:7], until.isoformat()[:4]):
        if Day(part).last > until:
            reached -= counted(Filter(due.field, part))
    return reached
