"""Tables as they may leave: small counts hidden, and what would give them away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from fieldapp.services.disclosure_control.grid import At, grid_of
from fieldapp.services.disclosure_control.hiding import GivenAwayError, hidden
from fieldapp.services.disclosure_control.joined import CountTable, Joined, join
from fieldapp.services.disclosure_control.lines import is_small

__all__ = ["CountTable", "Guarded", "SeenBeforeError", "guard"]


@attrs.frozen
class Guarded:
    """One table as it may leave; `hidden` says how many cells stay, `compared` in which earlier
    packages something stands from which they could be worked out."""

    rows: str = attrs.field(repr=False)
    hidden: int = 0
    compared: tuple[str, ...] = ()


class SeenBeforeError(GivenAwayError):
    """What left before gives a small count away, whatever is hidden now; says in which package."""

    def __init__(self, count: int, reference: str) -> None:
        super().__init__(count)
        self.reference = reference


def guard(
    tables: Sequence[CountTable], smallest: int, earlier: Sequence[CountTable] = ()
) -> tuple[Guarded, ...]:
    """Each table with the sign in place of what must not be seen, all looked at together."""
    joined = join(tables, earlier, smallest)
    try:
        gone = hidden(joined.counts, smallest, joined.must_hide)
    except GivenAwayError as error:
        raise SeenBeforeError(error.count, _reference(joined, error.count)) from None
    plain = gone
    if joined.because:
        alone = join(tables, (), smallest)
        plain = hidden(alone.counts, smallest)
    return tuple(
        _guarded(number, table, joined, gone, plain, smallest)
        for number, table in enumerate(tables)
    )


def _reference(joined: Joined, count: int) -> str:
    return joined.because.get(count) or next(iter(joined.because.values()), "")


def _guarded(
    number: int,
    table: CountTable,
    joined: Joined,
    gone: frozenset[int],
    plain: frozenset[int],
    smallest: int,
) -> Guarded:
    grid = grid_of(table.rows)
    here = {at: count for (table_number, at), count in joined.at.items() if table_number == number}
    values = joined.counts.values
    # A small count that the reader has from before is not shown again.
    cells = {at for at, count in here.items() if count in gone or is_small(values[count], smallest)}
    more = any(here[at] not in plain for at in cells)
    cells |= _worded(grid.worded(), cells, smallest)
    if not cells:
        return Guarded(table.rows)
    compared = tuple(dict.fromkeys(joined.because.values())) if more else ()
    return Guarded(grid.without(cells), len(cells), compared)


def _worded(worded: Mapping[At, tuple[int, ...]], cells: Iterable[At], smallest: int) -> set[At]:
    """Numbers in words: hidden where one is small, or where they stand beside a hidden count, of
    which they may be a share."""
    rows = {row for row, _ in cells}
    return {
        at
        for at, numbers in worded.items()
        if at[0] in rows or any(is_small(each, smallest) for each in numbers)
    }
