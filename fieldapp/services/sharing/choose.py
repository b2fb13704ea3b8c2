"""Decide over a whole selection: which records leave, and what of each."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import compress
from typing import Any

import attrs

from fieldapp.records.record import Record, linked_ids
from fieldapp.records.values import is_empty
from fieldapp.services.sharing import flags
from fieldapp.services.sharing.around import Around
from fieldapp.services.sharing.case import case_of, drop, keep
from fieldapp.services.sharing.consents import refusal
from fieldapp.services.sharing.decide import released, tell
from fieldapp.services.sharing.forces import as_told
from fieldapp.services.sharing.gather import Gathered
from fieldapp.services.sharing.levels import level_after
from fieldapp.services.sharing.result import (
    ReleasedField,
    ReleasedRecord,
    Withheld,
    asked_of,
    digest_of,
)
from fieldapp.services.sharing.standing import TRAVELS, Standing, stand
from fieldapp.services.sharing.terms import Terms
from fieldapp.services.sharing.versions import by_root
from fieldapp.services.sharing.withhold import REASONS
from fieldapp.services.sharing.withhold import refusal as record_refusal
from fieldapp.vocab.handling import Level


@attrs.frozen
class _Line:
    """One field of a type under an agreement, and what is said of it where it is empty."""

    name: str
    standing: Standing
    empty: ReleasedField
    nothing: object


@attrs.frozen
class _Plan:
    """The fields of a type, and how to read all of them at once."""

    lines: tuple[_Line, ...]
    values_of: Callable[[Record], tuple[Any, ...]]
    nothings: tuple[object, ...]
    empty: tuple[ReleasedField, ...]


def choose(
    records: Sequence[Record], terms: Terms, gathered: Gathered
) -> tuple[tuple[ReleasedRecord, ...], tuple[Withheld, ...]]:
    """What leaves of a selection, in its order, and what stays, each with its rule."""
    stay: dict[str, tuple[str, str]] = {}
    for record in records:
        why = record_refusal(record, terms, gathered.sources, gathered.actors, gathered.onward)
        if why[0]:
            stay[record.id] = why
    around = _around(terms, gathered, [r for r in records if r.id not in stay])
    plans = {kind.noun: _plan(kind, terms) for kind in {type(record) for record in records}}
    too_high = frozenset(each for each in Level if each.rank > terms.highest.rank)
    made: dict[str, ReleasedRecord] = {}
    versions = by_root(gathered.roots)
    todo = [record for record in records if record.id not in stay]
    while todo:
        gone = set[str]()
        for record in todo:
            made[record.id] = leaving = _leaving(record, plans[record.noun], terms, around)
            if rule := _too_much_or_nothing(leaving, too_high):
                stay[record.id] = rule, REASONS[rule]
                gone.update(versions.get(gathered.roots.get(record.id, ""), (record.id,)))
        # A tie to a record that stays after all may not leave either, so its holder is done again.
        around = attrs.evolve(around, leaving=_without(around.leaving, gone))
        todo = [r for r in records if r.id not in stay and gone and _tied(r, gone)]
    out = tuple(made[record.id] for record in records if record.id not in stay)
    return out, tuple(_withheld(r, made.get(r.id), *stay[r.id]) for r in records if r.id in stay)


def _around(terms: Terms, gathered: Gathered, records: Sequence[Record]) -> Around:
    agreed = {key: each for key, each in gathered.sources.items() if not refusal(each, terms)}
    roots, versions = gathered.roots, by_root(gathered.roots)

    def every(record: Record) -> tuple[str, ...]:
        """A tie to an earlier version is a tie to the record."""
        return versions.get(roots.get(record.id, ""), (record.id,))

    return Around(
        outside=gathered.outside,
        scanner=gathered.scanner,
        leaving={
            version: gathered.outside.uuid(roots.get(each.id, each.id))
            for each in records
            for version in every(each)
        },
        actors=gathered.actors,
        people=gathered.people,
        sources=agreed,
        profile=gathered.profile,
        hiding=frozenset(
            version
            for each in records
            if flags.strictest(each) in flags.HIDING
            for version in every(each)
        ),
        roots=roots,
        choices=gathered.choices,
    )


def _without(leaving: Mapping[str, str], gone: set[str]) -> Mapping[str, str]:
    return {key: each for key, each in leaving.items() if key not in gone} if gone else leaving


def _tied(record: Record, gone: set[str]) -> bool:
    return any(target in gone for _, target in linked_ids(record))


def _withheld(record: Record, made: ReleasedRecord | None, rule: str, why: str) -> Withheld:
    asked = tuple(each for field in made.fields for each in asked_of(field)) if made else ()
    return Withheld(record.noun, record.ref, why, rule, asked)


def _plan(kind: type[Record], terms: Terms) -> _Plan:
    """What is known of each field before any record is read."""
    lines = tuple(_lines(kind, terms))
    return _Plan(
        lines,
        operator.attrgetter(*(each.name for each in lines)),
        tuple(each.nothing for each in lines),
        tuple(each.empty for each in lines),
    )


def _lines(kind: type[Record], terms: Terms) -> Iterator[_Line]:
    for field in kind.fields():
        standing = stand(f"{kind.noun}.{field.name}", field, terms)
        nothing = drop(field, standing.rule, standing.words)
        decision = keep(standing, nothing.value) if standing.may else nothing
        default = field.default if is_empty(field.default) else None
        yield _Line(field.name, standing, released(standing, nothing.value, decision), default)


def _leaving(record: Record, plan: _Plan, terms: Terms, around: Around) -> ReleasedRecord:
    case = case_of(record, terms, around)
    holder = as_told(record, terms)
    values = plan.values_of(holder)
    # Most fields of most records hold their default, and what is said of that is shared.
    held = compress(range(len(values)), map(operator.is_not, values, plan.nothings))
    fields, told = list(plan.empty), list[ReleasedField]()
    for at in held:
        if not values[at] and is_empty(values[at]):
            continue
        fields[at] = made = tell(plan.lines[at].standing, holder, case)
        if made.leaves:
            told.append(made)
    level, rule = level_after(record, told, around.profile)
    outside = around.leaving[record.id]
    return ReleasedRecord(
        record=record,
        kind=record.noun,
        ref=record.ref,
        outside=outside,
        code=around.outside.code(
            type(record).code or "REC", around.roots.get(record.id, record.id)
        ),
        level=level,
        level_rule=rule,
        fields=tuple(fields),
        digest=digest_of(record.noun, outside, told),
    )


def _too_much_or_nothing(leaving: ReleasedRecord, too_high: frozenset[Level]) -> str:
    """The rule by which a record stays once it is seen what of it would leave."""
    if not any(_tells(each) for each in leaving.fields):
        return "fields:none"
    return "agreement:level" if leaving.level in too_high else ""


def _tells(field: ReleasedField) -> bool:
    return field.leaves and field.name not in TRAVELS
