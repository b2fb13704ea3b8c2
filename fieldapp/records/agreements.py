"""A formal agreement: what it lets leave, and every clause that binds who receives it."""

from __future__ import annotations

from typing import Any, ClassVar

from fieldapp.records.agreement_rows import (
    IN_FORCE,
    SUSPENDED,
    AgreementEvent,
    areas_known,
    dates_in_order,
    signed_where_in_force,
)
from fieldapp.records.agreement_scope import AgreedScope
from fieldapp.records.fields import choice, choices, day, flag, number, parts, text
from fieldapp.records.record import Due, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass

ADMIN = DataClass.ADMINISTRATIVE
_TERMS: dict[str, Any] = {"section": "Terms", "data_class": ADMIN}
_RARE_TERMS: dict[str, Any] = {**_TERMS, "more": True}
_CARE: dict[str, Any] = {"section": "Care and breaches", "data_class": ADMIN, "more": True}
_LIVES = (IN_FORCE, SUSPENDED)


@record
class Agreement(AgreedScope):
    """A formal agreement and every clause of it that decides what may leave (domain 5.5)."""

    noun: ClassVar[str] = "agreement"
    code: ClassVar[str] = "AGR"
    label: ClassVar[str] = "Agreement"
    plural: ClassVar[str] = "Agreements"
    about: ClassVar[str] = "Nothing leaves without one."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "valid_from"
    tasks: ClassVar[tuple[str, ...]] = ("AN3",)
    sections: ClassVar[tuple[str, ...]] = (
        "Parties",
        "What may leave",
        "Terms",
        "Care and breaches",
        "What became of it",
        "Handling",
    )
    dues: ClassVar[tuple[Due, ...]] = (
        Due("valid_until", "Agreement ends: renew it or end it", "status", _LIVES),
        Due("review_by", "Review the agreement", "status", _LIVES),
        Due("next_submission", "Next submission", "status", (IN_FORCE,)),
    )
    checks = (dates_in_order, signed_where_in_force, areas_known)

    valid_from: Day | None = day("Valid from", sorted=True, required=True, **_TERMS)
    valid_until: Day | None = day("Valid until", listed=True, sorted=True, required=True, **_TERMS)
    keep_until: Day | None = day("Recipient keeps until", required=True, **_TERMS)
    onward_sharing: str = choice(
        "Onward sharing", "onward_sharing", default="prohibited", required=True, **_TERMS
    )
    onward_to: str = text(
        "Onward to", lines=2, **_RARE_TERMS, help="Each body by name, where it may go to some."
    )
    frequency: str = choice("How often", "submission_frequency", **_TERMS)
    next_submission: Day | None = day(
        "Next submission", sorted=True, **_TERMS, help="Moves on by itself when something leaves."
    )
    submission_day: float | None = number(
        "Fixed day of the month", minimum=1, maximum=31, **_RARE_TERMS
    )
    formats: str = text("Format", **_RARE_TERMS, help="Such as package, table, read-only file.")
    renewals: str = text("Renewal", **_RARE_TERMS, help="How it is renewed, and how often.")
    review_by: Day | None = day("Review by", sorted=True, **_RARE_TERMS)
    allow_classic: str = flag(
        "Older keys allowed",
        **_RARE_TERMS,
        help="X25519 keys, for recipients whose age program is older than 1.3.",
    )
    ask: tuple[str, ...] = choices("What is asked of them", "ask", **_RARE_TERMS)
    ask_by: Day | None = day("By when", **_RARE_TERMS)
    contact_point: str = text(
        "Contact point",
        section="Terms",
        data_class=DataClass.DUTY_CONTACT,
        help="Duty line, hours.",
    )
    counting_unit: str = text("Counting unit", **_RARE_TERMS)
    coverage: str = text("Coverage and gaps", lines=2, **_RARE_TERMS)

    encrypted_at_rest: str = flag("Kept encrypted by the recipient", **_CARE)
    encrypted_in_transit: str = flag("Sent encrypted only", **_CARE)
    transfer_channel: tuple[str, ...] = choices("By which way", "transfer_way", **_CARE)
    access_roles: str = text("Who may read it there", lines=2, **_CARE, help="By function.")
    no_reidentification: str = flag("No attempt to find out who is meant", **_CARE)
    no_combination: str = flag("Not combined with other data to that end", **_CARE)
    contributors_left_out: str = flag("Reports made of it leave out who contributed", **_CARE)
    destruction: str = text("How it is destroyed", **_CARE)
    certificate_required: str = flag("A certificate of destruction is sent", **_CARE)
    incident_hours: float | None = number("Report a breach within (hours)", minimum=1, **_CARE)
    incident_to: str = text("Report it to", **{**_CARE, "data_class": DataClass.DUTY_CONTACT})
    demands_told_first: str = flag("A demand by an authority or a party is told first", **_CARE)
    immunities: str = flag(
        "Privileges and immunities are asserted",
        **_CARE,
        help="They protect only data under UN control: a local partner can be compelled.",
    )
    third_parties_go_back: str = flag("Requests of others come back in writing", **_CARE)
    lead_agency: str = text(
        "Lead agency at signing",
        **_CARE,
        help="As the partner's organisation is recorded, where the next clause holds.",
    )
    stops_on_new_lead: str = flag(
        "Nothing leaves to a new lead agency before a review",
        **_CARE,
        help="Yes: it stops as soon as a recipient's organisation is another.",
    )
    audit: str = text("Audit", lines=2, **_CARE)
    disputes: str = text("Disputes", lines=2, **_CARE)

    course: tuple[AgreementEvent, ...] = parts(
        "What became of it",
        AgreementEvent,
        fixed=True,
        section="What became of it",
        data_class=ADMIN,
        more=True,
        help="Written by what is done under Course.",
    )
