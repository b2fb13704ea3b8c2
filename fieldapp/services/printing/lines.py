"""Text broken into lines that fit, each in the order in which the eye reads it, in any script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import attrs
from bidi import algorithm
from bidi.mirror import MIRRORED

from fieldapp.services.printing.fonts import Piece, Typeface, has_right_to_left, printable


@attrs.frozen
class Line:
    """One line, ready to draw from left to right; `words` is what it says in reading order."""

    pieces: tuple[Piece, ...]
    width: float
    rtl: bool
    joined: bool
    words: str = attrs.field(repr=False)


def break_lines(
    face: Typeface, text: str, size: float, room: float, *, bold: bool = False
) -> list[Line]:
    """The lines of a text in this much room; a word wider than the room is cut."""
    made = []
    for paragraph in printable(text).split("\n"):
        rtl = _mostly_right_to_left(paragraph)
        for words in _fill(face, paragraph, size, room, bold):
            made.append(set_line(face, words, size, bold=bold, rtl=rtl))
    return made


def set_line(
    face: Typeface, words: str, size: float, *, bold: bool = False, rtl: bool = False
) -> Line:
    """One line that is not broken."""
    joined = has_right_to_left(words)
    if rtl or joined:
        pieces = tuple(_in_both_directions(face, words, size, bold, rtl))
    else:
        pieces = tuple(face.pieces(words, size, bold))
    return Line(pieces, sum(piece.width for piece in pieces), rtl, joined, words)


def _mostly_right_to_left(text: str) -> bool:
    """Direction by most of the letters, so that one foreign name at the start does not turn it."""
    if text.isascii():
        return False
    kinds = [unicodedata.bidirectional(letter) for letter in text]
    return sum(kind in ("R", "AL") for kind in kinds) > kinds.count("L")


def _fill(face: Typeface, text: str, size: float, room: float, bold: bool) -> Iterator[str]:
    space = face.width(" ", size, bold)
    line, used = "", 0.0
    for word in text.split(" "):
        width = face.width(word, size, bold)
        if line and used + space + width <= room:
            line, used = f"{line} {word}", used + space + width
            continue
        if line:
            yield line
        if width > room:
            *full, line = _cut(face, word, size, room, bold)
            yield from full
            used = face.width(line, size, bold)
        else:
            line, used = word, width
    yield line


def _cut(face: Typeface, word: str, size: float, room: float, bold: bool) -> list[str]:
    """A word in as many pieces as it takes; joined letters are never wider than apart."""
    pieces, start, used = [], 0, 0.0
    for at, letter in enumerate(word):
        width = face.width(letter, size, bold)
        if used + width > room and at > start:
            pieces.append(word[start:at])
            start, used = at, 0.0
        used += width
    return [*pieces, word[start:]]


def _in_both_directions(
    face: Typeface, words: str, size: float, bold: bool, rtl: bool
) -> Iterator[Piece]:
    """The Unicode bidirectional algorithm on one line: runs by level, highest reversed first."""
    runs = [
        (level, "".join(letter for _, letter in group))
        for level, group in groupby(_levels(words, rtl), key=lambda pair: pair[0])
    ]
    for level in range(max((level for level, _ in runs), default=0), 0, -1):
        runs = _reverse_from(runs, level)
    for level, letters in runs:
        yield from _run(face, letters, size, bold, odd=level % 2 == 1)


def _run(face: Typeface, letters: str, size: float, bold: bool, *, odd: bool) -> list[Piece]:
    if not odd:
        return face.pieces(letters, size, bold)
    if has_right_to_left(letters):
        return face.joined(letters, size)
    turned = "".join(MIRRORED.get(letter, letter) for letter in reversed(letters))
    return face.pieces(turned, size, bold)


def _levels(words: str, rtl: bool) -> list[tuple[int, str]]:
    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = (1, "R") if rtl else (0, "L")
    algorithm.get_embedding_levels(words, storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    return [(each["level"], each["ch"]) for each in storage["chars"]]


def _reverse_from(runs: list[tuple[int, str]], level: int) -> list[tuple[int, str]]:
    made: list[tuple[int, str]] = []
    for high, group in groupby(runs, key=lambda run: run[0] >= level):
        found = list(group)
        made.extend(reversed(found) if high else found)
    return made
