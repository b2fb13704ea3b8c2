"""Incidents that may be the same event: same act, days that meet, one area within the other."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from fieldapp.records.incidents import Incident
from fieldapp.records.record import Record
from fieldapp.store.lists import Filter, Query
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Place

MOST = 6
_LOOKED_AT = 400


@attrs.frozen
class Alike:
    """A record that may tell of the same event, and what speaks for it."""

    record: Incident = attrs.field(repr=False)
    why: str
    weight: int


def alike(store: Store, copy: Record) -> tuple[Alike, ...]:
    """Records here that may be the same as this one, the likeliest first.

    Our own come before those of other senders; none is merged by the app itself.
    """
    if not isinstance(copy, Incident) or not copy.act or copy.happened is None:
        return ()
    found = [made for each in _near(store, copy) if (made := _compared(copy, each))]
    found.sort(key=lambda each: (bool(each.record.received_from), -each.weight, each.record.ref))
    return tuple(found[:MOST])


def _near(store: Store, copy: Incident) -> Iterator[Incident]:
    """By SQL: the same act in the same months, in any precision, under the same province."""
    assert copy.happened is not None
    first, last = copy.happened.first.isoformat(), copy.happened.last.isoformat()
    filters = [
        Filter("act", copy.act),
        Filter("happened", first[:4], "since"),
        Filter("happened", last[:7], "until"),
    ]
    area = copy.place.path[:2]
    if area:
        filters.append(Filter("place", area[-1].pcode, "under"))
    query = Query("incident", filters=tuple(filters), sort="happened", limit=_LOOKED_AT)
    for each in store.records(query):
        gone = isinstance(each, Incident) and (each.merged_into or each.superseded_by)
        if isinstance(each, Incident) and each.id != copy.id and not gone and not each.retracted:
            yield each


def _compared(copy: Incident, other: Incident) -> Alike | None:
    days, area = _days(copy.happened, other.happened), _area(copy.place, other.place)
    if not days or not area:
        return None
    told = ["same act", days[1], area[1]]
    weight = days[0] + area[0]
    if copy.killed and copy.killed == other.killed:
        told.append("same number killed")
        weight += 2
    return Alike(other, ", ".join(told), weight)


def _days(one: Day | None, other: Day | None) -> tuple[int, str] | None:
    if one is None or other is None or one.first > other.last or other.first > one.last:
        return None
    if one == other:
        return (3, "same day") if one.precision == "day" else (1, "same month or year")
    return 1, "days that meet"


def _area(one: Place, other: Place) -> tuple[int, str] | None:
    """One within the other, finer than the country."""
    paths = [tuple(area.pcode for area in each.path) for each in (one, other)]
    depth = min(map(len, paths))
    if depth < 2 or paths[0][:depth] != paths[1][:depth]:
        return None
    same = len(paths[0]) == len(paths[1])
    return depth if same else 1, "same area" if same else "one area within the other"
