"""A text as plain letters: look-alike letters, hidden marks and digits of any script undone."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import attrs

from fieldapp.vocab.folding import fold

WORD = re.compile(r"\w+")
_PLAIN_WORD = re.compile(r"[a-z0-9_]+")  # the same where all is ASCII, in two thirds of the time
_CAPITAL = re.compile(r"\b[A-Z]\w*")
_LATIN = re.compile(r"[a-z]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_GREEK = re.compile(r"[\u0370-\u03ff]")
# Letters of other alphabets that look the same, as they stand in a folded word.
_TO_LATIN = str.maketrans(
    "авеікмнорстухуёјѕԁԛԝհαειικνορτυχγω", "abeikmhopctyxyejsdqwhaeiiknoptuxyw"
)
_TO_CYRILLIC = str.maketrans("abeikmhopctyx", "авеікмнорстух")


@attrs.frozen
class Word:
    """One word of a text: folded, where it stands, and whether it is written with a capital."""

    folded: str
    start: int
    end: int
    capital: bool

    @property
    def may_be_name(self) -> bool:
        """Whether it has a capital, or its script has none."""
        first = self.folded[0]
        return self.capital or (not first.isascii() and first.upper() == first)


@attrs.frozen
class Plain:
    """A text character for character as ASCII digits and marks; `at` says where each one stood."""

    text: str
    at: tuple[int, ...] | None = attrs.field(default=None, repr=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the plain text stands in the text as written."""
        if self.at is None:
            return start, end
        return self.at[start], self.at[end - 1] + 1


def fold_words(text: str) -> list[str]:
    """The words of a text, folded and in one alphabet each."""
    if text.isascii():
        return _PLAIN_WORD.findall(text.lower())
    return [word if word.isascii() else unmixed(word) for word in WORD.findall(fold(text))]


def placed_words(text: str) -> list[Word]:
    """The same words with their places in the text as written."""
    if text.isascii():
        return [
            Word(each.group().lower(), each.start(), each.end(), each.group()[0].isupper())
            for each in WORD.finditer(text)
        ]
    folded, origin = [], []
    for place, char in enumerate(text):
        piece = fold(char)
        folded.append(piece)
        origin += [place] * len(piece)
    found = []
    for each in WORD.finditer("".join(folded)):
        start, end = origin[each.start()], _end(text, origin[each.end() - 1] + 1)
        found.append(Word(unmixed(each.group()), start, end, text[start].isupper()))
    return found


def as_names(text: str, folded: list[str]) -> list[str]:
    """Those folded words of a text that may be names: with a capital, where there are any."""
    if text.isascii():
        named = _CAPITAL.findall(text)
        return [each.lower() for each in named] if named else folded
    if not any(char.isupper() for char in text):
        return folded
    return [each.folded for each in placed_words(text) if each.may_be_name]


def _end(text: str, end: int) -> int:
    """The end of a word with the marks that belong to its last letter."""
    while end < len(text) and not fold(text[end]):
        end += 1
    return end


@lru_cache(maxsize=20_000)
def unmixed(word: str) -> str:
    """A folded word in the alphabet of most of its letters, where letters of another look alike."""
    latin, other = len(_LATIN.findall(word)), len(_CYRILLIC.findall(word))
    if _GREEK.search(word):
        word = word.translate(_TO_LATIN)
        latin, other = len(_LATIN.findall(word)), len(_CYRILLIC.findall(word))
    if not latin or not other:
        return word
    return word.translate(_TO_LATIN if latin >= other else _TO_CYRILLIC)


def plain(text: str) -> Plain:
    """The text with full-width and other digits and marks as ASCII, and without hidden marks."""
    if text.isascii():
        return Plain(text)
    chars = [_plain_char(char) for char in text]
    if all(chars):
        return Plain("".join(chars))
    kept = [(place, char) for place, char in enumerate(chars) if char]
    return Plain("".join(char for _, char in kept), tuple(place for place, _ in kept))


@cache
def _plain_char(char: str) -> str:
    """One character in its place; nothing for one that cannot be seen."""
    if char.isascii():
        return char
    if char in "ºᵒ˚":  # written for a degree where the keyboard has none
        return "°"
    if char in "‐‑‒–—−":
        return "-"
    if char in "٫":
        return "."
    if char in "،؛":
        return ","
    if unicodedata.category(char) == "Cf":
        return ""
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    made = unicodedata.normalize("NFKC", char)
    return made if len(made) == 1 and made.isascii() else char
