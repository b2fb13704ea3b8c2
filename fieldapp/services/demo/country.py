"""The invented country: its places and its records, dated by today."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

import resources
from fieldapp.records.record import Record, evolve
from fieldapp.services.adding import Plain, Reader
from fieldapp.services.importing.gazetteers import load_gazetteer, read_gazetteer
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day

# In the order in which a station would learn of them.
NOUNS = (
    "actor",
    "intermediary",
    "person",
    "partner",
    "agreement",
    "protocol",
    "impact_assessment",
    "relation",
    "source",
    "referral",
    "incident",
    "meeting",
    "action",
    "mission",
    "reference",
    "protection_priority",
    "objective",
    "scoring",
    "label",
    "tracking_system",
    "platform",
    "channel",
    "cluster_link",
    "access_constraint",
    "arrangement",
    "checklist",
    "negotiation",
    "notification_system",
    "notification",
    "product",
    "poc_analysis",
    "input_note",
    "cluster_strategy",
    "message",
    "influence_path",
    "advocacy_item",
    "last_resort_test",
    "escort_decision",
    "initiative",
    "training",
    "exercise",
    "harm_check",
    "guidance",
    "awareness",
    "framework",
    "advice_note",
    "conveyed_concern",
    "cmcoord_assessment",
    "recall",
    "destruction",
    "data_incident",
    "data_demand",
)
_RELATIVE = re.compile(r"([+-]\d+)d(?:~(month|quarter|year)| (\d\d:\d\d))?\Z", re.ASCII)
_LOCKED_AFTER = dt.timedelta(days=2)
_OPENED = dt.timedelta(days=420)


def now() -> dt.datetime:
    """The time in that country."""
    return dt.datetime.now(_zone())


def _zone() -> dt.timezone:
    hours, minutes = station_entry()["utc_offset"].split(":")
    return dt.timezone(dt.timedelta(hours=int(hours), minutes=int(minutes)))


def gazetteer_into(store: Store) -> int:
    """Load the places of the country; return how many."""
    parsed = read_gazetteer(resources.path("demo", "gazetteer.csv"))
    return load_gazetteer(store, parsed).stored


def station_entry() -> Plain:
    """The station's own record, as JSON."""
    found: Plain = _entries("station")[0]
    return found


def read(store: Store, now: dt.datetime) -> tuple[list[Record], Reader]:
    """Every record of the country, oldest first, and the reader that knows their labels.

    Wherever the computer stands, what happened there carries the hours of that country.
    """
    now = now.astimezone(_zone())
    reader = Reader(store)
    entries = [(store.kind(noun), dated(entry, now)) for noun in NOUNS for entry in _entries(noun)]
    records = [_aged(record, now) for record in reader.read(entries)]
    return sorted(records, key=lambda record: record.created_at or now), reader


def _entries(noun: str) -> Any:
    return json.loads(resources.path("demo", f"{noun}.json").read_text(encoding="utf-8"))


def dated(plain: Any, now: dt.datetime) -> Any:
    """The same JSON with each `-12d` and its like as a date counted from today."""
    match plain:
        case dict():
            return {name: dated(value, now) for name, value in plain.items()}
        case list():
            return [dated(value, now) for value in plain]
        case str() if found := _RELATIVE.match(plain):
            return _date(now + dt.timedelta(days=int(found[1])), found[2] or "day", found[3])
        case _:
            return plain


def _date(when: dt.datetime, precision: str, hour: str | None) -> str:
    if hour:
        return f"{when:%Y-%m-%d}T{hour}{when:%z}"
    if precision == "quarter":
        return f"{when.year} Q{(when.month + 2) // 3}"
    return when.date().isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]


def _aged(record: Record, now: dt.datetime) -> Record:
    """As if it had been written when it happened; notes older than two days are finished."""
    happened = next(_moments(record, now.tzinfo), now - _OPENED)
    # What is older was written down when the station was opened.
    written = min(max(happened + dt.timedelta(hours=5), now - _OPENED), now)
    aged = evolve(record, created_at=written)
    if record.sealable and written < now - _LOCKED_AFTER:
        return evolve(aged, finished_at=written + dt.timedelta(hours=1))
    return aged


def _moments(record: Record, zone: dt.tzinfo | None) -> Iterator[dt.datetime]:
    """When it was first known here, as well as its fields can say."""
    for name in ("reported_on", "submitted_at", "asked_on", "told_on", "signed_on", record.dated):
        value = getattr(record, name, None) if name else None
        if isinstance(value, dt.datetime):
            yield value
        elif isinstance(value, Day):
            yield dt.datetime.combine(value.first, dt.time(12), zone)
