"""The rows of an agreement and what must agree in it: areas, signatures, what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fieldapp.records.fields import choice, day, place, text
from fieldapp.records.record import Part, Problem, part
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Place

if TYPE_CHECKING:
    from fieldapp.records.agreements import Agreement

ADMIN = DataClass.ADMINISTRATIVE
IN_FORCE, SUSPENDED, ENDED = "in_force", "suspended", "ended"


@part
class AgreedArea(Part):
    """An area of which records may leave; what lies elsewhere, or nobody knows where, stays."""

    place: Place = place("Area", data_class=ADMIN, listed=True, help="From the gazetteer.")


@part
class AgreementSignature(Part):
    """Who signed for a side."""

    side: str = choice("For", "agreement_side", data_class=ADMIN, listed=True)
    who: str = text("Name or function", data_class=ADMIN, listed=True)
    on: Day | None = day("Signed on", data_class=ADMIN, listed=True)


@part
class AgreementEvent(Part):
    """What became of an agreement: renewed, suspended, broken, ended; the old dates are kept."""

    what: str = choice("What", "agreement_event", data_class=ADMIN, listed=True)
    on: Day | None = day("On", data_class=ADMIN, listed=True)
    words: str = text("Why", data_class=ADMIN, listed=True, lines=2)
    follows: str = text("What follows", data_class=ADMIN, listed=True, lines=2)
    was_from: Day | None = day("Was valid from", data_class=ADMIN)
    was_until: Day | None = day("Was valid until", data_class=ADMIN, listed=True)
    was_kept_until: Day | None = day("Was kept until", data_class=ADMIN)


def dates_in_order(agreement: Agreement) -> Iterator[Problem]:
    """What ends after it begins."""
    start, end = agreement.valid_from, agreement.valid_until
    if start and end and end.last < start.first:
        yield Problem("valid_until", "The agreement ends before it begins.")
    first, last = agreement.period_from, agreement.period_until
    if first and last and last.last < first.first:
        yield Problem("period_until", "The period of the data ends before it begins.")


def signed_where_in_force(agreement: Agreement) -> Iterator[Problem]:
    """An agreement is in force once it is signed, or was instructed in writing."""
    if agreement.status == IN_FORCE and agreement.signed_on is None:
        yield Problem("signed_on", "An agreement that is in force was signed on some day.")


def areas_known(agreement: Agreement) -> Iterator[Problem]:
    """An area in free words cannot be compared with where something happened."""
    if any(not row.place.path for row in agreement.areas):
        yield Problem("areas", "Take each area from the gazetteer: words cannot be compared.")
