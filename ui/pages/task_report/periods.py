"""The periods that a report is usually made for."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator

import attrs


@attrs.frozen
class Period:
    """Two days, both in it, and what the span is called."""

    label: str
    first: dt.date
    last: dt.date


def usual_periods(today: dt.date) -> Iterator[Period]:
    """Months, quarters and years around a day; this month first."""
    month = today.year * 12 + today.month - 1
    yield _months("This month", month, 1)
    yield _months("Last month", month - 1, 1)
    quarter = month - month % 3
    yield _months("This quarter", quarter, 3)
    yield _months("Last quarter", quarter - 3, 3)
    yield _months("This year", today.year * 12, 12)
    yield _months("Last year", today.year * 12 - 12, 12)


def _months(label: str, first: int, number: int) -> Period:
    last = first + number - 1
    year, month = divmod(last, 12)
    end = calendar.monthrange(year, month + 1)[1]
    start = dt.date(first // 12, first % 12 + 1, 1)
    return Period(label, start, dt.date(year, month + 1, end))
