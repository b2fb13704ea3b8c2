"""Dates as people know them: to the day, the month or only the year."""

from __future__ import annotations

import calendar
import datetime as dt
import re

import attrs

from fieldapp.errors import FieldappError

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)
PRECISIONS = ("year", "month", "day")


class NotADayError(FieldappError):
    """The text is no date that can be understood."""

    sentence = "This is not a date."
    remedy = "Write it as 2025-11-12, 2025-11 or 2025."


@attrs.frozen(order=True)
class Day:
    """An ISO date cut to what is known: `2025`, `2025-11` or `2025-11-12`."""

    iso: str = attrs.field(repr=False)

    def __attrs_post_init__(self) -> None:
        match = _ISO.match(self.iso)
        if match is None:
            raise NotADayError
        year, month, day = (int(part or 1) for part in match.groups())
        try:
            dt.date(year, month, day)
        except ValueError:
            raise NotADayError from None

    def __str__(self) -> str:
        return self.iso

    @property
    def precision(self) -> str:
        """`year`, `month` or `day`."""
        return PRECISIONS[self.iso.count("-")]

    @property
    def first(self) -> dt.date:
        """The earliest date that this may be."""
        return dt.date.fromisoformat((self.iso + "-01-01")[:10])

    @property
    def last(self) -> dt.date:
        """The latest date that this may be."""
        first = self.first
        if self.precision == "day":
            return first
        month = first.month if self.precision == "month" else 12
        return dt.date(first.year, month, calendar.monthrange(first.year, month)[1])

    def coarsen(self, precision: str) -> Day:
        """Cut to `month` or `year`; never finer than it was."""
        parts = self.iso.split("-")
        return Day("-".join(parts[: PRECISIONS.index(precision) + 1]))
