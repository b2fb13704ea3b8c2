"""What the strictest attribution and the template keep off a paper (R5, R13, R26)."""

from __future__ import annotations

from typing import Any

from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Part, Record, evolve
from fieldapp.services.sharing.flags import HIDING, TELLS_WHO
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import Attribution, DataClass

_NAMES = frozenset({DataClass.IDENTITY, DataClass.PERSONAL_CONTACT})
_PEOPLE = frozenset({"person", "intermediary", "actor"}) | TELLS_WHO
_POINTS_AT_PEOPLE = frozenset({DataClass.ROLE, DataClass.PLACE})


def withheld_fields(kind: type[Record], flag: Attribution | None, *, full: bool) -> frozenset[str]:
    """Fields that stay off the paper; code names are what a paper calls people, so they stay on."""
    code_names = frozenset(kind.heading) if "code_name" in kind.heading else frozenset()
    gone = {
        each.name
        for each in kind.fields()
        if each.spec.data_class is DataClass.SOURCE_IDENTITY
        or (not full and each.spec.data_class in _NAMES and each.spec.kind is not Kind.LINK)
        or (not full and each.spec.part is not None and _holds_names(each))
        or (not full and flag in HIDING and _points_at_people(each))
    }
    return frozenset(gone - code_names)


def without_names(row: Part, *, full: bool) -> Part:
    """A row without who told us and, unless in full, without names, such as one alleged."""
    gone = {
        each.name: each.default
        for each in row.fields()
        if each.spec.data_class is DataClass.SOURCE_IDENTITY
        or (not full and each.spec.data_class in _NAMES and each.spec.kind is not Kind.LINK)
    }
    return evolve(row, **gone) if gone else row


def _holds_names(field: Field) -> bool:
    """Whether every telling field of a part is a name, as of an alias."""
    assert field.spec.part is not None
    return any(each.spec.data_class in _NAMES for each in field.spec.part.fields())


def _points_at_people(field: Field) -> bool:
    spec = field.spec
    if spec.kind in (Kind.LINK, Kind.LINKS):
        return bool(_PEOPLE.intersection(spec.target))
    return spec.data_class in _POINTS_AT_PEOPLE


def coarsened(kind: type[Record], field: Field, value: Any, flag: Attribution | None) -> Any:
    """A day or moment cut to its month where the flag is strict, else the value itself.

    The day by which a record is followed up stays: it does not say when somebody was met.
    """
    ahead = field.spec.kind is Kind.DAY and field.name == kind.dated
    if flag not in HIDING or field.spec.data_class is not DataClass.TIME or not value or ahead:
        return value
    return value.coarsen("month") if isinstance(value, Day) else Day(f"{value:%Y-%m}")
