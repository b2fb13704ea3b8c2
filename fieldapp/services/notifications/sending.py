"""Tell one party of notifications, and write down what it answered, in its own words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import attrs

from fieldapp.errors import FieldappError
from fieldapp.records.actors import Actor
from fieldapp.records.checks import problems
from fieldapp.records.notifications import Notification, NotificationSystem, PartyNotice
from fieldapp.records.record import evolve
from fieldapp.services.notifications.change_words import number_of
from fieldapp.services.notifications.lead import moment_of
from fieldapp.services.notifications.steps import BEFORE_SENDING, may_follow
from fieldapp.services.notifications.told import concerns
from fieldapp.services.notifications.versions import (
    ReplacedError,
    notification_of,
    notifications_of,
    successor_of,
    was_told,
    written_up,
)
from fieldapp.store.changes import Changes
from fieldapp.store.errors import NotFinishedError
from fieldapp.store.store import Filter, Query, Store


class OutsideAreaError(FieldappError):
    """A notification was to go to a party in whose area it does not lie."""

    sentence = "This lies outside the party's area, so the party is not told of it."
    remedy = "If it does lie there, correct the place, or the party's area of influence."


class AlreadyToldError(FieldappError):
    """A party was to be told again of the same version."""

    sentence = "This party was told of this version already."
    remedy = "Write down its answer, or make a new version."


class UnsentError(FieldappError):
    """An answer was to be recorded that comes before the notification was sent."""

    sentence = "An answer cannot be earlier than the sending."
    remedy = "Look at both times and their UTC offset."


class NoWordsError(FieldappError):
    """An answer that limits or refuses was to be recorded without the party's words."""

    sentence = "Their own words are needed beside this answer."
    remedy = "Write what they said, as they said it."


@attrs.frozen
class Sending:
    """To which party, when, and through which channel."""

    actor: str
    at: dt.datetime
    channel: str = ""


@attrs.frozen
class Answer:
    """What came back; `response` is a code of `party_response`.

    An acknowledgement, or whatever a party calls its answer, is never a permission.
    """

    response: str
    at: dt.datetime
    words: str = attrs.field(default="", repr=False)
    party_ref: str = attrs.field(default="", repr=False)


_IN_THEIR_WORDS = frozenset({"conditions", "their_approval", "objection"})


def transmit(store: Store, ids: Sequence[str], to: Sending) -> Changes:
    """Note that one party was told of these, then lock them; all of them or none.

    Those of whose version it was told already are left as they are.
    """
    party = store.get(to.actor)
    assert isinstance(party, Actor)
    found = notifications_of(store, ids)
    untold = [each for each in found if not _told(store, each, party)]
    if not untold:
        raise AlreadyToldError
    for each in untold:
        _may_go(store, each, party)
    sent = [_sent(store, each, to.at) for each in untold]
    notices = [
        PartyNotice(
            notification=each.id,
            actor=party.id,
            channel=to.channel,
            version=number_of(each),
            sent_at=to.at,
        )
        for each in sent
    ]
    replaced = list(_replaced(store, sent))
    changes = store.save(*sent, *replaced, *notices, why="told a party")
    return changes | store.seal([each.id for each in sent])


def _told(store: Store, notification: Notification, party: Actor) -> bool:
    return any(each.actor == party.id for each in was_told(store, notification))


def _may_go(store: Store, notification: Notification, party: Actor) -> None:
    if found := problems(notification):
        raise NotFinishedError(found)
    newer = successor_of(store, notification)
    if newer is not None and not newer.draft:
        raise ReplacedError
    if not concerns(notification, party):
        raise OutsideAreaError


def _sent(store: Store, notification: Notification, at: dt.datetime) -> Notification:
    """Finished by being sent, where it was not before; with its number and its change notice."""
    status = "transmitted" if notification.status in BEFORE_SENDING else notification.status
    return evolve(
        written_up(store, notification),
        status=status,
        submitted_at=notification.submitted_at or at,
        draft=False,
        finished_at=notification.finished_at or store.now(),
    )


def _replaced(store: Store, sent: Sequence[Notification]) -> Iterator[Notification]:
    for each in sent:
        if each.supersedes and store.exists(each.supersedes):
            before = notification_of(store, each.supersedes)
            if "amended" in may_follow(before.kind, before.status):
                yield evolve(before, status="amended")


def acknowledge(store: Store, notices: Sequence[PartyNotice], answer: Answer) -> Changes:
    """Write one answer beside each of these; what was answered before stays in the history."""
    if answer.response in _IN_THEIR_WORDS and not answer.words.strip():
        raise NoWordsError
    return store.save(*(_answered(each, answer) for each in notices), why="answered")


def _answered(notice: PartyNotice, answer: Answer) -> PartyNotice:
    sent = moment_of(notice.sent_at)
    if sent is None or answer.at < sent:
        raise UnsentError
    acknowledged = notice.acknowledged_at
    if answer.response not in ("none", "received"):
        acknowledged = acknowledged or answer.at
    return evolve(
        notice,
        received_at=notice.received_at or answer.at,
        acknowledged_at=acknowledged,
        response=answer.response,
        their_words=answer.words.strip() or notice.their_words,
        party_ref=answer.party_ref.strip() or notice.party_ref,
    )


def usual_channel(store: Store, party: str) -> str:
    """The channel that a system names for a party, else its only one, else ""."""
    for each in store.records(Query("notification_system", drafts=False)):
        assert isinstance(each, NotificationSystem)
        for row in each.parties:
            if row.actor == party and row.channel:
                return row.channel
    only = Query("channel", filters=(Filter("actor", party, "has"),), limit=2)
    found = store.ids(store.keys(only))
    return found[0] if len(found) == 1 else ""
