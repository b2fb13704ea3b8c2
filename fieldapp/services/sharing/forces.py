"""What is made for exactly one recipient: notifications, lines, arrangements, guidance (R25).

A party, or a uniformed component, gets nothing else; and each of these only where the record
itself says that it concerns this one. Who submitted a notification may have its own back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from fieldapp.records.actors import Actor
from fieldapp.records.advocacy import Message
from fieldapp.records.arrangements import Arrangement
from fieldapp.records.notifications import Notification
from fieldapp.records.planning import ConveyedConcern, Guidance
from fieldapp.records.record import Record
from fieldapp.services.notifications.told import area_of, areas_of, for_party, in_area
from fieldapp.services.sharing.terms import FORCES, Terms
from fieldapp.vocab.days import Day
from fieldapp.vocab.folding import fold
from fieldapp.vocab.handling import RecipientKind

NOT_CHECKED = frozenset({"draft", "submitted"})
OVER = frozenset({"expired", "closed"})

REASONS: Mapping[str, str] = {
    "R25:force": "To a party or a uniformed component nothing of this goes (R25).",
    "R25:which_force": "It is not recorded which force this recipient is, so nothing goes to it.",
    "R25:not_theirs": "This does not concern this recipient, so it does not go to it (R25).",
    "R25:area_unknown": "Whether this lies in the area of the recipient is not known (R25).",
    "R25:not_agreed": "Nobody has agreed yet that this may be said to a force.",
    "R25:inferred": "Nobody has answered No to whether a source or a place could be inferred.",
    "notified:submitter": "A notification goes to its parties, and back to who submitted it.",
    "notified:unchecked": "This notification was not checked yet.",
    "record:over": "This is over, so it is not told any more.",
}


def refusal_here(record: Record, terms: Terms, actors: Mapping[str, Actor]) -> str:
    """The rule by which a record is not for these recipients; empty where it is."""
    return next(_rules(record, terms, actors), "")


def as_told(record: Record, terms: Terms) -> Record:
    """A record as a party is told it: without the presence of displaced people, for one."""
    if isinstance(record, Notification) and terms.kinds & FORCES:
        return for_party(record)
    return record


def _rules(record: Record, terms: Terms, actors: Mapping[str, Actor]) -> Iterator[str]:
    if isinstance(record, Arrangement | Message) and _is_over(record, terms.day):
        yield "record:over"
    if terms.kinds & FORCES:
        yield from _to_a_force(record, terms, actors)
    elif isinstance(record, Notification) and not _is_submitter(record, terms):
        yield "notified:submitter"


def _to_a_force(record: Record, terms: Terms, actors: Mapping[str, Actor]) -> Iterator[str]:
    told = [actors[each] for each in terms.forces if each in actors]
    match record:
        case Message() | Guidance():
            if not _is_agreed(record):
                yield "R25:not_agreed"
            return
        case Notification() | Arrangement() | ConveyedConcern():
            if not told:
                yield "R25:which_force"
        case _:
            yield "R25:force"
            return
    for force in told:
        yield from _to_this(record, force)


def _to_this(record: Record, force: Actor) -> Iterator[str]:
    match record:
        case Notification():
            yield from _in_its_area(record, force)
        case Arrangement() if force.id not in _between(record):
            yield "R25:not_theirs"
        case ConveyedConcern():
            if record.actor != force.id:  # also where nobody wrote down for which force it is
                yield "R25:not_theirs"
            if not record.approved_by.strip():
                yield "R25:not_agreed"
            if record.could_be_inferred != "no":
                yield "R25:inferred"


def _in_its_area(notification: Notification, force: Actor) -> Iterator[str]:
    if notification.status in NOT_CHECKED:
        yield "notified:unchecked"
    theirs, ours = area_of(force), areas_of(notification)
    if not theirs or not ours:
        yield "R25:area_unknown"
    elif not in_area(ours, theirs):
        yield "R25:not_theirs"


def _between(arrangement: Arrangement) -> frozenset[str]:
    return frozenset((*arrangement.parties, *(each.party for each in arrangement.signatories)))


def _is_agreed(record: Message | Guidance) -> bool:
    if isinstance(record, Message):
        return record.approved_on is not None and bool(record.approved_by.strip())
    return record.in_force == "yes"


def _is_over(record: Arrangement | Message, today: dt.date | None) -> bool:
    if isinstance(record, Message):
        return _is_past(record.valid_until, today)
    return record.status in OVER or _is_past(record.ends, today)


def _is_past(day: Day | None, today: dt.date | None) -> bool:
    return day is not None and today is not None and today > day.last


def _is_submitter(notification: Notification, terms: Terms) -> bool:
    """Where every recipient is the organisation that handed it in."""
    if terms.kinds != {RecipientKind.HUMANITARIAN_PARTNER}:
        return False
    own = fold(notification.organisation.strip())
    return bool(own) and bool(terms.organisations) and terms.organisations == {own}
