"""Shapes of ways to reach a person: e-mails, phone numbers, accounts and web addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldapp.services.sharing.scanning.spans import Span

EMAIL, PHONE, HANDLE = "email", "phone", "handle"

_EMAIL = re.compile(
    r"[^\s@<>,;:()\[\]]+(?:@|\s@\s|@\s)"
    r"[^\s@<>,;:()\[\]]+\.[^\s@<>,;:()\[\]]*[^\s@<>,;:()\[\].!?]"
)
# somebody [at] example [dot] org, somebody(at)example.org
_AT_IN_WORDS = re.compile(
    r"[\w.+-]+\s*[\[({]\s*(?:at|arobase|arroba|@)\s*[\])}]\s*\w[\w-]*"
    r"(?:\s*(?:[\[({]\s*(?:dot|point)\s*[\])}]|\.)\s*\w[\w-]*)+",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@.])@\w[\w.]*\w")
_ADDRESS = re.compile(
    r"(?:\bhttps?://|\bwww\.)[^\s<>\"]*[\w/]"
    r"|\b(?:t\.me|wa\.me|telegram\.me|facebook\.com|fb\.com|x\.com|twitter\.com|instagram\.com"
    r"|tiktok\.com|youtu\.be|vk\.com)/[^\s<>\"]*[\w/]",
    re.IGNORECASE,
)
# Digits that run on over the marks that people group them with.
RUN = re.compile(r"\(?\+?\(?\d(?:[\s().\-/_·]{0,3}\d){4,}")
_DATE = re.compile(r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})\Z")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}([ .\u00a0\u202f])\d{3}(?:\1\d{3})*\Z")
# 2024-2025, 2026/114 as papers are numbered, and 2139 (2014) as resolutions are cited.
_YEARS = re.compile(
    r"(?:(?:(?:19|20)\d\d\s?[-/]\s?|\d{1,4}\s?\()(?:19|20)\d\d|(?:19|20)\d\d/\d{1,4})\Z"
)
_LEAST, _MOST = 7, 20


def contacts(plain: str, region: str, *, digits: bool = True) -> Iterator[Span]:
    """Every way to reach someone in a text of plain digits and marks; or of no `digits` at all."""
    if "@" in plain:
        yield from (Span(EMAIL, *match.span()) for match in _EMAIL.finditer(plain))
        yield from (Span(HANDLE, *match.span()) for match in _HANDLE.finditer(plain))
    if "[" in plain or "(" in plain or "{" in plain:
        yield from (Span(EMAIL, *match.span()) for match in _AT_IN_WORDS.finditer(plain))
    if "/" in plain or "www" in plain or "WWW" in plain:
        yield from (Span(HANDLE, *match.span()) for match in _ADDRESS.finditer(plain))
    for match in RUN.finditer(plain) if digits else ():
        if is_phone(match.group(), region):
            yield Span(PHONE, *match.span())


def is_phone(run: str, region: str = "") -> bool:
    """Whether a run of digits may be a number to call, and is no date, year or amount."""
    digits = sum(char.isdigit() for char in run)
    if digits < _LEAST or digits > _MOST:
        return digits > _MOST or (digits == _LEAST - 1 and _is_valid(run, region))
    bare = run.strip("( ")
    if _DATE.match(bare) or _YEARS.match(bare):
        return False
    if _THOUSANDS.match(bare):
        return digits >= 9 and _is_valid(run, region)
    return True


def _is_valid(run: str, region: str) -> bool:
    """Whether the numbering plan of the country, or of the world, knows such a number."""
    if not (region or run.startswith("+")):
        return False
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(run, region or None))
    except phonenumbers.NumberParseException:
        return False
