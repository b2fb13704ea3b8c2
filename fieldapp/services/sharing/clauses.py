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
_LISTED = "listed"
# A clause that is agreed with a yes, and how it reads to whom it binds.
_DUTIES = {
    "encrypted_at_rest": "The recipient keeps it encrypted.",
    "encrypted_in_transit": "It is sent encrypted only.",
    "no_reidentification": "No attempt is made to find out who is meant.",
    "no_combination": "It is not combined with other data to find out who is meant.",
    "contributors_left_out": "Reports made of it leave out who contributed.",
    "certificate_required": "A certificate of destruction is sent to the provider.",
    "demands_told_first": (
        "A demand for it by an authority or a party is told to the provider first, and refused "
        "until the provider has answered."
    ),
    "immunities": "The privileges and immunities of the United Nations are asserted for it.",
    "third_parties_go_back": "Requests of others for it go back to the provider in writing.",
    "stops_on_new_lead": (
        "If the lead agency changes, the agreement is reviewed; sharing with the new lead is not "
        "automatic."
    ),
}


def clauses_of(agreement: Agreement, terms: Terms) -> tuple[str, ...]:
    """The clauses applied, in plain sentences."""
    whole = (
        *_parties(agreement),
        *_data(agreement, terms),
        *_onward(agreement),
        *_care(agreement),
        *_ends(agreement),
    )
    return tuple(whole)


def _parties(agreement: Agreement) -> Iterator[str]:
    yield f"Purpose: {agreement.purpose.strip()}"
    if agreement.prohibited_purposes.strip():
        yield f"Never used for: {agreement.prohibited_purposes.strip()}"
    basis = vocabulary("legitimate_basis")
    if agreement.legitimate_basis:
        told = "; ".join(basis.label(each) for each in agreement.legitimate_basis)
        yield f"Legitimate basis: {told}."
    if agreement.provider.strip():
        yield f"Provider: {agreement.provider.strip()}."
    if agreement.their_role:
        yield f"The recipient's role: {vocabulary('agreement_role').label(agreement.their_role)}."


def _data(agreement: Agreement, terms: Terms) -> Iterator[str]:
    classes = [label_of(each) for each in DataClass if each in terms.classes - terms.excluded]
    yield f"Classes of data: {', '.join(classes) or 'none'}."
    if terms.only:
        yield "Only the fields that the agreement fixes."
    areas = [row.place.name for row in agreement.areas if row.place.path]
    if areas:
        yield f"Areas: {', '.join(areas)}."
    if agreement.period_from or agreement.period_until:
        yield f"Period: {agreement.period_from or 'any'} to {agreement.period_until or 'open'}."
    yield f"No place finer than {vocabulary('admin_level').label(f'adm{terms.admin_level}')}."
    yield f"No date finer than the {terms.date_precision}."
    as_recorded = terms.roles == AS_RECORDED
    yield "Forces and groups as recorded." if as_recorded else "Forces and groups by type only."
    yield "Names with a recorded basis." if terms.names else "No names: codes stand in for them."


def _onward(agreement: Agreement) -> Iterator[str]:
    yield f"Onward sharing: {vocabulary('onward_sharing').label(agreement.onward_sharing)}."
    if agreement.onward_sharing == _LISTED:
        listed = " ".join(agreement.onward_to.split())
        yield f"Onward to: {listed or 'none is listed, so to nobody'}."


def _care(agreement: Agreement) -> Iterator[str]:
    for name, sentence in _DUTIES.items():
        if getattr(agreement, name) == "yes":
            yield sentence
    ways = [vocabulary("transfer_way").label(each) for each in agreement.transfer_channel]
    if ways:
        yield f"By which way: {'; '.join(ways)}."
    if agreement.access_roles.strip():
        yield f"Read there only by: {' '.join(agreement.access_roles.split())}."


def _ends(agreement: Agreement) -> Iterator[str]:
    if agreement.keep_until is not None:
        yield f"Kept until {agreement.keep_until} at the latest."
    if agreement.destruction.strip():
        yield f"Destruction: {agreement.destruction.strip()}"
    if agreement.incident_hours is not None:
        to = f" to {agreement.incident_to.strip()}" if agreement.incident_to.strip() else ""
        yield f"A breach is reported within {agreement.incident_hours:g} hours{to}."
    for label, told in (("Audit", agreement.audit), ("Disputes", agreement.disputes)):
        if told.strip():
            yield f"{label}: {' '.join(told.split())}"


def label_of(data_class: DataClass) -> str:
    """The short words of a data class."""
    return vocabulary("data_class").label(data_class).split(":")[0].lower()


def marking_of(level: Level, records: Sequence[ReleasedRecord], agreed: str = "") -> str:
    """The marking that goes with a level, or a stricter one: of a record, or as agreed; a code."""
    told = {_MARKINGS[level], agreed, *(each.record.marking for each in records)}
    return max((code for code in told if code in _ORDER), key=_ORDER.index)
