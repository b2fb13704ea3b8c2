"""The lines of a paper form, and what was written on them as values of a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from fieldapp.errors import FieldappError
from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Record, evolve
from fieldapp.records.values import from_plain
from fieldapp.services.importing import cells
from fieldapp.services.importing.errors import CellError
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Place
from fieldapp.vocab.spoken_days import read_day
from fieldapp.vocab.tallies import GROUPS, Tally
from fieldapp.vocab.vocabulary import vocabulary

NUMBERED = 24  # choices up to this many are printed with their numbers
_NOT_ON_PAPER = frozenset({Kind.PARTS})


class NotReadError(FieldappError):
    """What was typed does not fit the line."""

    sentence = "This does not fit the line."
    remedy = "Type a number of the choices, or their words."


@attrs.frozen
class FormLine:
    """One line of the form: its number, the field, and its choices in the order of the paper."""

    number: int
    field: Field
    choices: tuple[tuple[str, str], ...] = ()


def form_lines(kind: type[Record], *, peacekeeping: bool = True) -> tuple[FormLine, ...]:
    """The usual fields of a type, numbered: those that a form shows without being asked for more.

    Rows of parts are not on it: they are written in the window, beside what they belong to. The
    peacekeeping extras are on it only where the station has them.
    """
    fields = [
        each
        for each in kind.fields()
        if not (each.spec.more or each.spec.fixed or each.name == "ref")
        and each.spec.section not in ("", "Handling")
        and each.spec.kind not in _NOT_ON_PAPER
        and (peacekeeping or not each.spec.peacekeeping)
    ]
    return tuple(
        FormLine(number, each, _choices(each)) for number, each in enumerate(fields, start=1)
    )


def _choices(field: Field) -> tuple[tuple[str, str], ...]:
    name = field.spec.vocabulary
    if not name or name.startswith("@"):
        return ()
    return tuple(vocabulary(name).labels.items())


def read_line(store: Store, line: FormLine, words: str) -> Any:
    """The value that these words stand for; empty words give the field's empty value."""
    field, typed = line.field, words.strip()
    if not typed:
        return field.default
    match field.spec.kind:
        case Kind.CHOICE | Kind.FLAG:
            return _code(line, typed)
        case Kind.CHOICES:
            return tuple(dict.fromkeys(_code(line, part) for part in _parts(typed)))
        case Kind.DAY | Kind.MOMENT:
            return _day(store, field, typed)
        case Kind.LINK:
            return _linked(store, field, typed)
        case Kind.LINKS:
            return tuple(dict.fromkeys(_linked(store, field, part) for part in _parts(typed)))
        case Kind.PLACE:
            return _place(store, typed)
        case Kind.TALLY:
            return _tally(field, typed)
        case _:
            return _cell(field, typed)


def keyed(store: Store, kind: type[Record], words: Mapping[str, str]) -> Record:
    """A draft from the words of each line by field name; `NotReadError` where one does not fit."""
    station = store.station()
    lines = form_lines(kind, peacekeeping=station is not None and station.peacekeeping == "yes")
    values = {
        line.field.name: read_line(store, line, words.get(line.field.name, "")) for line in lines
    }
    return evolve(kind(draft=True), **values)


def _parts(typed: str) -> Sequence[str]:
    return [part.strip() for part in typed.replace(";", ",").split(",") if part.strip()]


def _code(line: FormLine, typed: str) -> str:
    if typed.isdecimal() and 1 <= int(typed) <= len(line.choices):
        return line.choices[int(typed) - 1][0]
    value = _cell(line.field, typed)
    if isinstance(value, tuple):
        value = value[0]
    return str(value)


def _cell(field: Field, typed: str) -> Any:
    try:
        return cells.value(field, typed)
    except CellError as error:
        raise NotReadError(error.in_full()) from None


def _day(store: Store, field: Field, typed: str) -> Any:
    if field.spec.kind is Kind.MOMENT and ":" in typed:
        return _cell(field, typed)
    day: Day = read_day(typed, store.now().date())
    return day


def _linked(store: Store, field: Field, typed: str) -> str:
    found = store.suggest(field.spec.target, typed, limit=2)
    exact = [row for row in found if typed.casefold() in (row.ref.casefold(), row.title.casefold())]
    rows = exact or found
    if len(rows) != 1:
        raise NotReadError("No single record fits this name or reference.")
    return rows[0].id


def _place(store: Store, typed: str) -> Place:
    station = store.station()
    country = station.country if station else ""
    found = store.gazetteer.called(typed, country) or store.gazetteer.search(typed, country, 2)
    return found[0] if len(found) == 1 else Place(heard=typed)


def _tally(field: Field, typed: str) -> Tally:
    """Five numbers in the order of the boxes, or one for a count of unknown people."""
    numbers = typed.replace(",", " ").split()
    if not all(each.isdecimal() or each == "-" for each in numbers) or len(numbers) > len(GROUPS):
        raise NotReadError("Type up to five numbers: women, men, girls, boys, not known.")
    if len(numbers) == 1:
        return Tally(unknown=int(numbers[0]))
    plain = {g: int(n) for g, n in zip(GROUPS, numbers, strict=False) if n != "-"}
    tally: Tally = from_plain(field, plain)
    return tally
