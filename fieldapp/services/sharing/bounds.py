"""Whether a record lies within the areas and the period that an agreement names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from fieldapp.records.fields import Kind
from fieldapp.records.record import Record
from fieldapp.services.sharing.terms import Terms
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Place


def beyond(record: Record, terms: Terms) -> Iterator[str]:
    """The rules by which it lies elsewhere or in another time; what nobody knows counts as that.

    A type that declares no place, or no date by which it is listed, has none to compare.
    """
    if (terms.first or terms.last) and not _in_period(record, terms):
        yield "agreement:period"
    if terms.areas and not _in_areas(record, terms):
        yield "agreement:area"


def _in_period(record: Record, terms: Terms) -> bool:
    if not record.dated:
        return True
    span = _span(getattr(record, record.dated))
    if span is None:
        return False
    first, last = span
    return (terms.first is None or first >= terms.first) and (
        terms.last is None or last <= terms.last
    )


def _span(value: Day | dt.datetime | None) -> tuple[dt.date, dt.date] | None:
    """The days on which it may have been: a month that only begins in the period lies beyond it."""
    if isinstance(value, dt.datetime):
        return value.date(), value.date()
    return (value.first, value.last) if value is not None else None


def _in_areas(record: Record, terms: Terms) -> bool:
    declared = _place_fields(type(record))
    if not declared:
        return True
    told = [place for place in _places(record, declared) if place]
    return bool(told) and all(
        any(area.pcode in terms.areas for area in place.path) for place in told
    )


def _places(record: Record, declared: tuple[tuple[str, str], ...]) -> Iterator[Place]:
    for name, inner in declared:
        if inner:
            yield from (getattr(row, inner) for row in getattr(record, name))
        else:
            yield getattr(record, name)


def _declared_places(kind: Any) -> tuple[tuple[str, str], ...]:
    """Each field that holds a place: its name, or that of the rows and the field within."""
    found: list[tuple[str, str]] = []
    for field in kind.fields():
        if field.spec.kind is Kind.PLACE:
            found.append((field.name, ""))
        elif field.spec.part is not None:
            rows = field.spec.part.fields()
            found += [(field.name, each.name) for each in rows if each.spec.kind is Kind.PLACE]
    return tuple(found)


# Declarations do not change while the app runs, and this is asked for with every record.
_place_fields: Callable[[Any], tuple[tuple[str, str], ...]] = cache(_declared_places)
