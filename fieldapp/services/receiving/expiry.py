"""The day until which a package may be kept: told beforehand, then carried out.

Nothing is deleted by surprise and nothing by a clock that ran wrong for one evening: the app gives
notice, and deletes by itself only when the day has passed and the notice is some days old. Only
the sender's written consent moves the day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from fieldapp.errors import FieldappError
from fieldapp.records.aftercare import Destruction
from fieldapp.records.disclosures import Received
from fieldapp.records.record import evolve
from fieldapp.services.receiving.destroying import HELD, RENEWED, Order
from fieldapp.store.lists import Filter, Query
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day

NOTICE = dt.timedelta(days=7)  # before the day
GRACE = dt.timedelta(days=3)  # after the notice, however late it was given
OUTCOME = "destroyed"
REASON = "The day until which it may be kept has passed."
BY_ITSELF = "Nobody: FieldApp, at the day agreed with the sender"


class RenewalError(FieldappError):
    """A renewal without consent, or not for a limited time."""

    sentence = "It cannot be kept longer like this."
    remedy = "Give a later day, and say who of the sender agreed to it in writing, and when."


def expired(store: Store, day: dt.date) -> list[Received]:
    """Packages whose day has passed and whose records are here, the oldest first."""
    return [each for each in _held(store, day) if _days_over(each, day) > 0]


def soon(store: Store, day: dt.date) -> list[Received]:
    """Packages whose day comes within the time of notice."""
    return [each for each in _held(store, day + NOTICE) if _days_over(each, day) <= 0]


def _held(store: Store, until: dt.date) -> Iterator[Received]:
    filters = (Filter("state", HELD), Filter("keep_until", until.isoformat(), "until"))
    query = Query("received", filters=filters, sort="keep_until", descending=False)
    for each in store.records(query):
        if isinstance(each, Received) and each.keep_until and each.keep_until.last <= until:
            yield each


def _days_over(entry: Received, day: dt.date) -> int:
    assert entry.keep_until is not None
    return (day - entry.keep_until.last).days


def give_notice(store: Store, day: dt.date) -> list[Received]:
    """Note on which day it was first shown that a package goes; those noted now."""
    found = [each for each in (*expired(store, day), *soon(store, day)) if not each.notice_on]
    noted = [evolve(each, notice_on=Day(day.isoformat())) for each in found]
    if noted:
        store.save(*noted)
        store.seal(())
    return noted


def goes_on(entry: Received) -> dt.date | None:
    """The day on which the app deletes by itself; None while nobody was told."""
    if entry.keep_until is None or entry.notice_on is None:
        return None
    told = entry.notice_on.first + GRACE
    return max(entry.keep_until.last + dt.timedelta(days=1), told)


def overdue(store: Store, day: dt.date) -> list[Received]:
    """What the app deletes by itself on this day."""
    return [e for e in expired(store, day) if (on := goes_on(e)) is not None and day >= on]


def order_of_itself() -> Order:
    """How the log tells such a deletion."""
    return Order(OUTCOME, REASON, BY_ITSELF)


def renew(store: Store, entry: Received, until: Day, words: str, second_person: str) -> Destruction:
    """Keep it for a limited time longer, on the sender's written consent; that is logged too."""
    before = entry.keep_until
    later = before is None or until.last > before.last
    if not words.strip() or not later or until.last <= store.now().date() or entry.state != HELD:
        raise RenewalError
    told = "\n".join(filter(None, (entry.renewal, words.strip())))
    made = Destruction(
        title=f"Records of {entry.ref}",
        on=Day(store.now().date().isoformat()),
        outcome=RENEWED,
        until=until,
        reason=words.strip(),
        second_person=second_person.strip(),
        how="Kept, until the new day.",
        what=f"All of package {entry.package[:8]}",
        number=0,
        received=entry.id,
    )
    store.save(evolve(entry, keep_until=until, renewal=told, notice_on=None), made)
    store.seal(())
    stored = store.get(made.id)
    assert isinstance(stored, Destruction)
    return stored
