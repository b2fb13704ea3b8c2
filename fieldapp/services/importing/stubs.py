"""Of sexual violence, GBV and SEA only a stub is kept, on import as elsewhere (R20)."""

from __future__ import annotations

import re

from fieldapp.records.fields import Field, Kind
from fieldapp.records.incidents import STUB_ACTS
from fieldapp.records.record import Record, evolve
from fieldapp.services.importing.crosswalk import Rule

WHY = "Only a stub is kept for this act (R20): this value was not stored."
MAY_SPEAK = (
    "This text may speak of sexual violence. Stored as it is: read it, and keep a stub if so (R20)."
)
# Words of English, French and Arabic; they help and miss some.
_SPEAKS = re.compile(
    r"(?i)\b(gang.?)?rap(e|ed|es|ing|ists?)\b|\bsexual|\bsexuel|\bviol(s|ée?s?|er|eurs?)?\b|اغتصاب|جنسي"
)
# What of a place is finer than a state or province.
_FINE_PLACE = frozenset(
    {"heard", "latitude", "longitude", "precision", "adm2", "pcode", "coordinates"}
)


def texts_that_may_speak(record: Record) -> tuple[Field, ...]:
    """Texts of an incident, not a stub, in which a person should look for sexual violence."""
    if not hasattr(record, "act") or is_stub(record):
        return ()
    return tuple(
        field
        for field in record.fields()
        if field.spec.kind is Kind.TEXT and _SPEAKS.search(getattr(record, field.name))
    )


def is_stub(record: Record) -> bool:
    """Whether only a stub may be kept of this record."""
    return getattr(record, "act", "") in STUB_ACTS


def as_stub(record: Record) -> Record:
    """The record without what could point to a person: ADM1, month, no texts, no counts."""
    hidden = type(record).hidden(record)
    bare = evolve(record, **{name: record.field(name).default for name in hidden})
    place, happened = bare.place, bare.happened  # type: ignore[attr-defined]  # only a type with acts
    return evolve(
        bare,
        place=place.coarsen(1),
        happened=happened and happened.coarsen("month"),
    )


def lost(record: Record, rule: Rule, day_given: bool) -> bool:
    """Whether what this rule took from a cell is no longer in the stub."""
    if rule.field in type(record).hidden(record) or rule.field in ("group", "stub"):
        return True
    if rule.field == "place":
        return rule.part in _FINE_PLACE or not rule.part
    return rule.to == "happened" and day_given
