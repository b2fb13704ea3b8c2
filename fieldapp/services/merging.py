"""Two records that are one: what the merged one would hold, and everything that then changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any

import attrs

from fieldapp.errors import FieldappError
from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Part, Record, evolve
from fieldapp.records.values import is_empty
from fieldapp.store.store import Store

MERGED = ("person", "incident")
# What stays that of the record which is kept.
_ITS_OWN = frozenset({"ref", "supersedes", "merged_into", "status", "pinned"})
_TOGETHER = frozenset({Kind.CHOICES, Kind.LINKS, Kind.PARTS})


class CannotMergeError(FieldappError):
    """The two cannot be merged."""

    sentence = "These two cannot be merged."
    remedy = "Choose two of the same type, neither locked, received, in the bin nor a duplicate."


@attrs.frozen
class MergeLine:
    """One field in which the two differ: both values, and what the merged record would hold."""

    field: Field
    kept: Any = attrs.field(repr=False)
    other: Any = attrs.field(repr=False)
    result: Any = attrs.field(repr=False)
    from_other: bool


@attrs.frozen
class MergePlan:
    """The lines that differ, every record that changes, and how many locked ones stay as they are.

    Saving all of `records` at once is one step of undo.
    """

    lines: tuple[MergeLine, ...]
    records: tuple[Record, ...] = attrs.field(repr=False)
    locked: int


def plan_merge(store: Store, kept: Record, other: Record, taken: Collection[str] = ()) -> MergePlan:
    """Merge `other` into `kept`; of the fields in `taken` the other's value wins."""
    if type(kept) is not type(other) or kept.noun not in MERGED or kept.id == other.id:
        raise CannotMergeError
    if any(_stands_aside(each) for each in (kept, other)):
        raise CannotMergeError
    lines = tuple(_lines(kept, other, taken))
    merged = evolve(kept, **{line.field.name: line.result for line in lines})
    merged = _without_itself(_pointing(merged, other.id, kept.id))
    if kept.noun == "person":
        merged = _with_names_of(merged, other)
    moved, locked = _moved_links(store, kept, other)
    gone = _gone(other, kept, store.now())
    return MergePlan(lines, (merged, gone, *moved), locked)


def _stands_aside(record: Any) -> bool:
    """Locked, received, in the bin, replaced, or a duplicate already.

    Two that were each merged into the other would both be counted no more.
    """
    gone = record.deleted_at or record.superseded_by or getattr(record, "merged_into", "")
    return bool(record.sealed_at or record.received_from or gone)


def _without_itself(record: Record) -> Record:
    """What tied the two to each other would tie the merged record to itself."""
    changed: dict[str, Any] = {}
    for each in record.fields():
        value = getattr(record, each.name)
        if each.spec.kind is Kind.LINK and value == record.id:
            changed[each.name] = ""
        elif each.spec.kind is Kind.LINKS and record.id in value:
            changed[each.name] = tuple(target for target in value if target != record.id)
    return evolve(record, **changed) if changed else record


def _lines(kept: Record, other: Record, taken: Collection[str]) -> Iterator[MergeLine]:
    for field in kept.fields():
        mine, theirs = getattr(kept, field.name), getattr(other, field.name)
        if mine == theirs or is_empty(theirs) or field.name in _ITS_OWN or field.spec.fixed:
            continue
        result = _result(field, mine, theirs, theirs_wins=field.name in taken)
        yield MergeLine(field, mine, theirs, result, result == theirs)


def _result(field: Field, mine: Any, theirs: Any, *, theirs_wins: bool) -> Any:
    if field.spec.kind in _TOGETHER:
        return _joined(mine, theirs)
    if is_empty(mine) or theirs_wins:
        return theirs
    if field.spec.kind is Kind.TEXT and field.spec.lines > 1 and theirs not in mine:
        return f"{mine}\n{theirs}"
    return mine


def _joined(mine: tuple[Any, ...], theirs: tuple[Any, ...]) -> tuple[Any, ...]:
    found: list[Any] = list(mine)
    said = {_facts(each) for each in mine}
    found.extend(each for each in theirs if _facts(each) not in said)
    return tuple(found)


def _facts(value: Any) -> Any:
    """A row is the same as another when all its fields are, whatever its id."""
    if isinstance(value, Part):
        return tuple(repr(getattr(value, each.name)) + str(getattr(value, each.name))
                     for each in value.fields())  # fmt: skip
    return value


def _with_names_of(merged: Record, other: Record) -> Record:
    """The names by which the other was known stay findable."""
    from fieldapp.records.actors import Alias, Person

    assert isinstance(merged, Person)
    assert isinstance(other, Person)
    known = {merged.code_name, merged.name, *(row.name for row in merged.aliases)}
    new = [n for n in dict.fromkeys((other.code_name, other.name)) if n and n not in known]
    rows = tuple(Alias(name=name, note="merged") for name in new)
    return evolve(merged, aliases=(*merged.aliases, *rows))


def _gone(other: Record, kept: Record, now: dt.datetime) -> Record:
    """An incident stays as a duplicate, so that its number is explained; a person goes to the bin.

    Sealed records that name the person still find the title there.
    """
    if other.noun == "incident":
        return evolve(other, status="duplicate", merged_into=kept.id)
    return evolve(other, deleted_at=now)


def _moved_links(store: Store, kept: Record, other: Record) -> tuple[tuple[Record, ...], int]:
    rows = [row for row in store.linked_from(other.id) if row.id not in (kept.id, other.id)]
    found = store.get_many([row.id for row in rows])
    free = [each for each in found.values() if not (each.sealed_at or each.received_from)]
    moved = tuple(_pointing(each, other.id, kept.id) for each in free)
    return moved, len(found) - len(free)


def _pointing(holder: Any, old: str, new: str) -> Any:
    """A record or row whose links to one record point to another."""
    changed: dict[str, Any] = {}
    for each in holder.fields():
        value = getattr(holder, each.name)
        match each.spec.kind:
            case Kind.LINK if value == old:
                changed[each.name] = new
            case Kind.LINKS if old in value:
                links = (new if target == old else target for target in value)
                changed[each.name] = tuple(dict.fromkeys(links))
            case Kind.PARTS:
                rows = tuple(_pointing(row, old, new) for row in value)
                if rows != value:
                    changed[each.name] = rows
    return evolve(holder, **changed) if changed else holder
