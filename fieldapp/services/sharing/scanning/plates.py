"""Shapes of vehicle plates; a plate that was notified is known again by its letters and digits."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from fieldapp.services.sharing.scanning.spans import Span
from fieldapp.vocab.folding import fold

PLATE, KNOWN_PLATE = "plate", "known plate"
_LETTER = r"[^\W\d_]"
_STRONG = re.compile(
    r"\b[АВЕІКМНОРСТУХ]{2}\s?\d{4}\s?[АВЕІКМНОРСТУХ]{2}\b"
    r"|\b[АВЕКМНОРСТУХ]\s?\d{3}\s?[АВЕКМНОРСТУХ]{2}\s?\d{2,3}\b"
    r"|\b[A-Z]{2}[ -]?\d{4}[ -]?[A-Z]{2}\b"
    r"|\bUN[ -]?\d{3,5}\b"
)
_MAY_BE = re.compile(r"[A-ZА-ЯІ][ -]?\d{3}")
_SAID = (
    *("plate", "registration", "reg.", "plaque", "immatricul", "لوحة", "لوحه", "پلیت", "پليت"),
    *("پلاک", "днз", "д.н.з", "номерн", "госномер", "номер авто", "номер машин"),
)
_SHAPE = re.compile(
    rf"\b{_LETTER}{{1,4}}[ -]?\d{{2,6}}(?:[ -]?{_LETTER}{{1,4}}(?:[ -]?\d{{1,3}})?)?\b"
    rf"|\b\d{{2,6}}[ -]?{_LETTER}{{1,6}}(?:[ -]?{_LETTER}{{1,3}}\b)?(?:[ -]?\d{{1,3}}\b)?"
)
_TOKENS = re.compile(r"[^\W_]+")
_LEAST, _WORDS, _REACH = 4, 4, 40


def plates(plain: str) -> Iterator[Span]:
    """What has the shape of a plate, or is called one."""
    if _MAY_BE.search(plain):
        yield from (Span(PLATE, *match.span()) for match in _STRONG.finditer(plain))
    low = plain.lower()
    for word in _SAID:
        at = low.find(word)
        while at >= 0:
            after = at + len(word)
            found = _SHAPE.search(plain, _end_of_word(plain, after), after + _REACH)
            if found and not any(char.isdigit() for char in plain[after : found.start()]):
                yield Span(PLATE, *found.span())
            at = low.find(word, after)


def _end_of_word(plain: str, at: int) -> int:
    while at < len(plain) and plain[at].isalpha():
        at += 1
    return at


def plate_key(plate: str) -> str:
    """The letters and digits of a plate."""
    return "".join(_TOKENS.findall(fold(plate)))


def known_plates(plain: str, keys: Collection[str]) -> Iterator[Span]:
    """Plates that are known here, however they are grouped."""
    tokens = list(_TOKENS.finditer(plain)) if keys else []
    for n, first in enumerate(tokens):
        joined = ""
        for last in tokens[n : n + _WORDS]:
            joined += fold(last.group())
            if len(joined) >= _LEAST and joined in keys:
                yield Span(KNOWN_PLATE, first.start(), last.end())
