"""The value of a field as plain JSON, back again, and in words for a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

import attrs

from fieldapp.errors import FieldappError
from fieldapp.records.fields import TYPES, Field, Kind
from fieldapp.records.record import Part, Record
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place
from fieldapp.vocab.tallies import GROUPS, Tally
from fieldapp.vocab.vocabulary import vocabulary

# Kinds whose value is the text itself.
WORDS = frozenset({Kind.TEXT, Kind.CHOICE, Kind.FLAG, Kind.LINK})
Plain = Any  # str, int, float, bool, None, or lists and dicts of these


class NotAValueError(FieldappError):
    """A value is not of the kind that its field holds."""

    sentence = "A value is not of the kind that its field holds."
    remedy = "Look at the field's help for what it takes."


def to_plain(field: Field, value: Any) -> Plain:
    """A value as JSON holds it; empty values are None, "" or []."""
    way = _TO_PLAIN.get(field.spec.kind)
    return way(value) if way else value


def from_plain(field: Field, plain: Plain) -> Any:
    """A value from JSON, or `NotAValueError`; None gives the field's empty value."""
    if plain is None:
        return field.default
    if type(plain) is str and field.spec.kind in WORDS:
        return plain
    try:
        value = _read(field, plain)
    except FieldappError:
        raise
    except (TypeError, ValueError, KeyError, AttributeError):
        raise NotAValueError from None
    if not isinstance(value, TYPES[field.spec.kind]) or isinstance(value, bool):
        raise NotAValueError
    return value


def _read(field: Field, plain: Plain) -> Any:
    match field.spec.kind:
        case Kind.DAY:
            return _day(plain) if plain else None
        case Kind.MOMENT:
            return _moment(plain) if plain else None
        case Kind.TALLY:
            return _tally(plain)
        case Kind.PLACE:
            return _place(plain)
        case Kind.CHOICES | Kind.LINKS:
            return tuple(_strings(plain))
        case Kind.PARTS:
            assert field.spec.part is not None
            return tuple(part_from_plain(field.spec.part, row) for row in plain)
        case _:
            return plain


def _moment_to_plain(value: dt.datetime | Day | None) -> Plain:
    if isinstance(value, Day):
        return value.iso
    return value.isoformat(timespec="minutes") if value else None


@lru_cache(maxsize=4096)
def _day(iso: str) -> Day:
    """The same few days stand in many records."""
    return Day(iso)


def _strings(plain: Plain) -> list[str]:
    if not isinstance(plain, list) or not all(isinstance(each, str) for each in plain):
        raise NotAValueError
    return plain


def _moment(plain: str) -> dt.datetime | Day:
    """A time; or only its day, month or year, which is all that may have reached us."""
    if len(plain) <= len("2025-11-12"):
        return Day(plain)
    value = dt.datetime.fromisoformat(plain)
    if value.tzinfo is None:
        raise NotAValueError("A time needs its UTC offset, as in 2025-11-12T21:04+02:00.")
    return value


def _tally_to_plain(tally: Tally) -> Plain:
    return {**tally.counts, **({"estimated": sorted(tally.estimated)} if tally.estimated else {})}


def _tally(plain: Mapping[str, Any]) -> Tally:
    counts = {group: plain[group] for group in GROUPS if plain.get(group) is not None}
    if any(not isinstance(n, int) or isinstance(n, bool) or n < 0 for n in counts.values()):
        raise NotAValueError("A count is a whole number, 0 or more.")
    estimated = frozenset(plain.get("estimated", ()))
    if set(plain) - {*GROUPS, "estimated"} or estimated - set(GROUPS):
        raise NotAValueError
    return Tally(**counts, estimated=estimated)


def _place_to_plain(place: Place) -> Plain:
    path = [{"pcode": area.pcode, "name": area.name} for area in place.path]
    rest = attrs.asdict(place, filter=lambda a, v: a.name != "path" and v not in (None, ""))
    return {**({"path": path} if path else {}), **rest}


def _place(plain: Mapping[str, Any]) -> Place:
    rest = dict(plain)
    path = tuple(Area(str(each["pcode"]), each.get("name", "")) for each in rest.pop("path", ()))
    place = Place(path=path, **rest)
    for value, limit in ((place.latitude, 90), (place.longitude, 180)):
        if value is not None and not -limit <= value <= limit:
            raise NotAValueError(
                "Coordinates are decimal degrees: latitude -90 to 90, longitude -180 to 180."
            )
    return place


def part_to_plain(row: Part) -> Plain:
    """A row with its id and the values that are not empty."""
    plain: dict[str, Plain] = {"id": row.id}
    for each in row.fields():
        value = getattr(row, each.name)
        # Nothing that is empty is plainly anything, and most of a row is.
        if (value or not is_empty(value)) and (told := to_plain(each, value)) not in _EMPTY:
            plain[each.name] = told
    return plain


_TO_PLAIN: Mapping[Kind, Callable[[Any], Plain]] = {
    Kind.DAY: lambda value: value.iso if value else None,
    Kind.MOMENT: _moment_to_plain,
    Kind.TALLY: lambda value: _tally_to_plain(value) if value else None,
    Kind.PLACE: lambda value: _place_to_plain(value) if value else None,
    Kind.CHOICES: list,
    Kind.LINKS: list,
    Kind.PARTS: lambda rows: [part_to_plain(row) for row in rows],
}


def part_from_plain(cls: type[Part], plain: Mapping[str, Plain]) -> Part:
    """A row from JSON; names it does not have are refused, an id is made where there is none."""
    known = _by_name(cls)
    values = {name: from_plain(known[name], value) for name, value in plain.items() if name != "id"}
    return cls(**values, **({"id": plain["id"]} if plain.get("id") else {}))


def _named(cls: type[Part]) -> Mapping[str, Field]:
    return {each.name: each for each in cls.fields()}


# Declarations do not change while the app runs, and every row that is read asks for them.
_by_name: Callable[[Any], Mapping[str, Field]] = cache(_named)
_EMPTY: tuple[Plain, ...] = (None, "", [])


def is_empty(value: Any) -> bool:
    """Whether a field holds nothing."""
    return (
        value is None
        or value == ""
        or value == ()
        or (not value and not isinstance(value, (int, float)))
    )


def record_to_plain(record: Record) -> dict[str, Plain]:
    """The declared fields that are not empty, by name; links stay ids."""
    plain = {each.name: to_plain(each, getattr(record, each.name)) for each in record.fields()}
    return {name: value for name, value in plain.items() if value not in _EMPTY}


def in_words(field: Field, value: Any, title_of: Callable[[str], str] = str) -> str:
    """A value as one line for a person; `title_of` turns a linked id into words."""
    if is_empty(value):
        return ""
    match field.spec.kind:
        case Kind.CHOICE | Kind.FLAG:
            return label_of(field, value)
        case Kind.CHOICES:
            return ", ".join(label_of(field, code) for code in value)
        case Kind.MOMENT if isinstance(value, dt.datetime):
            return f"{value:%Y-%m-%d %H:%M} ({value:%z})"
        case Kind.TALLY:
            return tally_in_words(value)
        case Kind.PLACE:
            return place_in_words(value)
        case Kind.LINK:
            return title_of(value)
        case Kind.LINKS:
            return ", ".join(map(title_of, value))
        case Kind.PARTS:
            return str(len(value))
        case _:
            return str(value)


def label_of(field: Field, code: str) -> str:
    """The words of a code, where its vocabulary is a file; else the code as it is."""
    name = field.spec.vocabulary
    return vocabulary(name).label(code) if name and not name.startswith("@") else code


def tally_in_words(tally: Tally) -> str:
    """Such as `3 women, about 2 boys (5)`."""
    said = [
        f"{'about ' if group in tally.estimated else ''}{number} {group}"
        for group, number in tally.counts.items()
    ]
    return ", ".join(said) + (f" ({tally.total})" if len(said) > 1 else "")


def place_in_words(place: Place) -> str:
    """Finest area first, P-code in brackets, then the name as heard."""
    areas = [area.name or area.pcode for area in reversed(place.path)]
    code = f" [{place.path[-1].pcode}]" if place.path else ""
    words = ", ".join(areas) + code
    if place.heard and place.heard not in areas:
        words = f"{place.heard} ({words})" if words else place.heard
    if not words and place.latitude is not None and place.longitude is not None:
        words = f"{place.latitude:.4f}, {place.longitude:.4f}"
    return words
