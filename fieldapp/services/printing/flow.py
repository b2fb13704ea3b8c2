"""What a page is filled with: words that break anywhere, and grids whose rows break too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
from reportlab.lib.colors import Color, HexColor
from reportlab.platypus.flowables import Flowable

from fieldapp.services.printing.fonts import Typeface
from fieldapp.services.printing.lines import Line, break_lines

INK, MUTED, RULE, PALE = (HexColor(code) for code in ("#1B1F24", "#59636E", "#C9D0D8", "#F3F5F8"))
_ROW_THAT_MAY_BREAK = 110.0


@attrs.frozen(kw_only=True)
class Style:
    """How words look: size and leading in points; a bar stands to the left of them."""

    size: float = 9.5
    leading: float = 13.0
    bold: bool = False
    colour: Color = INK
    align: str = "start"
    indent: float = 0.0
    bar: Color | None = None
    ground: Color | None = None
    before: float = 0.0
    after: float = 0.0


class Words(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A text in one style, broken into lines when the width is known."""

    def __init__(
        self, face: Typeface, text: str, style: Style, lines: list[Line] | None = None
    ) -> None:
        super().__init__()
        self._face, self._text, self.style = face, text, style
        self._given, self._lines, self._room = lines, lines or [], 0.0
        self.spaceBefore, self.spaceAfter = style.before, style.after

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The room that the words take."""
        style = self.style
        room = width - style.indent
        if self._given is None and room != self._room:
            self._lines = break_lines(self._face, self._text, style.size, room, bold=style.bold)
        self._room, self.width = room, width
        self.height = len(self._lines) * style.leading
        return width, self.height

    def split(self, _width: float, height: float) -> list[Flowable]:
        """What fits and the rest; nothing where no line fits."""
        fits = int(height // self.style.leading)
        if fits < 1 or (fits < 2 and len(self._lines) > 2):
            return []
        return [*self.cut(fits)]

    def cut(self, fits: int) -> tuple[Words, Words]:
        """The first lines, and those after them."""
        return self._of(self._lines[:fits]), self._of(self._lines[fits:])

    @property
    def is_empty(self) -> bool:
        """Whether no line is left."""
        return not self._lines

    def _of(self, lines: list[Line]) -> Words:
        made = Words(self._face, "", self.style, lines)
        made._room, made.width = self._room, self.width
        return made

    def draw(self) -> None:
        """Draw the lines from the top, right to left where they read so."""
        style, canvas = self.style, self.canv
        turned = bool(self._lines) and self._lines[0].rtl
        if style.ground is not None:
            canvas.setFillColor(style.ground)
            canvas.rect(0, -2, self.width, self.height + 4, stroke=0, fill=1)
        if style.bar is not None:
            canvas.setFillColor(style.bar)
            canvas.rect(self.width - 2 if turned else 0, -2, 2, self.height + 4, stroke=0, fill=1)
        top = self.height - style.leading + (style.leading - style.size) / 2 + style.size * 0.22
        for at, line in enumerate(self._lines):
            x = (0.0 if turned else style.indent) + _start(line, style.align, self._room)
            draw_line(canvas, line, x, top - at * style.leading, style.size, style.colour)


def _start(line: Line, align: str, room: float) -> float:
    spare = max(room - line.width, 0.0)
    if align == "centre":
        return spare / 2
    return spare if (align == "end") != line.rtl else 0.0


def draw_line(canvas: Any, line: Line, x: float, y: float, size: float, colour: Color) -> None:
    """Draw one line; what it says goes beside it where the glyphs alone would not tell."""
    canvas.setFillColor(colour)
    if line.joined:
        said = line.words.encode("utf-16-be").hex().upper()
        canvas._code.append(f"/Span <</ActualText <FEFF{said}>>> BDC")
    for piece in line.pieces:
        text = canvas.beginText(x, y)
        text.setFont(piece.font, size)
        text._textOut(piece.glyphs)
        canvas.drawText(text)
        x += piece.width
    if line.joined:
        canvas._code.append("EMC")


class Grid(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Rows of words in columns; the head comes again on every page."""

    def __init__(
        self,
        columns: Sequence[float],
        rows: Sequence[Sequence[Words]],
        head: Sequence[Words] = (),
        *,
        ruled: bool = True,
        pad: float = 3.0,
    ) -> None:
        super().__init__()
        self._columns, self._rows, self._head = columns, list(rows), head
        self._ruled, self._pad = ruled, pad
        self._heights: list[float] = []
        self._measured = 0.0  # the width for which these are the heights
        self.spaceAfter = 4.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The room that all rows take."""
        # Of a grid that goes on over pages each row is measured once, and not again on each page.
        if width != self._measured or not self._heights:
            self.width = self._measured = width
            self._heights = [self._measure(row) for row in self._all()]
        self.height = sum(self._heights)
        return width, self.height

    def _all(self) -> list[Sequence[Words]]:
        return [self._head, *self._rows] if self._head else self._rows

    def _measure(self, row: Sequence[Words]) -> float:
        gap = 6.0
        tall = [
            cell.wrap(self.width * share - gap, 0)[1]
            for cell, share in zip(row, self._columns, strict=True)
        ]
        return float(max(tall) + 2 * self._pad)

    def split(self, width: float, height: float) -> list[Flowable]:
        """The rows that fit and the rest; only a tall row is broken."""
        self.wrap(width, height)
        heads = 1 if self._head else 0
        left = height - sum(self._heights[:heads])
        fits = 0
        while fits < len(self._rows) and self._heights[fits + heads] <= left:
            left -= self._heights[fits + heads]
            fits += 1
        first, rest = self._rows[:fits], self._rows[fits:]
        above, below = self._heights[heads : heads + fits], self._heights[heads + fits :]
        if rest and below[0] > _ROW_THAT_MAY_BREAK:
            cut = self._cut(rest[0], left - 2 * self._pad)
            if cut:
                first, rest = [*first, cut[0]], [cut[1], *rest[1:]]
                above, below = [*above, self._measure(cut[0])], [self._measure(cut[1]), *below[1:]]
        return [self._of(first, above), self._of(rest, below)] if first else []

    @staticmethod
    def _cut(row: Sequence[Words], room: float) -> tuple[list[Words], list[Words]] | None:
        if room < 3 * max(cell.style.leading for cell in row):
            return None
        halves = [cell.cut(int(room // cell.style.leading)) for cell in row]
        above, below = [half for half, _ in halves], [half for _, half in halves]
        if below[0].is_empty:  # who speaks, or which record this is, stands on the next page too
            below[0] = row[0]
        return above, below

    def _of(self, rows: Sequence[Sequence[Words]], heights: Sequence[float]) -> Grid:
        made = Grid(self._columns, rows, self._head, ruled=self._ruled, pad=self._pad)
        made.width = made._measured = self._measured
        made._heights = [*self._heights[: 1 if self._head else 0], *heights]
        return made

    def draw(self) -> None:
        """Draw row by row, a thin rule under each."""
        canvas, y = self.canv, self.height
        for at, (row, height) in enumerate(zip(self._all(), self._heights, strict=True)):
            if self._head and at == 0:
                canvas.setFillColor(PALE)
                canvas.rect(0, y - height, self.width, height, stroke=0, fill=1)
            self._draw_row(row, y - self._pad)
            y -= height
            if self._ruled:
                canvas.setStrokeColor(RULE)
                canvas.setLineWidth(0.4)
                canvas.line(0, y, self.width, y)

    def _draw_row(self, row: Sequence[Words], top: float) -> None:
        x = 3.0 if self._ruled else 0.0
        for cell, share in zip(row, self._columns, strict=True):
            cell.drawOn(self.canv, x, top - cell.height)
            x += self.width * share
