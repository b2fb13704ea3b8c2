"""Protection incidents, the people who told us of them, and referral stubs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from fieldapp.records.fields import (
    choice,
    choices,
    day,
    flag,
    link,
    links,
    number,
    parts,
    place,
    tally,
    text,
)
from fieldapp.records.record import Part, Problem, Record, part, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Place
from fieldapp.vocab.tallies import Tally

WHAT, WHEN, WHO, HARM, STORY, PROOF, AFTER, HANDLING = (
    "What and where",
    "When",
    "Alleged actors",
    "Who was harmed",
    "Narratives",
    "Sources and verification",
    "Follow-up",
    "Handling",
)
EVENT, COUNT = DataClass.EVENT, DataClass.COUNT

# Acts of which only a stub is kept: a concern exists, roughly where and when, who was told (R20).
STUB_ACTS = frozenset({"sexual_violence", "gender_based_violence", "sexual_exploitation_abuse"})
_NOT_ON_A_STUB = frozenset(
    {
        "title",
        "alleged",
        "narrative_confidential",
        "narrative_shareable",
        "sources",
        "happened_to",
        "date_note",
        "time_of_day",
        "place_type",
        "place_note",
        "weapons",
        "context",
        "victim_types",
        "killed",
        "injured",
        "abducted",
        "detained",
        "displaced",
        "affected",
        "facility_impact",
    }
)


@part
class AllegedActor(Part):
    """Who is said to have done it, how sure; attribution is not criminal responsibility (R7)."""

    actor: str = link("Actor", "actor", data_class=DataClass.ROLE, listed=True)
    category: str = choice(
        "Category",
        "actor_type",
        data_class=DataClass.ROLE,
        listed=True,
        hxl="#group+type",
    )
    reported_category: str = choice(
        "Category as reported", "reported_perpetrator", data_class=DataClass.ROLE
    )
    reported_name: str = text(
        "Name of force or group as reported",
        data_class=DataClass.ROLE,
        searched=True,
        hxl="#group+name",
    )
    certainty: str = choice(
        "Certainty", "attribution_certainty", default="alleged", data_class=EVENT, listed=True
    )
    individual: str = text(
        "Individual named",
        data_class=DataClass.SOURCE_IDENTITY,
        help="Never leaves. Leave empty if you can.",
    )


def _verified_names_its_mechanism(incident: Incident) -> Iterator[Problem]:
    if incident.verification_status != "verified_by_mandated_body":
        return
    for name, words in (
        ("mechanism", "Name the mechanism that verified it."),
        ("verification_stage", "Give the stage at which it was verified."),
        ("verified_on", "Give the date on which it was verified."),
    ):
        if not getattr(incident, name):
            yield Problem(name, words)


def _dates_in_order(incident: Incident) -> Iterator[Problem]:
    start, end = incident.happened, incident.happened_to
    if start and end and end.last < start.first:
        yield Problem("happened_to", "The end lies before the beginning.")


def _closed_has_both_narratives(incident: Incident) -> Iterator[Problem]:
    if incident.status != "closed" or incident.to_be_shared != "yes" or incident.act in STUB_ACTS:
        return
    for name in ("narrative_confidential", "narrative_shareable"):
        if not getattr(incident, name):
            yield Problem(name, "Write this text before closing an incident that is to be shared.")


def _stub_is_coarse(incident: Incident) -> Iterator[Problem]:
    if incident.act not in STUB_ACTS:
        return
    if (
        incident.place.admin_level > 1
        or incident.place.latitude is not None
        or incident.place.heard
    ):
        yield Problem(
            "place", "For this act keep no place finer than the state or province (ADM1)."
        )
    if incident.happened and incident.happened.precision == "day":
        yield Problem("happened", "For this act keep the month or the year, not the day.")


@record
class Incident(Record):
    """One event of harm, as it reached this station: always alleged until verified (domain 4.1)."""

    noun: ClassVar[str] = "incident"
    code: ClassVar[str] = "INC"
    label: ClassVar[str] = "Incident"
    plural: ClassVar[str] = "Incidents"
    about: ClassVar[str] = (
        "Harm to civilians, as reported. Verification belongs to mandated bodies."
    )
    heading: ClassVar[tuple[str, ...]] = ("title", "act")
    dated: ClassVar[str] = "happened"
    sealable: ClassVar[bool] = True
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("AN4",)
    sections: ClassVar[tuple[str, ...]] = (WHAT, WHEN, WHO, HARM, STORY, PROOF, AFTER, HANDLING)
    checks = (
        _verified_names_its_mechanism,
        _dates_in_order,
        _closed_has_both_narratives,
        _stub_is_coarse,
    )

    @classmethod
    def hidden(cls, values: Incident) -> frozenset[str]:
        """Everything that could point to a person, where only a stub is kept (R20)."""
        return _NOT_ON_A_STUB if values.act in STUB_ACTS else frozenset()

    title: str = text(
        "Title",
        section=WHAT,
        listed=True,
        searched=True,
        data_class=DataClass.SHAREABLE_TEXT,
        hxl="#event+name",
        help="One line, no names.",
    )
    act: str = choice(
        "Act",
        "act",
        section=WHAT,
        listed=True,
        sorted=True,
        required=True,
        data_class=EVENT,
        hxl="#event+type",
    )
    weapons: tuple[str, ...] = choices("Weapon or method", "weapon", section=WHAT, data_class=EVENT)
    context: str = choice("Context", "event_context", section=WHAT, data_class=EVENT)
    place: Place = place("Where", section=WHAT, listed=True, hxl="#adm1+code")
    place_type: str = choice("Type of place", "place_type", section=WHAT, data_class=EVENT)
    place_note: str = text("Note on the place", section=WHAT, more=True)
    facility_impact: str = choice(
        "Damage to the facility", "facility_impact", section=WHAT, data_class=EVENT, more=True
    )
    attacks_destroyed: float | None = number(
        "Sites destroyed", section=WHAT, data_class=COUNT, minimum=0, more=True
    )
    attacks_damaged: float | None = number(
        "Sites damaged", section=WHAT, data_class=COUNT, minimum=0, more=True
    )
    happened: Day | None = day(
        "Date", section=WHEN, listed=True, sorted=True, required=True, hxl="#date+occurred"
    )
    happened_to: Day | None = day("Until", section=WHEN)
    date_estimated: str = flag("Date is an estimate", section=WHEN, data_class=EVENT)
    date_note: str = text("Note on the date", section=WHEN, more=True)
    time_of_day: str = choice(
        "Time of day", "time_of_day", section=WHEN, data_class=DataClass.TIME, more=True
    )
    reported_on: Day | None = day(
        "First reported to us", section=WHEN, data_class=DataClass.SOURCE_IDENTITY
    )
    alleged: tuple[AllegedActor, ...] = parts(
        "Alleged actors", AllegedActor, section=WHO, searched=True, data_class=DataClass.ROLE
    )
    victim_types: tuple[str, ...] = choices(
        "Who was harmed", "victim_type", section=HARM, data_class=EVENT
    )
    killed: Tally = tally("Killed", section=HARM, hxl="#affected+killed")
    injured: Tally = tally("Injured", section=HARM, hxl="#affected+injured")
    abducted: Tally = tally("Abducted or kidnapped", section=HARM, hxl="#affected+abducted")
    detained: Tally = tally("Arrested or detained", section=HARM, hxl="#affected+detained")
    displaced: Tally = tally("Displaced", section=HARM, hxl="#affected+displaced", more=True)
    affected: Tally = tally("Otherwise affected", section=HARM, hxl="#affected", more=True)
    narrative_confidential: str = text(
        "Confidential narrative",
        section=STORY,
        lines=6,
        searched=True,
        help="As it was told. Never leaves this vault.",
    )
    narrative_shareable: str = text(
        "Shareable narrative",
        section=STORY,
        lines=5,
        searched=True,
        data_class=DataClass.SHAREABLE_TEXT,
        hxl="#description",
        help="Starts as a copy with known names replaced by codes. Only this text may leave.",
    )
    sources: tuple[str, ...] = links(
        "Sources", "source", section=PROOF, data_class=DataClass.SOURCE_SUMMARY
    )
    verification_status: str = choice(
        "Verification",
        "verification_status",
        default="reported",
        section=PROOF,
        listed=True,
        sorted=True,
        data_class=EVENT,
        hxl="#meta+status",
        help="Only a mandated mechanism verifies; we contribute.",
    )
    standard_of_proof: str = choice(
        "Standard of proof", "standard_of_proof", section=PROOF, data_class=EVENT
    )
    mechanism: str = choice("Verified by", "mechanism", section=PROOF, data_class=EVENT)
    verification_stage: str = choice("Stage", "verification_stage", section=PROOF, data_class=EVENT)
    verified_on: Day | None = day("Verified on", section=PROOF)
    cross_border: str = flag("Cross-border", section=PROOF, data_class=EVENT, more=True)
    indiscriminate: str = flag(
        "Indiscriminate elements", section=PROOF, data_class=EVENT, more=True
    )
    directly_targeted: str = flag("Directly targeted", section=PROOF, data_class=EVENT, more=True)
    status: str = choice(
        "Status", "incident_status", default="open", section=AFTER, sorted=True, data_class=EVENT
    )
    to_be_shared: str = flag("To be shared", section=AFTER)
    shows_source: str = flag(
        "Would the row show which village or person reported?",
        section=AFTER,
        help="Read it as a stranger from the place would. It leaves only when this is No.",
    )
    response: tuple[str, ...] = choices("Response", "response", section=AFTER, data_class=EVENT)
    response_due: Day | None = day(
        "Response due", section=AFTER, sorted=True, data_class=DataClass.ADMINISTRATIVE
    )
    merged_into: str = link("Duplicate of", "incident", section=AFTER, more=True)
    related: tuple[str, ...] = links("Other incidents", "incident", section=AFTER, more=True)
    dataset: str = text(
        "Data set",
        section=HANDLING,
        data_class=DataClass.ADMINISTRATIVE,
        more=True,
        help="Where an imported incident comes from; empty for our own.",
    )
    external_id: str = text(
        "Number in that data set", section=HANDLING, data_class=DataClass.ADMINISTRATIVE, more=True
    )
