"""Which counts of a table add up to which: by the labels that say total, or because they do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import attrs

from fieldapp.services.disclosure_control.grid import At, Grid
from fieldapp.services.disclosure_control.nested import readings
from fieldapp.services.disclosure_control.simplex import Programme

_ADDENDS = 2  # fewer are no sum


@attrs.frozen
class Sum:
    """A cell and the cells that make it up; `total` is None where it is not printed."""

    total: At | None
    parts: tuple[At, ...]


def sums(grid: Grid) -> tuple[Sum, ...]:
    """Every sum of a table, and the sum of all its cells where that is not printed."""
    counts = grid.counts()
    cells = {at: grid.names(at) for at in grid.places()} if counts else {}
    labelled = list(_labelled(cells))
    sure = {each.total for each in labelled if _surely(each, counts)}
    ways = list[tuple[Sum, ...]]()
    for nested in readings({at: count for at, count in counts.items() if at not in sure}):
        found = _read(cells, counts, labelled, nested)
        leaves = set(cells) - {each.total for each in found}
        if not leaves or any(each.total and set(each.parts) == leaves for each in found):
            return found  # all of it together is printed, so this is how it adds up
        # Where it is not, the way in which most adds up.
        ways.append((*found, Sum(None, tuple(sorted(leaves)))))
    best = max(ways, key=len)
    # What adds up may do so by chance, so all cells together are a sum beside it.
    return best if best is ways[0] else (*best, ways[0][-1])


def _read(
    cells: Mapping[At, tuple[str, ...]],
    counts: Mapping[At, int],
    labelled: Sequence[Sum],
    nested: Mapping[At, tuple[At, ...]],
) -> tuple[Sum, ...]:
    """Every sum of a table in which these cells are subtotals."""
    found = [_of_the_rest(e, nested, counts) for e in labelled if e.total not in nested]
    found += [Sum(total, parts) for total, parts in nested.items()]
    plain = {at: names for at, names in cells.items() if at not in nested}
    found += _unlabelled(plain, counts, {each.total for each in found})
    return tuple(each for each in found if _holds(each, counts))


def worked_out(found: Sequence[Sum], counts: Mapping[At, int]) -> dict[At, int]:
    """Cells that tell no number, or not only one, where totals tell what they must be together: a
    reader works that out as well. Of several that fit, one way is taken."""
    short = [each for each in found if each.total and not _complete(each, counts)]
    involved = [at for each in short for at in (each.total, *each.parts) if at is not None]
    cells = sorted(set(involved) - set(counts))
    at = {cell: number for number, cell in enumerate(cells)}
    rows, right = list[list[int]](), list[int]()
    for each in short:
        row, rest = [0] * len(at), 0
        for cell, sign in ((each.total, 1), *((part, -1) for part in each.parts)):
            if cell in at:
                row[at[cell]] = sign
            elif cell is not None:
                rest -= sign * counts[cell]
        rows.append(row)
        right.append(rest)
    programme = Programme(rows, right, len(at)) if rows else None
    if programme is None or not programme.possible:
        return {}
    return {cell: int(value) for cell, value in zip(cells, programme.solution(), strict=True)}


def _complete(found: Sum, counts: Mapping[At, int]) -> bool:
    return all(each in counts for each in (found.total, *found.parts))


def _holds(found: Sum, counts: Mapping[At, int]) -> bool:
    """Whether it adds up, as far as it can be seen: a total of something else is no total."""
    known = [counts.get(each) for each in found.parts]
    total = counts.get(found.total) if found.total else None
    if total is None or any(each is None for each in known):
        return True
    return total == sum(each for each in known if each is not None)


def _labelled(cells: Mapping[At, tuple[str, ...]]) -> Iterator[Sum]:
    """A cell that counts all of one kind is made of the cells that count each."""
    by_rest: defaultdict[tuple[int, tuple[str, ...]], list[At]] = defaultdict(list)
    for at, names in cells.items():
        for side, name in enumerate(names):
            if name:
                by_rest[side, (*names[:side], *names[side + 1 :])].append(at)
    for at, names in cells.items():
        made = False
        for side, name in enumerate(names):
            parts = by_rest.get((side, (*names[:side], *names[side + 1 :])), [])
            if not name and parts:
                made = True
                yield Sum(at, tuple(parts))
        if not made and "" in names:
            yield from _of_leaves(at, names, cells)


def _of_leaves(
    at: At, names: tuple[str, ...], cells: Mapping[At, tuple[str, ...]]
) -> Iterator[Sum]:
    """A total above rows of two labels that have no subtotals: all rows below it together."""
    parts = [
        other
        for other, told in cells.items()
        if all(told) and all(mine in ("", its) for mine, its in zip(names, told, strict=True))
    ]
    if parts:
        yield Sum(at, tuple(parts))


def _of_the_rest(found: Sum, below: Collection[At | None], counts: Mapping[At, int]) -> Sum:
    """A total above subtotals, where it does not count what they hold twice."""
    if _holds(found, counts):
        return found
    return Sum(found.total, tuple(each for each in found.parts if each not in below))


def _unlabelled(
    cells: Mapping[At, tuple[str, ...]], counts: Mapping[At, int], done: set[At | None]
) -> Iterator[Sum]:
    """A first or last row or column that is the sum of the others, whatever it is called."""
    for axis in (0, 1):
        lines: defaultdict[int, dict[int, At]] = defaultdict(dict)
        for at in cells:
            lines[at[axis]][at[1 - axis]] = at
        order = sorted(lines)
        for end, rest in _ends(order):
            across = lines[end]
            some = [
                Sum(at, tuple(lines[each][n] for each in rest if n in lines[each]))
                for n, at in across.items()
            ]
            sure = [each for each in some if len(each.parts) >= _ADDENDS]
            if len(sure) == len(some) and all(_surely(each, counts) for each in sure):
                yield from (each for each in sure if each.total not in done)


def _ends(order: Sequence[int]) -> Iterable[tuple[int, Sequence[int]]]:
    if len(order) > _ADDENDS:
        yield order[-1], order[:-1]
        yield order[0], order[1:]


def _surely(found: Sum, counts: Mapping[At, int]) -> bool:
    known = all(each in counts for each in (found.total, *found.parts))
    return known and _holds(found, counts)
