"""On how many places and sources each count of a table rests: who could be seen behind it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping

import attrs

from fieldapp.services.disclosure_control.grid import At


@attrs.frozen
class Behind:
    """What lies behind one event that is counted: its finest place, how fine that is as an admin
    level, and who told of it."""

    place: str = attrs.field(repr=False)
    level: int = -1
    sources: frozenset[str] = attrs.field(default=frozenset(), repr=False)


def rests_on_one(events: Collection[Behind], level: int) -> bool:
    """Whether all events of a count come from one place finer than the area that is counted, or
    from one and the same source."""
    if not events:
        return False
    places = {each.place for each in events}
    told = [each.sources for each in events]
    one_place = len(places) == 1 and all(each.level > level for each in events)
    return one_place or (len(set[str]().union(*told)) == 1 and all(told))


def spell(rows: str, events: Mapping[At, Collection[Behind]], level: int) -> str:
    """The cells of a table that rest on one place or source, as in a spreadsheet; the first word
    stands for the table as it was then. `level` is that of the areas that it counts."""
    found = sorted(at for at, some in events.items() if rests_on_one(some, level))
    return " ".join([_stamp(rows), *(f"R{row + 1}C{column + 1}" for row, column in found)])


def read(rows: str, text: str) -> frozenset[At] | None:
    """Those cells; None where it is not known: the table was typed, or changed since."""
    stamp, *words = text.split() or [""]
    found = [_CELL.fullmatch(each) for each in words]
    if stamp != _stamp(rows) or not all(found):
        return None
    return frozenset((int(each[1]) - 1, int(each[2]) - 1) for each in found if each)


def _stamp(rows: str) -> str:
    return hashlib.sha256(rows.encode()).hexdigest()[:12]


_CELL = re.compile(r"R([1-9]\d{0,4})C([1-9]\d{0,4})")
