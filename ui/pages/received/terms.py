"""Small forms at a package that came in: its terms filled in, what it brought deleted or kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from fieldapp.records.aftercare import Destruction
from fieldapp.records.disclosures import Received
from fieldapp.records.record import Record, evolve
from fieldapp.services.receiving import expiry
from fieldapp.services.receiving.destroying import Order
from fieldapp.store.store import Store
from ui.pages.board.act_form import Asked

_LISTED = ("listed_to", "listed_words")
_CONSENT = ("consent_to", "consent_on", "consent_until", "consent_words")
_ORDER = ("outcome", "second_person", "reason")
TO_BE_LISTED = "Only whom the agreement itself names, in its words. Who is not here gets nothing."
TO_CONSENT = "Only whom the sender named in writing. Who is not here gets nothing."
FOR_GOOD = (
    "For good: with its words, history and attachments. The entry stays, and a certificate can be "
    "written. Backups that were made before hold it until they are replaced."
)
LONGER = "Only on the sender's written consent, and for a limited time."


def passing_on(store: Store, entry: Received, done: Callable[[Received], object]) -> Asked:
    """Who is listed, or to whom the sender consented."""
    names = _LISTED if entry.onward_sharing == "listed" else _CONSENT
    note = TO_BE_LISTED if names is _LISTED else TO_CONSENT

    def keep(values: Mapping[str, Any]) -> None:
        made = evolve(store.get(entry.id), **values)
        assert isinstance(made, Received)
        done(made)

    values = {name: getattr(entry, name) for name in names}
    return Asked("Keep", tuple(Received.field(name) for name in names), values, keep, note)


def deleting(entry: Received, ids: tuple[str, ...], done: Callable[[Order], object]) -> Asked:
    """What becomes of the records, why, and who saw it."""

    def begin(values: Mapping[str, Any]) -> None:
        told = {name: str(values[name]) for name in _ORDER}
        done(Order(told["outcome"], told["reason"], told["second_person"], ids))

    reason = "It was taken back by its sender." if ids else expiry.REASON if entry.notice_on else ""
    fields = tuple(Destruction.field(name) for name in _ORDER)
    start = {"outcome": "destroyed", "reason": reason}
    words = "Delete the copy" if len(ids) == 1 else "Delete its records now"
    return Asked(words, fields, start, begin, FOR_GOOD)


def keeping_longer(store: Store, entry: Received, done: Callable[[Record], object]) -> Asked:
    """Until when, on whose word, and who saw it."""

    def renew(values: Mapping[str, Any]) -> None:
        until = values["until"]
        if until is None:
            raise expiry.RenewalError
        done(expiry.renew(store, entry, until, str(values["reason"]), str(values["second_person"])))

    reason = Destruction.field("reason")
    said = attrs.evolve(reason, spec=attrs.evolve(reason.spec, label="Their consent, in writing"))
    fields = (Destruction.field("until"), Destruction.field("second_person"), said)
    return Asked("Keep it longer", fields, {}, renew, LONGER)
