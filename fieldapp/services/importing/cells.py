"""One cell as the value of one field, or the sentence that says why not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from fieldapp.errors import FieldappError
from fieldapp.records.fields import Field, Kind
from fieldapp.records.values import from_plain
from fieldapp.services.importing.crosswalk import key
from fieldapp.services.importing.errors import CellError
from fieldapp.services.importing.sheets import NO_LETTER, Cell
from fieldapp.vocab.days import Day
from fieldapp.vocab.folding import fold
from fieldapp.vocab.vocabulary import vocabulary

_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "january jan janvier janv",
            "february feb fevrier fevr fev",
            "march mar mars",
            "april apr avril avr",
            "may mai",
            "june jun juin",
            "july jul juillet juil",
            "august aug aout",
            "september sep sept septembre",
            "october oct octobre",
            "november nov novembre",
            "december dec decembre",
        ),
        1,
    )
    for word in words.split()
}
_ISO = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[t ]\d{2}:\d{2}.*)?")
_WORDED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th|er)? )?([^\W\d]+)\.? (\d{4})")
_NUMBERED = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_YES = {"yes": "yes", "y": "yes", "true": "yes", "1": "yes", "oui": "yes", "نعم": "yes"}
_NO = {"no": "no", "n": "no", "false": "no", "0": "no", "non": "no", "لا": "no"}


def text(cell: Cell) -> str:
    """A cell as words; letters that no text may hold are refused."""
    words = str(cell).strip()
    if NO_LETTER.search(words):
        raise CellError("This holds signs that are no letters.")
    return words


def value(field: Field, cell: Cell) -> Any:
    """The value of a field from a cell, whose words may be codes or labels."""
    if isinstance(cell, (list, dict)):
        return _plain(field, cell)
    words = text(cell)
    match field.spec.kind:
        case Kind.DAY:
            return day(words)
        case Kind.MOMENT:
            return _moment(words)
        case Kind.NUMBER:
            return number(words)
        case Kind.FLAG:
            return _flag(words)
        case Kind.CHOICE:
            return code(field, words)
        case Kind.CHOICES:
            return tuple(dict.fromkeys(code(field, each) for each in _several(words)))
        case Kind.TEXT | Kind.LINK:
            return words
        case Kind.LINKS:
            return tuple(_several(words))
        case _:
            raise CellError("This field takes more than one cell can say.")


def _plain(field: Field, cell: Cell) -> Any:
    try:
        return from_plain(field, cell)
    except FieldappError:
        raise CellError from None


def _several(words: str) -> list[str]:
    separator = next((each for each in ";|,\n" if each in words), ";")
    return [each.strip() for each in words.split(separator) if each.strip()]


def code(field: Field, words: str) -> str:
    """The code of a vocabulary that these words are, or are the label of."""
    name = field.spec.vocabulary
    if name.startswith("@"):
        return words
    found = _known(tuple(vocabulary(name).labels.items())).get(key(words))
    if found is None:
        raise CellError("This is not one of the choices.")
    return found


@lru_cache(maxsize=256)  # by the words themselves: a station may change them at any time
def _known(labels: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    return {key(label): code for code, label in labels} | {key(code): code for code, _ in labels}


def _flag(words: str) -> str:
    folded = key(words)
    found = _YES.get(folded) or _NO.get(folded) or ("unknown" if folded == "unknown" else "")
    if not found:
        raise CellError("This is not yes, no or unknown.")
    return found


def day(words: str) -> Day:
    """A date in ISO, in words, or in numbers that can only be one date."""
    folded = key(words)
    try:
        if match := _ISO.fullmatch(folded):
            return Day(match[1])
        if match := _WORDED.fullmatch(folded):
            return _worded(*match.groups())
        if match := _NUMBERED.fullmatch(folded):
            return _numbered(int(match[1]), int(match[2]), match[3])
    except FieldappError:
        pass
    raise CellError("This is not a date: write it as 2025-11-12, 2025-11 or 2025.")


def _worded(day_: str | None, month: str, year: str) -> Day:
    if month not in _MONTHS:
        raise CellError
    iso = f"{year}-{_MONTHS[month]:02d}"
    return Day(f"{iso}-{int(day_):02d}" if day_ else iso)


def _numbered(first: int, second: int, year: str) -> Day:
    """Only where one of the numbers can be no month; else it is two dates, and none is taken."""
    if first > 12 or first == second:
        return Day(f"{year}-{second:02d}-{first:02d}")
    if second > 12:
        return Day(f"{year}-{first:02d}-{second:02d}")
    raise CellError


def _moment(words: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(fold(words).upper())
    except ValueError:
        raise CellError("This is not a time: write it as 2025-11-12T21:04+02:00.") from None
    if moment.tzinfo is None:
        raise CellError("A time needs its UTC offset, as in 2025-11-12T21:04+02:00.")
    return moment


def number(words: str) -> int | float:
    """A number in ASCII or local digits, with a point or none."""
    folded = fold(words).replace("\N{ARABIC DECIMAL SEPARATOR}", ".")
    if re.fullmatch(r"-?\d{1,15}", folded, re.ASCII):
        return int(folded)
    if re.fullmatch(r"-?\d{1,15}\.\d{1,20}", folded, re.ASCII):
        return float(folded)
    raise CellError("This is not a number.")


def count(words: str) -> int:
    """A whole number, 0 or more."""
    found = number(words)
    if found < 0 or found != int(found):
        raise CellError("A count is a whole number, 0 or more.")
    return int(found)
