"""Who got what of one record, when, under which clause: every package and paper that carried it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import attrs

from fieldapp.records.disclosures import Answered, Delivery
from fieldapp.services.aftercare.clock import OUT
from fieldapp.services.sharing.versions import chain
from fieldapp.store.row_links import columns, holders, rows_of
from fieldapp.store.store import Filter, Query, Store
from fieldapp.vocab.days import Day

NOUN = "disclosure"
CARRIES = "records.record"
PAGE = 20
_ENTRY = (
    "title",
    "agreement",
    "state",
    "channel",
    "errand",
    "at",
    "handed_to",
    "keep_until",
    "clauses",
    "deliveries",
    "answers",
)
_ROW = ("record", "outside", "level", "change", "kind")


@attrs.frozen(kw_only=True)
class Left:
    """One entry of the outbox and the one record that is asked about, as it left there."""

    disclosure: str
    title: str = attrs.field(repr=False)
    agreement: str
    channel: str
    errand: str
    at: dt.datetime | None
    handed_to: str = attrs.field(repr=False)
    keep_until: Day | None
    clauses: tuple[str, ...] = attrs.field(repr=False)
    deliveries: tuple[Delivery, ...] = attrs.field(repr=False)
    answers: tuple[Answered, ...] = attrs.field(repr=False)
    record: str
    kind: str
    outside: str
    level: str
    change: str


def left_of(
    store: Store, record_id: str, *, limit: int = PAGE, offset: int = 0
) -> tuple[Left, ...]:
    """What left of a record in any of its versions, newest first; a screenful at a time."""
    return tuple(_left(store, chain(store, record_id), limit, offset))


def carriers(store: Store, versions: Collection[str]) -> list[str]:
    """The entries that carried any of these versions, newest first, those never sent included."""
    return _holders(store, versions)


def count_left(store: Store, record_id: str) -> int:
    """How many entries that are out carried any version of a record."""
    states = columns(store, NOUN, carriers(store, chain(store, record_id)), ("state",))
    return sum(1 for (state,) in states.values() if state in OUT)


def _left(store: Store, versions: Collection[str], limit: int, offset: int) -> Iterator[Left]:
    found = _holders(store, versions, limit, offset)
    entries = columns(store, NOUN, found, _ENTRY)
    rows = rows_of(store, NOUN, found, "records", _ROW, ("record", versions))
    for each in sorted(rows, key=lambda row: found.index(row[0])):
        entry = dict(zip(_ENTRY, entries[each[0]], strict=True))
        if entry["state"] in OUT:
            yield _made(each, entry)


def _made(row: Sequence[Any], entry: dict[str, Any]) -> Left:
    told = dict(zip(_ROW, row[1:], strict=True))
    return Left(
        disclosure=row[0],
        title=entry["title"],
        agreement=entry["agreement"],
        channel=entry["channel"],
        errand=entry["errand"],
        at=entry["at"],
        handed_to=entry["handed_to"],
        keep_until=entry["keep_until"],
        clauses=tuple(entry["clauses"].splitlines()),
        deliveries=entry["deliveries"],
        answers=tuple(each for each in entry["answers"] if each.outside == told["outside"]),
        **{name: value or "" for name, value in told.items()},
    )


def _holders(store: Store, versions: Collection[str], limit: int = 0, offset: int = 0) -> list[str]:
    gone = [each for each in versions if not store.exists(each)]
    if not gone:
        return holders(store, NOUN, CARRIES, versions, limit=limit, offset=offset)
    # Links to what was removed for ever are gone with it; the entries name it still.
    found = set(holders(store, NOUN, CARRIES, versions))
    for each in gone:
        named = Query(NOUN, filters=(Filter("records", each, "mentions"),))
        found.update(store.ids(store.keys(named)))
    newest = sorted(found, reverse=True)  # an id begins with its time
    return newest[offset : offset + limit] if limit else newest
