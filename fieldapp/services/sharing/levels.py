"""How sensitive a record is, and what leaves of it: by a profile, and as its officer chose."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any

import attrs

from fieldapp.records.fields import Field, Kind
from fieldapp.records.incidents import STUB_ACTS
from fieldapp.records.products import Product
from fieldapp.records.record import Part, Record, linked_ids
from fieldapp.records.values import is_empty
from fieldapp.services.sharing.profile import Facts, Profile, default_profile
from fieldapp.services.sharing.result import REPLACED, ReleasedField
from fieldapp.vocab.days import PRECISIONS, Day
from fieldapp.vocab.handling import DataClass, Level
from fieldapp.vocab.places import Place
from fieldapp.vocab.vocabulary import vocabulary

_TELLING = frozenset(
    {
        DataClass.SAID,
        DataClass.ANALYSIS,
        DataClass.CONFIDENTIAL_TEXT,
        DataClass.IDENTITY,
        DataClass.PERSONAL_CONTACT,
        DataClass.SOURCE_IDENTITY,
        DataClass.SPECIAL,
    }
)
_WRITTEN_TO_LEAVE = frozenset({DataClass.SHAREABLE_TEXT, DataClass.AGREED_LINE})
_DATES = frozenset({Kind.DAY, Kind.MOMENT})
_WHO_TOLD = frozenset({"source", "intermediary"})
_LEVELS = frozenset(Level)
TABLE_ROWS, FINDINGS = "rows", "findings"
_ADMIN_LEVEL = "admin_level"
_POINT = 9  # finer than any admin level: coordinates, or a name as heard


def level_of(
    record: Record, go_betweens: Container[str] = (), profile: Profile | None = None
) -> tuple[Level, str]:
    """The level of a record as it is kept: the profile's, or what the officer chose instead.

    `go_betweens` holds the ids of intermediaries, for links that may point to one or to a contact.
    Without a profile the default one decides.
    """
    known, noun = profile or default_profile(), record.noun
    # Where every record of a type has one level it is not read; a log of 10,000 lines is long.
    facts = Facts() if known.is_fixed(noun) else facts_of(record, go_betweens, known.asks(noun))
    level, rule = known.level(noun, facts)
    return officers_choice(record, level, level, rule)


def stored_level(record: Record, profile: Profile | None = None) -> str:
    """The level of a record as a code, for the store to keep beside it."""
    return level_of(record, profile=profile)[0].value


def level_after(
    record: Record, fields: Iterable[ReleasedField], profile: Profile | None = None
) -> tuple[Level, str]:
    """The level of what leaves, after transformation (R2)."""
    known = profile or default_profile()
    asks = known.asks(record.noun)
    after, rule = known.level(record.noun, facts_after(record, fields, asks))
    if not record.sensitivity:
        return after, rule
    kept, _ = known.level(record.noun, facts_of(record, asks=asks))
    return officers_choice(record, kept, after, rule)


def officers_choice(record: Record, kept: Level, level: Level, rule: str) -> tuple[Level, str]:
    """Raise a level as the officer says; lower it only where a reason is recorded.

    `kept` is what the profile says of the record as it is kept: only against that is it seen
    whether the officer raised or lowered. A default is not a choice.
    """
    code = record.sensitivity
    if code not in _LEVELS:
        return level, rule
    chosen = Level(code)
    if chosen.rank >= kept.rank:
        return (chosen, "officer:raised") if chosen.rank > level.rank else (level, rule)
    if record.sensitivity_reason.strip() and chosen.rank < level.rank:
        return chosen, "officer:lowered"
    return level, rule


def facts_of(record: Record, go_betweens: Container[str] = (), asks: Sequence[str] = ()) -> Facts:
    """The facts of a record as it is kept; its text has passed no scan, so it counts as telling."""
    held = ((field, getattr(holder, field.name)) for holder, field in _walk(record))
    kept = [(field, value) for field, value in held if not is_empty(value)]
    facts = _facts(record, kept, asks)
    linked = any(each in go_betweens for _, each in linked_ids(record))
    return attrs.evolve(
        facts,
        telling=facts.telling or facts.text,
        source_named=facts.source_named or linked,
    )


def facts_after(record: Record, fields: Iterable[ReleasedField], asks: Sequence[str] = ()) -> Facts:
    """The facts of what leaves of a record.

    Of which sort it is, is read from the record itself: it stays what it is when a code is dropped.
    """
    return _facts(record, ((each.field, each.after) for each in _leaving(fields)), asks)


def _facts(record: Record, held: Iterable[tuple[Field, Any]], asks: Sequence[str]) -> Facts:
    place = date = -1
    classes, names, told_by = set[DataClass](), set[str](), False
    for field, value in held:
        spec = field.spec
        classes.add(spec.data_class)
        names.add(field.name)
        if spec.target:
            told_by = told_by or _WHO_TOLD.issuperset(spec.target)
        elif spec.kind is Kind.PLACE:
            place = max(place, _fineness(value))
        elif spec.kind in _DATES:
            date = max(date, _precision(field, value))
        elif spec.vocabulary == _ADMIN_LEVEL:
            place = max(place, _depth(field, value))
    # Small counts in tables that leave are hidden; what somebody reads from them is not counted.
    table = record.noun == Product.noun and TABLE_ROWS in names and FINDINGS not in names
    return Facts(
        stub=getattr(record, "act", "") in STUB_ACTS,
        source_named=told_by or DataClass.SOURCE_IDENTITY in classes,
        telling=not _TELLING.isdisjoint(classes),
        text=not _WRITTEN_TO_LEAVE.isdisjoint(classes),
        place=place,
        date=date,
        marks=frozenset(_marks(record, asks)) if asks else frozenset(),
        table=table,
    )


def _marks(record: Record, asks: Sequence[str]) -> Iterator[str]:
    for name in asks:
        value = getattr(record, name, "")
        yield from (f"{name}={code}" for code in (value if isinstance(value, tuple) else (value,)))


def _fineness(place: Place) -> int:
    return _POINT if place.heard or place.latitude is not None else place.admin_level


def _depth(field: Field, code: str) -> int:
    """How fine a table says that its places are; an agreement's own limit says nothing of it."""
    if field.spec.data_class is DataClass.ADMINISTRATIVE:
        return -1
    return int(vocabulary(_ADMIN_LEVEL).notes.get(code, {}).get("depth", _POINT))


def _precision(field: Field, value: Any) -> int:
    if field.spec.data_class is DataClass.ADMINISTRATIVE:
        return -1
    if isinstance(value, Day):
        return PRECISIONS.index(value.precision)
    return len(PRECISIONS) if field.spec.kind is Kind.MOMENT else -1


def _walk(record: Record) -> Iterator[tuple[Record | Part, Field]]:
    for field in record.fields():
        if field.spec.part is None:
            yield record, field
            continue
        for row in getattr(record, field.name):
            yield from ((row, each) for each in row.fields())


def _leaving(fields: Iterable[ReleasedField]) -> Iterator[ReleasedField]:
    """What leaves, rows opened up; codes and words that stand in for something tell nothing."""
    for each in fields:
        if not each.leaves:
            continue
        for row in each.rows:
            yield from _leaving(row.fields)
        named = not each.in_words and each.field.spec.data_class is DataClass.IDENTITY
        if not each.rows and not (each.action == REPLACED and (each.in_words or named)):
            yield each
