"""Look at a site again before its place on the list grows stale (R8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from fieldapp.errors import FieldappError
from fieldapp.records.notifications import Notification, NotificationSystem
from fieldapp.records.record import evolve
from fieldapp.services.notifications.versions import notifications_of
from fieldapp.store.changes import Changes
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day

USUAL_DAYS = 90  # where the system says nothing


class NotASiteError(FieldappError):
    """A movement was to be revalidated."""

    sentence = "Only a site is revalidated."
    remedy = "Complete, delay or cancel a movement instead."


def next_day(system: NotificationSystem | None, today: dt.date) -> Day:
    """By when a site that is right today is to be looked at again."""
    own = system.revalidate_days if system else None
    return Day((today + dt.timedelta(days=own or USUAL_DAYS)).isoformat())


def revalidate(store: Store, ids: Sequence[str], on: dt.date, until: Day) -> Changes:
    """Note that everything about these sites still holds, and until when that is believed."""
    sites = notifications_of(store, ids)
    if any(each.kind != "site" for each in sites):
        raise NotASiteError
    return store.save(*(_revalidated(each, on, until) for each in sites), why="revalidated")


def _revalidated(site: Notification, on: dt.date, until: Day) -> Notification:
    due = site.status == "revalidation_due"
    return evolve(
        site,
        revalidated_on=Day(on.isoformat()),
        revalidate_by=until,
        status="in_effect" if due else site.status,
    )
