"""An agreement and its recipients as the few values that decisions are made with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

import attrs

from fieldapp.records.agreement_rows import AgreedArea
from fieldapp.records.sharing import Agreement, Partner
from fieldapp.services.sharing.ceilings import Ceiling, ceiling
from fieldapp.vocab.days import PRECISIONS
from fieldapp.vocab.folding import fold
from fieldapp.vocab.handling import Attribution, DataClass, Level, RecipientKind, Shape
from fieldapp.vocab.vocabulary import vocabulary

E = TypeVar("E", bound=StrEnum)

# Words of these are never reused, whatever an agreement says (R13).
NEVER_SAID = frozenset({Attribution.BACKGROUND_ONLY, Attribution.OFF_RECORD})
NAMES_MAY_GO_TO = frozenset({RecipientKind.OWN_OFFICE, RecipientKind.LEADERSHIP})
FORCES = frozenset({RecipientKind.PARTY, RecipientKind.MISSION_UNIFORMED})
AS_RECORDED, ACTOR_TYPE, NO_ROLE = "as_recorded", "actor_type", ""


@attrs.frozen
class Terms:
    """What an agreement lets leave to these recipients; anything not understood lets out less."""

    agreement: str
    kinds: frozenset[RecipientKind]
    partners: frozenset[str]
    types: frozenset[str]
    classes: frozenset[DataClass]
    excluded: frozenset[DataClass]
    named: frozenset[str]
    left_out: frozenset[str]
    highest: Level
    admin_level: int
    date_precision: str
    roles: str
    names: bool
    attributions: frozenset[Attribution]
    ceilings: Mapping[DataClass, Ceiling] = attrs.field(repr=False)
    forces: frozenset[str] = frozenset()  # which forces the recipients are, by actor
    organisations: frozenset[str] = frozenset()  # folded
    day: dt.date | None = None
    only: frozenset[str] = frozenset()  # fields as `type.field`: of their types no other leaves
    areas: frozenset[str] = frozenset()  # P-codes; empty: any area
    first: dt.date | None = None  # the period of what may leave
    last: dt.date | None = None
    shape: str = Shape.INCIDENT_ROWS

    def says(self, flag: Attribution) -> bool:
        """Whether statements under this flag may leave."""
        return flag in self.attributions


def terms_of(
    agreement: Agreement, partners: Sequence[Partner], day: dt.date | None = None
) -> Terms:
    """Read an agreement; of several recipients the strictest decides."""
    told = {agreement.recipient_kind, *(partner.recipient_kind for partner in partners)}
    known = _known(RecipientKind, told)
    kinds = known if len(known) == len(told) else frozenset[RecipientKind]()
    ceilings = {each: ceiling(each, kinds) for each in DataClass}
    classes = _known(DataClass, agreement.included_classes)
    excluded = _known(DataClass, agreement.excluded_classes)
    return Terms(
        agreement=agreement.id,
        kinds=kinds,
        partners=frozenset(partner.id for partner in partners),
        types=frozenset(agreement.record_types),
        classes=classes,
        excluded=excluded,
        named=frozenset(agreement.included_fields),
        left_out=frozenset(agreement.excluded_fields),
        highest=_level(agreement.highest_sensitivity),
        admin_level=_depth(agreement.lowest_admin_level),
        date_precision=_precision(agreement, ceilings[DataClass.TIME]),
        roles=_roles(agreement, ceilings[DataClass.ROLE], classes - excluded),
        names=_names_go(agreement, kinds),
        attributions=_known(Attribution, agreement.attributions) - NEVER_SAID,
        ceilings=ceilings,
        forces=frozenset(partner.actor for partner in partners if partner.actor),
        organisations=frozenset(fold(each.organisation.strip() or each.name) for each in partners),
        day=day,
        only=frozenset(agreement.only_fields),
        areas=frozenset(_area(row) for row in agreement.areas),
        first=agreement.period_from.first if agreement.period_from else None,
        last=agreement.period_until.last if agreement.period_until else None,
        shape=agreement.shape,
    )


def _area(row: AgreedArea) -> str:
    """The finest area of a row; one without an area lets nothing in."""
    return row.place.path[-1].pcode if row.place.path else ""


def _known(enum: type[E], codes: Iterable[str]) -> frozenset[E]:
    return frozenset(enum(code) for code in codes if code in set(enum))


def _level(code: str) -> Level:
    return Level(code) if code in set(Level) else Level.LOW


def _depth(code: str) -> int:
    return int(vocabulary("admin_level").notes.get(code, {}).get("depth", "0"))


def _precision(agreement: Agreement, most: Ceiling) -> str:
    """The finest date that may leave; the year where the agreement says nothing."""
    said = agreement.date_precision if agreement.date_precision in PRECISIONS else "year"
    return "month" if most.word == "month" and said == "day" else said


def _roles(agreement: Agreement, most: Ceiling, classes: frozenset[DataClass]) -> str:
    if DataClass.ROLE not in classes or most.word == "nothing":
        return NO_ROLE
    if most.word != "keep" or agreement.role_precision != AS_RECORDED:
        return ACTOR_TYPE
    return AS_RECORDED


def _names_go(agreement: Agreement, kinds: frozenset[RecipientKind]) -> bool:
    """Names go only to own office or leadership, where a basis is recorded."""
    agreed = agreement.names == "yes" and bool(agreement.names_basis.strip())
    return agreed and bool(kinds) and kinds <= NAMES_MAY_GO_TO
