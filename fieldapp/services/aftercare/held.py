"""What one recipient holds of ours: what went there, less what was taken back or destroyed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from fieldapp.records.disclosures import Delivery
from fieldapp.services.aftercare.clock import IMPORTED, OUT
from fieldapp.services.aftercare.left import NOUN
from fieldapp.services.sharing.result import RETRACT
from fieldapp.store.row_links import columns, holders, rows_of
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day

_ENTRY = ("state", "errand", "agreement", "at", "keep_until", "deliveries", "channel", "clauses")
_CODES = re.compile(r"[A-Z]{2,8}-[0-9A-Z]{4}-[0-9A-Z]{4}")
_ROW = ("outside", "record", "kind", "level", "change")


@attrs.frozen(kw_only=True)
class Held:
    """One record as a recipient holds it: by which package, until when it may be kept."""

    outside: str
    record: str
    kind: str
    level: str
    agreement: str
    disclosure: str
    at: dt.datetime | None
    keep_until: Day | None
    channel: str
    asked_back: bool = False  # a retraction left and they have not imported it yet

    def overdue(self, day: dt.date) -> bool:
        """Whether the time for which it may be kept is over."""
        return self.keep_until is not None and self.keep_until.last < day


@attrs.frozen
class _Entry:
    """An entry of the outbox as far as one recipient is concerned."""

    id: str
    errand: str
    agreement: str
    at: dt.datetime | None
    keep_until: Day | None
    channel: str
    receipt: str
    destroyed: bool
    alone: bool  # no other recipient had it


def held_by(store: Store, partner_id: str) -> tuple[Held, ...]:
    """What a recipient holds, newest first; of several packages with a record the newest counts.

    A record is gone once every package that carried it was certified as destroyed, or once a
    retraction was imported there.
    """
    entries = {each.id: each for each in _entries(store, partner_id)}
    gone = _certified(store, [each.id for each in entries.values() if each.alone])
    gone |= _told(store, list(entries), partner_id)
    rows: dict[str, list[tuple[Any, ...]]] = {each: [] for each in entries}
    for row in rows_of(store, NOUN, list(entries), "records", _ROW):
        if (row[0], row[1]) not in gone:
            rows[row[0]].append(row[1:])
    found: dict[tuple[str, str], Held] = {}
    for entry in entries.values():  # oldest first
        for row in rows[entry.id]:
            _reckon(found, entry, row)
    return tuple(reversed(found.values()))


def _entries(store: Store, partner_id: str) -> Iterator[_Entry]:
    ids = holders(store, NOUN, "deliveries.partner", [partner_id])[::-1]
    told = columns(store, NOUN, ids, _ENTRY)
    for each in ids:
        entry = dict(zip(_ENTRY, told[each], strict=True))
        mine: list[Delivery] = [row for row in entry["deliveries"] if row.partner == partner_id]
        if entry["state"] in OUT and mine:
            yield _Entry(
                each,
                entry["errand"],
                entry["agreement"],
                entry["at"],
                entry["keep_until"],
                entry["channel"],
                mine[-1].receipt_state,
                mine[-1].destroyed_on is not None,
                len(entry["deliveries"]) == 1,
            )


def _certified(store: Store, ids: Sequence[str]) -> set[tuple[str, str]]:
    """Entry and code of single records that their one recipient certified as gone."""
    found = holders(store, "destruction", "disclosure", ids)
    told = columns(store, "destruction", found, ("disclosure", "outcome", "by"))
    return {
        (told[each][0], code)
        for each, code in rows_of(store, "destruction", found, "records", ("code",))
        if told[each][1:] in (("destroyed", "recipient"), ("anonymised", "recipient"))
    }


def _told(store: Store, ids: Sequence[str], partner_id: str) -> set[tuple[str, str]]:
    """Entry and code of single records that this recipient said are gone, when asked for them."""
    found = holders(store, "recall", "asked.disclosure", ids)
    rows = rows_of(store, "recall", found, "asked", ("disclosure", "partner", "answer", "codes"))
    return {
        (disclosure, code)
        for _, disclosure, partner, answer, codes in rows
        if partner == partner_id and answer == "destroyed"
        for code in _CODES.findall(codes or "")
    }


def _reckon(found: dict[tuple[str, str], Held], entry: _Entry, row: tuple[Any, ...]) -> None:
    outside, record, kind, level, _ = (each or "" for each in row)
    key = entry.agreement, outside
    if entry.errand == RETRACT:
        if entry.receipt == IMPORTED or entry.destroyed:
            found.pop(key, None)
        elif key in found:
            found[key] = attrs.evolve(found[key], asked_back=True)
    elif not entry.destroyed:
        found.pop(key, None)
        found[key] = Held(
            outside=outside,
            record=record,
            kind=kind,
            level=level,
            agreement=entry.agreement,
            disclosure=entry.id,
            at=entry.at,
            keep_until=entry.keep_until,
            channel=entry.channel,
        )
