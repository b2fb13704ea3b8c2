"""Values as the screen says them: days and times as people write them, all else as anywhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from fieldapp.records.fields import Field
from fieldapp.records.values import in_words
from fieldapp.vocab.days import Day
from fieldapp.vocab.spoken_days import day_in_words, offset_in_words


def on_screen(field: Field, value: Any, title_of: Callable[[str], str] = str) -> str:
    """One line for a person who reads; files and paper keep the dates that machines sort."""
    if isinstance(value, dt.datetime):
        return moment_in_words(value)
    if isinstance(value, Day):
        return day_in_words(value)
    return in_words(field, value, title_of)


def moment_in_words(moment: dt.datetime) -> str:
    """Such as `24 Nov 2026 08:09 +02:00`."""
    day = Day(moment.date().isoformat())
    return f"{day_in_words(day)} {moment:%H:%M} {offset_in_words(moment)}"
