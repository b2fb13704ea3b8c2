"""Protection incidents, the people who told us of them, and referral stubs."""

from __future__ import annotations

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
from fieldapp.records.files import NO_CASE_FILES
from fieldapp.records.incident_rules import (
    COUNT,
    EVENT,
    NOT_ON_A_STUB,
    ONLY_FOR,
    STUB_ACTS,
    AllegedActor,
    Answer,
    alert_says_to_whom,
    closed_has_both_narratives,
    dates_in_order,
    duplicate_names_the_other,
    range_in_order,
    stub_is_coarse,
)
from fieldapp.records.record import Due, Record, record
from fieldapp.records.verification import (
    MrmStage,
    late_by_quarter,
    stages_are_dated,
    verified_names_its_mechanism,
)
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

__all__ = ["STUB_ACTS", "AllegedActor", "Incident"]


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
        verified_names_its_mechanism,
        dates_in_order,
        closed_has_both_narratives,
        stub_is_coarse,
        alert_says_to_whom,
        range_in_order,
        stages_are_dated,
        duplicate_names_the_other,
    )
    counted: ClassVar[tuple[str, ...]] = (
        "happened",
        "act",
        "verification_status",
        "dataset",
        "definition_set",
        "merged_into",
        "place",
        "killed",
        "injured",
        "abducted",
        "detained",
        "affected",
        "victims_least",
        "victims_most",
        "sources",
        "alleged",
    )
    dues = (Due("response_due", "Response due", "status", ("open",)),)

    @classmethod
    def hidden(cls, values: Incident) -> frozenset[str]:
        """What does not fit the act; on a stub, all that could point to a person (R20)."""
        unfit = frozenset(
            name
            for name, acts in ONLY_FOR.items()
            if values.act not in acts and not getattr(values, name)
        )
        return NOT_ON_A_STUB | unfit if values.act in STUB_ACTS else unfit

    @classmethod
    def refuses_file(cls, values: Incident, kind: str) -> str:  # noqa: ARG003
        """A stub is no case file."""
        return NO_CASE_FILES if values.act in STUB_ACTS else ""

    @classmethod
    def remark(cls, values: Incident) -> str:
        """Late verification is flagged, and reported apart."""
        return "Verified late" if late_by_quarter(values) else ""

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
    attack_type: str = choice(
        "Type of attack", "attack_type", section=WHAT, data_class=EVENT, more=True
    )
    weapons: tuple[str, ...] = choices("Weapon or method", "weapon", section=WHAT, data_class=EVENT)
    context: str = choice("Context", "event_context", section=WHAT, data_class=EVENT)
    place: Place = place("Where", section=WHAT, listed=True, hxl="#adm1+code")
    place_type: str = choice("Type of place", "place_type", section=WHAT, data_class=EVENT)
    place_note: str = text("Note on the place", section=WHAT, more=True)
    facility_impact: str = choice(
        "Damage to the facility", "facility_impact", section=WHAT, data_class=EVENT, more=True
    )
    closed_days: float | None = number(
        "Closed for how many days", section=WHAT, data_class=COUNT, minimum=0, more=True
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
    victims_least: float | None = number(
        "At least, in all",
        section=HARM,
        data_class=COUNT,
        minimum=0,
        more=True,
        help="Where sources differ: the range that they give.",
    )
    victims_most: float | None = number(
        "At most, in all", section=HARM, data_class=COUNT, minimum=0, more=True
    )
    recruitment_role: str = choice(
        "Role in the force", "recruitment_role", section=HARM, data_class=EVENT, more=True
    )
    release_mode: str = choice(
        "How they came out", "release_mode", section=HARM, data_class=EVENT, more=True
    )
    abduction_end: str = choice(
        "How it ended", "abduction_end", section=HARM, data_class=EVENT, more=True
    )
    military_use: str = choice("Used as", "military_use", section=HARM, data_class=EVENT, more=True)
    health_attack: tuple[str, ...] = choices(
        "Attack on health care", "health_attack", section=HARM, data_class=EVENT, more=True
    )
    health_object: tuple[str, ...] = choices(
        "What of health care", "health_object", section=HARM, data_class=EVENT, more=True
    )
    education_attack: tuple[str, ...] = choices(
        "Attack on education", "education_attack", section=HARM, data_class=EVENT, more=True
    )
    was_operational: str = flag("In use before", section=HARM, data_class=EVENT, more=True)
    affiliation: tuple[str, ...] = choices(
        "Aid workers of", "affiliation", section=HARM, data_class=EVENT, more=True
    )
    aid_outcome: tuple[str, ...] = choices(
        "What happened to aid workers",
        "aid_worker_outcome",
        section=HARM,
        data_class=EVENT,
        more=True,
    )
    aid_national: str = flag("National staff", section=HARM, data_class=EVENT, more=True)
    cause: str = choice(
        "Cause (SDG 16.1.2)", "cause_of_death", section=HARM, data_class=EVENT, more=True
    )
    definition_set: str = choice(
        "Counted by the definitions of",
        "definition_set",
        section=HARM,
        data_class=DataClass.ADMINISTRATIVE,
        more=True,
        help="Empty: this station's own. Totals of two sets are never added up.",
    )
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
    mrm_stages: tuple[MrmStage, ...] = parts(
        "MRM stages", MrmStage, section=PROOF, data_class=EVENT, more=True
    )
    alerted_on: Day | None = day(
        "Alert sent on",
        section=PROOF,
        more=True,
        help="An alert to the mechanism, such as the CTFMR, which verifies; we do not.",
    )
    alerted_to: str = choice(
        "Alert sent to", "mechanism", section=PROOF, data_class=EVENT, more=True
    )
    alert_answer: str = text("What the mechanism answered", section=PROOF, more=True)
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
    answers: tuple[Answer, ...] = parts(
        "Responses, one by one", Answer, section=AFTER, data_class=EVENT, more=True
    )
    constraints: tuple[str, ...] = links(
        "Access constraints", "access_constraint", section=AFTER, more=True
    )
    arrangement: str = link("Under which arrangement", "arrangement", section=AFTER, more=True)
    notification: str = link("Notified as", "notification", section=AFTER, more=True)
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
        apart=True,
        help="Where an imported incident comes from; empty for our own.",
    )
    external_id: str = text(
        "Number in that data set", section=HANDLING, data_class=DataClass.ADMINISTRATIVE, more=True
    )
