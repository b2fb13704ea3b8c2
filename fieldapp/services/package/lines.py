"""records.jsonl: the records of a package typed and linked, out of a release and back in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import attrs

from fieldapp.errors import FieldappError
from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Part, Record, evolve
from fieldapp.records.values import from_plain
from fieldapp.services.package import strict
from fieldapp.services.package.errors import NotAPackageError, TooLargeError, UnknownContentError
from fieldapp.services.package.manifest import Manifest
from fieldapp.services.sharing.ceilings import ceiling
from fieldapp.services.sharing.result import (
    DROPPED,
    ReleasedField,
    ReleasedRecord,
    plain_after,
    shown_in,
)
from fieldapp.services.sharing.standing import TRAVELS
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass, Level, RecipientKind
from fieldapp.vocab.places import Place

PATH = "records.jsonl"
NEW, CORRECTED, RETRACTED = CHANGES = ("new", "corrected", "retracted")
LONGEST = 1024 * 1024
MOST = 200_000
LINES_A_CHUNK = 100
_CODE = re.compile(r"[A-Z0-9]{1,8}-[0-9A-Z]{4}-[0-9A-Z]{4}\Z")
_EMPTY: tuple[Any, ...] = (None, "", [], {})
Plain = Any
_Told = tuple[Plain, Plain, str]


def chunks(
    records: Sequence[ReleasedRecord],
    change_of: Callable[[ReleasedRecord], str],
    stop: Callable[[], None],
) -> Iterator[bytes]:
    """The lines, one a record, in their order."""
    encode = json.JSONEncoder(
        ensure_ascii=False, separators=(",", ":"), check_circular=False
    ).encode
    shown, told = shown_in(records), dict[int, _Told]()
    for start in range(0, len(records), LINES_A_CHUNK):
        stop()
        some = records[start : start + LINES_A_CHUNK]
        lines = [encode(_line(each, change_of(each), shown[each.kind], told)) for each in some]
        yield "".join(f"{line}\n" for line in lines).encode()


def _line(
    released: ReleasedRecord,
    change: str,
    shown: Collection[str],
    told: dict[int, _Told],
) -> dict[str, Plain]:
    """One record. `told` keeps what is said of a field that many records share."""
    values: dict[str, Plain] = {}
    words: dict[str, Plain] = {}
    precision: dict[str, str] = {}
    for each in released.leaving:
        found = told.get(id(each)) if each.spelled else None
        if found is None:
            found = (*_apart(each), _precision(each.after))
            if each.spelled:
                told[id(each)] = found
        plain, said, finest = found
        if plain not in _EMPTY:
            values[each.name] = plain
        if said not in _EMPTY:
            words[each.name] = said
        if finest:
            precision[each.name] = finest
    return {
        "id": released.outside,
        "code": released.code,
        "kind": released.kind,
        "change": change,
        "level": str(released.level),
        "values": values,
        "words": words,
        "precision": precision,
        "withheld": released.withheld(shown),
    }


def _apart(each: ReleasedField) -> tuple[Plain, Plain]:
    """The typed value of a field, and what leaves of it as words only."""
    if each.field.spec.kind is not Kind.PARTS:
        plain = plain_after(each)
        return (None, plain) if _only_words(each) else (plain, None)
    rows, said = [], {}
    for row in each.rows:
        leaving = [inner for inner in row.fields if inner.action != DROPPED]
        typed = {f.name: plain_after(f) for f in leaving if not _only_words(f)}
        rows.append({"id": row.outside, **{k: v for k, v in typed.items() if v not in _EMPTY}})
        told = {f.name: plain_after(f) for f in leaving if _only_words(f)}
        if told := {name: value for name, value in told.items() if value not in _EMPTY}:
            said[row.outside] = told
    return rows, said


def _only_words(each: ReleasedField) -> bool:
    """A link told in words cannot come back as a link; a text can come back as one."""
    return each.in_words and each.field.spec.kind in (Kind.LINK, Kind.LINKS)


def _precision(value: Any) -> str:
    if isinstance(value, (Day, Place)):
        return value.precision
    return ""


@attrs.frozen
class Incoming:
    """One record of a package, ready to be received."""

    record: Record = attrs.field(repr=False)
    change: str


def read(
    chunks: Iterable[bytes],
    manifest: Manifest,
    kinds: Mapping[str, type[Record]],
    stop: Callable[[], None],
) -> Iterator[Incoming]:
    """Records from the lines of a verified package; anything that may not come in is refused."""
    seen: set[str] = set()
    for number, raw in enumerate(_split(chunks)):
        if number % 50 == 0:
            stop()
        if number >= MOST:
            raise TooLargeError
        try:
            incoming = _incoming(strict.load(raw), manifest, kinds)
        except (strict.NotStrictError, ValueError):
            raise NotAPackageError from None
        if incoming.record.id in seen:
            raise NotAPackageError
        seen.add(incoming.record.id)
        yield incoming


def _split(chunks: Iterable[bytes]) -> Iterator[bytes]:
    held = b""
    for chunk in chunks:
        *whole, held = (held + chunk).split(b"\n")
        yield from whole
        if len(held) > LONGEST or any(len(line) > LONGEST for line in whole):
            raise TooLargeError
    if held:
        raise NotAPackageError


def _incoming(plain: Plain, manifest: Manifest, kinds: Mapping[str, type[Record]]) -> Incoming:
    names = ("id", "code", "kind", "change", "level", "values", "words", "precision", "withheld")
    line = strict.named(plain, *names)
    kind = kinds.get(strict.string(line["kind"], 64))
    # Only what an agreement could let out may come in: never a partner, an agreement, a source.
    if kind is None or not kind.leaves:
        raise UnknownContentError
    if line["change"] not in CHANGES or not isinstance(line["values"], dict):
        raise NotAPackageError
    record = kind(id=strict.uuid8(line["id"]), **_values(kind, line["values"]))
    record = evolve(
        record,
        ref=_code(line["code"]),
        sensitivity=str(Level(strict.string(line["level"]))),
        marking=record.marking or manifest.marking,
        retracted=line["change"] == RETRACTED,
        supersedes="",
    )
    return Incoming(record, line["change"])


def _code(plain: Plain) -> str:
    """A code as they are made: never of the form of our own references, which it could block."""
    if not _CODE.match(found := strict.string(plain, 40)):
        raise strict.NotStrictError
    return found


def _values(kind: type[Record], plain: Mapping[str, Plain]) -> dict[str, Any]:
    known = {each.name: each for each in kind.fields()}
    if not set(plain) <= set(known) - {"ref"}:
        raise UnknownContentError
    try:
        values = {name: from_plain(known[name], value) for name, value in plain.items()}
    except (FieldappError, KeyError, TypeError):
        raise UnknownContentError from None
    for name, value in values.items():
        if not _may_come(known[name]):
            raise UnknownContentError
        _check_names(known[name], value)
    return values


def _may_come(field: Field) -> bool:
    """Whether some agreement could let it out: how we handle a copy is not the sender's to say."""
    held = field.spec.data_class
    return held not in _kept() and (held is not DataClass.ADMINISTRATIVE or field.name in TRAVELS)


@cache
def _kept() -> frozenset[DataClass]:
    """The classes of which nothing leaves to anyone."""
    kinds = [frozenset({each}) for each in RecipientKind]
    return frozenset(e for e in DataClass if all(ceiling(e, k).word == "nothing" for k in kinds))


def _check_names(field: Field, value: Any) -> None:
    """Every link and row carries a name for outside, so it cannot point at a record of ours."""
    match field.spec.kind:
        case Kind.LINK if value:
            strict.uuid8(value)
        case Kind.LINKS:
            for each in value:
                strict.uuid8(each)
        case Kind.PARTS:
            for row in value:
                _check_row(row)


def _check_row(row: Part) -> None:
    strict.uuid8(row.id)
    for each in row.fields():
        value = getattr(row, each.name)
        if value != each.default and not _may_come(each):
            raise UnknownContentError
        _check_names(each, value)
