"""What was done under each task of the guidance note in a period: the monthly report by itself."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence

import attrs

from fieldapp.records.fields import Kind
from fieldapp.records.record import Record, evolve
from fieldapp.store.store import Filter, Query, Row, Store
from fieldapp.vocab.vocabulary import vocabulary

SHOWN = 8  # records named under one type of one task; more are counted
DATASET = "dataset"  # what a public data set brought is no work of this station
CREATED = "created_at"  # for types that have no day of their own
FEW = 5  # counts below this are not told in the version for others


@attrs.frozen
class Done:
    """The records of one type under one task: how many, and the newest of them."""

    noun: str
    label: str
    count: int
    rows: tuple[Row, ...] = attrs.field(default=(), repr=False)


@attrs.frozen
class TaskLine:
    """One task of the note; `same_as` names the code under which its records are counted."""

    code: str
    label: str
    done: tuple[Done, ...]
    same_as: str = ""
    peacekeeping: bool = False

    @property
    def count(self) -> int:
        """How many records there are under it."""
        return sum(each.count for each in self.done)


@attrs.frozen
class TaskReport:
    """All tasks of one period; both days are in it. `drafts` were begun and do not count."""

    first: dt.date
    last: dt.date
    lines: tuple[TaskLine, ...]
    drafts: int

    def area(self, letters: str) -> tuple[TaskLine, ...]:
        """The tasks of one area of the note, its peacekeeping extras with it."""
        return tuple(line for line in self.lines if area_of(line.code) == letters)


AREAS: tuple[tuple[str, str], ...] = (
    ("AN", "Analysis"),
    ("DI", "Dialogue"),
    ("AD", "Advocacy"),
    ("CB", "Capacity building"),
    ("PP", "Planning and preparedness"),
)


def area_of(code: str) -> str:
    """The two letters of an area in a code."""
    return code[:2]


def task_report(store: Store, first: dt.date, last: dt.date) -> TaskReport:
    """Count by SQL and read only the records that are named."""
    found: dict[str, list[Done]] = {}
    drafts = 0
    for kind in store.types:
        for query in _in_period(kind, first, last):
            for codes, part in _by_codes(store, kind, query):
                count = store.count(part)
                for code in codes if count else ():
                    found.setdefault(code, []).append(_done(store, kind, part, count))
            if _counts(kind):
                drafts += store.count(attrs.evolve(query, unfinished=True))
    return TaskReport(first, last, tuple(_lines(found)), drafts)


def _counts(kind: type[Record]) -> bool:
    return bool(kind.tasks or kind.tasks_by)


def _in_period(kind: type[Record], first: dt.date, last: dt.date) -> Iterator[Query]:
    """By the day of the type itself; where a record has none, by when it was written down.

    What others sent is not what this station did.
    """
    written = (
        Filter(CREATED, first.isoformat(), "since"),
        Filter(CREATED, last.isoformat(), "until"),
    )
    names = {each.name for each in kind.fields()}
    own = (Filter(DATASET, ""),) if DATASET in names else ()
    if not kind.dated:
        yield Query(kind.noun, filters=(*own, *written), received=False)
        return
    span = (
        Filter(kind.dated, _begin(first), "since"),
        Filter(kind.dated, last.isoformat(), "until"),
    )
    sort = kind.dated if kind.field(kind.dated).spec.sorted else ""
    yield Query(kind.noun, filters=(*own, *span), sort=sort, received=False)
    yield Query(kind.noun, filters=(*own, Filter(kind.dated, ""), *written), received=False)


def _begin(first: dt.date) -> str:
    """As text a month or a year comes before its first day; one that begins here is in it."""
    iso = first.isoformat()
    return iso[:4] if iso.endswith("-01-01") else iso[:7] if first.day == 1 else iso


def _by_codes(
    store: Store, kind: type[Record], query: Query
) -> Iterator[tuple[tuple[str, ...], Query]]:
    """Parts of a query whose records all count under the same codes."""
    finished = attrs.evolve(query, drafts=False)
    for column, _ in store.tally(finished, "task_codes"):
        part = attrs.evolve(
            finished, filters=(*finished.filters, Filter("task_codes", column, "is"))
        )
        if column:
            yield tuple(json.loads(column)), part
        else:
            yield from _by_type(store, kind, part)


def _by_type(
    store: Store, kind: type[Record], query: Query
) -> Iterator[tuple[tuple[str, ...], Query]]:
    """Records that name no task: the type says, which may depend on one of its choices."""
    name = kind.tasks_by
    if not name:
        yield kind.tasks, query
        return
    for value, _ in store.tally(query, name):
        like = evolve(kind(), **{name: value})
        yield (
            kind.tasks_of(like),
            attrs.evolve(query, filters=(*query.filters, Filter(name, value))),
        )


def _done(store: Store, kind: type[Record], query: Query, count: int) -> Done:
    seqs = store.keys(attrs.evolve(query, limit=SHOWN))
    return Done(kind.noun, kind.plural, count, tuple(store.rows(kind.noun, seqs)))


def _lines(found: dict[str, list[Done]]) -> Iterator[TaskLine]:
    words = vocabulary("task")
    for code in words:
        notes = words.notes.get(code, {})
        same = notes.get("same_as", "")
        done = merged([*found.get(code, ()), *(found.get(same, ()) if same else ())])
        yield TaskLine(code, words.label(code), done, same, notes.get("setting") == "peacekeeping")


def merged(done: Sequence[Done]) -> tuple[Done, ...]:
    """One entry a type, in the order in which they came."""
    by_noun: dict[str, Done] = {}
    for each in done:
        before = by_noun.get(each.noun)
        if before is None:
            by_noun[each.noun] = each
        else:
            rows = tuple(sorted({*before.rows, *each.rows}, key=lambda row: -row.seq))
            by_noun[each.noun] = attrs.evolve(
                before, count=before.count + each.count, rows=rows[:SHOWN]
            )
    return tuple(by_noun.values())


def date_cell(store: Store, row: Row) -> str:
    """The day of a row, as its list shows it."""
    kind = store.kind(row.kind)
    listed = [each for each in kind.fields() if each.spec.listed]
    for each, cell in zip(listed, row.cells, strict=True):
        if each.name == kind.dated and each.spec.kind in (Kind.DAY, Kind.MOMENT):
            return cell[:10]
    return ""


def rounded(count: int) -> str:
    """A count for others: small ones are not told."""
    return str(count) if count >= FEW or count == 0 else f"fewer than {FEW}"
