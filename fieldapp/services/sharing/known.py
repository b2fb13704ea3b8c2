"""What the scan looks for: everyone, every number, plate and place that this vault knows."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import resources
from fieldapp.records.actors import Actor
from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Part, Record
from fieldapp.services.sharing.scan import ACTOR, CONTACT, PERSON, SOURCE, Known, Scanner
from fieldapp.services.sharing.scanning.hits import CALL_SIGN
from fieldapp.services.sharing.scanning.places import FINEST, KnownPlaces, longest_codes
from fieldapp.store.store import Filter, Query, Store
from fieldapp.vocab.folding import fold
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Place

# Fields of class source identity that hold a name; the others hold a place or a note.
_SOURCE_NAMES = frozenset({"name", "code_name", "individual", "interpreter", "monitor"})
# Types of which a vault holds few, and whose names the scan looks for in every text.
_NAMED = ("person", "intermediary", "source", "actor", "approver", "station")
# Fields in which our own people may stand by name, beside initials, functions and offices.
_OWN = frozenset({"our_side", "relation_owner", "officer"})
_PLATE, _CALL_SIGN = "plate", "call_sign"
_SPLIT = re.compile(r"[,;/&\n]|\band\b|\bet\b")
_LONGEST = 4  # words of a name as heard; what is longer describes


def named_records(store: Store) -> Iterator[Record]:
    """Everyone and every force known here by name, in a record of their own or in a row."""
    for kind in store.types:
        if kind.noun in _NAMED:
            yield from store.records(Query(kind.noun))
        else:
            yield from _naming_someone(store, kind)


def _naming_someone(store: Store, kind: type[Record]) -> Iterator[Record]:
    """Records of a type that has many, of which few name someone, such as an individual alleged."""
    for field in kind.fields():
        part = field.spec.part
        for name in (*_name_fields(part), *_vehicle_fields(part)) if part else ():
            filled = Filter(field.name, f'"{name}":"', "mentions")
            yield from store.records(Query(kind.noun, filters=(filled,)))


def scanner(store: Store) -> Scanner:
    """What finds the names and phones of this vault in a text."""
    return scanner_of(named_records(store), region=region_of(store))


def scanner_of(
    records: Iterable[Record], places: KnownPlaces | None = None, region: str = ""
) -> Scanner:
    """What finds the names, phones and plates of these records in a text, and these places."""
    names: list[Known] = []
    phones: list[str] = []
    plates: list[str] = []
    for record in records:
        for holder in _holders(record):
            names += _names(record, holder)
            phones += _phones(holder)
            if _PLATE in _vehicle_fields(type(holder)):
                plates.append(getattr(holder, _PLATE))
    names += (Known(each) for each in phones if sum(char.isdigit() for char in each) < 5)
    return Scanner(names, phones, plates, places, region)


def known_places(store: Store, records: Iterable[Record]) -> KnownPlaces:
    """The gazetteer of this vault, and the places of these records as they were heard."""
    names = dict(store.gazetteer.names_with_levels())
    for record in records:
        for name in _place_fields(type(record)):
            place: Place = getattr(record, name)
            if place.heard and len(place.heard.split()) <= _LONGEST:
                names.setdefault(fold(place.heard), FINEST)
            for level, area in enumerate(place.path):
                if area.name and level:
                    names[fold(area.name)] = min(level, names.get(fold(area.name), FINEST))
    return KnownPlaces(names, longest_codes(store.gazetteer.codes_with_levels()))


def region_of(store: Store) -> str:
    """The ISO code of two letters of the station's country; empty where it is not known."""
    station = store.station()
    return _iso2().get(station.country.strip().upper(), "") if station is not None else ""


@cache
def _iso2() -> dict[str, str]:
    with resources.path("reference", "countries.csv").open(encoding="utf-8", newline="") as file:
        return {row["iso3"]: row["iso2"] for row in csv.DictReader(file)}


def _holders(record: Record) -> Iterator[Record | Part]:
    yield record
    for name in _row_fields(type(record)):
        yield from getattr(record, name)


def _names(record: Record, holder: Record | Part) -> Iterator[Known]:
    sort = ACTOR if record.noun == "actor" else SOURCE if record.noun == "source" else CONTACT
    for name in _name_fields(type(holder)):
        if said := getattr(holder, name).strip():
            yield Known(said, sort, record.id)
    for name in _own_fields(type(holder)):
        yield from (Known(each, PERSON) for each in _own_people(getattr(holder, name)))
    if _CALL_SIGN in _vehicle_fields(type(holder)) and (said := getattr(holder, _CALL_SIGN)):
        yield Known(said, CALL_SIGN)


def _own_people(said: str) -> Iterator[str]:
    """Of a line such as `AB, Mara Quist and the driver` what is a name."""
    for each in map(str.strip, _SPLIT.split(said)):
        words = each.split()
        if 2 <= len(words) <= _LONGEST and all(w[0].isupper() and not w.isupper() for w in words):
            yield each


def _phones(holder: Record | Part) -> Iterator[str]:
    for name in _phone_fields(type(holder)):
        yield from filter(None, map(str.strip, getattr(holder, name).splitlines()))


def _is_name(cls: Any, field: Field) -> bool:
    held = field.spec.data_class
    if held is DataClass.IDENTITY:
        return field.name not in _OWN
    if held is DataClass.SOURCE_IDENTITY:
        return field.name in _SOURCE_NAMES
    return cls is Actor and field.name == "name"


def _is_own(cls: Any, field: Field) -> bool:
    return field.name in _OWN or (getattr(cls, "noun", "") == "approver" and field.name == "name")


def _texts(cls: Any, wanted: Callable[[Any, Field], bool]) -> tuple[str, ...]:
    fields: Iterable[Field] = cls.fields()
    return tuple(e.name for e in fields if e.spec.kind is Kind.TEXT and wanted(cls, e))


def _is_phone(_: Any, field: Field) -> bool:
    return field.spec.data_class is DataClass.PERSONAL_CONTACT


def _of_kind(cls: Any, kind: Kind) -> tuple[str, ...]:
    return tuple(each.name for each in cls.fields() if each.spec.kind is kind)


# Declarations do not change while the app runs, and these are asked for with every record.
_name_fields: Callable[[Any], tuple[str, ...]] = cache(lambda cls: _texts(cls, _is_name))
_own_fields: Callable[[Any], tuple[str, ...]] = cache(lambda cls: _texts(cls, _is_own))
_phone_fields: Callable[[Any], tuple[str, ...]] = cache(lambda cls: _texts(cls, _is_phone))
_vehicle_fields: Callable[[Any], tuple[str, ...]] = cache(
    lambda cls: _texts(cls, lambda _, field: field.name in (_PLATE, _CALL_SIGN))
)
_row_fields: Callable[[Any], tuple[str, ...]] = cache(lambda cls: _of_kind(cls, Kind.PARTS))
_place_fields: Callable[[Any], tuple[str, ...]] = cache(lambda cls: _of_kind(cls, Kind.PLACE))
