"""What an officer looks at first: what is due, what happens this week, what waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import attrs

from fieldapp.records.dialogue import Action, Commitment, Meeting
from fieldapp.records.record import Record, evolve
from fieldapp.services.notes_records import here_now
from fieldapp.services.today_rows import (
    SHOWN,
    Group,
    Item,
    Step,
    Today,
    has,
    joined,
    short,
    weekday,
)
from fieldapp.services.today_waiting import waiting
from fieldapp.store.rows import title_of
from fieldapp.store.store import Filter, Query, Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.spoken_days import WEEKDAYS

OPEN: dict[str, tuple[str, ...]] = {
    "commitment": ("made", "in_progress", "partly_kept"),
    "action": ("open", "in_progress"),
}
LIST = "commitment"  # where the rest of what is due is found
SOON = dt.timedelta(days=7)


def today(store: Store, now: dt.datetime | None = None) -> Today:
    """Read the three columns; SQL selects, so that a full vault is as quick as an empty one."""
    here = here_now(store, now or store.now())
    return Today(
        due=tuple(_due(store, here.date())),
        happening=tuple(_happening(store, here)),
        waiting=tuple(waiting(store, here.date())),
    )


def count_due(store: Store, now: dt.datetime | None = None) -> int:
    """How many promises and actions are due today or late: the number beside Today."""
    day = here_now(store, now or store.now()).date()
    return sum(_count(store, noun, day) for noun in OPEN if has(store, noun))


def done(store: Store, item: Item, now: dt.datetime | None = None) -> Record:
    """The record of a row as it is once its next step is taken; for steps that need no more."""
    record = store.get(item.id)
    day = Day(here_now(store, now or store.now()).date().isoformat())
    if isinstance(record, Action):
        return evolve(record, status="done", done_on=day)
    assert isinstance(record, Commitment)
    return evolve(record, status="kept")


# -- due ---------------------------------------------------------------------------------------


def _due(store: Store, day: dt.date) -> Iterator[Group]:
    yesterday = day - dt.timedelta(days=1)
    late = _between(store, dt.date.min, yesterday, newest=True)
    yield Group("Overdue", _items(store, late, day), _rest(store, late, None, yesterday), LIST)
    now = _between(store, day, day)
    yield Group("Today", _items(store, now, day), _rest(store, now, yesterday, day), LIST)
    soon = _between(store, day + dt.timedelta(days=1), day + SOON)
    yield Group(
        "Next seven days", _items(store, soon, day), _rest(store, soon, day, day + SOON), LIST
    )


def _between(store: Store, first: dt.date, last: dt.date, *, newest: bool = False) -> list[Record]:
    """Open promises and actions whose last day lies between two days; a few of each state."""
    found: dict[str, tuple[dt.date, Record]] = {}
    span = Filter("due", first.isoformat(), "since"), Filter("due", last.isoformat(), "until")
    # As text, a month or a year comes before its first day; it is due on its last.
    vague = {
        part for each in (first, last) for part in (each.isoformat()[:7], each.isoformat()[:4])
    }
    ends = [Filter("due", part) for part in vague if first <= Day(part).last <= last]
    if newest:
        ends = []  # what ended in the past began in it
    for noun, states in OPEN.items():
        for state in states if has(store, noun) else ():
            for filters in (span, *((each,) for each in ends)):
                whole = (Filter("status", state), *filters)
                query = Query(noun, filters=whole, sort="due", descending=newest, received=False)
                found |= {r.id: (day, r) for day, r in _first_of(store, query, first, last)}
    return [record for _, record in sorted(found.values(), key=lambda p: p[0], reverse=newest)]


def _first_of(
    store: Store, query: Query, first: dt.date, last: dt.date
) -> Iterator[tuple[dt.date, Record]]:
    found = 0
    for record in store.records(attrs.evolve(query, limit=4 * SHOWN)):
        due: Day | None = getattr(record, "due", None)
        if found < SHOWN and due is not None and first <= due.last <= last:
            found += 1
            yield due.last, record


def _items(store: Store, records: Sequence[Record], day: dt.date) -> tuple[Item, ...]:
    shown = records[:SHOWN]
    names = store.titles({w for r in shown for w in _who(r)})
    return tuple(_due_item(record, day, names) for record in shown)


def _who(record: Record) -> list[str]:
    if isinstance(record, Commitment):
        return [each for each in (record.by_person, record.by_actor) if each]
    return []


def _due_item(record: Record, day: dt.date, names: dict[str, str]) -> Item:
    match record:
        case Commitment(direction="theirs"):
            whose, step = "Theirs", Step.CHECK
        case Commitment():
            whose, step = "Ours", Step.KEPT
        case Action():
            whose, step = record.owner, Step.DONE
        case _:
            raise TypeError("only promises and actions are due")
    who = next((names[each] for each in _who(record) if each in names), "")
    assert record.due is not None
    last = record.due.last
    note = joined(_when(last, day), whose, who)
    return Item(record.noun, record.id, title_of(record), note, step, last < day)


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


def _rest(store: Store, shown: Sequence[Record], after: dt.date | None, until: dt.date) -> int:
    """How many more there are than are shown."""
    there = sum(
        _count(store, noun, until) - (_count(store, noun, after) if after else 0)
        for noun in OPEN
        if has(store, noun)
    )
    return max(0, there - min(len(shown), SHOWN))


def _count(store: Store, noun: str, until: dt.date) -> int:
    """Open ones whose last day is not after this one."""
    return sum(_count_state(store, noun, state, until) for state in OPEN[noun])


def _count_state(store: Store, noun: str, state: str, until: dt.date) -> int:
    def counted(*filters: Filter) -> int:
        whole = (Filter("status", state), *filters)
        return store.count(Query(noun, filters=whole, received=False))

    reached = counted(Filter("due", "1", "since"), Filter("due", until.isoformat(), "until"))
    # As text, a month or year counts from its first day; it is due on its last.
    for part in (until.isoformat()[:7], until.isoformat()[:4]):
        if Day(part).last > until:
            reached -= counted(Filter("due", part))
    return reached


# -- happening ---------------------------------------------------------------------------------


def _happening(store: Store, here: dt.datetime) -> Iterator[Group]:
    if not has(store, "meeting"):
        return
    monday = here.replace(hour=0, minute=0) - dt.timedelta(days=here.weekday())
    sunday = monday + dt.timedelta(days=7, seconds=-1)
    filters = (
        Filter("started", _as_column(monday), "since"),
        Filter("started", _as_column(sunday), "until"),
    )
    query = Query("meeting", filters=filters, sort="started", received=False, limit=SHOWN)
    held = [each for each in store.records(query) if isinstance(each, Meeting)]
    names = store.titles({c for each in held for c in (*each.contacts, *each.actors)})
    items = tuple(_meeting_item(each, here, names) for each in reversed(held))
    more = store.count(attrs.evolve(query, limit=0)) - len(items)
    yield Group("Meetings this week", items, more, "meeting")
    yield Group("Next meetings", tuple(_planned(store, here)))


def _meeting_item(meeting: Meeting, here: dt.datetime, names: dict[str, str]) -> Item:
    started: dt.datetime | Day | None = meeting.started
    assert started is not None
    if isinstance(started, dt.datetime):
        local = started.astimezone(here.tzinfo)
        when = f"{weekday(local.date(), here.date())} {local:%H:%M}"
    else:
        when = weekday(started.first, here.date())
    who = ", ".join(names[c] for c in (meeting.contacts or meeting.actors) if c in names)
    step = Step.CONTINUE if meeting.draft else Step.PRINT
    note = joined(when, who)
    return Item("meeting", meeting.id, title_of(meeting), note, step)


def _planned(store: Store, here: dt.datetime) -> Iterator[Item]:
    """Meetings that were agreed on at an earlier one, for the days to come."""
    day = here.date()
    filters = (
        Filter("next_meeting", day.isoformat(), "since"),
        Filter("next_meeting", (day + SOON).isoformat(), "until"),
    )
    query = Query("meeting", filters=filters, sort="next_meeting", descending=False, limit=SHOWN)
    for each in store.records(attrs.evolve(query, received=False)):
        assert isinstance(each, Meeting)
        assert each.next_meeting is not None
        names = store.titles(set(each.contacts or each.actors))
        note = f"agreed at {title_of(each)}"
        when = f"{weekday(each.next_meeting.first, day)}, {', '.join(names.values())}"
        yield Item("meeting", each.id, when.strip(", "), note, Step.WRITE)


def _as_column(moment: dt.datetime) -> str:
    """As the store keeps moments, so that text compares as time."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S")
