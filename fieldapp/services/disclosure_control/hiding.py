"""Which counts of a table stay unseen: the small ones, and others that would give them away.

Small counts are hidden first. Then, for each of which a reader could still work out too much, the
cheapest set of further counts is hidden with which it may be `smallest - 1` more than it is, found
as a linear programme (as in J. P. Kelly, B. L. Golden and A. A. Assad, Networks 22, 1992); then
whatever proves needless is shown again. Each step is checked exactly by `audit`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from fieldapp.errors import FieldappError
from fieldapp.services.disclosure_control.audit import Reader
from fieldapp.services.disclosure_control.lines import Counts, is_small
from fieldapp.services.disclosure_control.simplex import Programme

MOST = 3000  # counts at once; more would take minutes
THOROUGH = 150  # hidden counts; of more, none is tried whether it could be shown after all
_HIDDEN, _SHOWN, _TOTAL, _NOBODY = 1, 100, 1000, 10_000


class TooManyCountsError(FieldappError):
    """More counts at once than can be checked."""

    sentence = "A table is too large to be checked."
    remedy = "Make it of fewer areas, categories or months."


class GivenAwayError(FieldappError):
    """A small count follows from what a reader has already; `count` is its number."""

    sentence = "A small count follows from what left before."
    remedy = "Leave this table out, or ask for fewer details in it."

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count


def hidden(counts: Counts, smallest: int, also: Collection[int] = ()) -> frozenset[int]:
    """The counts to hide: all small ones, those of `also`, and what would give small ones away."""
    if len(counts.values) > MOST:
        raise TooManyCountsError
    small = frozenset(
        each
        for each, value in enumerate(counts.values)
        if is_small(value, smallest) and each not in counts.known
    )
    first = (small | frozenset(also) | counts.unseen) - counts.known
    first |= frozenset(_lone_zeros(counts, first))
    found = _protect(counts, small, first, smallest)
    return _show_needless(counts, small, first, found, smallest) - counts.unseen


def _lone_zeros(counts: Counts, chosen: frozenset[int]) -> Iterator[int]:
    """Where one hidden count stands among noughts only, they would say what all of it was: one of
    them is hidden too."""
    for line in counts.lines:
        parts = [each for each in line.parts if each not in counts.known]
        some = [each for each in parts if counts.values[each]]
        noughts = [each for each in parts if not counts.values[each]]
        if len(some) == 1 and some[0] in chosen and noughts and not chosen & set(noughts):
            yield noughts[0]


def _protect(
    counts: Counts, small: frozenset[int], first: frozenset[int], smallest: int
) -> frozenset[int]:
    order = sorted(small - _lost(counts, smallest), key=lambda one: (counts.values[one], one))
    found, reader = first, Reader(counts, first)
    while (each := reader.unsafe(order, smallest - 1)) is not None:
        moves = _cheapest(counts, found, each, smallest - 1)
        more = frozenset(moves) - found or _nearest(counts, found, each)
        if not more:
            raise GivenAwayError(each)
        found |= more
        reader = Reader(counts, found, ways=reader.ways)
        reader.move(moves)
    return found


def _lost(counts: Counts, smallest: int) -> set[int]:
    """What a reader of earlier tables knows too well already, though nothing were shown now."""
    if not counts.before:
        return set()
    reader = Reader(counts, set(range(len(counts.values))) - counts.known)
    return {each for each in counts.before if not reader.is_safe(each, smallest - 1)}


def _cheapest(counts: Counts, found: frozenset[int], count: int, width: int) -> dict[int, float]:
    """The counts that must move for this one to move by `width`, at the least cost; how far."""
    columns = list(_columns(counts, found, count, width))
    at = {column: number for number, (column, _) in enumerate(columns)}
    rows, right = list[list[int]](), list[int]()
    for line in counts.lines:
        row, moved = [0] * len(columns), 0
        for each, sign in ((line.total, 1), *((part, -1) for part in line.parts)):
            if each == count:
                moved += sign * width
            for way in (1, -1):
                if (each, way) in at:
                    row[at[each, way]] += sign * way
        if any(row) or moved:
            rows.append(row)
            right.append(-moved)
    programme = Programme(rows, right, len(columns))
    if not programme.possible:
        return {}
    programme.least([price for _, price in columns])
    moves: dict[int, float] = {count: width}
    for ((each, way), _), value in zip(columns, programme.corner(), strict=True):
        if value:
            moves[each] = moves.get(each, 0.0) + way * float(value)
    return moves


def _columns(
    counts: Counts, found: frozenset[int], count: int, width: int
) -> Iterator[tuple[tuple[int, int], int]]:
    """Each count upwards, and downwards where it is large enough, with what hiding it costs."""
    totals = counts.totals
    for each, value in enumerate(counts.values):
        if each == count or each in counts.known:
            continue
        price = _price(value, each in totals) if each not in found else _HIDDEN
        yield (each, 1), price
        if value - min(1, value) >= width:
            yield (each, -1), price


def _price(value: int, is_total: bool) -> int:
    """A total costs more than a part, a large count more than a small one, a nought the most."""
    return (_TOTAL if is_total else _SHOWN if value else _NOBODY) + 2 * value.bit_length()


def _nearest(counts: Counts, found: frozenset[int], count: int) -> frozenset[int]:
    """Where no set was found: one more count that stands in a line with a hidden one."""
    beside: set[int] = set()
    for line in counts.lines:
        each = {line.total, *line.parts}
        if each & found:
            beside |= each
    left = [each for each in beside - found - counts.known if each != count]
    rest = left or [n for n in range(len(counts.values)) if n not in found | counts.known]
    totals = counts.totals
    best = min(rest, key=lambda one: (_price(counts.values[one], one in totals), one), default=None)
    return frozenset() if best is None else frozenset({best})


def _show_needless(
    counts: Counts,
    small: frozenset[int],
    first: frozenset[int],
    found: frozenset[int],
    smallest: int,
) -> frozenset[int]:
    """Show again, dearest first, what protects nothing."""
    if len(found) > THOROUGH:
        return found
    totals = counts.totals
    extra = sorted(found - first, key=lambda one: (-_price(counts.values[one], one in totals), one))
    order = sorted(small - _lost(counts, smallest))
    reader = Reader(counts, found)
    reader.unsafe(order, smallest - 1)
    for each in extra:
        fewer = Reader(counts, found - {each}, ways=reader.ways)
        if fewer.unsafe(order, smallest - 1) is None:
            found, reader = found - {each}, fewer
    return found
