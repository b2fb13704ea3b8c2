"""What changed between two versions of a notification, in the words a party is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from fieldapp.records.fields import Field, Kind
from fieldapp.records.notifications import Notification
from fieldapp.records.record import Part
from fieldapp.records.values import in_words, is_empty, place_in_words
from fieldapp.services.notifications.told import for_party, told_fields
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Place
from fieldapp.vocab.spoken_days import day_in_words, offset_in_words

NOTHING = "nothing"
_OWN = frozenset({"change_notice"})
_STANDS = {
    "cancelled": "This movement will not take place.",
    "delayed": "This movement is delayed.",
    "removed": "This site is taken off the list. Its protection under the law does not change.",
}


def change_notice(before: Notification, after: Notification) -> str:
    """One line a change, from the labels of what is told; times carry their UTC offset."""
    numbers = f"Version {number_of(after)} replaces version {number_of(before)}."
    stands = _STANDS.get(after.status, "")
    told = (for_party(before), for_party(after))
    lines = [
        line
        for field in _compared()
        for line in _changes(field, getattr(told[0], field.name), getattr(told[1], field.name))
    ]
    if not lines and not stands:
        lines = ["Nothing that a party is told has changed."]
    return "\n".join(part for part in (numbers, stands, *lines) if part)


def number_of(notification: Notification) -> int:
    """Its version; the first is 1."""
    return int(notification.version or 1)


def moment_in_words(value: dt.datetime | Day | None) -> str:
    """Such as `25 Nov 2026 06:00 +02:00`."""
    if value is None:
        return ""
    if isinstance(value, Day):
        return day_in_words(value)
    return f"{day_in_words(Day(f'{value:%Y-%m-%d}'))} {value:%H:%M} {offset_in_words(value)}"


def _compared() -> tuple[Field, ...]:
    fields = [each for each in told_fields() if each.name not in _OWN]
    return (*fields, Notification.field("people"))


def _changes(field: Field, before: Any, after: Any) -> Iterator[str]:
    if before == after:
        return
    if field.spec.kind is Kind.PARTS:
        yield from _row_changes(field, before, after)
        return
    yield f"{field.spec.label}: {_said(field, after)} (was {_said(field, before)})."


def _row_changes(field: Field, before: Sequence[Part], after: Sequence[Part]) -> Iterator[str]:
    old, new = ({row.id: row for row in rows} for rows in (before, after))
    label = field.spec.label
    for number, row in enumerate(after, 1):
        if row.id not in old:
            yield f"{label}, row {number}, new: {_row_said(row)}."
        elif row != old[row.id]:
            yield f"{label}, row {number}: {_row_said(row)} (was {_row_said(old[row.id])})."
    for row in before:
        if row.id not in new:
            yield f"{label}, taken out: {_row_said(row)}."
    kept = [each for each in old if each in new]
    if kept != [each for each in new if each in old]:
        names = ", ".join(str(getattr(row, "name", "")) or NOTHING for row in after)
        yield f"{label}, new order: {names}."


def _row_said(row: Part) -> str:
    told = (
        f"{each.spec.label.lower()} {_said(each, value)}"
        for each in row.fields()
        if not is_empty(value := getattr(row, each.name))
    )
    return ", ".join(told) or NOTHING


def _said(field: Field, value: Any) -> str:
    match field.spec.kind:
        case Kind.MOMENT:
            return moment_in_words(value) or NOTHING
        case Kind.PLACE if isinstance(value, Place):
            return _place_said(value) or NOTHING
        case Kind.NUMBER if value is not None:
            return (
                f"{value:.5f}" if "itude" in field.name else f"{value:g} {field.spec.unit}".strip()
            )
        case _:
            return " ".join(in_words(field, value).split()) or NOTHING


def _place_said(place: Place) -> str:
    if place.latitude is None or place.longitude is None:
        return place_in_words(place)
    point = f"{place.latitude:.5f}, {place.longitude:.5f} (WGS84)"
    named = bool(place.path or place.heard)
    return f"{place_in_words(place)}, {point}" if named else point
