"""The sentences that a paper says about itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from fieldapp.records.record import Record
from fieldapp.records.station import Station
from fieldapp.records.values import label_of
from fieldapp.services.printing.sheet import Template
from fieldapp.services.sharing.flags import HIDING
from fieldapp.vocab.handling import Attribution, DataClass
from fieldapp.vocab.vocabulary import vocabulary

ALLEGED = (
    "Alleged: this is what reached this station. Verification belongs to mandated bodies, and "
    "naming an actor is not a finding of responsibility."
)
SAID_IS_ALLEGED = "What others said stands here as said to us: it is alleged, not established."
FULL = "Full version with names: for your own office only. It may not be passed on."
NO_NAMES = (
    "People stand here under code names. Known names in texts are replaced, but this misses some: "
    "read it."
)


def moment(when: dt.datetime) -> str:
    """Date and time with its offset, in ASCII digits."""
    return f"{when:%Y-%m-%d %H:%M} ({when:%z})"


def origin(station: Station | None) -> str:
    """Such as `OCHA · El Fasher`."""
    if station is None:
        return ""
    return " · ".join(each for each in (station.organisation, station.name) if each)


def kind_of(kind: type[Record]) -> str:
    """What this paper is, such as `Meeting summary`."""
    return f"{kind.label} summary"


def label(record: Record, name: str) -> str:
    """The words of a coded field."""
    return label_of(record.field(name), getattr(record, name))


def with_name(title: str, linked: Record) -> str:
    """A code name followed by the name behind it, where the record has one that may be shown."""
    name = getattr(linked, "name", "")
    if "code_name" not in type(linked).heading or not name:
        return title
    identity = linked.field("name").spec.data_class is DataClass.IDENTITY
    return f"{title} ({name})" if identity else title


def is_alleged(kind: type[Record]) -> bool:
    """Whether records of this type tell of an event that others verify, or who is alleged (R7)."""
    told = {"verification_status", "attribution_certainty"}
    return any(each.spec.vocabulary in told for each in kind.fields())


def has_words_of_others(kind: type[Record]) -> bool:
    """Whether this type keeps what others said."""
    return any(each.spec.data_class is DataClass.SAID for each in kind.fields())


def notices(record: Record, template: Template) -> Iterator[str]:
    """What a reader must know before reading on."""
    if template is Template.FULL:
        yield FULL
    if is_alleged(type(record)):
        yield ALLEGED
    elif has_words_of_others(type(record)):
        yield SAID_IS_ALLEGED
    if record.draft:
        yield "Draft: not finished, and it may still change."
    if record.superseded_by:
        yield "Replaced by a newer version: do not rely on this one."
    if record.retracted:
        yield "Retracted by the one who sent it: do not use it."
    if record.received_from:
        yield "Received from a partner: the terms of its package hold for this paper too."


def left_out(
    record: Record, names: frozenset[str], flag: Attribution | None, *, full: bool
) -> Iterator[str]:
    """One sentence each on what the attribution and the template keep off this paper."""
    if flag is not None:
        words = vocabulary("attribution").label(flag)
        why = "" if full or flag not in HIDING else " It takes people, unit, place and day away."
        yield f"Strictest attribution on this paper: {words}.{why}"
    filled = [
        each.spec.label
        for each in record.fields()
        if each.name in names and getattr(record, each.name) != each.default
    ]
    if filled:
        yield f"Kept off this paper: {', '.join(filled)}."
    if not full:
        yield NO_NAMES
