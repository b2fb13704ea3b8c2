"""A record of every type with a word of its own planted in each text, whatever its class."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import attrs

from fieldapp import records
from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Part, Record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Area, Place
from fieldapp.vocab.tallies import Tally
from fieldapp.vocab.vocabulary import vocabulary

KINDS = tuple(kind for kind in records.TYPES if kind.noun != "station")
PLACE = Place(
    path=(Area("SDN", "Sudan"), Area("SD01", "Khartoum"), Area("SD0101", "Bahri")),
    latitude=15.64,
    longitude=32.53,
    precision="exact",
    heard="Zeardplace",
)
# Answers without which a record stays for a reason of its own.
_FIXED = {
    "act": "killing",
    "shows_source": "no",
    "print_allowed": "yes",
    "attribution": "on_record",
    "consent_reporting": "yes",
    "no_one": "no",
}
_LEFT_EMPTY = (
    "supersedes",
    "merged_into",
    "verification_status",
    "sensitivity",
    "marking",
    "withdrawn_on",
    "withhold_from",
    "withhold_kinds",
)


@attrs.frozen
class Planted:
    """One planted word: where it stands, and the class of that field."""

    word: str
    noun: str
    path: str
    data_class: DataClass


def record_id(noun: str) -> str:
    """The id of the one record of a type."""
    return f"{noun}-1"


def word_of(path: str) -> str:
    """A word that no text of ours holds, such as `Zxperson0name`."""
    return "Zx" + "".join(each if each.isalnum() else "0" for each in path)


def one_of_each() -> list[Record]:
    """A record of every type but the station, linked among each other."""
    return [_record(kind) for kind in KINDS]


def planted() -> Iterator[Planted]:
    """Every word that `one_of_each` plants."""
    for kind in KINDS:
        for path, field in _texts(kind, kind.noun):
            yield Planted(word_of(path), kind.noun, path, field.spec.data_class)


def _texts(cls: Any, path: str) -> Iterator[tuple[str, Field]]:
    for each in cls.fields():
        if each.spec.kind is Kind.PARTS:
            yield from _texts(each.spec.part, f"{path}.{each.name}")
        elif _is_words(each) and each.name != "ref":
            yield f"{path}.{each.name}", each


def _is_words(field: Field) -> bool:
    own = field.spec.kind is Kind.CHOICES and not field.spec.vocabulary
    return field.spec.kind is Kind.TEXT or own


def _record(kind: type[Record]) -> Record:
    values = {
        each.name: _value(each, f"{kind.noun}.{each.name}")
        for each in kind.fields()
        if each.name != "ref"
    }
    made = kind(id=record_id(kind.noun), **values)
    return attrs.evolve(made, **{name: kind.field(name).default for name in kind.hidden(made)})


def _value(field: Field, path: str) -> Any:
    spec = field.spec
    if field.name in _FIXED:
        return _FIXED[field.name]
    if field.name in _LEFT_EMPTY:
        return field.default
    match spec.kind:
        case Kind.TEXT:
            return word_of(path)
        case Kind.CHOICE | Kind.FLAG:
            return _codes(spec.vocabulary)[0]
        case Kind.CHOICES:
            return (_codes(spec.vocabulary)[0],) if spec.vocabulary else (word_of(path),)
        case Kind.DAY:
            return Day("2026-03-04")
        case Kind.MOMENT:
            return dt.datetime(2026, 3, 4, 10, tzinfo=dt.UTC)
        case Kind.NUMBER:
            return 2
        case Kind.TALLY:
            return Tally(women=2)
        case Kind.PLACE:
            return PLACE
        case Kind.LINK:
            return record_id(spec.target[0] if spec.target else "incident")
        case Kind.LINKS:
            return tuple(record_id(each) for each in spec.target)
    return (_row(spec.part, path),)


def _row(part: Any, path: str) -> Part:
    row: Part = part(**{e.name: _value(e, f"{path}.{e.name}") for e in part.fields()})
    return row


def _codes(name: str) -> tuple[str, ...]:
    if name.startswith("@"):
        return ("incident",)
    return tuple(vocabulary(name))
