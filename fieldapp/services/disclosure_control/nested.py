"""Subtotals inside a table: a row or column that is the sum of those right before or after it.

They are known by their counts alone, for people call them what they like: north, of which, both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import attrs

from fieldapp.services.disclosure_control.grid import At

Lines = Mapping[int, Mapping[int, int]]  # counts by row and column, or by column and row
Found = dict[At, tuple[At, ...]]


@attrs.frozen
class _Reading:
    """Whether subtotals stand before or after what they count, and of how many at least that are
    not nothing: of one alone it may be chance."""

    before: bool
    after: bool
    least: int


_READINGS = (
    _Reading(before=True, after=False, least=2),
    _Reading(before=False, after=True, least=2),
    _Reading(before=True, after=True, least=2),
    _Reading(before=True, after=False, least=1),
    _Reading(before=False, after=True, least=1),
)


def readings(counts: Mapping[At, int]) -> Iterator[Found]:
    """In each way of reading the table, every cell that is a subtotal with the cells that make it
    up: none at all first, then the surest."""
    rows: dict[int, dict[int, int]] = {}
    columns: dict[int, dict[int, int]] = {}
    for (row, column), count in sorted(counts.items()):
        rows.setdefault(row, {})[column] = count
        columns.setdefault(column, {})[row] = count
    told: list[Found] = [{}]
    yield told[0]
    for reading in _READINGS:
        found = dict(_columns_in(columns, reading)) | dict(_rows_in(rows, reading))
        if found not in told:
            told.append(found)
            yield found


def _rows_in(rows: Lines, reading: _Reading) -> Iterator[tuple[At, tuple[At, ...]]]:
    for line, run in _runs(rows, reading):
        for column in _across(rows, line, run):
            yield (line, column), tuple((each, column) for each in run)


def _columns_in(columns: Lines, reading: _Reading) -> Iterator[tuple[At, tuple[At, ...]]]:
    for line, run in _runs(columns, reading):
        for row in _across(columns, line, run):
            yield (row, line), tuple((row, each) for each in run)


def _across(lines: Lines, line: int, run: Sequence[int]) -> Iterator[int]:
    return (each for each in lines[line] if all(each in lines[part] for part in run))


def _runs(lines: Lines, reading: _Reading) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Lines that are subtotals, the innermost first; what holds one counts its parts, not it."""
    order = sorted(lines)
    inward = order[::-1] if reading.before else order
    known = set[int]()
    for _ in order:
        before = len(known)
        for each in inward:
            run = () if each in known else _beside(lines, order, each, known, reading)
            if run:
                known.add(each)
                yield each, run
        if len(known) == before:
            return


def _beside(
    lines: Lines, order: Sequence[int], line: int, inner: Collection[int], reading: _Reading
) -> tuple[int, ...]:
    """What adds up to a line: what is not inside another, else all, for another may be chance."""
    above = [each for each in order if each < line][::-1] if reading.after else []
    below = [each for each in order if each > line] if reading.before else []
    for beside in (above, below):
        outer = [each for each in beside if each not in inner]
        run = _run(lines, line, outer, reading.least) or _run(lines, line, beside, reading.least)
        if run:
            return run
    return ()


def _run(lines: Lines, line: int, beside: Sequence[int], least: int) -> tuple[int, ...]:
    """The lines from the nearest on that add up to this one in all they share; none if none do."""
    total, told = lines[line], dict.fromkeys(lines[line], 0)
    for number, each in enumerate(beside, start=1):
        told = {n: told[n] + lines[each][n] for n in told if n in lines[each]}
        if not told or any(told[n] > total[n] for n in told):
            return ()
        if all(told[n] == total[n] for n in told):
            run = tuple(beside[:number])
            parts = max(sum(lines[one][n] > 0 for one in run) for n in told)
            return run if parts >= least else ()
    return ()
