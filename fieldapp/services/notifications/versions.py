"""After a party was told, what it was told is never changed: a new version says what did (R8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from fieldapp.errors import FieldappError
from fieldapp.records.notifications import Notification, PartyNotice
from fieldapp.records.record import evolve
from fieldapp.services.notifications.change_words import change_notice, number_of
from fieldapp.services.notifications.lead import moment_of
from fieldapp.services.notifications.steps import moved
from fieldapp.store.changes import Changes
from fieldapp.store.store import Store


class ReplacedError(FieldappError):
    """A version was used that a newer one replaces."""

    sentence = "A newer version of this notification holds."
    remedy = "Open the newer version and go on from there."


class NoTimeError(FieldappError):
    """A movement without the hour of its start was to be delayed."""

    sentence = "This notification has no hour at which it begins."
    remedy = "Write a new version and give its window."


def notification_of(store: Store, record_id: str) -> Notification:
    """A notification by id; `MissingRecordError` where it is none."""
    found = store.get(record_id)
    assert isinstance(found, Notification)
    return found


def notifications_of(store: Store, ids: Sequence[str]) -> list[Notification]:
    """Notifications as they are now, in the order of their ids."""
    found = store.get_many(ids)
    return [each for each in map(found.get, ids) if isinstance(each, Notification)]


def successor_of(store: Store, notification: Notification) -> Notification | None:
    """The version that replaces it and is not in the bin, a draft included."""
    if not notification.superseded_by or not store.exists(notification.superseded_by):
        return None
    newer = notification_of(store, notification.superseded_by)
    return None if newer.deleted_at else newer


def was_told(store: Store, notification: Notification) -> list[PartyNotice]:
    """The parties that were told of this version."""
    rows = store.owned(notification, Notification.owns[0])
    return [each for each in rows if isinstance(each, PartyNotice) and each.sent_at]


def amend(store: Store, record_id: str) -> Notification:
    """A draft of the next version, not saved yet; or the one that is being written already."""
    before = notification_of(store, record_id)
    newer = successor_of(store, before)
    if newer is not None:
        if not newer.draft:
            raise ReplacedError
        return newer
    draft = store.supersede(record_id)
    assert isinstance(draft, Notification)
    return evolve(draft, version=number_of(before) + 1)


def written_up(store: Store, notification: Notification) -> Notification:
    """With its number, and with its change notice where it replaces another version."""
    if not notification.supersedes or not store.exists(notification.supersedes):
        return evolve(notification, version=notification.version or 1)
    before = notification_of(store, notification.supersedes)
    numbered = evolve(notification, version=number_of(before) + 1)
    return evolve(numbered, change_notice=change_notice(before, numbered))


def end(store: Store, record_id: str, status: str) -> Changes:
    """Cancel a movement or take a site off the list.

    Where parties were told, that is a new version, so that each of them is told of it too.
    """
    before = notification_of(store, record_id)
    if successor_of(store, before) is not None:
        raise ReplacedError
    after = moved(before, status)
    if not was_told(store, before):
        return store.save(after, why=status)
    return _replace(store, before, status=status)


def delay(store: Store, record_id: str, start: dt.datetime) -> Changes:
    """Move a movement to a later start, with all its times: a new version."""
    before = notification_of(store, record_id)
    moved(before, "delayed")
    was = moment_of(before.window_start)
    if was is None:
        raise NoTimeError
    return _replace(store, before, status="delayed", **shifted(before, start - was))


def _replace(store: Store, before: Notification, **values: Any) -> Changes:
    draft = amend(store, before.id)
    if draft.created_at is not None:
        raise ReplacedError  # its next version is being written: that one says it
    return store.finish(written_up(store, evolve(draft, **values)))


def shifted(notification: Notification, by: dt.timedelta) -> dict[str, Any]:
    """Its times, all moved by as much; a day without an hour moves by whole days."""
    return {
        **{
            name: _moved(getattr(notification, name), by)
            for name in ("window_start", "window_end", "returns")
        },
        "waypoints": tuple(
            evolve(row, arrives=_moved(row.arrives, by), leaves=_moved(row.leaves, by))
            for row in notification.waypoints
        ),
    }


def _moved(value: Any, by: dt.timedelta) -> Any:
    return value + by if isinstance(value, dt.datetime) else value
