"""Shapes of things that find a person: e-mails, phone numbers, coordinates, in any digits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import attrs

EMAIL, PHONE, COORDINATES = "email", "phone", "coordinates"

_EMAIL = re.compile(r"[^\s@<>,;:]+\s?@\s?[^\s@<>,;:]+\.[^\s@<>,;:]{2,}")
# Digits that run on over the marks that people group them with.
_RUN = re.compile(r"\+?\(?\d(?:[\s().\-/_·]{0,3}\d){4,}")
_DIGIT = re.compile(r"\d")
_DATE = re.compile(r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})\Z")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}([ .])\d{3}(?:\1\d{3})*\Z")
# 2024-2025, and 2139 (2014) as resolutions are cited.
_YEARS = re.compile(r"(?:(?:19|20)\d\d\s?[-/]\s?|\d{1,4}\s?\()(?:19|20)\d\d\Z")
_SIDE = r"\s*°?\s*[NSEWO]\b"
_COORDINATES = tuple(
    re.compile(pattern)
    for pattern in (
        # 13.4512, 30.1212 and 13,4512; 30,1212
        r"[-+]?\d{1,2}\.\d{2,}\s*°?\s*[NS]?\s*[,;/|\s]\s*[-+]?\d{1,3}\.\d{2,}",
        r"[-+]?\d{1,2},\d{3,}\s*°?\s*[NS]?\s*[;/|\s]\s*[-+]?\d{1,3},\d{3,}",
        r"\b[-+]?\d{1,3}[.,]\d{2,}" + _SIDE,
        r"\b[NSEW]\s*\d{1,3}[.,]\d{2,}",
        # 13°15'30"N, 13° 15.5', 13 15 30 N
        r"\d{1,3}\s*°\s*\d{1,2}(?:[.,]\d+)?",
        r"\b\d{1,3}\s+\d{1,2}['’′\s]\s*\d{1,2}(?:[.,]\d+)?[\"”″'′\s]{0,2}\s*[NSEW]\b",
        # MGRS: 35PPK 1234 5678, with or without gaps
        r"\b\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{2,5}\s?\d{2,5}\b",
    )
)


@attrs.frozen
class Span:
    """Where something of one sort stands in a text, without the text."""

    sort: str
    start: int
    end: int


def plain_digits(text: str) -> str:
    """The text with every digit of any script as ASCII, character for character."""
    if text.isascii():
        return text
    return "".join(_digit(char) for char in text)


def _digit(char: str) -> str:
    if char in "ºᵒ˚":  # written for a degree where the keyboard has none
        return "°"
    found = unicodedata.digit(char, None) if char > "\x7f" else None
    return char if found is None else str(found)


def spans(text: str) -> Iterator[Span]:
    """Every e-mail, phone number and pair of coordinates in a text."""
    plain = plain_digits(text)
    if "@" in plain:
        yield from (Span(EMAIL, *match.span()) for match in _EMAIL.finditer(plain))
    if _DIGIT.search(plain) is None:
        return
    upper = plain.upper() if plain.isascii() else "".join(map(_upper, plain))
    for pattern in _COORDINATES:
        yield from (Span(COORDINATES, *match.span()) for match in pattern.finditer(upper))
    for match in _RUN.finditer(plain):
        if _is_phone(match.group()):
            yield Span(PHONE, *match.span())


def _upper(char: str) -> str:
    made = char.upper()
    return made if len(made) == 1 else char


def _is_phone(run: str) -> bool:
    digits = sum(char.isdigit() for char in run)
    if digits < 7 or digits > 20:
        return digits > 20
    plain = run.strip("( ")
    if _DATE.match(plain) or _YEARS.match(plain):
        return False
    return not (digits < 9 and _THOUSANDS.match(plain))


def runs(text: str) -> Iterator[tuple[str, int, int]]:
    """Every run of five digits or more, its digits joined, and where it stands."""
    if _DIGIT.search(text) is None:
        return
    for match in _RUN.finditer(plain_digits(text)):
        yield re.sub(r"\D", "", match.group()), *match.span()
