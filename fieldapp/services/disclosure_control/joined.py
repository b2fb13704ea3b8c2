"""Tables joined as a reader joins them: with each other, and with those that were received before.

Two cells of the same unit and period that count the same are one count. A cell of another period
that lies within, or around, that of an earlier table differs from the earlier one by a count that
nobody printed, and that must not be small either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from fieldapp.services.disclosure_control.adding_up import sums
from fieldapp.services.disclosure_control.grid import At, Grid, grid_of
from fieldapp.services.disclosure_control.lines import Counts, Line, is_small
from fieldapp.vocab.folding import fold

Key = frozenset[str]
Spot = tuple[int, At]  # which table, and where in it
Population = tuple[str, str, str]


@attrs.frozen
class CountTable:
    """A table as text, what its counts are of, and from which day to which, in which area.

    `reference` names the package in which it left, for one that left before.
    """

    rows: str = attrs.field(repr=False)
    unit: str = ""
    first: str = ""
    last: str = ""
    area: str = ""
    reference: str = ""

    @property
    def population(self) -> Population:
        """What must be the same for two cells to be one count."""
        return " ".join(fold(self.unit).split()), self.first, self.last


@attrs.frozen
class Joined:
    """All counts with their lines, and where each stands."""

    counts: Counts
    at: Mapping[Spot, int]
    must_hide: frozenset[int]
    because: Mapping[int, str]  # a difference, or a count hidden before, and in which package


class _Joining:
    """Collects counts and lines; the counts of one key are one count where their values agree."""

    def __init__(self, smallest: int) -> None:
        self.smallest = smallest
        self.values: list[int] = []
        self.lines: list[Line] = []
        self.unseen: set[int] = set()
        self.known: set[int] = set()
        self.hide: set[int] = set()
        self.because: dict[int, str] = {}
        self.at: dict[Spot, int] = {}
        self.by_key: dict[tuple[Population, Key], dict[int, int]] = {}

    def new(self, value: int) -> int:
        self.values.append(value)
        return len(self.values) - 1

    def add(self, number: int, table: CountTable) -> None:
        """A table that is to leave."""
        grid = grid_of(table.rows)
        for at, value in grid.counts().items():
            self.at[number, at] = self._of(table, grid, at, value)
        cells = {at: self.at[number, at] for at in grid.counts()}
        for each in sums(grid):
            parts = tuple(cells[part] for part in each.parts if part in cells)
            if each.total is None:
                total = self._whole(table, sum(self.values[part] for part in parts))
            else:
                total = cells[each.total]
            if total not in parts and len(set(parts)) == len(parts):
                self.lines.append(Line(total, parts))

    def _of(self, table: CountTable, grid: Grid, at: At, value: int) -> int:
        known = self.by_key.setdefault((table.population, key_of(table, grid, at)), {})
        if value not in known:
            known[value] = self.new(value)
        return known[value]

    def _whole(self, table: CountTable, value: int) -> int:
        """All of a table together, where it does not say so itself; another table may."""
        known = self.by_key.setdefault((table.population, _scope(table)), {})
        if value not in known:
            known[value] = self.new(value)
            self.unseen.add(known[value])
        return known[value]

    def compare(self, table: CountTable) -> None:
        """A table that this recipient has already."""
        grid = grid_of(table.rows)
        counts, here = grid.counts(), dict[At, int]()
        for at, value in counts.items():
            here[at] = self._seen_before(table, key_of(table, grid, at), value)
        for at in grid.hidden():
            same = self.by_key.get((table.population, key_of(table, grid, at)), {})
            for each in same.values():
                self.hide.add(each)
                self.because.setdefault(each, table.reference)
                here[at] = each
        for found in sums(grid):
            if found.total in here and all(part in here for part in found.parts):
                line = Line(here[found.total], tuple(here[part] for part in found.parts))
                if self.values[line.total] == sum(self.values[part] for part in line.parts):
                    self.lines.append(line)

    def _seen_before(self, table: CountTable, key: Key, value: int) -> int:
        same = self.by_key.get((table.population, key), {})
        if value in same and same[value] not in self.unseen:
            self.known.add(same[value])
        before = same[value] if value in same else self.new(value)
        self.known.add(before)
        self.unseen.discard(before)
        for (population, other), counts in list(self.by_key.items()):
            if other == key and _overlap(population, table.population):
                for now, each in counts.items():
                    if is_small(abs(now - value), self.smallest):
                        self._differ(each, before, table.reference)
        return before

    def _differ(self, now: int, before: int, reference: str) -> None:
        larger, smaller = (now, before) if self.values[now] > self.values[before] else (before, now)
        between = self.new(self.values[larger] - self.values[smaller])
        self.unseen.add(between)
        self.because[between] = reference
        self.lines.append(Line(larger, (smaller, between)))

    def done(self) -> Joined:
        counts = Counts(
            tuple(self.values), tuple(self.lines), frozenset(self.unseen), frozenset(self.known)
        )
        return Joined(counts, self.at, frozenset(self.hide - self.known), self.because)


def join(tables: Sequence[CountTable], earlier: Sequence[CountTable], smallest: int) -> Joined:
    """Tables that are to leave, with those that left before to the same recipient."""
    joining = _Joining(smallest)
    for number, table in enumerate(tables):
        joining.add(number, table)
    for table in earlier:
        joining.compare(table)
    return joining.done()


def key_of(table: CountTable, grid: Grid, at: At) -> Key:
    """What a cell counts, in any table: the labels that are no totals, and the table's area."""
    return frozenset(filter(None, grid.names(at))) | _scope(table)


def _scope(table: CountTable) -> Key:
    area = " ".join(fold(table.area).split())
    return frozenset({area} if area else ())


def _overlap(one: Population, other: Population) -> bool:
    """Whether one period lies within the other; what only meets at its edge tells nothing."""
    if one[0] != other[0]:
        return False
    return (one[1] <= other[1] and other[2] <= one[2]) or (
        other[1] <= one[1] and one[2] <= other[2]
    )
