"""How sensitive a record is, and what leaves of it: from the profile, Severe where no rule fits."""

from __future__ import annotations

import csv
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

import attrs

import resources
from fieldapp.records.fields import Field, Kind
from fieldapp.records.incidents import STUB_ACTS
from fieldapp.records.record import Part, Record, linked_ids
from fieldapp.records.values import is_empty
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
_DATES = frozenset({Kind.DAY, Kind.MOMENT})
_WHO_TOLD = frozenset({"source", "intermediary"})
_LEVELS = frozenset(Level)
_POINT = 9  # finer than any admin level: coordinates, or a name as heard


@attrs.frozen
class Facts:
    """What a level depends on: which sorts of content are there, how fine place and date are."""

    stub: bool = False
    source_named: bool = False
    telling: bool = False
    text: bool = False
    place: int = -1
    date: int = -1

    def holds(self, information: str) -> bool:
        """Whether a word of the profile's column `information` fits."""
        match information:
            case "any":
                return True
            case "stub":
                return self.stub
            case "source_named":
                return self.source_named
            case "row_without_text":
                return not (self.telling or self.text or self.source_named)
            case "row_with_text":
                return self.text and not (self.telling or self.source_named)
        return False


@attrs.frozen
class _Rule:
    id: str
    information: str
    place: int | None
    date: int | None
    level: Level


@cache
def _profile() -> Mapping[str, tuple[_Rule, ...]]:
    found: dict[str, tuple[_Rule, ...]] = {}
    with resources.path("sharing", "default_profile.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        for row in csv.DictReader(file):
            found[row["kind"]] = (*found.get(row["kind"], ()), _rule(row))
    return found


def _rule(row: Mapping[str, str]) -> _Rule:
    depths = vocabulary("admin_level").notes
    place, date = row["lowest_admin_level"], row["finest_date"]
    return _Rule(
        row["rule"],
        row["information"],
        int(depths[place]["depth"]) if place else None,
        PRECISIONS.index(date) if date else None,
        Level(row["level"]),
    )


@lru_cache(maxsize=1024)
def level_by_profile(noun: str, facts: Facts) -> tuple[Level, str]:
    """The level of the first rule that holds, and its id; Severe where none does."""
    for rule in _profile().get(noun, ()):
        fits = rule.place is None or facts.place <= rule.place
        fits = fits and (rule.date is None or facts.date <= rule.date)
        if fits and facts.holds(rule.information):
            return rule.level, f"profile:{rule.id}"
    return Level.SEVERE, "profile:none"


def level_of(record: Record, go_betweens: Container[str] = ()) -> tuple[Level, str]:
    """The level of a record as it is kept: the profile's, or what the officer chose instead.

    `go_betweens` holds the ids of intermediaries, for links that may point to one or to a contact.
    """
    # Where every record of a type has one level it is not read; a log of 10,000 lines is long.
    facts = Facts() if _is_fixed(record.noun) else facts_of(record, go_betweens)
    level, rule = level_by_profile(record.noun, facts)
    return officers_choice(record, level, level, rule)


@cache
def _is_fixed(noun: str) -> bool:
    """Whether the profile says the same of every record of a type."""
    rules = _profile().get(noun, ())
    return not rules or (
        rules[0].information == "any" and rules[0].place is None and rules[0].date is None
    )


def stored_level(record: Record) -> str:
    """The level of a record as a code, for the store to keep beside it."""
    return level_of(record)[0].value


def level_after(record: Record, fields: Iterable[ReleasedField]) -> tuple[Level, str]:
    """The level of what leaves, after transformation (R2)."""
    after, rule = level_by_profile(record.noun, facts_after(record, fields))
    if not record.sensitivity:
        return after, rule
    kept, _ = level_by_profile(record.noun, facts_of(record))
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


def facts_of(record: Record, go_betweens: Container[str] = ()) -> Facts:
    """The facts of a record as it is kept; its text has passed no scan, so it counts as telling."""
    held = ((field, getattr(holder, field.name)) for holder, field in _walk(record))
    kept = [(field, value) for field, value in held if not is_empty(value)]
    facts = _facts(record, kept)
    linked = any(each in go_betweens for _, each in linked_ids(record))
    return attrs.evolve(
        facts,
        telling=facts.telling or facts.text,
        source_named=facts.source_named or linked,
    )


def facts_after(record: Record, fields: Iterable[ReleasedField]) -> Facts:
    """The facts of what leaves of a record."""
    return _facts(record, ((each.field, each.after) for each in _leaving(fields)))


def _facts(record: Record, held: Iterable[tuple[Field, Any]]) -> Facts:
    told_by = telling = text = False
    place = date = -1
    for field, value in held:
        spec = field.spec
        held_class = spec.data_class
        telling = telling or held_class in _TELLING
        text = text or held_class is DataClass.SHAREABLE_TEXT
        told_by = told_by or held_class is DataClass.SOURCE_IDENTITY
        if spec.target:
            told_by = told_by or _WHO_TOLD.issuperset(spec.target)
        if spec.kind is Kind.PLACE:
            place = max(place, _fineness(value))
        elif spec.kind in _DATES:
            date = max(date, _precision(field, value))
    stub = getattr(record, "act", "") in STUB_ACTS
    return Facts(stub, told_by, telling, text, place, date)


def _fineness(place: Place) -> int:
    return _POINT if place.heard or place.latitude is not None else place.admin_level


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
