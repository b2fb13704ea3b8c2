"""What an officer looks at first: what is due, what happens this week, what waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from fieldapp.records.dialogue import Action, Commitment, Meeting
from fieldapp.records.notifications import Notification
from fieldapp.records.record import Record, evolve
from fieldapp.services.notes_records import here_now
from fieldapp.services.today_due import SOON, count_until, due_groups
from fieldapp.services.today_rows import (
    SHOWN,
    Group,
    Item,
    Step,
    Today,
    has,
    joined,
    weekday,
)
from fieldapp.services.today_waiting import waiting
from fieldapp.store.rows import title_of
from fieldapp.store.store import Filter, Query, Store
from fieldapp.vocab.days import Day

IN_EFFECT = ("transmitted", "in_effect", "delayed")


def today(store: Store, now: dt.datetime | None = None) -> Today:
    """Read the three columns; SQL selects, so that a full vault is as quick as an empty one."""
    here = here_now(store, now or store.now())
    return Today(
        due=tuple(due_groups(store, here.date())),
        happening=tuple(_happening(store, here)),
        waiting=tuple(waiting(store, here.date())),
    )


def count_due(store: Store, now: dt.datetime | None = None) -> int:
    """How much is due today or late: the number beside Today."""
    day = here_now(store, now or store.now()).date()
    return count_until(store, day)


def done(store: Store, item: Item, now: dt.datetime | None = None) -> Record:
    """The record of a row as it is once its next step is taken; for steps that need no more."""
    record = store.get(item.id)
    day = Day(here_now(store, now or store.now()).date().isoformat())
    if isinstance(record, Action):
        return evolve(record, status="done", done_on=day)
    assert isinstance(record, Commitment)
    return evolve(record, status="kept")


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
    if has(store, "notification"):
        yield _notified(store, here)


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


def _notified(store: Store, here: dt.datetime) -> Group:
    """Notifications whose window is open now, the one that ends first on top."""
    now = _as_column(here)
    found: list[Notification] = []
    more = 0
    for status in IN_EFFECT:
        filters = (
            Filter("status", status),
            Filter("window_start", now, "until"),
            Filter("window_end", now, "since"),
        )
        query = Query(
            "notification", filters=filters, sort="window_end", descending=False, received=False
        )
        records = store.records(attrs.evolve(query, limit=SHOWN))
        found += [each for each in records if isinstance(each, Notification)]
        more += max(0, store.count(query) - SHOWN)
    found = [each for each in found if not each.superseded_by]
    found.sort(key=lambda each: str(each.window_end))
    items = tuple(_notified_item(each, here) for each in found[:SHOWN])
    more += max(0, len(found) - SHOWN)
    return Group("Notifications in effect", items, more, "board")


def _notified_item(notification: Notification, here: dt.datetime) -> Item:
    end = notification.window_end
    until = ""
    if isinstance(end, dt.datetime):
        local = end.astimezone(here.tzinfo)
        until = f"until {weekday(local.date(), here.date())} {local:%H:%M}"
    note = joined(until, notification.organisation)
    return Item("notification", notification.id, title_of(notification), note, Step.OPEN)


def _as_column(moment: dt.datetime) -> str:
    """As the store keeps moments, so that text compares as time."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S")
