"""Shapes of a point on the ground: degrees in any notation, MGRS, UTM, plus codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldapp.services.sharing.scanning.spans import Span

COORDINATES = "coordinates"
_MONTH = "JAN|FEB|MAR|MAY|MAI|JUN|JUL|SEP|NOV|DEC"  # 1 May 2026 is no grid reference
# Each with what a text must hold for it, which is quickly seen.
_PATTERNS = tuple(
    (re.compile(needs), re.compile(pattern))
    for needs, pattern in (
        # 13.4512, 30.1212 and 13,4512; 30,1212
        (
            r"\d\.\d\d",
            r"[-+]?\d{1,2}\.\d{2,}\s*°?\s*[NS]?\s*[,;/|\s]\s*[-+]?\d{1,3}\.\d{2,}",
        ),
        (r",\d{3}", r"[-+]?\d{1,2},\d{3,}\s*°?\s*[NS]?\s*[;/|\s]\s*[-+]?\d{1,3},\d{3,}"),
        (r"[.,]\d\d", r"\b[-+]?\d{1,3}[.,]\d{2,}\s*°?\s*[NSEWO]\b"),
        (r"[.,]\d\d", r"\b[NSEW]\s*\d{1,3}[.,]\d{2,}"),
        # 13°15'30"N, 13° 15.5', 13 15 30 N
        ("°", r"\b(?:[NSEWO]\s?)?\d{1,3}\s*°\s*\d{1,2}(?:[.,]\d+)?"),
        (
            r"\d[\"”″'′\s]{0,3}[NSEW]\b",
            r"\b\d{1,3}\s+\d{1,2}['’′\s]\s*\d{1,2}(?:[.,]\d+)?[\"”″'′\s]{0,2}\s*[NSEW]\b",
        ),
        # MGRS: 35PPK 1234 5678, with or without gaps
        (
            r"\d\s?[C-X]\s?[A-Z]{2}",
            rf"\b\d{{1,2}}\s?(?!{_MONTH})[C-HJ-NP-X]\s?[A-HJ-NP-Z]{{2}}\s?\d{{2,5}}\s?\d{{2,5}}\b",
        ),
        # UTM: 35N 642310 1506720
        (
            r"\d\s?[C-X]\s?\d{6}",
            r"\b\d{1,2}\s?[C-HJ-NP-X]\s?\d{6}(?:\s?M?E)?[\s,;]+\d{6,7}(?:\s?M?N)?\b",
        ),
        # plus codes, whole or short: 6FX9JRXV+5Q, JRXV+5Q
        (
            r"\+",
            r"\b[2-9CFGHJMPQRVWX]{4}(?:[2-9CFGHJMPQRVWX]{4})?\+[2-9CFGHJMPQRVWX]{2,3}\b",
        ),
    )
)
# What any of them needs: most texts with a date and a time end here.
_ANY = re.compile(r"°|\+|[.,]\d\d|\d[\"”″'’′\s]{0,3}[NSEW]\b|\d\s?[C-X]\s?(?:[A-Z]{2}\s?\d|\d{6})")
# What may stand between the two halves of one point, or after it.
_BETWEEN = re.compile(r"[\s\d.,;/|°'’′\"”″NSEWOСШДПНХЗ-]{0,16}\Z")
_AFTER = re.compile(
    r"[.,]?\d*\s*['’′\"”″]{0,2}\s*(?:\d{1,2}(?:[.,]\d+)?\s*[\"”″'’′]{1,2})?\s*(?:[NSEWO]\b)?"
)


def coordinates(plain: str) -> Iterator[Span]:
    """Every point in a text of plain digits and marks; the two halves of one as one."""
    upper = plain.upper() if plain.isascii() else "".join(map(_upper, plain))
    found = [match.span() for match in _matches(upper)]
    whole: list[tuple[int, int]] = []
    for start, end in sorted(found):
        last = _AFTER.match(upper, end)
        end = max(end, last.end() if last else 0)  # noqa: PLW2901
        if whole and (start <= whole[-1][1] or _BETWEEN.match(upper[whole[-1][1] : start])):
            whole[-1] = whole[-1][0], max(end, whole[-1][1])
        else:
            whole.append((start, end))
    for start, end in whole:
        yield Span(COORDINATES, start, start + len(upper[start:end].rstrip(" ,;.")))


def _matches(upper: str) -> Iterator[re.Match[str]]:
    if _ANY.search(upper) is None:
        return
    for needs, pattern in _PATTERNS:
        if needs.search(upper):
            yield from pattern.finditer(upper)


def _upper(char: str) -> str:
    made = char.upper()
    return made if len(made) == 1 else char
