"""Records from JSON as people and scripts write it: references and @labels stand for links."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from fieldapp.errors import FieldappError
from fieldapp.records.checks import problems
from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Part, Problem, Record, evolve, new_id
from fieldapp.records.values import NotAValueError, from_plain
from fieldapp.store.errors import MissingRecordError, NotFinishedError
from fieldapp.store.store import Store
from fieldapp.vocab.places import Place

Plain = dict[str, Any]
_LABEL = ("label", "@label")  # how a record of the file names itself, for others to link to

# A file could forge these: the log of what left, and the day on which a code was compared.
_MADE_ELSEWHERE = frozenset(
    {"station", "disclosure", "received", "approval", "approver", "text_choice"}
)
_KEYS = frozenset({"recipients", "signing_key", "fingerprint", "code_digits", "verified_on"})


class NotJsonError(FieldappError):
    """The text is no JSON object or list of objects."""

    sentence = "This is not JSON that holds one record or a list of records."
    remedy = 'Write {"field": value, ...}, or several of these between [ and ].'


class UnknownFieldError(FieldappError):
    """A record names a field that its type does not have."""

    sentence = "A record has a field that this type of record does not know."
    remedy = "Use the field names that `show --json` prints."


class UnknownLinkError(FieldappError):
    """A link names nothing that is in the vault or the file, or the wrong type of record."""

    sentence = "A link names a record that is not here, or one of the wrong type."
    remedy = 'Use a reference of this vault, or "@label" for a record of the same file.'


class MadeElsewhereError(FieldappError):
    """A record, or a key of a partner, is given that only its own command may make."""

    sentence = "This is not added from JSON: it answers for who is known and what has left."
    remedy = "Partners with keys come by `partner add`, with their code compared."


class SameLabelError(FieldappError):
    """Two records of a file have the same label."""

    sentence = "Two records in this file have the same label."
    remedy = "Give each record a label of its own, or none."


@attrs.frozen
class Added:
    """A record that was stored, with its reference; a draft where something is still missing."""

    record: Record
    lacks: tuple[Problem, ...] = ()


def read_json(raw: bytes) -> list[Plain]:
    """One object or a list of objects, in UTF-8."""
    try:
        whole = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise NotJsonError from None
    found = whole if isinstance(whole, list) else [whole]
    if not all(isinstance(each, dict) for each in found):
        raise NotJsonError
    return found


def add(
    store: Store, noun: str, entries: Sequence[Plain], *, complete: bool = False
) -> list[Added]:
    """Store the records of one file, all or none.

    What only lacks something is kept as a draft that says what it lacks, unless it must be
    `complete`; what is wrong is refused.
    """
    kind = store.kind(noun)
    if noun in _MADE_ELSEWHERE or any(_KEYS & set(each) for each in entries if noun == "partner"):
        raise MadeElsewhereError
    records = Reader(store).read([(kind, each) for each in entries])
    lacking = {record.id: () if complete else _lacks(record) for record in records}
    store.save(*(evolve(r, draft=bool(lacking[r.id])) for r in records))
    stored = store.get_many([record.id for record in records])
    return [Added(stored[record.id], lacking[record.id]) for record in records]


def _lacks(record: Record) -> tuple[Problem, ...]:
    """What a blank record of this type would lack too; anything else wrong is refused."""
    found, blank = problems(record), problems(type(record)())
    if any(each not in blank for each in found):
        raise NotFinishedError([each for each in found if each not in blank])
    return tuple(found)


class Reader:
    """Reads records that may name each other, whatever their order."""

    def __init__(self, store: Store) -> None:
        """Links and P-codes are looked up in this store."""
        self._store = store
        self._labels: dict[str, tuple[str, type[Record]]] = {}

    def read(self, entries: Sequence[tuple[type[Record], Plain]]) -> list[Record]:
        """All records of these entries, each followed by the rows that it owns."""
        found = [row for kind, plain in entries for row in self._labelled(kind, plain)]
        return [self._record(kind, record_id, plain) for kind, record_id, plain in found]

    def id_of(self, label: str) -> str:
        """The id that a label of these entries stands for."""
        return self._linked(f"@{label}")[0]

    def _labelled(
        self, kind: type[Record], plain: Plain, via: str = "", owner: str = ""
    ) -> Iterator[tuple[type[Record], str, Plain]]:
        rest, record_id = dict(plain), new_id()
        for key in _LABEL:
            label = str(rest.pop(key, "")).removeprefix("@")
            if label and label in self._labels:
                raise SameLabelError
            if label:
                self._labels[label] = record_id, kind
        owned = [(each, rest.pop(each.name)) for each in kind.owns if each.name in rest]
        yield kind, record_id, {**rest, **({via: owner} if via else {})}
        for each, rows in owned:
            if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
                raise NotJsonError
            self._labels.setdefault(record_id, (record_id, kind))
            for row in rows:
                begun = {**dict(each.starts), **row}
                yield from self._labelled(
                    self._store.kind(each.noun), begun, each.via, f"@{record_id}"
                )

    def _record(self, kind: type[Record], record_id: str, plain: Plain) -> Record:
        known = {each.name: each for each in kind.fields() if each.name != "ref"}
        plain = {key: value for key, value in plain.items() if key != "ref"}
        if "kind" not in known and plain.get("kind") == kind.noun:
            del plain["kind"]  # as `list --json` prints it
        return kind(id=record_id, **self._values(known, plain))

    def _values(self, known: Mapping[str, Field], plain: Plain) -> dict[str, Any]:
        if not set(plain) <= set(known):
            raise UnknownFieldError
        return {name: self._value(known[name], value) for name, value in plain.items()}

    def _value(self, field: Field, plain: Any) -> Any:
        try:
            return from_plain(field, self._resolved(field, plain))
        except (UnknownLinkError, UnknownFieldError):
            raise
        except FieldappError as error:
            raise NotAValueError(f"{field.spec.label}: {error}") from None

    def _resolved(self, field: Field, plain: Any) -> Any:
        match field.spec.kind, plain:
            case Kind.LINK, str() if plain:
                return self._target(field, plain)
            case Kind.LINKS, list():
                return [self._target(field, each) for each in plain]
            case Kind.PLACE, str() if plain:
                return _place_plain(self._place(plain) or Place(heard=plain))
            case Kind.PLACE, {"pcode": str(), **rest}:
                found = self._place(plain["pcode"])
                if not found:
                    raise NotAValueError("This P-code is not in the gazetteer of this vault.")
                return {**_place_plain(found), **rest}
            case Kind.PARTS, list():
                assert field.spec.part is not None
                return [self._row(field.spec.part, row) for row in plain]
            case _:
                return plain

    def _row(self, part: type[Part], row: Any) -> Any:
        """A row of parts with its links resolved; still plain."""
        if not isinstance(row, dict):
            raise NotAValueError
        known = {each.name: each for each in part.fields()}
        if not set(row) <= {*known, "id"}:
            raise UnknownFieldError
        return {
            name: self._resolved(known[name], value) if name in known else value
            for name, value in row.items()
        }

    def _target(self, field: Field, named: Any) -> str:
        if not isinstance(named, str):
            raise NotAValueError
        record_id, kind = self._linked(named)
        if field.spec.target and kind.noun not in field.spec.target:
            raise UnknownLinkError
        return record_id

    def _linked(self, named: str) -> tuple[str, type[Record]]:
        if named.startswith("@"):
            if named[1:] not in self._labels:
                raise UnknownLinkError
            return self._labels[named[1:]]
        try:
            found = self._store.by_ref(named)
        except MissingRecordError:
            raise UnknownLinkError from None
        return found.id, type(found)

    def _place(self, pcode: str) -> Place:
        station = self._store.station()
        country = station.country if station else ""
        return self._store.gazetteer.place(pcode, country) or self._store.gazetteer.place(pcode)


def _place_plain(place: Place) -> Plain:
    path = [{"pcode": area.pcode, "name": area.name} for area in place.path]
    rest = attrs.asdict(place, filter=lambda a, v: a.name != "path" and v not in (None, ""))
    return {**({"path": path} if path else {}), **rest}
