"""On how many places and sources each count of a table rests: who could be seen behind it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping

import attrs

from fieldapp.services.disclosure_control.grid import At


@attrs.frozen
class Behind:
    """What lies behind one event that is counted: its finest place, and who told of it."""

    place: str = attrs.field(repr=False)
    sources: frozenset[str] = attrs.field(default=frozenset(), repr=False)


def rests_on_one(events: Collection[Behind]) -> bool:
    """Whether all events of a count come from one place, or from one and the same source."""
    if not events:
        return False
    places = {each.place for each in events}
    told = [each.sources for each in events]
    one_source = len(set[str]().union(*told)) == 1 and all(told)
    return len(places) == 1 or one_source


def spell(events: Mapping[At, Collection[Behind]]) -> str:
    """The cells that rest on one place or source, as text to keep beside a table."""
    return json.dumps(sorted(at for at, some in events.items() if rests_on_one(some)))


def read(text: str) -> frozenset[At] | None:
    """Those cells; None where it is not known, as for a table that was typed."""
    try:
        found = json.loads(text)
        return frozenset((int(row), int(column)) for row, column in found)
    except (TypeError, ValueError):
        return None


def shown(cells: Iterable[At], gone: Collection[At]) -> int:
    """How many of the cells are shown."""
    return sum(at not in gone for at in cells)
