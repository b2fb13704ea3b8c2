"""Bars on paper: words, a length and a number; drawn by hand, so that every script is set right."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.platypus.flowables import Flowable

from fieldapp.services.printing.flow import INK, MUTED, Style, Words, draw_line
from fieldapp.services.printing.fonts import Typeface
from fieldapp.services.printing.lines import set_line

_LENGTH = HexColor("#1F5FA8")
_LABEL, _NUMBER = 0.4, 0.16  # of the width
_THICK, _PAD, _GAP = 7.0, 2.0, 5.0
_WORDS = Style(size=8.5, leading=11.5)
_BESIDE = Style(size=7.5, leading=10, colour=MUTED)

Row = tuple[str, str, float, str]


class BarRows(Flowable):  # type: ignore[misc]  # reportlab has no types
    """One bar a row; a row is never broken, the chart goes on on the next page."""

    def __init__(self, face: Typeface, rows: Sequence[Row]) -> None:
        super().__init__()
        self._face, self._rows = face, list(rows)
        self._cells: list[tuple[Words, Words | None]] = []
        self.spaceAfter = 4.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The room that all rows take."""
        self.width = width
        self._cells = [self._words(row) for row in self._rows]
        self.height = sum(map(self._tall, self._cells))
        return width, self.height

    def _words(self, row: Row) -> tuple[Words, Words | None]:
        label, _, _, note = row
        words = Words(self._face, label, _WORDS)
        words.wrap(self.width * _LABEL - _GAP, 0)
        beside = Words(self._face, note, _BESIDE) if note else None
        if beside is not None:
            beside.wrap(self.width, 0)
        return words, beside

    @staticmethod
    def _tall(cells: tuple[Words, Words | None]) -> float:
        words, beside = cells
        return float(words.height + (beside.height if beside else 0) + 2 * _PAD)

    def split(self, width: float, height: float) -> list[Flowable]:
        """The rows that fit, and the rest."""
        self.wrap(width, height)
        fits, left = 0, height
        while fits < len(self._cells) and self._tall(self._cells[fits]) <= left:
            left -= self._tall(self._cells[fits])
            fits += 1
        if not fits:
            return []
        return [BarRows(self._face, self._rows[:fits]), BarRows(self._face, self._rows[fits:])]

    def draw(self) -> None:
        """Draw row by row from the top."""
        y = self.height
        for row, cells in zip(self._rows, self._cells, strict=True):
            self._draw(row, cells, y - _PAD)
            y -= self._tall(cells)

    def _draw(self, row: Row, cells: tuple[Words, Words | None], top: float) -> None:
        _, said, share, _ = row
        words, beside = cells
        words.drawOn(self.canv, 0, top - words.height)
        whole = self.width * (1 - _LABEL - _NUMBER)
        length = whole * min(max(share, 0.0), 1.0)
        middle = top - _WORDS.leading / 2
        if length:
            self.canv.setFillColor(_LENGTH)
            self.canv.rect(
                self.width * _LABEL, middle - _THICK / 2, length, _THICK, stroke=0, fill=1
            )
        line = set_line(self._face, said, _WORDS.size)
        at = self.width * _LABEL + length + _GAP
        draw_line(self.canv, line, at, middle - _WORDS.size * 0.34, _WORDS.size, INK)
        if beside is not None:
            beside.drawOn(self.canv, 0, top - words.height - beside.height)
