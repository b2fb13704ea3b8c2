"""The one result of deciding what leaves: preview, package, CSV and print all take it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import attrs

from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Record
from fieldapp.records.sharing import Agreement, Partner
from fieldapp.records.values import to_plain
from fieldapp.services.disclosure_control.joined import CountTable
from fieldapp.services.sharing.scanning.choices import Asked
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import Level

_ENCODE = json.JSONEncoder(sort_keys=True, check_circular=False).encode
KEPT, COARSENED, REPLACED, DROPPED = "kept", "coarsened", "replaced", "dropped"
EXPORT = "export"  # the channel of a file of the own office: nobody else receives it
SMALLEST_ALONE = 5  # tables with smaller counts need a second person (domain 5.10)
SHARE, RETRACT = "share", "retract"  # the errand of a release: to give, or to take back
# What a package says of its agreement beside the clauses, and by which keys it may be sealed.
_AGREED = (
    *("ref", "title", "purpose", "onward_sharing", "shape", "counting_unit", "coverage"),
    *("ask", "ask_by", "contact_point", "smallest_count", "allow_classic"),
)


@attrs.frozen
class ReleasedRow:
    """One row of a parts field: its id outside, and what happens to each of its fields."""

    outside: str
    fields: tuple[ReleasedField, ...] = attrs.field(repr=False)


@attrs.frozen
class ReleasedField:
    """What happens to one field: its value before and after, and the rule that says so.

    `after` is what leaves and nothing else may be read for that: the field's empty value where it
    is dropped. Rows in it carry ids for outside, and so do links. Where `in_words` is set, a link
    does not leave as an id but as words for a reader (an actor's type, a summary of a source).
    `rows` says for a parts field what happened inside each row that leaves.
    """

    name: str
    field: Field
    before: Any = attrs.field(repr=False)
    after: Any = attrs.field(repr=False)
    action: str
    rule: str
    words: str
    in_words: bool = False
    rows: tuple[ReleasedRow, ...] = attrs.field(default=(), repr=False)
    # What the scan found in it, for a person to decide on.
    asked: tuple[Asked, ...] = attrs.field(default=(), repr=False, eq=False)
    # What leaves as JSON, for the digest: written once where many records share a value.
    spelled: str = attrs.field(default="", repr=False, eq=False)
    # Whether something leaves of it: not dropped, and not empty.
    leaves: bool = attrs.field(init=False, repr=False, eq=False)

    @leaves.default
    def _leaves(self) -> bool:
        return self.action != DROPPED and (bool(self.after) or self.after == 0)


@attrs.frozen
class ReleasedRecord:
    """One record as it leaves: its names for outside, its level after transformation (R2).

    `digest` is taken over the values that leave. `columns` are the fields that the agreement lets
    leave, empty ones too, and `leaving` those of which something does: both follow from `fields`,
    and are found once because every table, file and count asks for them.
    """

    record: Record
    kind: str
    ref: str
    outside: str
    code: str
    level: Level
    level_rule: str
    digest: str
    fields: tuple[ReleasedField, ...] = attrs.field(repr=False)
    columns: tuple[ReleasedField, ...] = attrs.field(init=False, repr=False, eq=False)
    leaving: tuple[ReleasedField, ...] = attrs.field(init=False, repr=False, eq=False)

    @columns.default
    def _columns(self) -> tuple[ReleasedField, ...]:
        return tuple([each for each in self.fields if each.action != DROPPED])

    @leaving.default
    def _leaving(self) -> tuple[ReleasedField, ...]:
        return tuple([each for each in self.fields if each.leaves])

    def withheld(self, shown: Collection[str]) -> list[str]:
        """Of fields that other records of the type show, those that this one does not."""
        if len(self.columns) == len(shown):
            return []
        here = {each.name for each in self.columns}
        return [name for name in shown if name not in here]


@attrs.frozen
class Withheld:
    """A record that does not leave, and why, in one sentence without a value."""

    kind: str
    ref: str
    why: str
    rule: str
    asked: tuple[Asked, ...] = attrs.field(default=(), repr=False, eq=False)


@attrs.frozen
class Block:
    """What stops the whole release: nothing leaves until it is mended."""

    rule: str
    sentence: str
    remedy: str


@attrs.frozen
class Release:
    """What leaves under one agreement, to whom; sealing uses exactly these values.

    `id` follows from the values, so the same release prepared again is the one that was approved.
    `rests_on` holds the agreement, recipients and sources as they were read, to see before sealing
    whether one has changed. `errand` is whether it gives records or takes them back.
    """

    id: str
    agreement: Agreement
    partners: tuple[Partner, ...]
    day: dt.date
    records: tuple[ReleasedRecord, ...]
    withheld: tuple[Withheld, ...]
    blocks: tuple[Block, ...]
    level: Level
    marking: str
    clauses: tuple[str, ...]
    keep_until: Day | None
    channel: str = "package"
    profile: str = ""  # the fingerprint of the rules by which levels were given
    epoch: str = ""  # of the vault: an approval that was used holds in no restored copy
    approved: bool = False
    note: str = attrs.field(default="", repr=False)  # on harm; it never leaves
    rests_on: tuple[Record, ...] = attrs.field(default=(), repr=False)
    earlier: tuple[CountTable, ...] = attrs.field(default=(), repr=False)  # compared with
    errand: str = SHARE
    title: str = attrs.field(default="", repr=False)  # in place of that of the agreement
    recall: str = ""  # the recall that a retraction answers for

    @property
    def needs_approval(self) -> bool:
        """Whether a second person must say yes: High or Severe, or counts smaller than five."""
        if self.errand == RETRACT or self.channel == EXPORT or not self.records:
            return False
        smallest = self.agreement.smallest_count
        small = smallest is not None and smallest < SMALLEST_ALONE
        return small or self.level.rank >= Level.HIGH.rank

    def digest(self) -> str:
        """SHA-256 in hex over the values and the terms that leave; the same for the same ones."""
        keys = sorted(f"{each.id} {each.fingerprint}" for each in self.partners)
        kept = str(self.keep_until)
        told = [self.agreement.id, keys, self.channel, self.level, self.marking, kept]
        told += [self.errand, self.title, self.clauses, self.epoch]
        told += [str(getattr(self.agreement, name)) for name in _AGREED]
        told += [each.digest for each in self.records]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def shown_in(records: Iterable[ReleasedRecord]) -> dict[str, list[str]]:
    """By record type, the fields that any record shows; the others do not exist outside."""
    # Nearly all records of a type show the same, so only what differs is put together.
    sets = {(each.kind, tuple([field.name for field in each.columns])): None for each in records}
    shown: dict[str, dict[str, None]] = {}
    for kind, names in sets:
        shown.setdefault(kind, {}).update(dict.fromkeys(names))
    return {kind: list(names) for kind, names in shown.items()}


def asked_of(field: ReleasedField) -> Iterator[Asked]:
    """What the scan found in a field and in its rows."""
    yield from field.asked
    for row in field.rows:
        for each in row.fields:
            yield from asked_of(each)


def digest_of(kind: str, outside: str, fields: Iterable[ReleasedField]) -> str:
    """SHA-256 in hex over the values of one record that leave."""
    told = "\n".join((kind, outside, *(f"{e.name} {spell(e)}" for e in fields if e.leaves)))
    return hashlib.sha256(told.encode()).hexdigest()


def spell(released: ReleasedField) -> str:
    """What leaves of a field as one line of JSON, its keys in order."""
    if released.rows and not released.spelled:
        return f"[{', '.join(map(_spell_row, released.rows))}]"
    return released.spelled or _ENCODE(plain_after(released))


def _spell_row(row: ReleasedRow) -> str:
    """A row put together from its fields, most of which are spelled already."""
    told = {e.name: spell(e) for e in row.fields if e.leaves} | {"id": f'"{row.outside}"'}
    return "{" + ", ".join([f'"{name}": {told[name]}' for name in sorted(told)]) + "}"


def plain_after(released: ReleasedField) -> Any:
    """What leaves of a field as JSON holds it; rows only with the fields that leave."""
    if released.field.spec.kind is Kind.PARTS:
        return [
            {"id": row.outside, **{e.name: plain_after(e) for e in row.fields if e.leaves}}
            for row in released.rows
        ]
    if released.in_words:
        return list(released.after) if isinstance(released.after, tuple) else released.after
    return to_plain(released.field, released.after)
