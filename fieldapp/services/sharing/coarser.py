"""Values made coarser: places to an area, dates to a month or year, forces to their type."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

from fieldapp.records.fields import Kind
from fieldapp.records.record import Part, Record
from fieldapp.services.sharing.around import Around
from fieldapp.services.sharing.scan import ACTOR
from fieldapp.services.sharing.scanning.contacts import EMAIL, HANDLE, PHONE
from fieldapp.services.sharing.terms import AS_RECORDED, NO_ROLE
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Place
from fieldapp.vocab.vocabulary import vocabulary

ACTOR_TYPE = "actor_type"
# The finest admin level that a stated precision can carry; a road or a river crosses areas.
_CARRIES = {"adm3": 3, "adm2": 2, "adm1": 1, "linear": 0, "country": 0}


def coarser_place(place: Place, level: int) -> Place:
    """The area down to this admin level, never finer than the precision recorded."""
    return place.coarsen(min(level, _CARRIES.get(place.precision, level)))


def coarser_time(value: Day | dt.datetime, precision: str) -> Day:
    """A day, month or year; a time becomes at most its day, as it was there."""
    return _cut(
        value.date().isoformat() if isinstance(value, dt.datetime) else value.iso, precision
    )


@lru_cache(maxsize=4096)
def _cut(iso: str, precision: str) -> Day:
    return Day(iso).coarsen(precision)


def type_beside(holder: Record | Part) -> str:
    """The words of the actor type that stands beside a force's name; empty where there is none."""
    for field in holder.fields():
        if field.spec.vocabulary == ACTOR_TYPE and field.spec.kind is Kind.CHOICE:
            return type_in_words(getattr(holder, field.name))
    return ""


def type_in_words(code: str) -> str:
    """The words of an actor type."""
    return vocabulary(ACTOR_TYPE).label(code) if code else ""


def role_of(record_id: str, around: Around, roles: str) -> str:
    """An actor as the agreement lets it appear, and a person only as their actor's type."""
    if roles == NO_ROLE:
        return ""
    person = around.people.get(record_id)
    actor = around.actors.get(person.actor if person else record_id)
    if actor is None:
        return ""
    named = roles == AS_RECORDED and person is None and not _tells_of_someone(actor.name, around)
    return actor.name if named else type_in_words(actor.type)


def _tells_of_someone(name: str, around: Around) -> bool:
    """Whether a force is called after a person who is known here, or its name leads to one."""
    return any(
        hit.sure and (hit.sort != ACTOR if hit.is_name else hit.sort in (PHONE, EMAIL, HANDLE))
        for hit in around.scanner.hits(name)
    )


def source_in_words(source: Any) -> str:
    """What a source is, never who: category, type, independence and grade."""
    told = [
        vocabulary("source_category").label(source.category),
        vocabulary("source_type").label(source.type),
        "independent" if source.independent == "yes" else "",
        f"{source.reliability}{source.credibility}",
    ]
    return ", ".join(word for word in told if word)
