"""Which column goes where: by a mapping, else by the names, labels and HXL tags of the fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import attrs

from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Record
from fieldapp.services.importing.crosswalk import Crosswalk, Rule, key
from fieldapp.services.importing.errors import (
    MissingColumnsError,
    UnknownColumnsError,
    UnknownMappingError,
)
from fieldapp.services.importing.report import Reported
from fieldapp.services.importing.sheets import Sheet
from fieldapp.vocab.tallies import GROUPS

# What of a place a column may hold, and how such columns are called.
PLACE_WORDS = {
    "pcode": ("p code", "pcode", "adm pcode", "place code"),
    "country": ("country", "country iso", "country iso3", "iso3", "country code"),
    "adm1": ("adm1", "admin 1", "adm1 name", "admin1 name", "state", "province", "governorate"),
    "adm2": ("adm2", "admin 2", "adm2 name", "admin2 name", "district", "locality"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "long", "lng"),
    "precision": ("geo precision", "precision"),
    "heard": ("place name", "place", "location", "name as heard"),
}
PLACE_TAGS = {
    "#country+code": "country",
    "#adm1+code": "pcode1",
    "#adm2+code": "pcode",
    "#adm1+name": "adm1",
    "#adm2+name": "adm2",
    "#geo+lat": "latitude",
    "#geo+lon": "longitude",
    "#loc+name": "heard",
}


@attrs.frozen
class Plan:
    """The rules of each column; a column without any is extra, and its values are counted."""

    kind: type[Record]
    columns: tuple[str, ...]
    rules: tuple[tuple[Rule, ...], ...]
    crosswalk: Crosswalk | None
    notes: tuple[Reported, ...]


def plan(
    kind: type[Record],
    sheet: Sheet,
    crosswalk: Crosswalk | None,
    chosen: Mapping[str, str] | None = None,
) -> Plan:
    """Decide for every column, or raise where nothing or not enough is known.

    `chosen` says for each column where a person let it go; an empty target leaves it out.
    """
    if crosswalk:
        _must_fit(kind, crosswalk)
    found: list[tuple[Rule, ...]]
    if chosen is not None:
        found = [(Rule(to=to),) if (to := chosen.get(name, "")) else () for name in sheet.columns]
    else:
        found = _by_mapping(sheet, crosswalk) if crosswalk else by_name(kind, sheet)
    if not any(found):
        raise UnknownColumnsError
    _need_required(kind, found, crosswalk)
    columns = tuple(name or f"column {n}" for n, name in enumerate(sheet.columns, 1))
    absent = _absent(sheet, crosswalk) if crosswalk else ()
    return Plan(kind, columns, tuple(found), crosswalk, (*sheet.notes, *absent))


def _must_fit(kind: type[Record], crosswalk: Crosswalk) -> None:
    """Refuse a mapping that names what this type of record does not have."""
    names = {field.name for field in kind.fields()}
    rules = [rule for each in crosswalk.rules.values() for rule in each]
    used = {"act" if rule.field == "stub" else rule.field for rule in rules} - {"group", ""}
    used |= {*crosswalk.constants, *(target for _, target, _ in crosswalk.derived)}
    if not used <= names:
        raise UnknownMappingError


def _by_mapping(sheet: Sheet, crosswalk: Crosswalk) -> list[tuple[Rule, ...]]:
    return [
        crosswalk.rules.get(name, (Rule(to=""),) if name in crosswalk.ignored else ())
        for name in map(key, sheet.columns)
    ]


def _absent(sheet: Sheet, crosswalk: Crosswalk) -> Iterator[Reported]:
    here = set(map(key, sheet.columns))
    for column in sorted(set(crosswalk.rules) - here):
        yield Reported(
            0, column, "", "The mapping knows this column, but the file does not have it."
        )


def by_name(kind: type[Record], sheet: Sheet) -> list[tuple[Rule, ...]]:
    """Each target is given to one column only: of two that mean the same, the second is extra."""
    known = dict(_names(kind))
    taken: set[str] = set()
    found: list[tuple[Rule, ...]] = []
    tags = sheet.tags or ("",) * len(sheet.columns)
    for column, tag in zip(sheet.columns, (*tags, *[""] * len(sheet.columns)), strict=False):
        to = known.get(_name(column)) or known.get(_tag(tag or column), "")
        found.append((Rule(to=to),) if to and to not in taken else ())
        taken.add(to)
    return found


def _name(column: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", key(column)).split())


def _tag(tag: str) -> str:
    """An HXL tag with its attributes in order, without what only says how a code is written."""
    head, *attributes = re.sub(r"\s+", "", tag.lower()).split("+")
    kept = [each for each in attributes if not re.fullmatch(r"v_\w+|i_\w+", each)]
    return "+".join([head, *sorted(kept)]) if head.startswith("#") else ""


def _names(kind: type[Record]) -> Iterator[tuple[str, str]]:
    """What a column may be called, and where it then goes; what comes later wins."""
    places = [field for field in kind.fields() if field.spec.kind is Kind.PLACE]
    if len(places) == 1:
        for piece, words in PLACE_WORDS.items():
            yield from ((word, f"{places[0].name}.{piece}") for word in words)
        yield from ((_tag(tag), f"{places[0].name}.{to}") for tag, to in PLACE_TAGS.items())
    for field in kind.fields():
        yield from _pieces(field)
    for field in kind.fields():
        if field.name == "supersedes":  # one record replaces another only by being corrected here
            continue
        if field.spec.kind is not Kind.PLACE and field.spec.hxl:
            yield _tag(field.spec.hxl), field.name
        yield _name(field.spec.label), field.name
        yield _name(field.name), field.name


def _pieces(field: Field) -> Iterator[tuple[str, str]]:
    starts = (_name(field.spec.label), _name(field.name))
    if field.spec.kind is Kind.PLACE:
        for piece, words in PLACE_WORDS.items():
            for word in (piece, *words):
                yield from ((f"{start} {word}", f"{field.name}.{piece}") for start in starts)
    if field.spec.kind is Kind.TALLY:
        for group in GROUPS:
            yield from ((f"{start} {group}", f"{field.name}.{group}") for start in starts)


def _need_required(
    kind: type[Record], rules: Sequence[tuple[Rule, ...]], crosswalk: Crosswalk | None
) -> None:
    given = {rule.field for each in rules for rule in each}
    if crosswalk:
        given |= {*crosswalk.constants, *(target for _, target, _ in crosswalk.derived)}
    missing = [
        field.spec.label
        for field in kind.fields()
        if field.spec.required and not field.default and field.name not in given
    ]
    if missing:
        raise MissingColumnsError(tuple(missing))
