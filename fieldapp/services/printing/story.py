"""How each part of a sheet looks: headings, facts, texts marked as what they are, tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.lib.colors import Color, HexColor
from reportlab.platypus.flowables import CondPageBreak, Flowable

from fieldapp.services.printing.bars import BarRows
from fieldapp.services.printing.flow import MUTED, RULE, Grid, Style, Words
from fieldapp.services.printing.fonts import Typeface
from fieldapp.services.printing.sheet import (
    Bars,
    Block,
    Fact,
    Note,
    Prose,
    Quotes,
    Rows,
    Section,
    Sheet,
    Tone,
)

ACCENT = HexColor("#1F5FA8")
_READING = HexColor("#FBF6EA")
_TITLE = Style(size=17, leading=22, bold=True, after=6)
_HEADING = Style(size=11.5, leading=16, bold=True, colour=ACCENT, before=12, after=4)
_LABEL = Style(size=8.5, leading=12, bold=True, colour=MUTED, before=5, after=1)
_BODY = Style()
_SMALL = Style(size=8.5, leading=11.5)
_MUTED = Style(size=8.5, leading=11.5, colour=MUTED)
_NOTE = Style(size=8.5, leading=11.5, colour=MUTED, before=2, after=3)
_HEAD = Style(size=8.5, leading=11.5, bold=True)
_NOTICE = Style(size=9, leading=12.5, indent=8, bar=HexColor("#A3182B"), before=3, after=5)
_LOOKS: dict[Tone, tuple[str, Color | None, Color | None]] = {
    Tone.PLAIN: ("", None, None),
    Tone.SAID: ("as said to us, alleged", RULE, None),
    Tone.ANALYSIS: ("our analysis, not a fact", HexColor("#C79A2B"), _READING),
    Tone.SHAREABLE: ("text that may be shared under an agreement", HexColor("#2B7A4B"), None),
}


def story(face: Typeface, sheet: Sheet) -> list[Flowable]:
    """The flowing part of a sheet, from title to last section."""
    made: list[Flowable] = [Words(face, sheet.title or sheet.ref, _TITLE)]
    if sheet.notices:
        made.append(Words(face, "\n".join(sheet.notices), _NOTICE))
    for section in sheet.sections:
        made.extend(_section(face, section))
    return made


def _section(face: Typeface, section: Section) -> Iterator[Flowable]:
    yield CondPageBreak(70)
    yield Words(face, section.heading, _HEADING)
    facts: list[Fact] = []
    for block in section.blocks:
        if isinstance(block, Fact):
            facts.append(block)
            continue
        yield from _facts(face, facts)
        facts = []
        yield from _block(face, block, section.heading)
    yield from _facts(face, facts)


def _facts(face: Typeface, facts: Sequence[Fact]) -> Iterator[Flowable]:
    if facts:
        rows = [[Words(face, f.label, _MUTED), Words(face, f.words, _BODY)] for f in facts]
        yield Grid((0.26, 0.74), rows, ruled=False, pad=1.5)


def _block(face: Typeface, block: Block, heading: str) -> Iterator[Flowable]:
    match block:
        case Prose():
            yield from _prose(face, block)
        case Quotes():
            yield CondPageBreak(60)
            yield Words(face, block.label, _LABEL)
            rows = [
                [Words(face, who, _MUTED), Words(face, said, _BODY)] for who, said in block.rows
            ]
            yield Grid((0.26, 0.74), rows)
        case Rows():
            yield CondPageBreak(60)
            if block.label not in ("", heading):
                yield Words(face, block.label, _LABEL)
            heads = block.heads if any(block.heads) else ()
            head = [Words(face, each, _HEAD) for each in heads]
            cells = [[Words(face, cell, _SMALL) for cell in row] for row in block.rows]
            yield Grid(block.widths, cells, head)
        case Note():
            yield Words(face, block.words, _NOTE)
        case Bars():
            yield BarRows(face, block.rows)


def _prose(face: Typeface, prose: Prose) -> Iterator[Flowable]:
    said, bar, ground = _LOOKS[prose.tone]
    label = f"{prose.label} ({said})" if said else prose.label
    yield CondPageBreak(45)
    yield Words(face, label, _LABEL)
    indent = 8.0 if bar is not None else 0.0
    yield Words(face, prose.words, Style(indent=indent, bar=bar, ground=ground, before=2, after=6))
