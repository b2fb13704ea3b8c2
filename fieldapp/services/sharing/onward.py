"""Passing on what others sent us: only as their terms allow, to whom, and no longer than theirs.

A package says in one word whether its content may be passed on. Whom the sender's agreement lists,
and to whom it consented in writing, an officer records at the entry in the inbox; what is not
recorded there is not allowed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

import attrs

from fieldapp.records.disclosures import Received
from fieldapp.records.record import Record
from fieldapp.services.sharing.terms import Terms
from fieldapp.store.store import Query, Store
from fieldapp.vocab.days import Day

PROHIBITED, LISTED, CONSENT = "prohibited", "listed", "written_consent"
HELD = "held"

REASONS: Mapping[str, str] = {
    "record:received": "This came from another station: it is theirs to share, not ours.",
    "onward:prohibited": "It came from another station, whose terms prohibit passing it on.",
    "onward:not_listed": (
        "It came from another station, whose terms let it go only to those listed in its "
        "agreement; that a recipient is listed is not recorded."
    ),
    "onward:consent": (
        "It came from another station, whose terms let it go only with its written consent; none "
        "to every one of these recipients is recorded."
    ),
    "onward:expired": (
        "It came from another station, and the day until which we may keep it has passed."
    ),
    "onward:wider": (
        "It came from another station, and this agreement lets its recipients pass it on further "
        "than its terms do."
    ),
}


@attrs.frozen
class Onward:
    """The packages that a selection came with, and how far this agreement lets it travel on."""

    entries: Mapping[str, Received] = attrs.field(factory=dict, repr=False)
    further: str = PROHIBITED

    def refusal(self, record: Record, terms: Terms) -> str:
        """The rule by which a received record stays here; empty where its terms let it go."""
        if not record.received_from:
            return ""
        entry = self.entries.get(record.received_from)
        if entry is None or not terms.partners or terms.day is None:
            return "record:received"
        if entry.keep_until is None or terms.day > entry.keep_until.last or entry.state != HELD:
            return "onward:expired"
        if rule := _refused(entry, terms.partners, terms.day):
            return rule
        return "" if self.further in (PROHIBITED, CONSENT) else "onward:wider"

    def keep_until(self, agreed: Day | None, records: Iterable[Record]) -> Day | None:
        """The earliest of the agreement's day and of those of the packages that records are of."""
        days = [agreed] if agreed is not None else []
        for each in {record.received_from for record in records} & set(self.entries):
            if (day := self.entries[each].keep_until) is not None:
                days.append(day)
        return min(days, key=lambda day: day.last, default=None)


def _refused(entry: Received, partners: Collection[str], day: dt.date) -> str:
    match entry.onward_sharing:
        case "listed":
            known = entry.listed_words.strip() and set(partners) <= set(entry.listed_to)
            return "" if known else "onward:not_listed"
        case "written_consent":
            return "" if _consented(entry, partners, day) else "onward:consent"
        case _:
            return "onward:prohibited"


def _consented(entry: Received, partners: Collection[str], day: dt.date) -> bool:
    given, until = entry.consent_on, entry.consent_until
    if given is None or given.first > day or not entry.consent_words.strip():
        return False
    if until is not None and until.last < day:
        return False
    return set(partners) <= set(entry.consent_to)


def onward_of(store: Store, further: str, records: Iterable[Record]) -> Onward:
    """The terms of every package that some of these records came with."""
    found = store.get_many({each.received_from for each in records if each.received_from})
    entries = {key: each for key, each in found.items() if isinstance(each, Received)}
    return Onward(entries, further)


def may_pass_on(store: Store) -> list[Received]:
    """The packages whose terms do not rule out that something of them is passed on."""
    found = (each for each in store.records(Query("received")) if isinstance(each, Received))
    return [e for e in found if e.state == HELD and e.onward_sharing in (LISTED, CONSENT)]
