"""How long records are kept here: when each is due for review, and what was decided then (R15)."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache

import attrs

import resources
from fieldapp.errors import FieldappError
from fieldapp.records.aftercare import Destruction
from fieldapp.records.record import Record, evolve
from fieldapp.services.aftercare.left import left_of
from fieldapp.store.lists import own_only
from fieldapp.store.store import Changes, Filter, Query, Store
from fieldapp.vocab.days import Day

OTHERS = "*"
DESTROYED, RENEWED = "destroyed", "renewed"
_LOGS = frozenset({"disclosure", "received", "destruction", "recall", "approval", "station"})
MOST = 200


class NoReasonError(FieldappError):
    """Nobody said why it is kept longer, or why it goes."""

    sentence = "This needs a reason."
    remedy = "Write in a few words why it is kept or why it goes."


@attrs.frozen
class Period:
    """How long a record of a type is kept before somebody looks at it again."""

    kind: str
    months: int
    since: str
    then: str
    why: str


@attrs.frozen
class DueReview:
    """A record that is due for review: since when, and what is proposed."""

    record: Record = attrs.field(repr=False)
    since: dt.date
    period: Period


@cache
def periods() -> Mapping[str, Period]:
    """The period of each type that has one of its own, and that of all others."""
    with resources.path("sharing", "retention.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    made = [Period(r["kind"], int(r["months"]), r["from"], r["then"], r["why"]) for r in rows]
    return {each.kind: each for each in made}


def period_of(noun: str) -> Period:
    """The period of a type."""
    return periods().get(noun, periods()[OTHERS])


def proposed(record: Record, today: dt.date) -> Day | None:
    """The day of review for a record that has none; None for entries of a log, which stay."""
    if record.review_on is not None or record.noun in _LOGS:
        return record.review_on
    period = period_of(record.noun)
    return Day(later(_first(record, period) or today, period.months).isoformat())


def _first(record: Record, period: Period) -> dt.date | None:
    value = getattr(record, period.since, None)
    if isinstance(value, dt.datetime):
        return value.date()
    return value.last if isinstance(value, Day) else None


def later(day: dt.date, months: int) -> dt.date:
    """So many months later, or earlier; the last day where the month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def due_for_review(store: Store, day: dt.date, most: int = MOST) -> tuple[DueReview, ...]:
    """Records whose day of review has come, and those without one whose period is over."""
    found: list[DueReview] = []
    for kind, query in _queries(store, day, most):
        found += _of(store, kind, query, day)
    found.sort(key=lambda each: each.since)
    return tuple(found[:most])


def count_due_for_review(store: Store, day: dt.date, most: int) -> int:
    """About how many there are, of each type at most so many."""
    return sum(len(store.keys(query)) for _, query in _queries(store, day, most))


def _queries(store: Store, day: dt.date, most: int) -> Iterator[tuple[type[Record], Query]]:
    """What is asked of each type: by its own day of review, then by its period."""
    for kind in store.types:
        if kind.noun in _LOGS:
            continue
        yield kind, _query(kind, "review_on", day, (), most)
        period = periods().get(kind.noun)
        if period is not None and _has(kind, period.since):
            none = (Filter("review_on", ""),)
            yield kind, _query(kind, period.since, later(day, -period.months), none, most)


def _query(
    kind: type[Record], field: str, until: dt.date, also: tuple[Filter, ...], most: int
) -> Query:
    # What was imported as a data set has its own source and its own rules.
    span = (Filter(field, "1", "since"), Filter(field, until.isoformat(), "until"))
    return Query(
        kind.noun,
        filters=own_only(kind, (*also, *span)) if also else span,
        sort=field,
        descending=False,
        received=False,
        drafts=not also,
        limit=most,
    )


def _of(store: Store, kind: type[Record], query: Query, day: dt.date) -> Iterator[DueReview]:
    period = period_of(kind.noun)
    for record in store.records(query):
        if record.review_on is not None:
            since = record.review_on.last
        elif (first := _first(record, period)) is not None:
            since = later(first, period.months)
        else:
            continue
        if since <= day:
            yield DueReview(record, since, period)


def _has(kind: type[Record], name: str) -> bool:
    return name in {each.name for each in kind.fields()} or name in ("edited_at", "created_at")


def keep_longer(
    store: Store, record: Record, until: Day, outcome: str, reason: str, second: str = ""
) -> Changes:
    """Decide that a record stays until a day: as it is, anonymised, or handed to the archive."""
    if not reason.strip():
        raise NoReasonError
    made = _entry(store, record, outcome, reason, second, until=until)
    with store.as_one():
        changes = store.save(evolve(store.get(record.id), review_on=until), why="reviewed")
        changes |= store.save(made)
    return changes


def destroy(store: Store, record_id: str, reason: str, second: str = "") -> Changes:
    """Remove a record for ever; an entry of the log says so by reference and outside codes only."""
    if not reason.strip():
        raise NoReasonError
    record = store.get(record_id)
    changes = store.save(_entry(store, record, DESTROYED, reason, second))
    return changes | store.purge(record_id, reason)


def _entry(
    store: Store,
    record: Record,
    outcome: str,
    reason: str,
    second: str,
    until: Day | None = None,
) -> Destruction:
    codes = dict.fromkeys(each.outside for each in left_of(store, record.id, limit=MOST))
    told = f"{type(record).label} {record.ref}"
    return Destruction(
        title=told,
        on=Day(store.now().date().isoformat()),
        outcome=outcome,
        until=until,
        reason=reason.strip(),
        second_person=second.strip(),
        by="us",
        what=f"{told}, outside as {', '.join(codes)}" if codes else told,
        number=1,
    )
