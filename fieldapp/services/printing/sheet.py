"""What one paper says, as frozen values: gathered on the window's thread, drawn in any job."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import attrs

from fieldapp.vocab.handling import Level

_ACROSS = 96  # letters of a table that stand beside each other on A4


class Template(StrEnum):
    """How much a paper tells, and so to whom it may go."""

    FULL = "full"
    NO_NAMES = "no-names"
    LEADERSHIP = "leadership"
    CLUSTER = "cluster"

    @property
    def needs_release(self) -> bool:
        """Whether it is made for others, so only from what an agreement released."""
        return self in (Template.LEADERSHIP, Template.CLUSTER)


class Tone(StrEnum):
    """What a text is, so that a fact, their words, our reading and our advice never mix."""

    PLAIN = "plain"
    SAID = "said"
    ANALYSIS = "analysis"
    SHAREABLE = "shareable"


@attrs.frozen
class Fact:
    """A short value beside its label."""

    label: str
    words: str = attrs.field(repr=False)


@attrs.frozen
class Prose:
    """A text under its label, marked as what it is."""

    label: str
    words: str = attrs.field(repr=False)
    tone: Tone = Tone.PLAIN


@attrs.frozen
class Quotes:
    """What was said under one attribution: who or which voice, and the words."""

    label: str
    rows: tuple[tuple[str, str], ...] = attrs.field(repr=False)


@attrs.frozen
class Rows:
    """A table; `widths` are shares of the page that add up to one."""

    label: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = attrs.field(repr=False)
    widths: tuple[float, ...]


@attrs.frozen
class Note:
    """One quiet sentence about what stands here or why something does not."""

    words: str


@attrs.frozen
class Bars:
    """A chart: for each bar its words, what stands at its end, its share of the longest, a note."""

    rows: tuple[tuple[str, str, float, str], ...] = attrs.field(repr=False)


Block = Fact | Prose | Quotes | Rows | Note | Bars


@attrs.frozen
class Section:
    """Blocks under one heading."""

    heading: str
    blocks: tuple[Block, ...]


@attrs.frozen(kw_only=True)
class Sheet:
    """One paper whole. `notices` stand first and say what a reader must know before reading on."""

    kind: str
    title: str = attrs.field(repr=False)
    ref: str
    level: Level
    marking: str
    template: Template = Template.NO_NAMES
    page: str = "A4"
    station: str = ""
    printed_by: str = attrs.field(default="", repr=False)
    printed_at: str = ""
    printed_for: str = attrs.field(default="", repr=False)
    copy: str = ""
    destroy_by: str = ""
    notices: tuple[str, ...] = ()
    sections: tuple[Section, ...] = attrs.field(default=(), repr=False)


def widths(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[float, ...]:
    """Shares of the page for columns, by their longest usual words; no column breaks a word."""
    columns = list(zip(heads, zip(*rows, strict=True), strict=True))
    wanted = [
        max(8, len(head) + 2, *(min(len(cell), 60) + 2 for cell in column))
        for head, column in columns
    ]
    words = [
        max(len(word) for cell in (f"{head}-", *column) for word in (*cell.split(), ""))
        for head, column in columns
    ]
    least = [min(size, max(8, word + 2)) for size, word in zip(wanted, words, strict=True)]
    spare = _ACROSS - sum(least)
    if sum(wanted) > _ACROSS and spare > 0:
        more = sum(wanted) - sum(least)
        sizes = [low + spare * (size - low) / more for low, size in zip(least, wanted, strict=True)]
        return tuple(size / _ACROSS for size in sizes)
    return tuple(size / sum(wanted) for size in wanted)
