"""What every record has: an id, a reference, handling, and who wrote it when."""

from __future__ import annotations

import datetime as dt
import os
import time
import uuid
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, ClassVar, Self, TypeVar, dataclass_transform

import attrs

from fieldapp.records import fields
from fieldapp.records.fields import (
    Field,
    Kind,
    choice,
    choices,
    day,
    fields_of,
    flag,
    link,
    links,
    own_words,
    text,
)
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass

T = TypeVar("T")
ADMINISTRATIVE = DataClass.ADMINISTRATIVE


def new_id() -> str:
    """A UUIDv7 in text: sortable by the time at which the record was begun."""
    stamp = time.time_ns() // 1_000_000
    value = (stamp << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return str(uuid.UUID(int=value))


@attrs.frozen
class Problem:
    """Why a record cannot be finished yet: the field, and one sentence without a value."""

    field: str
    sentence: str


@attrs.frozen
class Owned:
    """Records of another type that this type's form edits in rows and saves together.

    `via` is the link field on the other type that points here; `starts` gives values that each
    new row starts with.
    """

    name: str
    label: str
    noun: str
    via: str
    help: str = ""
    section: str = ""
    shown: tuple[str, ...] = ()
    starts: tuple[tuple[str, str], ...] = ()


@attrs.frozen
class Due:
    """A day by which something is to be done: Today, the calendar and reminders show it.

    `field` holds the day and `words` say what is due, such as `Revalidate`. It no longer is once
    the field `state` holds none of `open`; a type without `state` is due until the day is moved.
    """

    field: str
    words: str
    state: str = ""
    open: tuple[str, ...] = ()


@dataclass_transform(kw_only_default=True, frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """Make a class a record type: frozen, by keyword only, with no value in its repr."""
    return attrs.frozen(kw_only=True)(cls)


@dataclass_transform(kw_only_default=True, frozen_default=True)
def part(cls: type[T]) -> type[T]:
    """Make a class a part: a row that lives and dies with its record."""
    return attrs.frozen(kw_only=True)(cls)


@part
class Part:
    """A row of a record; `id` keeps it the same row through every edit."""

    id: str = attrs.field(factory=new_id, repr=False)

    @classmethod
    def fields(cls) -> tuple[Field, ...]:
        """The declared fields, in order."""
        return _fields(cls)


@record
class Record:
    """The part of a record that is common to all types.

    `noun` names the type in code, tables, files and on the command line; `code` is its three
    letters in references. `heading` lists the fields that make its one-line title, the first that
    is not empty wins. `sealable` types lock and are then only superseded. `checks` find problems
    that a single field cannot show; `hidden` names fields that must stay empty for this record.
    `moves` names fields that go on moving once a record is locked: how it stands, not what it says.
    `its_own` names fields that a copy or a new version starts without. A type that is not `by_hand`
    is made by a step of its own, such as revoking a key, and no page offers a new one.
    `tasks` are the codes of the guidance note that a record of the type serves, where it names none
    itself; where they depend on one choice, `tasks_by` names that field, and `tasks_of` decides.
    A type that is `only_peacekeeping` is there only where the station switched that on.
    """

    noun: ClassVar[str] = ""
    code: ClassVar[str] = ""
    label: ClassVar[str] = ""
    plural: ClassVar[str] = ""
    about: ClassVar[str] = ""
    heading: ClassVar[tuple[str, ...]] = ()
    dated: ClassVar[str] = ""  # the field by which a list is sorted and `--since` filters
    sealable: ClassVar[bool] = False
    moves: ClassVar[frozenset[str]] = frozenset()
    its_own: ClassVar[frozenset[str]] = frozenset()
    by_hand: ClassVar[bool] = True
    leaves: ClassVar[bool] = False  # whether an agreement may ever list this type
    owns: ClassVar[tuple[Owned, ...]] = ()
    sections: ClassVar[tuple[str, ...]] = ()
    dues: ClassVar[tuple[Due, ...]] = ()
    occasions: ClassVar[tuple[str, ...]] = ()  # fields that say when something takes place
    tasks: ClassVar[tuple[str, ...]] = ()
    tasks_by: ClassVar[str] = ""
    only_peacekeeping: ClassVar[bool] = False
    checks: ClassVar[tuple[Callable[[Any], Iterator[Problem]], ...]] = ()
    sought: ClassVar[tuple[tuple[str, str], ...]] = ()  # pairs of fields that are looked up at once
    counted: ClassVar[tuple[str, ...]] = ()  # what charts and maps count by; the date first

    id: str = attrs.field(factory=new_id, repr=False)
    ref: str = text("Reference", data_class=ADMINISTRATIVE, listed=True, sorted=True)
    sensitivity: str = choice(
        "Sensitivity",
        "level",
        data_class=ADMINISTRATIVE,
        section="Handling",
        help="Empty: as the protocol profile says, Severe where it says nothing.",
    )
    sensitivity_reason: str = text(
        "Why lowered",
        section="Handling",
        more=True,
        help="Needed to set it lower than the profile says.",
    )
    marking: str = choice(
        "Marking", "marking", data_class=ADMINISTRATIVE, section="Handling", more=True
    )
    task_codes: tuple[str, ...] = choices(
        "Tasks", "task", data_class=ADMINISTRATIVE, section="Handling", more=True
    )
    gpc_codes: tuple[str, ...] = choices(
        "Protection risks",
        "gpc_risk",
        data_class=DataClass.EVENT,
        section="Handling",
        more=True,
        hxl="#indicator+risk+code",
        help="The Global Protection Cluster's fifteen risks: what the cluster sorts by.",
    )
    language: str = choice(
        "Language", "language", data_class=ADMINISTRATIVE, section="Handling", more=True
    )
    review_on: Day | None = day(
        "Review on", data_class=ADMINISTRATIVE, section="Handling", more=True, sorted=True
    )
    priorities: tuple[str, ...] = links(
        "HCT protection priorities",
        "protection_priority",
        data_class=ADMINISTRATIVE,
        section="Handling",
        more=True,
        help="Which priorities of the Humanitarian Country Team this serves.",
    )
    owner: str = text(
        "Looked after by",
        section="Handling",
        more=True,
        help="Who in the office keeps this current: a function or initials. Never leaves.",
    )
    tags: tuple[str, ...] = own_words(
        "Own tags", section="Handling", more=True, searched=True, help="Yours alone. Never leave."
    )
    pinned: str = flag("Pinned", fixed=True)
    supersedes: str = link("Replaces", data_class=ADMINISTRATIVE, section="Handling", more=True)

    # Kept by the store, never by a form.
    draft: bool = attrs.field(default=False, repr=False)
    created_at: dt.datetime | None = attrs.field(default=None, repr=False)
    created_by: str = attrs.field(default="", repr=False)
    edited_at: dt.datetime | None = attrs.field(default=None, repr=False)
    edited_by: str = attrs.field(default="", repr=False)
    finished_at: dt.datetime | None = attrs.field(default=None, repr=False)
    sealed_at: dt.datetime | None = attrs.field(default=None, repr=False)
    superseded_by: str = attrs.field(default="", repr=False)
    received_from: str = attrs.field(default="", repr=False)
    retracted: bool = attrs.field(default=False, repr=False)
    deleted_at: dt.datetime | None = attrs.field(default=None, repr=False)

    @classmethod
    def fields(cls) -> tuple[Field, ...]:
        """The declared fields: the type's own first, then those common to all."""
        return _fields(cls)

    @classmethod
    def field(cls, name: str) -> Field:
        """One declared field by name; KeyError where there is none."""
        return {each.name: each for each in _fields(cls)}[name]

    @classmethod
    def hidden(cls, values: Self) -> frozenset[str]:  # noqa: ARG003  # types that override need it
        """Fields that a record like this must not hold, such as a narrative on a stub (R20)."""
        return frozenset()

    @classmethod
    def remark(cls, values: Self) -> str:  # noqa: ARG003  # types that override need it
        """Two words that follow from what it holds and stand in its head: `Verified late`."""
        return ""

    @classmethod
    def refuses_file(cls, values: Self, kind: str) -> str:  # noqa: ARG003  # types that override
        """Why no file of a kind, such as `picture`, may hang on a record like this; "" if it may.

        An empty `kind` asks of any file at all.
        """
        return ""

    @classmethod
    def tasks_of(cls, values: Self) -> tuple[str, ...]:
        """The codes under which a record like this counts: its own, else those of its type."""
        return values.task_codes or cls.tasks


# Columns that the store keeps beside the declared ones.
KEPT = tuple(
    each.name
    for each in attrs.fields(Record)  # type: ignore[arg-type]  # `record` made it an attrs class
    if fields.SPEC not in each.metadata
)


def _declared(cls: Any) -> tuple[Field, ...]:
    own = fields_of(cls)
    if not issubclass(cls, Record) or cls is Record:
        return own
    # A type that declares a common field anew, such as the owner of an action, keeps it in place.
    common = {each.name: each.spec for each in fields_of(Record)}
    ref = tuple(each for each in own if each.name == "ref")
    mine = tuple(each for each in own if common.get(each.name) is not each.spec)
    rest = tuple(each for each in own if each not in mine and each not in ref)
    return ref + mine + rest


# Declarations do not change while the app runs, and every save and every row asks for them.
_fields: Callable[[Any], tuple[Field, ...]] = cache(_declared)


def evolve(record: T, /, **values: Any) -> T:
    """A copy of a frozen record or row with some values changed."""
    return attrs.evolve(record, **values)  # type: ignore[misc]  # `record` made it an attrs class


def linked_ids(holder: Record | Part) -> Iterator[tuple[str, str]]:
    """Every link from a record: the field (`part.field` for one in a row) and the target's id."""
    for name, kind in _linking(type(holder)):
        value = getattr(holder, name)
        if not value:
            continue
        match kind:
            case Kind.LINK:
                yield name, value
            case Kind.LINKS:
                yield from ((name, target) for target in value)
            case Kind.PARTS:
                for row in value:
                    yield from ((f"{name}.{inner}", to) for inner, to in linked_ids(row))


def _links_of(cls: Any) -> tuple[tuple[str, Kind], ...]:
    """The fields of a type that hold links, or rows with such fields."""
    kinds = (Kind.LINK, Kind.LINKS)
    found = ((each.name, each.spec.kind, each.spec.part) for each in cls.fields())
    return tuple(
        (name, kind) for name, kind, part in found if kind in kinds or (part and _linking(part))
    )


# Declarations do not change while the app runs, and every save asks for the links before and after.
_linking: Callable[[Any], tuple[tuple[str, Kind], ...]] = cache(_links_of)
