"""A table of a product taken apart: which cells are counts, and which say what is counted.

Tables are text, one row a line with bars between cells, and people edit them. What is not
understood is therefore taken for a count: a cell beside the labels that tells a number in any way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

import attrs

from fieldapp.vocab.folding import fold

BAR = "|"
# The sign that official statistics in the UK put in place of a confidential value.
HIDDEN = "[c]"
_COUNT = re.compile(r"\d+|\d{1,3}(?:[,.'\u00a0\u202f ]\d{3})+")
_NUMBERS = re.compile(r"\d+")
_WORDS = re.compile(r"\w+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SAID = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_SAID |= {"nine": 9, "a": 1, "single": 1, "once": 1, "twice": 2, "couple": 2, "pair": 2, "both": 2}
_SAID |= {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "ii": 2, "iii": 3, "iv": 4}
_SAID |= {fold(each): 1 for each in ("واحد", "واحدة")}
_SAID |= {fold(each): 2 for each in ("اثنان", "اثنين", "اثنتان", "اثنتين")}
_SAID |= {fold(each): 3 for each in ("ثلاثة", "ثلاث")} | {
    fold(each): 4 for each in ("أربعة", "أربع")
}
_TOTALS = frozenset(
    map(fold, ("total", "totals", "all", "sum", "overall", "together", "grand total", "ensemble"))
) | frozenset(map(fold, ("المجموع", "الكل", "الإجمالي", "مجموع", "جمع", "итого", "всего")))

At = tuple[int, int]


@attrs.frozen
class Grid:
    """Rows of cells of one length, with `heads` rows and `labels` columns that name the counts."""

    cells: tuple[tuple[str, ...], ...] = attrs.field(repr=False)
    heads: int
    labels: int

    def counts(self) -> dict[At, int]:
        """Every cell that is a whole number and nothing else."""
        found = {at: count_of(self.cells[at[0]][at[1]]) for at in self.places()}
        return {at: count for at, count in found.items() if count is not None}

    def hidden(self) -> frozenset[At]:
        """The cells that were left out when the table left before."""
        return frozenset(at for at in self.places() if self.cells[at[0]][at[1]] == HIDDEN)

    def worded(self) -> dict[At, tuple[int, ...]]:
        """Cells that tell numbers in words or as shares, and which."""
        known = self.counts()
        found = {
            at: numbers_in(self.cells[at[0]][at[1]])
            for at in self.places()
            if at not in known and self.cells[at[0]][at[1]] != HIDDEN
        }
        return {at: numbers for at, numbers in found.items() if numbers}

    def places(self) -> Iterator[At]:
        """Row and column of every cell that is no label."""
        for row in range(self.heads, len(self.cells)):
            for column in range(self.labels, len(self.cells[row])):
                yield row, column

    def names(self, at: At) -> tuple[str, ...]:
        """What a cell counts, folded: its row's labels, and its column where there are several;
        an empty text stands for all of them together."""
        row, column = at
        told = [_name(each) for each in self.cells[row][: self.labels]]
        if len(self.cells[row]) - self.labels > 1:
            heads = [self.cells[each][column] for each in range(self.heads)]
            told.append(_name(" ".join(heads)) if heads else f"column {column}")
        return tuple(told)

    def head(self, column: int) -> str:
        """What stands above an only column of counts, folded; empty for a total or a unit."""
        only = len(self.cells[0]) - self.labels == 1 and self.heads
        return _name(self.cells[0][column]) if only else ""

    def without(self, gone: Collection[At]) -> str:
        """The table as text with the sign in place of these cells."""
        rows = [
            [HIDDEN if (row, column) in gone else cell for column, cell in enumerate(cells)]
            for row, cells in enumerate(self.cells)
        ]
        return "\n".join(f" {BAR} ".join(row).rstrip() for row in rows)


def grid_of(rows: str) -> Grid:
    """Read a table; rows that are shorter than others are filled up with empty cells."""
    lines = [[cell.strip() for cell in line.split(BAR)] for line in rows.split("\n")]
    width = max(map(len, lines))
    cells = tuple(tuple(line + [""] * (width - len(line))) for line in lines)
    labels = _labels(cells, width)
    heads = int(len(cells) > 1 and bool(labels) and _is_head(cells[0][labels:]))
    return Grid(cells, heads, labels)


def _is_head(cells: tuple[str, ...]) -> bool:
    """Whether a first row names its columns: it holds no count, unless all of them are years."""
    counts = [each for each in cells if each == HIDDEN or count_of(each) is not None]
    return not counts or (len(counts) == len(cells) and all(map(_YEAR.fullmatch, cells)))


def _labels(cells: tuple[tuple[str, ...], ...], width: int) -> int:
    """How many columns stand before the first with a count; the first of several is a label."""
    if width == 1:
        return 0
    for column in range(1, width):
        if any(count_of(row[column]) is not None or row[column] == HIDDEN for row in cells):
            return column
    return 1


def count_of(cell: str) -> int | None:
    """The number of a cell that is nothing but a whole number, in any digits."""
    if not _COUNT.fullmatch(cell):
        return None
    return int("".join(filter(str.isdigit, cell)))


def numbers_in(cell: str) -> tuple[int, ...]:
    """Every number that a text tells: in digits, as a sign that stands for one, or as a word."""
    plain = unicodedata.normalize("NFKC", cell)
    said = [_SAID[word] for word in _WORDS.findall(fold(cell)) if word in _SAID]
    signs = [int(unicodedata.numeric(each, 0)) for each in plain if not each.isdecimal()]
    return (*(int(each) for each in _NUMBERS.findall(plain)), *said, *filter(None, signs))


def _name(cell: str) -> str:
    told = " ".join(fold(cell).split()).strip(" :")
    return "" if told in _TOTALS else told
