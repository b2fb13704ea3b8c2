"""What takes place and what is due, day by day, over all record types that declare it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Record
from fieldapp.services.notes_records import here_now
from fieldapp.services.today_due import due_between
from fieldapp.store.store import Filter, Query, Store
from fieldapp.vocab.days import Day

MOST = 400  # of one sort in one span: more cannot be read in a calendar


@attrs.frozen
class Entry:
    """One line of a day; `time` is "" where only the day is known."""

    day: dt.date
    time: str
    words: str
    noun: str
    id: str
    title: str = attrs.field(repr=False)
    due: bool = False
    late: bool = False
    level: str = "severe"


def entries(store: Store, first: dt.date, last: dt.date, now: dt.datetime) -> tuple[Entry, ...]:
    """Every entry between two days, in order; days are those of the station's clock."""
    here = here_now(store, now)
    found = [*_happening(store, first, last, here), *_due(store, first, last, here.date())]
    heads = store.heads({each.id for each in found})
    named = [
        attrs.evolve(each, title=heads[each.id].title, level=heads[each.id].level)
        for each in found
        if each.id in heads
    ]
    return tuple(sorted(named, key=lambda e: (e.day, e.due, e.time or "24", e.title)))


def _happening(store: Store, first: dt.date, last: dt.date, here: dt.datetime) -> Iterator[Entry]:
    for kind in store.types:
        for name in kind.occasions:
            field = kind.field(name)
            words = kind.label if name == kind.dated else field.spec.label
            for record_id, value in store.cells(_between(kind, field, first, last), [name]):
                day, time = _when(value, here)
                if first <= day <= last:
                    yield Entry(day, time, words, kind.noun, record_id, "")


def _between(kind: type[Record], field: Field, first: dt.date, last: dt.date) -> Query:
    margin = dt.timedelta(days=1 if field.spec.kind is Kind.MOMENT else 0)  # moments sort as UTC
    span = (
        Filter(field.name, (first - margin).isoformat()[:7], "since"),  # months come first
        Filter(field.name, (last + margin).isoformat(), "until"),
    )
    return Query(kind.noun, filters=span, received=False)


def _when(value: dt.datetime | Day, here: dt.datetime) -> tuple[dt.date, str]:
    if isinstance(value, dt.datetime):
        local = value.astimezone(here.tzinfo)
        return local.date(), f"{local:%H:%M}"
    return value.first, ""


def _due(store: Store, first: dt.date, last: dt.date, today: dt.date) -> Iterator[Entry]:
    for each in due_between(store, first, last, most=MOST):
        yield Entry(
            each.last,
            "",
            each.due.words,
            each.record.noun,
            each.record.id,
            "",
            due=True,
            late=each.last < today,
        )
