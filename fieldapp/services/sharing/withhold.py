"""Records that do not leave at all, whatever their fields, each with its rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from fieldapp.records.actors import Actor
from fieldapp.records.incidents import STUB_ACTS
from fieldapp.records.products import Product
from fieldapp.records.record import Record
from fieldapp.records.sources import Source
from fieldapp.services.sharing import flags, forces
from fieldapp.services.sharing.bounds import beyond
from fieldapp.services.sharing.consents import WHY, refusal_of_all
from fieldapp.services.sharing.decide import refuse_statement
from fieldapp.services.sharing.onward import REASONS as ONWARD
from fieldapp.services.sharing.onward import Onward
from fieldapp.services.sharing.terms import Terms
from fieldapp.vocab.handling import Shape

SHOWS_SOURCE = "shows_source"
_NOBODY: Mapping[str, Actor] = {}
_NOTHING = Onward()

REASONS: Mapping[str, str] = {
    **WHY,
    **forces.REASONS,
    "record:deleted": "This record is in the bin.",
    "record:draft": "This record is a draft; finish it first.",
    **ONWARD,
    "record:retracted": "This record was retracted.",
    "record:superseded": "A newer version replaces this record; share that one.",
    "type:never": "Records of this type never leave.",
    "agreement:type": "The agreement does not list this type of record.",
    "agreement:shape": "The agreement lets tables leave, and no single records.",
    "agreement:area": "It lies beyond the areas of the agreement, or nobody knows where.",
    "agreement:period": "It lies beyond the period of the agreement, or nobody knows when.",
    "R20:stub": "Of sexual violence, GBV and SEA only a stub is kept, and it never leaves (R20).",
    "R13:shows_source": "Nobody has answered No to whether the row shows who reported it.",
    "agreement:level": "What would leave is more sensitive than the agreement allows.",
    "fields:none": "Nothing of this record may leave under this agreement.",
}


def refusal(
    record: Record,
    terms: Terms,
    sources: Mapping[str, Source],
    actors: Mapping[str, Actor] = _NOBODY,
    onward: Onward = _NOTHING,
) -> tuple[str, str]:
    """The rule by which a record stays, and its sentence; two empty texts where it may go on."""
    for rule in _rules(record, terms, actors, onward):
        return rule, REASONS[rule]
    if flags.is_statement(type(record)) and (refused := refuse_statement(record, terms)):
        return refused.rule, refused.words
    told = [sources.get(each) for each in source_ids(record)]
    rule = refusal_of_all(told, terms)
    return (rule, REASONS[rule]) if rule else ("", "")


def _rules(
    record: Record, terms: Terms, actors: Mapping[str, Actor], onward: Onward
) -> Iterator[str]:
    if record.deleted_at is not None:
        yield "record:deleted"
    if rule := onward.refusal(record, terms):
        yield rule
    if record.draft:
        yield "record:draft"
    if record.retracted:
        yield "record:retracted"
    if record.superseded_by:
        yield "record:superseded"
    if getattr(record, "act", "") in STUB_ACTS:
        yield "R20:stub"
    if not record.leaves:
        yield "type:never"
    if record.noun not in terms.types:
        yield "agreement:type"
    yield from beyond(record, terms)
    if terms.shape == Shape.TABLE and record.noun != Product.noun:
        yield "agreement:shape"
    if rule := forces.refusal_here(record, terms, actors):
        yield rule
    # Where it came from another station, that one has answered this; its answer does not travel.
    if not record.received_from and getattr(record, SHOWS_SOURCE, "no") != "no":
        yield "R13:shows_source"


def source_ids(record: Record) -> tuple[str, ...]:
    """The sources that a record rests on."""
    found: list[str] = []
    for name in _source_fields(type(record)):
        value = getattr(record, name)
        found += value if isinstance(value, tuple) else [value] if value else []
    return tuple(found)


def _links_to_sources(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in kind.fields() if "source" in field.spec.target)


# Declarations do not change while the app runs, and this is asked for with every record.
_source_fields: Callable[[Any], tuple[str, ...]] = cache(_links_to_sources)
