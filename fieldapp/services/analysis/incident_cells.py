"""The counting rules on groups of incidents as SQL adds them up, not on one record at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import attrs

from fieldapp.records.incident_rules import HARMS, STUB_ACTS
from fieldapp.services.analysis.counting import Count, Unit, counting_unit, harms_of
from fieldapp.store import grouping
from fieldapp.store.grouping import Group, Key, Scope
from fieldapp.store.store import Store
from fieldapp.vocab.tallies import GROUPS

_RANGE = ("victims_least", "victims_most")
# Incidents that are alike in these are counted by the same rule, so they can be added up first.
ALIKE: tuple[Key, ...] = (
    *(Key(name, "there") for name in _RANGE),
    *(Key(harm, "known") for harm in HARMS),
    *(Key(harm, "estimated") for harm in HARMS),
)
SUMS: tuple[tuple[Key, ...], ...] = (
    *((Key(harm, group),) for harm in HARMS for group in GROUPS),
    *((Key(name),) for name in _RANGE),
)


@attrs.frozen
class Cell:
    """Incidents of one act that are alike: how many, and their numbers added up."""

    keys: tuple[str | int | float, ...]
    act: str
    events: int
    differ: bool = False
    known: frozenset[str] = frozenset()
    estimated: frozenset[tuple[str, str]] = frozenset()
    people: tuple[tuple[str, str, int], ...] = ()
    least: int = 0
    most: int = 0

    def victims(self, harms: Sequence[str], groups: Sequence[str] = GROUPS) -> Count:
        """The people who came to these harms, as `counting.victims` tells it of each incident."""
        if self.act in STUB_ACTS:
            return Count()
        if self.differ and self._range_is_of(harms, groups):
            return Count(least=self.least, most=self.most, ranges=self.events)
        exact = about = 0
        for harm, group, number in self.people:
            if harm in harms and group in groups:
                sure = (harm, group) not in self.estimated and not self.differ
                exact, about = (exact + number, about) if sure else (exact, about + number)
        return Count(exact=exact, about=about)

    def count(self, unit: Unit) -> Count:
        """In its unit; an act that has victims and no number is not one without victims."""
        if unit == "events":
            return Count(exact=self.events)
        harms = harms_of(self.act)
        found = self.victims(harms)
        told = found.ranges or self.known & set(harms)
        return found if told or counting_unit(self.act) == "events" else Count(untold=self.events)

    def _range_is_of(self, harms: Sequence[str], groups: Sequence[str]) -> bool:
        told = self.known or set(harms_of(self.act))
        return set(groups) == set(GROUPS) and told <= set(harms)


def cells(
    store: Store, scope: Scope, keys: Sequence[Key] = (), *, people: bool = True
) -> list[Cell]:
    """The incidents of a scope by act and by `keys`; without `people` only how many."""
    asked = [*keys, Key("act"), *(ALIKE if people else ())]
    found = grouping.groups(store.vault.db, scope, asked, SUMS if people else ())
    return [_cell(row, len(keys), people=people) for row in found]


def _cell(row: Group, keys: int, *, people: bool) -> Cell:
    act, at = str(row[keys]), keys + 1
    if not people:
        return Cell(row[:keys], act, int(row[at]))
    least, most = row[at : at + 2]
    known = row[at + 2 : at + 2 + len(HARMS)]
    estimated = row[at + 2 + len(HARMS) : at + len(ALIKE)]
    at += len(ALIKE)
    sums = [int(each) for each in row[at + 2 :]]
    return Cell(
        row[:keys],
        act,
        int(row[at]),
        bool(least and most),
        frozenset(harm for harm, told in zip(HARMS, known, strict=True) if told),
        frozenset(
            (harm, group)
            for harm, said in zip(HARMS, estimated, strict=True)
            for group in (json.loads(str(said)) if said else ())
        ),
        tuple(
            (harm, group, sums[n * len(GROUPS) + m])
            for n, harm in enumerate(HARMS)
            for m, group in enumerate(GROUPS)
            if sums[n * len(GROUPS) + m]
        ),
        *sums[-2:],
    )


def added(counts: Iterable[Count]) -> Count:
    """All of them together; as `sum` does, but quick enough for thousands."""
    exact = about = least = most = ranges = untold = 0
    for each in counts:
        exact, about, least = exact + each.exact, about + each.about, least + each.least
        most, ranges, untold = most + each.most, ranges + each.ranges, untold + each.untold
    return Count(exact, about, least, most, ranges, untold)
