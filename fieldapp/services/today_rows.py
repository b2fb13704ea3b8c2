"""The rows that the Today page shows, and the words for their days."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import attrs

from fieldapp.store.store import Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.spoken_days import WEEKDAYS, day_in_words

SHOWN = 6  # of each group: more than that is a list, and has its own page
NOTE_FORM = "note"
MANY = 1000  # nobody needs to know how many more than this wait


class Step(StrEnum):
    """The usual next thing to do with a row."""

    DONE = "done"  # an action was carried out
    KEPT = "kept"  # we kept our promise
    CHECK = "check"  # did they keep theirs?
    CONTINUE = "continue"
    WRITE = "write"  # a planned meeting has its note
    PRINT = "print"
    REVIEW = "review"
    OPEN = "open"  # what is to be done is done on its page
    RECEIPT = "receipt"
    CORRECT = "correct"  # send the newer version to whoever has the older
    RECALL = "recall"  # ask back what is still held


@attrs.frozen
class Item:
    """One row of the page; `noun` and `id` say what it opens, `urgent` how it stands out."""

    noun: str
    id: str
    title: str = attrs.field(repr=False)
    note: str = attrs.field(repr=False)
    step: Step
    urgent: bool = False
    level: str = "severe"


@attrs.frozen
class Group:
    """Rows under one heading; `more` counts those that are not shown, `noun` has them all."""

    heading: str
    items: tuple[Item, ...] = ()
    more: int = 0
    noun: str = ""


@attrs.frozen
class Today:
    """The three columns."""

    due: tuple[Group, ...]
    happening: tuple[Group, ...]
    waiting: tuple[Group, ...]

    def __bool__(self) -> bool:
        groups = (*self.due, *self.happening, *self.waiting)
        return any(group.items for group in groups)


def has(store: Store, noun: str) -> bool:
    """Whether this vault knows the record type."""
    return any(kind.noun == noun for kind in store.types)


def joined(*parts: str) -> str:
    """The parts that are there, as one line."""
    return " · ".join(part for part in parts if part)


def short(day: dt.date) -> str:
    """Such as `12 Nov`."""
    return " ".join(day_in_words(Day(day.isoformat())).split()[:2])


def weekday(day: dt.date, now: dt.date) -> str:
    """Such as `Today`, `Tomorrow` or `Fri 27 Nov`."""
    near = {0: "Today", 1: "Tomorrow", -1: "Yesterday"}.get((day - now).days)
    return near or f"{WEEKDAYS[day.weekday()][:3]} {short(day)}"
