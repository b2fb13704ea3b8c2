"""Builders that declare a field once: its words, its type, its data class and where it shows.

Each builder returns an attrs field that carries a `Spec`. Table, form, list, search, sharing,
print, CSV and help read the Spec; nothing else names a field.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

import attrs

from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Place
from fieldapp.vocab.tallies import Tally

SPEC = "fieldapp"


class Kind(StrEnum):
    """What sort of value a field holds."""

    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    DAY = "day"
    MOMENT = "moment"
    NUMBER = "number"
    FLAG = "flag"
    TALLY = "tally"
    PLACE = "place"
    LINK = "link"
    LINKS = "links"
    PARTS = "parts"

    # That of an enum is written in Python, and tables by kind are asked for with every value.
    __hash__ = str.__hash__


@attrs.frozen(kw_only=True)
class Spec:
    """Everything that is declared about one field.

    A field with no data class is confidential text, so it never leaves (design 4). `section` groups
    the form; `more` hides the field until the officer asks for more. `listed` makes a column,
    `sorted` an index, `searched` puts its words into the search. `required` is asked for when the
    record is finished, not while it is a draft. `vocabulary` names a CSV of `resources/vocab`, or
    `@kinds` for the nouns of the record types, `@levels` and so on are not special: they are CSVs.
    `fixed` is written by a step of its own, such as comparing a code; a form only
    shows it, and not at all where it has no section.
    `apart` names the data set that a record was imported from: lists and counts keep what is filled
    there apart from the station's own records, unless they are asked for it.
    `peacekeeping` is there only where the station has the peacekeeping setting switched on.
    `target` holds the nouns that a link may point to; `part` is the class of a row, and `starts`
    pairs a field of a new row with the field of its record that it takes its value from; `usual`
    gives the rows that a record like the one given usually holds, which a form offers to fill in.
    """

    kind: Kind
    label: str
    help: str = ""
    data_class: DataClass = DataClass.CONFIDENTIAL_TEXT
    section: str = ""
    vocabulary: str = ""
    target: tuple[str, ...] = ()
    part: type[Any] | None = None
    starts: tuple[tuple[str, str], ...] = ()
    usual: Callable[[Any], tuple[Any, ...]] | None = None
    hxl: str = ""
    lines: int = 1
    listed: bool = False
    sorted: bool = False
    searched: bool = False
    required: bool = False
    more: bool = False
    fixed: bool = False
    peacekeeping: bool = False
    apart: bool = False
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None


@attrs.frozen
class Field:
    """A declared field of a record type or of a part, by name."""

    name: str
    spec: Spec
    default: Any = attrs.field(default=None, repr=False)


def _field(default: Any, kind: Kind, label: str, **spec: Any) -> Any:
    # No value shows in a repr, so none can reach a log or a traceback.
    made = Spec(kind=kind, label=label, **spec)
    return attrs.field(default=default, repr=False, metadata={SPEC: made})


def text(label: str, **spec: Any) -> Any:
    """Words; `lines` above 1 makes it a box. Empty is ""."""
    return _field("", Kind.TEXT, label, **spec)


def choice(label: str, vocabulary: str, *, default: str = "", **spec: Any) -> Any:
    """One code of a vocabulary. Empty is ""."""
    return _field(default, Kind.CHOICE, label, vocabulary=vocabulary, **spec)


def choices(label: str, vocabulary: str, **spec: Any) -> Any:
    """Several codes of a vocabulary, as a tuple."""
    return _field((), Kind.CHOICES, label, vocabulary=vocabulary, **spec)


def own_words(label: str, **spec: Any) -> Any:
    """Words of the officer's own choosing, such as tags, as a tuple; no vocabulary holds them."""
    return _field((), Kind.CHOICES, label, **spec)


def day(label: str, **spec: Any) -> Any:
    """A `Day`, or None."""
    return _field(None, Kind.DAY, label, data_class=_class(spec, DataClass.TIME), **spec)


def moment(label: str, **spec: Any) -> Any:
    """An aware `datetime` with its own UTC offset, or None; a `Day` where no more is known."""
    return _field(None, Kind.MOMENT, label, data_class=_class(spec, DataClass.TIME), **spec)


def number(label: str, **spec: Any) -> Any:
    """An int or a float, or None."""
    return _field(None, Kind.NUMBER, label, **spec)


def flag(label: str, **spec: Any) -> Any:
    """`yes`, `no`, `unknown`, or "" where nobody asked."""
    return _field("", Kind.FLAG, label, vocabulary="flag", **spec)


def tally(label: str, **spec: Any) -> Any:
    """A `Tally`; empty where nothing is known."""
    return _field(Tally(), Kind.TALLY, label, data_class=_class(spec, DataClass.COUNT), **spec)


def place(label: str, **spec: Any) -> Any:
    """A `Place`; empty where nothing is known."""
    return _field(Place(), Kind.PLACE, label, data_class=_class(spec, DataClass.PLACE), **spec)


def link(label: str, *target: str, **spec: Any) -> Any:
    """The id of one record of the nouns in `target`. Empty is ""."""
    return _linked("", Kind.LINK, label, target, spec)


def links(label: str, *target: str, **spec: Any) -> Any:
    """The ids of several records of the nouns in `target`, as a tuple."""
    return _linked((), Kind.LINKS, label, target, spec)


def parts(label: str, part: type[Any], **spec: Any) -> Any:
    """Rows of a part class that live and die with the record, as a tuple."""
    return _field((), Kind.PARTS, label, part=part, **spec)


def _linked(default: Any, kind: Kind, label: str, target: tuple[str, ...], spec: Any) -> Any:
    data_class = _class(spec, DataClass.LINK)
    return _field(default, kind, label, target=target, data_class=data_class, **spec)


def _class(spec: dict[str, Any], usual: DataClass) -> DataClass:
    """The class given, else the usual one of that kind of value."""
    return DataClass(spec.pop("data_class", usual))


def fields_of(cls: type[Any]) -> tuple[Field, ...]:
    """The declared fields of a record type or part, in order of declaration."""
    return tuple(
        Field(each.name, each.metadata[SPEC], each.default)
        for each in attrs.fields(cls)
        if SPEC in each.metadata
    )


# What a value of each kind is in Python; used to refuse anything else on the way in.
TYPES: Mapping[Kind, tuple[type, ...]] = {
    Kind.TEXT: (str,),
    Kind.CHOICE: (str,),
    Kind.CHOICES: (tuple,),
    Kind.DAY: (Day, type(None)),
    Kind.MOMENT: (dt.datetime, Day, type(None)),
    Kind.NUMBER: (int, float, type(None)),
    Kind.FLAG: (str,),
    Kind.TALLY: (Tally,),
    Kind.PLACE: (Place,),
    Kind.LINK: (str,),
    Kind.LINKS: (tuple,),
    Kind.PARTS: (tuple,),
}
