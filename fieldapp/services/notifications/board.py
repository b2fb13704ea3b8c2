"""Reads the board: what is in effect or coming, and how far each party has got with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from fieldapp.records.actors import Actor
from fieldapp.records.notifications import Notification, NotificationSystem
from fieldapp.services.collecting import no_collecting
from fieldapp.services.notifications.board_rows import (
    SOON,
    WEEK,
    Board,
    Line,
    Party,
    State,
    Told,
    Window,
)
from fieldapp.services.notifications.lead import (
    RESPONSE_HOURS,
    lead_between,
    moment_of,
    system_for,
)
from fieldapp.services.notifications.steps import ENDED
from fieldapp.services.notifications.told import area_of, in_area
from fieldapp.store.store import Filter, Query, Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Place

KEPT_FOR = dt.timedelta(days=30)  # how long what is over stays on the board
_UNTOLD, _OUTSIDE = Told(State.UNSENT), Told(State.OUTSIDE)
_RESPONDED = frozenset({"no_objection", "conditions", "their_approval", "objection"})


class _Found(NamedTuple):
    """The columns of a notification that the board needs, in the order they are read."""

    id: str
    ref: str
    title: str
    organisation: str
    kind: str
    status: str
    version: float | None
    emergency: str
    submitted_at: dt.datetime | Day | None
    window_start: dt.datetime | Day | None
    window_end: dt.datetime | Day | None
    place: Place
    revalidate_by: Day | None
    system: str
    supersedes: str
    draft: int
    superseded_by: str | None


class _Notice(NamedTuple):
    """The columns of a row a party told, in the order they are read."""

    id: str
    notification: str
    actor: str
    version: float | None
    sent_at: dt.datetime | Day | None
    received_at: dt.datetime | Day | None
    acknowledged_at: dt.datetime | Day | None
    response: str


Notices = Mapping[str, Mapping[str, _Notice]]  # by notification, by party


@no_collecting()
def board(store: Store, now: dt.datetime) -> Board:
    """Everything on the board, in order of its windows."""
    systems = store.records(Query("notification_system", drafts=False))
    known = [each for each in systems if isinstance(each, NotificationSystem)]
    found = {each.id: each for each in _notifications(store, now)}
    notices = _notices(store)
    parties = tuple(_parties(store, known, found, notices))
    lines = (
        line
        for each in found.values()
        if (line := _line(each, found, notices, parties, known, now)) is not None
    )
    return Board(now, parties, tuple(sorted(lines, key=_order)))


def in_effect(notifications: Iterable[Notification], now: dt.datetime) -> list[Notification]:
    """Those that parties were told of and whose window is open; no permission follows from it."""
    return [
        each
        for each in notifications
        if each.status in ("transmitted", "in_effect", "delayed", "revalidation_due")
        and not each.superseded_by
        and (moment_of(each.window_start) or now) <= now
        and (_end(each.window_end) or now) >= now
    ]


# -- reading -------------------------------------------------------------------------------


def _notifications(store: Store, now: dt.datetime) -> Iterator[_Found]:
    names = _Found._fields[1:]
    since = (now - KEPT_FOR).date().isoformat()
    for filters in (
        (Filter("kind", "site"),),
        (Filter("kind", "movement"), Filter("window_start", since, "since")),
        (Filter("kind", "movement"), Filter("window_start", "")),
    ):
        query = Query("notification", filters=filters, received=False)
        yield from map(_Found._make, store.cells(query, names))


def _notices(store: Store) -> Notices:
    found: dict[str, dict[str, _Notice]] = {}
    query = Query("party_notice", received=False)
    for each in map(_Notice._make, store.cells(query, _Notice._fields[1:])):
        if each.sent_at is not None:
            found.setdefault(each.notification, {})[each.actor] = each
    return found


def _parties(
    store: Store,
    systems: Sequence[NotificationSystem],
    found: Mapping[str, _Found],
    notices: Notices,
) -> Iterator[Party]:
    """Those of the systems, in their order, then others that were told, by name."""
    hours = {
        row.actor: RESPONSE_HOURS if each.response_hours is None else each.response_hours
        for each in systems
        for row in each.parties
        if row.actor
    }
    others = {actor for noticed in found for actor in notices.get(noticed, {})} - set(hours)
    names = store.titles({*hours, *others})
    actors = store.get_many([*hours, *others])
    for each in (*hours, *sorted(others, key=lambda actor: names.get(actor, "").casefold())):
        actor = actors.get(each)
        if isinstance(actor, Actor):
            yield Party(each, names[each], area_of(actor), hours.get(each, RESPONSE_HOURS))


# -- one line ------------------------------------------------------------------------------


def _line(
    each: _Found,
    found: Mapping[str, _Found],
    notices: Notices,
    parties: Sequence[Party],
    systems: Sequence[NotificationSystem],
    now: dt.datetime,
) -> Line | None:
    newer = found.get(each.superseded_by or "")
    if newer is not None and not newer.draft:
        return None  # the newer version stands on the board
    if each.draft and each.supersedes in found:
        return None  # being written: the version that parties know stands there
    told = tuple(_told(each, party, found, notices) for party in parties)
    if each.status in ENDED and not _to_be_said(each, told):
        return None
    start, end = moment_of(each.window_start), _end(each.window_end)
    country = each.place.path[0].pcode if each.place.path else ""
    emergency = each.emergency == "yes"
    return Line(
        id=each.id,
        supersedes=each.supersedes,
        ref=each.ref,
        title=each.title,
        organisation=each.organisation,
        kind=each.kind,
        status=each.status,
        version=int(each.version or 1),
        draft=bool(each.draft),
        rewritten=newer is not None,
        start=start,
        end=end,
        revalidate_by=each.revalidate_by.last if each.revalidate_by else None,
        lead=lead_between(
            each.kind,
            start,
            moment_of(each.submitted_at) or now,
            emergency,
            system_for(systems, each.system, country),
        ),
        window=_window(each, start, end, now),
        told=told,
    )


def _to_be_said(each: _Found, told: Sequence[Told]) -> bool:
    """Whether an ended one still has something to do: a party to be told, or to be closed."""
    if each.status == "completed":
        return True
    return any(cell.state is State.CHANGE for cell in told)


def _told(each: _Found, party: Party, found: Mapping[str, _Found], notices: Notices) -> Told:
    notice = notices.get(each.id, {}).get(party.id)
    if notice is not None:
        return _cell(notice)
    before = each
    while before.supersedes in found:
        before = found[before.supersedes]
        older = notices.get(before.id, {}).get(party.id)
        if older is not None:
            return Told(State.CHANGE, older.id, int(older.version or 1), moment_of(older.sent_at))
    path = each.place.path
    inside = in_area((path[-1].pcode,) if path and each.kind == "site" else (), party.area)
    return _UNTOLD if inside else _OUTSIDE


def _cell(notice: _Notice) -> Told:
    acknowledged = moment_of(notice.acknowledged_at)
    received = moment_of(notice.received_at)
    if notice.response in _RESPONDED:
        state = State.ANSWERED
    elif acknowledged is not None:
        state = State.ACKNOWLEDGED
    else:
        state = State.RECEIVED if received is not None else State.SENT
    return Told(
        state,
        notice.id,
        int(notice.version or 1),
        moment_of(notice.sent_at),
        acknowledged or received,
        notice.response,
    )


def _window(
    each: _Found, start: dt.datetime | None, end: dt.datetime | None, now: dt.datetime
) -> Window:
    if each.kind == "site":
        return Window.SITES
    if each.status == "completed" or (end is not None and end < now):
        return Window.OVER
    if start is None:
        return Window.LATER
    if start <= now:
        return Window.NOW
    return (
        Window.SOON if start <= now + SOON else Window.WEEK if start <= now + WEEK else Window.LATER
    )


def _end(value: dt.datetime | Day | None) -> dt.datetime | None:
    """The end of a window; a day without an hour ends when it is over."""
    if isinstance(value, Day):
        return dt.datetime.combine(value.last + dt.timedelta(days=1), dt.time(), dt.UTC)
    return value


_FAR = dt.datetime.max.replace(tzinfo=dt.UTC)


def _order(line: Line) -> tuple[Any, ...]:
    if line.window is Window.SITES:
        return (list(Window).index(line.window), line.revalidate_by or dt.date.max, line.ref)
    return (list(Window).index(line.window), line.start or _FAR, line.ref)
