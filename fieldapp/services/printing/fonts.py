"""The letters on paper: Noto Sans, its bold, and Noto Sans Arabic, letter by letter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from threading import Lock

import attrs
import fontpkg
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import ShapedStr, TTFont, shapeStr

import resources

REGULAR, BOLD, ARABIC = "FieldappSans", "FieldappSans-Bold", "FieldappArabic"
_BOLD_FILE = "NotoSans-Bold-Latin-Cyrillic.ttf"
# reportlab finds fonts by name in one table of its own, and shaping adds glyphs to a font, so each
# paper gets fresh fonts and they are made one at a time: equal input gives equal bytes.
_ONE_PAPER_AT_A_TIME = Lock()
_JOINERS = "\u200c\u200d"


@attrs.frozen
class Piece:
    """Characters of one font in the order in which they are drawn."""

    font: str
    glyphs: str = attrs.field(repr=False)
    width: float


class Typeface:
    """The fonts of one paper: which one draws a character, and how wide it is."""

    def __init__(self) -> None:
        latin = fontpkg.path("noto-sans")
        arabic = fontpkg.path("noto-sans-arabic")
        self._fonts = {
            REGULAR: TTFont(REGULAR, str(latin), shapable=False),
            BOLD: TTFont(BOLD, str(resources.path("fonts", _BOLD_FILE)), shapable=False),
            ARABIC: TTFont(ARABIC, str(arabic)),
        }
        self._letters = {
            name: frozenset(map(chr, font.face.charToGlyph)) for name, font in self._fonts.items()
        }
        self._chosen: dict[tuple[str, tuple[str, ...]], str] = {}
        self._widths: dict[tuple[str, float, bool], float] = {}
        for font in self._fonts.values():
            pdfmetrics.registerFont(font)

    def pieces(self, text: str, size: float, bold: bool = False) -> list[Piece]:
        """Text that runs left to right, cut where the font changes."""
        order = (BOLD, REGULAR, ARABIC) if bold else (REGULAR, ARABIC)
        if text and self._letters[order[0]].issuperset(text):
            return [self._piece(order[0], text, size)]  # as nearly all words are
        return [
            self._piece(name, "".join(letters), size)
            for name, letters in groupby(text, lambda letter: self._font_for(letter, order))
        ]

    def joined(self, text: str, size: float) -> list[Piece]:
        """A run that reads right to left, its letters joined, in the order of drawing."""
        runs = [
            (name, "".join(letters))
            for name, letters in groupby(
                text, lambda letter: self._font_for(letter, (ARABIC, REGULAR))
            )
        ]
        return [self._joined_piece(name, letters, size) for name, letters in reversed(runs)]

    def _joined_piece(self, name: str, letters: str, size: float) -> Piece:
        if name != ARABIC or not any(map(reads_right_to_left, letters)):
            return self._piece(name, letters[::-1], size)
        return self._piece(name, shapeStr(letters, name, size, force=True), size)

    def _piece(self, name: str, glyphs: str, size: float) -> Piece:
        if isinstance(glyphs, ShapedStr):
            width = sum(each.x_advance for each in glyphs.__shapeData__) * size / 1000
        else:
            width = self._fonts[name].stringWidth(glyphs, size)
        return Piece(name, glyphs, width)

    def width(self, word: str, size: float, bold: bool = False) -> float:
        """How wide a word is; texts use few words often, so each is measured once."""
        key = word, size, bold
        if key not in self._widths:
            joined = has_right_to_left(word)
            pieces = self.joined(word, size) if joined else self.pieces(word, size, bold)
            self._widths[key] = sum(piece.width for piece in pieces)
        return self._widths[key]

    def _font_for(self, letter: str, order: tuple[str, ...]) -> str:
        key = letter, order
        if key not in self._chosen:
            holding = (n for n in order if ord(letter) in self._fonts[n].face.charToGlyph)
            self._chosen[key] = next(holding, REGULAR)
        return self._chosen[key]


@contextmanager
def typeface() -> Iterator[Typeface]:
    """Fresh fonts for one paper; a second paper waits."""
    with _ONE_PAPER_AT_A_TIME:
        yield Typeface()


def reads_right_to_left(letter: str) -> bool:
    """Whether this is a letter of a script such as Arabic or Hebrew."""
    return unicodedata.bidirectional(letter) in ("R", "AL")


def has_right_to_left(text: str) -> bool:
    """Whether any letter is of such a script."""
    return not text.isascii() and any(map(reads_right_to_left, text))


def printable(text: str) -> str:
    """Text without characters that have no shape or that turn the direction of others.

    A hidden override could make a line on paper read otherwise than it was written.
    """
    tidy = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    if tidy.replace("\n", "").isprintable():
        return tidy
    return "".join(
        letter
        for letter in tidy
        if letter == "\n" or letter in _JOINERS or unicodedata.category(letter) not in ("Cc", "Cf")
    )
