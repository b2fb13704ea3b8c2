"""Days and times as people say and type them, and back into words with the weekday."""

from __future__ import annotations

import datetime as dt
import re

from fieldapp.errors import FieldappError
from fieldapp.vocab.days import Day, NotADayError
from fieldapp.vocab.folding import fold

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# Besides English, which is matched by its beginning: French, then Arabic as in Sudan and Yemen.
_OTHER_MONTHS = {
    1: ("janvier", "يناير"),
    2: ("fevrier", "فبراير"),
    3: ("mars", "مارس"),
    4: ("avril", "ابريل"),
    5: ("mai", "مايو"),
    6: ("juin", "يونيو"),
    7: ("juillet", "يوليو"),
    8: ("aout", "اغسطس"),
    9: ("septembre", "سبتمبر"),
    10: ("octobre", "اكتوبر"),
    11: ("novembre", "نوفمبر"),
    12: ("decembre", "ديسمبر"),
}
_NEAR = {
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "aujourd'hui": 0,
    "hier": -1,
    "demain": 1,
    "اليوم": 0,
    "امس": -1,
    "غدا": 1,
}
_AGO = re.compile(r"(\d{1,3}) ?(d|w|day|days|week|weeks)( ago)?\Z")
_NUMBERS = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{4}))?\Z")
_ISO = re.compile(r"\d{4}(-\d{1,2}(-\d{1,2})?)?\Z")
_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))? ?(am|pm)?\Z")
_OFFSET = re.compile(r"(?:utc|gmt)? ?([+-])(\d{1,2}):?(\d{2})?\Z")


class NotATimeError(FieldappError):
    """The text is no time of day that can be understood."""

    sentence = "This is not a time."
    remedy = "Write it as 21:04 or 9pm."


class NotAnOffsetError(FieldappError):
    """The text is no UTC offset that can be understood."""

    sentence = "This is not a UTC offset."
    remedy = "Write it as +02:00 or +3."


def read_day(words: str, today: dt.date) -> Day:
    """What was typed as a `Day`, no finer than it was said; `NotADayError` where it is none.

    A day without a year is the one nearest to today; a weekday is the last one before today.
    """
    said = " ".join(fold(words).replace(",", " ").split())
    if not said:
        raise NotADayError
    for way in (_near, _weekday, _iso, _numbers, _with_month):
        found = way(said, today)
        if found is not None:
            return found
    raise NotADayError


def read_time(words: str) -> dt.time:
    """What was typed as a time of day: `21:04`, `2104`, `9pm`, `9`."""
    match = _TIME.match(fold(words).strip())
    if match is None:
        raise NotATimeError
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half:
        if not 1 <= hour <= 12:
            raise NotATimeError
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise NotATimeError
    return dt.time(hour, minute)


def read_offset(words: str) -> dt.timezone:
    """What was typed as an offset from UTC: `+02:00`, `+2`, `Z`."""
    said = fold(words).strip().replace("−", "-")
    if said in ("z", "utc", "gmt"):
        return dt.UTC
    match = _OFFSET.match(said)
    if match is None or int(match[2]) > 14 or int(match[3] or 0) > 59:
        raise NotAnOffsetError
    delta = dt.timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return dt.timezone(delta if match[1] == "+" else -delta)


def day_in_words(day: Day) -> str:
    """As a field shows it and `read_day` reads it: `12 Nov 2025`, `Nov 2025`, `2025`."""
    first = day.first
    month = MONTHS[first.month - 1][:3]
    match day.precision:
        case "day":
            return f"{first.day} {month} {first.year}"
        case "month":
            return f"{month} {first.year}"
        case _:
            return str(first.year)


def weekday_in_words(day: Day) -> str:
    """`Wednesday`, or how much of the calendar is meant where it is no single day."""
    match day.precision:
        case "day":
            return WEEKDAYS[day.first.weekday()]
        case precision:
            return f"the whole {precision}"


def offset_in_words(moment: dt.datetime) -> str:
    """The offset of a moment as `+02:00`."""
    sign = f"{moment:%z}" or "+0000"
    return f"{sign[:3]}:{sign[3:5]}"


def _near(said: str, today: dt.date) -> Day | None:
    folded = {fold(word): days for word, days in _NEAR.items()}
    if said in folded:
        return _day(today + dt.timedelta(days=folded[said]))
    match = _AGO.match(said)
    if match is None:
        return None
    days = int(match[1]) * (7 if match[2].startswith("w") else 1)
    return _day(today - dt.timedelta(days=days))


def _weekday(said: str, today: dt.date) -> Day | None:
    name = said.removeprefix("last ").removeprefix("on ")
    if len(name) < 3:
        return None
    for number, weekday in enumerate(WEEKDAYS):
        if weekday.casefold().startswith(name):
            back = (today.weekday() - number) % 7 or 7
            return _day(today - dt.timedelta(days=back))
    return None


def _iso(said: str, _today: dt.date) -> Day | None:
    if not _ISO.match(said):
        return None
    year, *rest = said.split("-")
    return Day("-".join([year, *(part.zfill(2) for part in rest)]))


def _numbers(said: str, today: dt.date) -> Day | None:
    """Day before month, as everywhere that this app is used."""
    match = _NUMBERS.match(said)
    if match is None:
        return None
    return _dated(int(match[1]), int(match[2]), int(match[3] or 0), today)


def _with_month(said: str, today: dt.date) -> Day | None:
    numbers, months = list[int](), list[int]()
    for word in said.replace("-", " ").replace("/", " ").replace(".", " ").split():
        if word.isdecimal():
            numbers.append(int(word))
        elif word.rstrip("thsndr").isdecimal():  # 1st, 2nd, 3rd, 12th
            numbers.append(int(word.rstrip("thsndr")))
        elif (month := _month(word)) is not None:
            months.append(month)
        else:
            return None
    if len(months) != 1 or len(numbers) > 2:
        return None
    days = [number for number in numbers if number <= 31]
    years = [number for number in numbers if number > 999]
    if len(days) + len(years) != len(numbers) or len(days) > 1:
        return None
    return _dated(days[0] if days else 0, months[0], years[0] if years else 0, today)


def _month(word: str) -> int | None:
    if len(word) < 3:
        return None
    for number, name in enumerate(MONTHS, start=1):
        if name.casefold().startswith(word):
            return number
    for number, names in _OTHER_MONTHS.items():
        if any(fold(name).startswith(word) for name in names):
            return number
    return None


def _dated(day: int, month: int, year: int, today: dt.date) -> Day:
    """A day, or a month where `day` is 0; a year of 0 is the one that lies nearest."""
    years = [year] if year else [today.year + step for step in (-1, 0, 1)]
    found = []
    for each in years:
        try:
            date = dt.date(each, month, day or 1)
        except ValueError:
            continue
        found.append((abs((date - today).days), date))
    if not found:
        raise NotADayError
    date = min(found)[1]
    return _day(date) if day else Day(f"{date:%Y-%m}")


def _day(date: dt.date) -> Day:
    return Day(date.isoformat())
