"""Shapes of numbers that are a person's: passports, national ids, accounts, birthdays, devices."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fieldapp.services.sharing.scanning.spans import Span

IDENTITY, IMEI = "identity", "imei"

_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?\b")
_CARD = re.compile(r"(?<![\d+])\d(?:[ -]?\d){12,18}(?!\d)")
_PASSPORT = re.compile(r"\b(?:[A-Z]{1,2}|[А-ЯҐЄІЇ]{2})[ -]?\d{6,9}\b")
_SAID = (
    *(
        "passport",
        "passeport",
        "pasport",
        " id ",
        " id:",
        "identi",
        "national number",
        " nin ",
        "ssn",
    ),
    *("cni", "tazkir", "taskera", "registration card", "ration card", "carte d"),
    *("паспорт", "іпн", "инн", "рнокпп", "посвідчення", "удостоверени", "снилс"),
    *("جواز", "هوية", "هويه", "بطاقة", "بطاقه", "الرقم الوطني", "رقم وطني", "تذكرة"),
    *("تذکره", "پاسپور", "شناسنامه", "کارت ملی"),
)
_NUMBER = re.compile(r"\d+(?:[ /.-]?[^\W\d_]{0,2}\d+)*")
_LETTERS = re.compile(r"(?<![^\W_])[^\W\d_]{1,3}[ -]?\Z")
_BORN = (
    *("born", "d.o.b", "dob", "date of birth", "birthday", "birth date", "birthdate"),
    *("né le", "née le", "né(e) le", "ne le", "date de naissance"),
    *("рождения", "народження", "родил", "народи"),
    *("ميلاد", "مواليد", "تولد", "زېږېدلو"),
)
_DAY = re.compile(
    r"\b\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}\b"
    r"|\b\d{1,2}(?:st|nd|rd|th|er)?\s[^\W\d_]{3,10}\.?,?\s\d{4}\b"
    r"|\b(?!born|dob|birth)[^\W\d_]{3,10}\s\d{1,2},?\s\d{4}\b",
    re.IGNORECASE,
)
# What a text must hold for a card, an account or a passport; a date and a time do not.
_LONG = re.compile(r"\d{5}|\d{4}[ -]\d{3}|\d[ -]\d{3}[ -]\d")
_DIGITS_OF_IMEI = 15
_LEAST = 5  # digits that a number named as somebody's has
_REACH = 45  # characters before a number in which it may be named


def numbers(plain: str) -> Iterator[Span]:
    """Every such number in a text of plain digits and marks."""
    if _LONG.search(plain):
        yield from _by_shape(plain)
    low = plain.lower()
    if holds(low, _SAID):
        for match in _NUMBER.finditer(plain):
            if _count(match.group()) >= _LEAST and said_before(_SAID, low, match.start()):
                yield Span(IDENTITY, _with_letters(plain, match.start()), match.end())
    if holds(low, _BORN):
        for match in _DAY.finditer(plain):
            if said_before(_BORN, low, match.start()):
                yield Span(IDENTITY, *match.span())


def _by_shape(plain: str) -> Iterator[Span]:
    for match in _ACCOUNT.finditer(plain):
        if _checks_out(re.sub(r"[ -]", "", match.group())):
            yield Span(IDENTITY, *match.span())
    for match in _CARD.finditer(plain):
        digits = re.sub(r"\D", "", match.group())
        if _luhn(digits):
            yield Span(IMEI if len(digits) == _DIGITS_OF_IMEI else IDENTITY, *match.span())
    yield from (Span(IDENTITY, *match.span()) for match in _PASSPORT.finditer(plain))


def _with_letters(plain: str, start: int) -> int:
    """Where a number begins with the letters before it, which may be a word such as `is`."""
    match = _LETTERS.search(plain, max(0, start - 4), start)
    return match.start() if match and match.group().strip(" -").isupper() else start


def holds(low: str, words: Iterable[str]) -> bool:
    """Whether a text in lower case holds one of these."""
    for word in words:  # noqa: SIM110  # asked of every text with a digit; a generator is slower
        if word in low:
            return True
    return False


def said_before(words: Iterable[str], low: str, start: int) -> bool:
    """Whether the words before a number, after any other number, say what it is."""
    before = low[max(0, start - _REACH) : start]
    after = max((n for n, char in enumerate(before) if char.isdigit()), default=-1) + 1
    return holds(before[after:], words)


def _count(text: str) -> int:
    return sum(char.isdigit() for char in text)


def _luhn(digits: str) -> bool:
    """The check of cards and devices; a row of one digit passes it and is neither."""
    if len(set(digits)) < 3:
        return False
    doubled = (int(each) * 2 for each in digits[-2::-2])
    return (sum(map(int, digits[::-2])) + sum(n - 9 if n > 9 else n for n in doubled)) % 10 == 0


def _checks_out(account: str) -> bool:
    """The check of an international bank account number (ISO 13616)."""
    moved = account[4:] + account[:4]
    return int("".join(str(int(each, 36)) for each in moved)) % 97 == 1
