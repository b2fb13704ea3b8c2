"""The same movements again: a week's forms are the last week's with another date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from fieldapp.records.checks import problems
from fieldapp.records.notifications import Notification
from fieldapp.records.record import evolve
from fieldapp.services.notifications.versions import notifications_of, shifted
from fieldapp.services.templates import copied
from fieldapp.store.changes import Changes
from fieldapp.store.store import Store


def again(notification: Notification, by: dt.timedelta) -> Notification:
    """A new notification with the same facts, all times moved; a draft."""
    copy = copied(notification)
    assert isinstance(copy, Notification)
    return evolve(copy, their_ref="", **shifted(copy, by))


def repeat(store: Store, ids: Sequence[str], by: dt.timedelta) -> tuple[Changes, list[str]]:
    """Make them again; those with nothing missing are finished at once, the others are drafts."""
    copies = [again(each, by) for each in notifications_of(store, ids)]
    made = [each if problems(each) else _finished(each, store.now()) for each in copies]
    return store.save(*made, why="made again"), [each.id for each in made]


def _finished(copy: Notification, now: dt.datetime) -> Notification:
    return evolve(copy, draft=False, finished_at=now)
