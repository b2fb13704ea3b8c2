"""What in the inbox waits for an officer: counted for the navigation, said at the entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from fieldapp.records.disclosures import Received
from fieldapp.services.package.receipts import OPEN, UNSENT
from fieldapp.services.package.retracting import EMPTY
from fieldapp.services.receiving import expiry
from fieldapp.services.receiving.destroying import HELD
from fieldapp.store.lists import Filter, Query
from fieldapp.store.store import Store
from fieldapp.vocab.spoken_days import day_in_words
from fieldapp.vocab.vocabulary import vocabulary


def count_waiting(store: Store) -> int:
    """Packages whose day has passed, whose sender waits, or whose copies are to be deleted."""
    waiting = {each.id for each in expiry.expired(store, store.now().date())}
    for state in (OPEN, UNSENT):
        query = Query("received", filters=(Filter("answering", state), Filter("state", HELD)))
        waiting.update(store.ids(store.keys(query)))
    return len(waiting) + sum(1 for each in _taking_back(store) if still_here(store, each))


def _taking_back(store: Store) -> Iterator[Received]:
    for each in store.records(Query("received", filters=(Filter("state", EMPTY),))):
        if isinstance(each, Received):
            yield each


def still_here(store: Store, entry: Received) -> tuple[str, ...]:
    """The copies that a package took back and that were not deleted yet."""
    found = store.get_many(entry.took_back)
    return tuple(each.id for each in found.values() if each.received_from and each.retracted)


def until_when(entry: Received, today: dt.date) -> tuple[bool, str]:
    """Whether it is late, and until when its records may be kept."""
    if entry.state == EMPTY:
        return False, "It takes records back and brought none of its own."
    if entry.state != HELD:
        told = vocabulary("received_state").label(entry.state)
        return False, f"{told}: none of its records is here any more. This entry stays."
    if entry.keep_until is None:
        return False, ""
    until = day_in_words(entry.keep_until)
    goes = expiry.goes_on(entry)
    if today > entry.keep_until.last:
        by_itself = f" FieldApp deletes them on {goes:%d %B %Y}." if goes and goes > today else ""
        return True, f"The agreed date has passed: {until}. Delete its records now.{by_itself}"
    if entry.notice_on is not None:
        return True, f"Its records are deleted after {until}, unless the sender agrees in writing."
    return False, f"You may keep its records until {until}."


def asked(entry: Received) -> str:
    """What the sender asks, and how far the answers are."""
    if entry.state != HELD:
        return ""
    what = ", ".join(vocabulary("ask").label(each) for each in entry.asked)
    by = f", by {day_in_words(entry.asked_by)}" if entry.asked_by else ""
    stands = vocabulary("answering_here").label(entry.answering) if entry.answering else ""
    if not what:
        return f"{stands}." if stands else ""
    return f"Asked of you: {what}{by}." + (f" {stands}." if stands else "")


def passing_on(entry: Received) -> str:
    """What the sender's terms say of passing it on, and how much of that is recorded here."""
    match entry.onward_sharing:
        case "listed":
            number = len(entry.listed_to)
            return f"It may go on only to those listed in their agreement: {number} recorded here."
        case "written_consent":
            number = len(entry.consent_to)
            return f"It may go on only with their written consent: to {number} recorded here."
    return "It may not be passed on."


def gaps_in_words(entry: Received) -> str:
    """What is missing before an imported package by now."""
    if not entry.missing:
        return ""
    return f"Missing before number {int(entry.sequence or 0)}: {entry.missing}. Ask for them."
