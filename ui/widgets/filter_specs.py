"""Which filters a list has, as its declaration says."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Record


@attrs.frozen
class FilterSpec:
    """One filter: the field it looks at, how, and what its button is called."""

    field: Field
    op: str
    label: str

    @property
    def name(self) -> str:
        """How the button is named: the field, and the end of a range where it is one."""
        return f"{self.field.name}-{self.op}" if self.op in ("since", "until") else self.field.name


def filters_of(kind: type[Record]) -> Iterator[FilterSpec]:
    """The filters that a declaration gives: choices, links, the date, the place."""
    for each in kind.fields():
        spec = each.spec
        shown = spec.listed or spec.sorted
        match spec.kind:
            case Kind.TEXT if spec.apart:
                yield FilterSpec(each, "is", spec.label)
            case Kind.CHOICE | Kind.FLAG if shown:
                yield FilterSpec(each, "is", spec.label)
            case Kind.CHOICES | Kind.LINK | Kind.LINKS if shown and _can_choose(each):
                yield FilterSpec(each, "has", spec.label)
    if kind.dated:
        yield FilterSpec(kind.field(kind.dated), "since", "Since")
        yield FilterSpec(kind.field(kind.dated), "until", "Until")
    places = [each for each in kind.fields() if each.spec.kind is Kind.PLACE]
    for each in sorted(places, key=lambda place: not place.spec.listed)[:1]:
        yield FilterSpec(each, "under", each.spec.label)


def _can_choose(field: Field) -> bool:
    return bool(field.spec.target or field.spec.vocabulary)


def dated_by(kind: type[Record]) -> str:
    """The field that tells new from old; "" where only the order of entry does."""
    return kind.dated if kind.dated and kind.field(kind.dated).spec.sorted else ""
