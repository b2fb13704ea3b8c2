"""Find by when something was promised, in the words of a line: English, French and Arabic."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import attrs

from fieldapp.vocab.days import Day, NotADayError
from fieldapp.vocab.folding import fold
from fieldapp.vocab.spoken_days import WEEKDAYS, read_day

_TOKEN = re.compile(r"[^\s,;:!?()\[\]،؛؟…“”\"«»]+")
_ISO = re.compile(r"\d{4}-\d{1,2}(?:-\d{1,2})?\Z")
_NUMBERS = re.compile(r"\d{1,2}[./]\d{1,2}(?P<year>[./]\d{4})?\Z")
_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er)?\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")


def _folded(words: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in words.split())


# A word before a date that says "this is when"; with it also a short or doubtful date is taken.
_CUES = frozenset(
    _folded("by before until till on from due for next this coming avant le d'ici jusqu'au pour")
    + _folded("قبل حتى يوم في بحلول")
)
# With these, "sat" is Saturday; "they sat on sat chairs" shows why not with the others.
_FIRM = frozenset(_folded("by before until till from next this coming"))
_PAST = frozenset(_folded("last since depuis dernier منذ الماضي"))
_NEAR = {
    **dict.fromkeys(_folded("today tonight aujourd'hui اليوم الليلة"), 0),
    **dict.fromkeys(_folded("tomorrow demain غدا بكرة"), 1),
}
_WEEKDAYS: dict[str, int] = {
    name: number
    for names in (
        _folded(" ".join(WEEKDAYS)),
        _folded("lundi mardi mercredi jeudi vendredi samedi dimanche"),
        _folded("الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد"),
    )
    for number, name in enumerate(names)
}
_SHORT = {fold(name[:size]): n for n, name in enumerate(WEEKDAYS) for size in (3, 4)}
_WITHIN = frozenset(_folded("in within dans sous خلال بعد"))
_UNITS = {
    **dict.fromkeys(_folded("day days jour jours يوم ايام"), 1),
    **dict.fromkeys(_folded("week weeks semaine semaines اسبوع اسابيع"), 7),
}
_LONGEST_AGO = 31  # a promised day without a year lies ahead, or was missed lately


@attrs.frozen
class Due:
    """A day found in words, and the words that say it; no day where there is none."""

    day: Day | None = attrs.field(default=None, repr=False)
    words: str = attrs.field(default="", repr=False)


@attrs.frozen
class _Word:
    folded: str = attrs.field(repr=False)
    start: int
    end: int


def find_due(text: str, today: dt.date) -> Due:
    """The first day named in a line, looking ahead from the day on which it was said."""
    words = [word for word in _words(text) if word.folded != "of"]
    for place in range(len(words)):
        before = words[place - 1].folded if place else ""
        if before in _PAST or (place + 1 < len(words) and words[place + 1].folded in _PAST):
            continue
        found = _at(words[place : place + 4], before, today)
        if found is not None:
            day, length = found
            return Due(day, text[words[place].start : words[place + length - 1].end])
    return Due()


def _words(text: str) -> Iterator[_Word]:
    for match in _TOKEN.finditer(text):
        word = match.group().rstrip(".'’-")
        if folded := fold(word):
            yield _Word(folded, match.start(), match.start() + len(word))


def _at(words: list[_Word], before: str, today: dt.date) -> tuple[Day, int] | None:
    """A day that begins with the first of these words, and how many words it takes."""
    for length in range(len(words), 0, -1):
        said = [word.folded for word in words[:length]]
        try:
            day = _one(said[0], before, today) if length == 1 else _several(said, before, today)
        except NotADayError:
            continue
        if day is not None:
            return day, length
    return None


def _one(word: str, before: str, today: dt.date) -> Day | None:
    cued = before in _CUES
    if word in _NEAR:
        return _day(today + dt.timedelta(days=_NEAR[word]))
    weekday = _WEEKDAYS.get(word, _SHORT.get(word) if before in _FIRM else None)
    if weekday is not None:
        return _day(today + dt.timedelta(days=(weekday - today.weekday()) % 7 or 7))
    if _ISO.match(word) and (cued or word.count("-") == 2):
        return read_day(word, today)
    numbers = _NUMBERS.match(word)
    if numbers and (cued or numbers["year"]):
        return _ahead(read_day(word, today), today, dated=bool(numbers["year"]))
    if cued and len(word) > 2 and not any(char.isdigit() for char in word):
        return _month(word, today)
    return None


def _month(word: str, today: dt.date) -> Day | None:
    """A month by its name alone, as in "before December"; not a weekday, not "yesterday"."""
    day = read_day(word, today)
    return _ahead(day, today, dated=False) if day.precision == "month" else None


def _several(said: list[str], before: str, today: dt.date) -> Day | None:
    if len(said) == 3 and said[0] in _WITHIN and said[1].isdecimal() and said[2] in _UNITS:
        return _day(today + dt.timedelta(days=int(said[1][:3]) * _UNITS[said[2]]))
    if said[0] in _WEEKDAYS or said[0] in _SHORT:
        said = said[1:]  # "Friday 14 November": the date says more than the weekday
    numbers = [word for word in said if _NUMBER.match(word)]
    years = [word for word in said if _YEAR.match(word)]
    names = [word for word in said if not any(char.isdigit() for char in word)]
    if len(names) != 1 or len(names[0]) < 3 or len(numbers) + len(years) != len(said) - 1:
        return None
    doubtful = not numbers or (names[0] == "may" and not years)  # "14 may leave"
    if doubtful and before not in _CUES:
        return None
    clean = [match[1] if (match := _NUMBER.match(word)) else word for word in said]
    return _ahead(read_day(" ".join(clean), today), today, dated=bool(years))


def _ahead(day: Day, today: dt.date, *, dated: bool) -> Day:
    """The same day a year on, where no year was said and it would lie long past."""
    if dated or day.precision == "year" or (today - day.last).days <= _LONGEST_AGO:
        return day
    return Day(f"{day.first.year + 1}{day.iso[4:]}")


def _day(date: dt.date) -> Day:
    return Day(date.isoformat())
