"""What an agreement obliges to, as sentences that travel with what leaves; and the marking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fieldapp.records.sharing import Agreement
from fieldapp.services.sharing.result import ReleasedRecord
from fieldapp.services.sharing.terms import AS_RECORDED, Terms
from fieldapp.vocab.handling import DataClass, Level
from fieldapp.vocab.vocabulary import vocabulary

_MARKINGS = {
    Level.LOW: "unclassified",
    Level.MODERATE: "restricted",
    Level.HIGH: "confidential",
    Level.SEVERE: "strictly_confidential",
}
_ORDER = tuple(_MARKINGS.values())


def clauses_of(agreement: Agreement, terms: Terms) -> tuple[str, ...]:
    """The clauses applied, in plain sentences."""
    return tuple(_clauses(agreement, terms))


def _clauses(agreement: Agreement, terms: Terms) -> Iterator[str]:
    yield f"Purpose: {agreement.purpose.strip()}"
    if agreement.prohibited_purposes.strip():
        yield f"Never used for: {agreement.prohibited_purposes.strip()}"
    classes = [label_of(each) for each in DataClass if each in terms.classes - terms.excluded]
    yield f"Classes of data: {', '.join(classes) or 'none'}."
    yield f"No place finer than {vocabulary('admin_level').label(f'adm{terms.admin_level}')}."
    yield f"No date finer than the {terms.date_precision}."
    as_recorded = terms.roles == AS_RECORDED
    yield "Forces and groups as recorded." if as_recorded else "Forces and groups by type only."
    yield "Names with a recorded basis." if terms.names else "No names: codes stand in for them."
    yield f"Onward sharing: {vocabulary('onward_sharing').label(agreement.onward_sharing)}."
    if agreement.keep_until is not None:
        yield f"Kept until {agreement.keep_until} at the latest."
    if agreement.destruction.strip():
        yield f"Destruction: {agreement.destruction.strip()}"
    if agreement.incident_hours is not None:
        yield f"A breach is reported within {agreement.incident_hours:g} hours."


def label_of(data_class: DataClass) -> str:
    """The short words of a data class."""
    return vocabulary("data_class").label(data_class).split(":")[0].lower()


def marking_of(level: Level, records: Sequence[ReleasedRecord]) -> str:
    """The marking that goes with a level, or a stricter one that a record carries, as a code."""
    told = {_MARKINGS[level], *(each.record.marking for each in records)}
    return max((code for code in told if code in _ORDER), key=_ORDER.index)
