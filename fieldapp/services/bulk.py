"""One change to many chosen records: tag, owner, review day, level, pin; one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import attrs

from fieldapp.errors import FieldappError
from fieldapp.records.checks import problems
from fieldapp.records.record import Record, evolve
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import Level

MOST = 1000

Change = Callable[[Record], Record]


class TooManyChosenError(FieldappError):
    """More records are chosen than one step changes."""

    sentence = "That is too many records for one step."
    remedy = f"Choose at most {MOST:,} at a time; filters help."


@attrs.frozen
class Changed:
    """The records as they will be, and how many stay: received from others, or already so."""

    records: tuple[Record, ...] = attrs.field(repr=False)
    left: int


def changed(store: Store, ids: Collection[str], change: Change) -> Changed:
    """What a change makes of these records; nothing is saved yet.

    What partners sent stays as they sent it. A change that would break a finished record is left.
    """
    if len(ids) > MOST:
        raise TooManyChosenError
    found = [each for each in store.get_many(ids).values() if not each.received_from]
    pairs = [(each, change(each)) for each in found]
    fit = tuple(
        after for before, after in pairs if after != before and (after.draft or not problems(after))
    )
    return Changed(fit, len(ids) - len(fit))


def tagged(word: str) -> Change:
    """Add an own tag."""
    word = " ".join(word.replace(",", " ").split())
    return lambda record: evolve(record, tags=tuple(dict.fromkeys((*record.tags, word))))


def owned_by(who: str) -> Change:
    """Say who looks after it."""
    return lambda record: evolve(record, owner=who.strip())


def reviewed_on(day: Day) -> Change:
    """Set the day of the next review."""
    return lambda record: evolve(record, review_on=day)


def pinned(on: bool) -> Change:
    """Pin it, or let it go."""
    return lambda record: evolve(record, pinned="yes" if on else "")


def raised_to(level: Level, level_of: Callable[[Record], Level]) -> Change:
    """Raise the sensitivity to at least this; never lower it."""

    def change(record: Record) -> Record:
        if level.rank <= level_of(record).rank:
            return record
        return evolve(record, sensitivity=level.value)

    return change


def stored_level(store: Store) -> Callable[[Record], Level]:
    """The level that a record has now; unknown means Severe."""

    def level_of(record: Record) -> Level:
        head = store.head(record.id)
        return Level(head.level) if head and head.level in list(Level) else Level.SEVERE

    return level_of


def may_be_deleted(store: Store, ids: Sequence[str]) -> tuple[str, ...]:
    """Those of these records that may go to the bin: neither locked nor received."""
    if len(ids) > MOST:
        raise TooManyChosenError
    found = store.get_many(ids)
    return tuple(
        each
        for each in ids
        if each in found and not found[each].sealed_at and not found[each].received_from
    )
