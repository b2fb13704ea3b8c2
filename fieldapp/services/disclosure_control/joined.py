"""Tables joined as a reader joins them: with each other, and with those that were received before.

Two cells of the same unit and period that count the same are one count. A cell of another period
that lies within, or around, that of an earlier table differs from the earlier one by a count that
nobody printed, and that must not be small either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from fieldapp.services.disclosure_control.adding_up import sums, worked_out
from fieldapp.services.disclosure_control.grid import At, Grid, grid_of
from fieldapp.services.disclosure_control.lines import Counts, Line, is_small
from fieldapp.vocab.folding import fold

Population = tuple[str, str, str]  # unit, first day, last day
Key = tuple[Population, frozenset[str]]
Spot = tuple[int, At]  # which table, and where in it
# What a row says that it counts, where rows of one table count different things.
_ALIKE = {"incidents": "events", "incident": "events", "event": "events"}
_UNITS = frozenset({*_ALIKE, "events", "victims", "people"})
WHOLE = 800  # counts of which every difference is looked at
_ALWAYS, _EVER = "0000", "9999"


@attrs.frozen
class CountTable:
    """A table as text, what its counts are of, and from which day to which, in which area.

    `reference` names the package in which it left, for one that left before; `kept` is the same
    table with what was hidden in it, where that is still known here.
    """

    rows: str = attrs.field(repr=False)
    unit: str = ""
    first: str = ""
    last: str = ""
    area: str = ""
    reference: str = ""
    kept: str = attrs.field(default="", repr=False)

    @property
    def population(self) -> Population:
        """What must be the same for two cells to be one count; without a day it is any day."""
        unit = " ".join(fold(self.unit).split())
        return _ALIKE.get(unit, unit), self.first or _ALWAYS, self.last or _EVER


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
        self.smallest, self._all = smallest, False
        self.before: set[int] = set()
        self.values: list[int] = []
        self.lines: list[Line] = []
        self.unseen: set[int] = set()
        self.known: set[int] = set()
        self.hide: set[int] = set()
        self.because: dict[int, str] = {}
        self.at: dict[Spot, int] = {}
        self.by_key: dict[Key, dict[int, int]] = {}

    def new(self, value: int) -> int:
        self.values.append(value)
        return len(self.values) - 1

    def add(self, number: int, table: CountTable) -> None:
        """A table that is to leave. What its words stand for is a count too, as far as totals tell
        it, and is then hidden."""
        grid = grid_of(table.rows)
        counts, found = grid.counts(), sums(grid)
        said = {at: value for at, value in worked_out(found, counts).items() if value}
        cells = dict[At, int]()
        for at, value in sorted((counts | said).items()):
            count = self._of(table, grid, at, value)
            cells[at] = self.at[number, at] = self._once_more(count, cells)
        self.hide.update(cells[at] for at in said)
        for each in found:
            parts = tuple(cells[part] for part in each.parts if part in cells)
            if each.total is None:
                total = self._whole(table, sum(self.values[part] for part in parts))
            elif each.total in cells:
                total = cells[each.total]
            else:
                continue
            line = Line(total, parts)
            if total not in parts and len(set(parts)) == len(parts) and self._holds(line):
                self.lines.append(line)

    def _holds(self, line: Line) -> bool:
        return self.values[line.total] == sum(self.values[part] for part in line.parts)

    def _of(self, table: CountTable, grid: Grid, at: At, value: int) -> int:
        """The count of a cell; the same as that of another cell that counts the same."""
        known = [self.by_key.setdefault(key, {}) for key in keys_of(table, grid, at)]
        count = next((each[value] for each in known if value in each), None)
        if count is None:
            count = self.new(value)
        for each in known:
            each.setdefault(value, count)
        self.unseen.discard(count)  # a total that another table did not print
        return count

    def _once_more(self, count: int, cells: Mapping[At, int]) -> int:
        """A second cell of a table that is called the same, such as women in another state: a count
        of its own, though one may tell the other."""
        if count not in cells.values():
            return count
        self.lines.append(Line(again := self.new(self.values[count]), (count,)))
        return again

    def _whole(self, table: CountTable, value: int) -> int:
        """All of a table together, where it does not say so itself; another table may."""
        known = self.by_key.setdefault((table.population, _scope(table)), {})
        if value not in known:
            known[value] = self.new(value)
            self.unseen.add(known[value])
        return known[value]

    def compare(self, table: CountTable, *, whole: bool) -> None:
        """A table that this recipient has already; as a `whole`, not only what differs little."""
        self._all = whole
        grid = grid_of(table.rows)
        here = dict[At, int]()
        for at, value in grid.counts().items():
            here[at] = self._seen_before(keys_of(table, grid, at), value, table.reference)
        kept = grid_of(table.kept).counts() if table.kept and self._all else {}
        for at in grid.hidden():
            if (count := self._hidden_before(keys_of(table, grid, at), kept.get(at), table)) >= 0:
                here[at] = count
        for found in sums(grid):
            if found.total in here and all(part in here for part in found.parts):
                line = Line(here[found.total], tuple(here[part] for part in found.parts))
                if self._holds(line):
                    self.lines.append(line)

    def _hidden_before(self, keys: Sequence[Key], value: int | None, table: CountTable) -> int:
        """What was hidden stays hidden; the count, or -1 where it is not known which."""
        found = -1
        for key in keys:
            for now, each in self.by_key.get(key, {}).items():
                self.hide.add(each)
                self.because.setdefault(each, table.reference)
                found = each if found < 0 or now == value else found
        if value is None:
            return found
        if found < 0 or self.values[found] != value:
            found = self.new(value)
            self.unseen.add(found)
            self.because[found] = table.reference
            if is_small(value, self.smallest):
                self.before.add(found)
        self._compare(keys, found, table.reference)
        return found

    def _seen_before(self, keys: Sequence[Key], value: int, reference: str) -> int:
        same = [self.by_key[key][value] for key in keys if value in self.by_key.get(key, {})]
        before = same[0] if same else self.new(value)
        self.known.update((before, *same))
        self.unseen -= {before, *same}
        self._compare(keys, before, reference)
        return before

    def _compare(self, keys: Sequence[Key], before: int, reference: str) -> None:
        """What counts the same over a longer or shorter period, or was counted anew."""
        compared = {before}
        for key, counts in list(self.by_key.items()):
            if not any(_overlap(key, mine) for mine in keys):
                continue
            for now, each in counts.items():
                small = is_small(abs(now - self.values[before]), self.smallest)
                if (small or (self._all and key not in keys)) and each not in compared:
                    self._differ(each, before, reference, nested=_within(keys[0], key))
                compared.add(each)

    def _differ(self, now: int, before: int, reference: str, *, nested: bool) -> None:
        grew = self.values[now] - self.values[before]
        larger, smaller = (now, before) if grew > 0 or (nested and not grew) else (before, now)
        between = self.new(self.values[larger] - self.values[smaller])
        self.unseen.add(between)
        self.because[between] = reference
        if before in self.known and is_small(self.values[between], self.smallest):
            self.hide.add(now)  # nothing else can keep the difference
        self.lines.append(Line(larger, (smaller, between)))

    def done(self) -> Joined:
        counts = Counts(
            tuple(self.values),
            tuple(self.lines),
            frozenset(self.unseen),
            frozenset(self.known),
            frozenset(self.before),
        )
        return Joined(counts, self.at, frozenset(self.hide - self.known), self.because)


def join(tables: Sequence[CountTable], earlier: Sequence[CountTable], smallest: int) -> Joined:
    """Tables that are to leave, with those that left before to the same recipient."""
    # Every difference to the last package of a unit is looked at; to older ones, and where that
    # would be too many, only those that are small themselves.
    last = {table.population[0]: table.reference for table in earlier}
    made = _join(tables, earlier, smallest, last)
    return made if len(made.counts.values) <= WHOLE else _join(tables, earlier, smallest, {})


def _join(
    tables: Sequence[CountTable],
    earlier: Sequence[CountTable],
    smallest: int,
    last: Mapping[str, str],
) -> Joined:
    joining = _Joining(smallest)
    for number, table in enumerate(tables):
        joining.add(number, table)
    for table in earlier:
        joining.compare(table, whole=last.get(table.population[0]) == table.reference)
    return joining.done()


def keys_of(table: CountTable, grid: Grid, at: At) -> tuple[Key, ...]:
    """What a cell counts, in any table: the labels that are no totals, and the table's area.

    The head of an only column may say what is counted or be one more label, so both are keys.
    """
    names = set(filter(None, grid.names(at)))
    units = names & _UNITS
    labels = frozenset(names - units) | _scope(table)
    unit, first, last = table.population
    population = (_ALIKE.get(min(units), min(units)) if units else unit, first, last)
    head = grid.head(at[1])
    return (
        ((population, labels), (population, labels | {head}))
        if head and head not in labels
        else ((population, labels),)
    )


def _scope(table: CountTable) -> frozenset[str]:
    area = " ".join(fold(table.area).split())
    return frozenset({area} if area else ())


def _within(one: Key, other: Key) -> bool:
    """Whether the first period lies within the second."""
    return other[0][1] <= one[0][1] and one[0][2] <= other[0][2]


def _overlap(one: Key, other: Key) -> bool:
    """Whether they count the same, one in a period that lies within the other's."""
    (unit, first, last), labels = one
    (its_unit, its_first, its_last), its_labels = other
    if unit != its_unit or labels != its_labels:
        return False
    return (first <= its_first and its_last <= last) or (its_first <= first and last <= its_last)
