"""A stretch of a text and what sort of thing stands there; of two that overlap one is kept."""

from __future__ import annotations

from collections.abc import Iterable

import attrs


@attrs.frozen
class Span:
    """Where something of one sort stands in a text, without the text."""

    sort: str
    start: int
    end: int


def apart(spans: Iterable[Span], order: Iterable[str]) -> list[Span]:
    """The spans in order of place; where some overlap, the sort that comes first has it all."""
    ranks = {sort: rank for rank, sort in enumerate(order)}
    kept: list[Span] = []
    for span in sorted(spans, key=lambda each: (ranks[each.sort], each.start, -each.end)):
        same = [e for e in kept if e.start < span.end and span.start < e.end]
        if not same:
            kept.append(span)
            continue
        # What sticks out on either side belongs to the same thing.
        kept = [each for each in kept if each not in same]
        start, end = min(e.start for e in (span, *same)), max(e.end for e in (span, *same))
        kept.append(Span(same[0].sort, start, end))
    return sorted(kept, key=lambda each: each.start)
