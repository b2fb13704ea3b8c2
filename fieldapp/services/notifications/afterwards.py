"""After an incident: what was in force, who knew of it, and for how long (3.1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from fieldapp.records.notifications import Notification
from fieldapp.records.record import evolve
from fieldapp.services.notifications.change_words import number_of
from fieldapp.services.notifications.lead import moment_of
from fieldapp.services.notifications.steps import moved
from fieldapp.services.notifications.versions import notifications_of, was_told
from fieldapp.store.changes import Changes
from fieldapp.store.store import Store


def in_force(store: Store, notification: Notification, at: dt.datetime) -> str:
    """Which version held at a moment, and what each party had been told and had answered."""
    lines = [f"Version {number_of(notification)}."]
    notices = was_told(store, notification)
    names = store.titles({each.actor for each in notices})
    for each in notices:
        sent = moment_of(each.sent_at)
        if sent is None or sent > at:
            continue
        known = moment_of(each.acknowledged_at)
        said = (
            f"acknowledged {_before(at - known)}"
            if known is not None and known <= at
            else "not acknowledged"
        )
        lines.append(f"{names.get(each.actor, '?')}: told {_before(at - sent)}, {said}.")
    if len(lines) == 1:
        lines.append("No party had been told.")
    return "\n".join(lines)


def _before(span: dt.timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    return f"{minutes} minutes before"


def note_afterwards(
    store: Store, notification: Notification, incidents: Sequence[str], what: str, at: dt.datetime
) -> Changes:
    """Link what happened; the notification itself stays as it was told."""
    return store.save(
        evolve(
            notification,
            incidents=tuple(dict.fromkeys((*notification.incidents, *incidents))),
            was_in_force=in_force(store, notification, at),
            after_note=what.strip() or notification.after_note,
        ),
        why="incident linked",
    )


def complete(store: Store, ids: Sequence[str]) -> Changes:
    """Movements that are over; those that were completed before are closed."""
    return store.save(
        *(
            moved(each, "closed" if each.status in ("completed", "cancelled") else "completed")
            for each in notifications_of(store, ids)
        ),
        why="completed",
    )
