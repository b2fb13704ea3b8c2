"""Read from the store, in one place, everything that deciding looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import attrs

from fieldapp.records.actors import Actor, Person
from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Part, Record
from fieldapp.records.sharing import Agreement, Partner
from fieldapp.records.sources import Source
from fieldapp.services.approving.standing import holding
from fieldapp.services.disclosure_control.joined import CountTable
from fieldapp.services.protocols import station_profile
from fieldapp.services.sharing.earlier import earlier_of
from fieldapp.services.sharing.onward import Onward, onward_of
from fieldapp.services.sharing.outside import OutsideNames
from fieldapp.services.sharing.profile import Profile, default_profile
from fieldapp.services.sharing.scan import ACTOR, CONTACT, SOURCE, Known, Scanner
from fieldapp.services.sharing.versions import roots_of
from fieldapp.services.sharing.withhold import source_ids
from fieldapp.store.keys import station_keys
from fieldapp.store.store import Filter, Query, Store
from fieldapp.vocab.handling import DataClass

# Fields of class source identity that hold a name; the others hold a place or a note.
_SOURCE_NAMES = frozenset({"name", "code_name", "individual", "interpreter", "monitor"})
# Types of which a vault holds few, and whose names the scan looks for in every text.
_NAMED = ("person", "intermediary", "source", "actor")


@attrs.frozen
class Gathered:
    """The records beside the selection that a release rests on, as they were when it was read."""

    partners: tuple[Partner, ...]
    sources: dict[str, Source] = attrs.field(repr=False)
    actors: dict[str, Actor] = attrs.field(repr=False)
    people: dict[str, Person] = attrs.field(repr=False)
    scanner: Scanner = attrs.field(repr=False)
    outside: OutsideNames = attrs.field(repr=False)
    approved: frozenset[str] = frozenset()  # digests of what a second person said yes to
    profile: Profile = attrs.field(factory=default_profile, repr=False)
    # By the id of each version of a record that has several, the id of its first.
    roots: Mapping[str, str] = attrs.field(factory=dict, repr=False)
    onward: Onward = attrs.field(factory=Onward, repr=False)  # terms of what others sent us
    # Tables that any of these recipients has from us already.
    earlier: tuple[CountTable, ...] = attrs.field(default=(), repr=False)


def gather(store: Store, agreement: Agreement, records: Sequence[Record]) -> Gathered:
    """Read recipients, the records that the selection links to, and every known name."""
    named = tuple(named_records(store))
    resting = {each for record in records for each in source_ids(record)}
    recipients = store.get_many(tuple(dict.fromkeys(agreement.recipients)))
    return Gathered(
        partners=tuple(each for each in recipients.values() if isinstance(each, Partner)),
        sources={e.id: e for e in named if isinstance(e, Source) and e.id in resting},
        actors={e.id: e for e in named if isinstance(e, Actor)},
        people={e.id: e for e in named if isinstance(e, Person)},
        scanner=scanner_of((*named, *records)),
        outside=OutsideNames(station_keys(store.vault).outside_secret, agreement.id),
        approved=frozenset(holding(store)),
        profile=station_profile(store),
        roots=roots_of(store, records),
        onward=onward_of(store, agreement.onward_sharing, records),
        earlier=earlier_of(store, agreement, records),
    )


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
        if field.spec.part is None:
            continue
        for name in _name_fields(field.spec.part):
            filled = Filter(field.name, f'"{name}":"', "mentions")
            yield from store.records(Query(kind.noun, filters=(filled,)))


def scanner(store: Store) -> Scanner:
    """What finds the names and phones of this vault in a text."""
    return scanner_of(named_records(store))


def scanner_of(records: Iterable[Record]) -> Scanner:
    """What finds the names and phones of these records in a text."""
    names: list[Known] = []
    phones: list[str] = []
    for record in records:
        for holder in _holders(record):
            names += _names(record, holder)
            phones += _phones(holder)
    handles = [Known(each) for each in phones if sum(char.isdigit() for char in each) < 5]
    return Scanner([*names, *handles], phones)


def _holders(record: Record) -> Iterator[Record | Part]:
    yield record
    for name in _row_fields(type(record)):
        yield from getattr(record, name)


def _names(record: Record, holder: Record | Part) -> Iterator[Known]:
    sort = ACTOR if record.noun == "actor" else SOURCE if record.noun == "source" else CONTACT
    for name in _name_fields(type(holder)):
        if said := getattr(holder, name).strip():
            yield Known(said, sort, record.id)


def _phones(holder: Record | Part) -> Iterator[str]:
    for name in _phone_fields(type(holder)):
        yield from filter(None, map(str.strip, getattr(holder, name).splitlines()))


def _is_name(cls: Any, field: Field) -> bool:
    held = field.spec.data_class
    if held is DataClass.IDENTITY:
        return field.name != "our_side"
    if held is DataClass.SOURCE_IDENTITY:
        return field.name in _SOURCE_NAMES
    return cls is Actor and field.name == "name"


def _texts(cls: Any, wanted: Callable[[Any, Field], bool]) -> tuple[str, ...]:
    fields: Iterable[Field] = cls.fields()
    return tuple(e.name for e in fields if e.spec.kind is Kind.TEXT and wanted(cls, e))


def _is_phone(_: Any, field: Field) -> bool:
    return field.spec.data_class is DataClass.PERSONAL_CONTACT


def _rows_of(cls: Any) -> tuple[str, ...]:
    return tuple(each.name for each in cls.fields() if each.spec.kind is Kind.PARTS)


# Declarations do not change while the app runs, and these are asked for with every record.
_name_fields: Callable[[Any], tuple[str, ...]] = cache(lambda cls: _texts(cls, _is_name))
_phone_fields: Callable[[Any], tuple[str, ...]] = cache(lambda cls: _texts(cls, _is_phone))
_row_fields: Callable[[Any], tuple[str, ...]] = cache(_rows_of)
