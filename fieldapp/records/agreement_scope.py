"""Between whom an agreement is, and what it lets leave: to whom, of which types, how fine."""

from __future__ import annotations

from typing import Any

from fieldapp.records.agreement_rows import AgreedArea, AgreementSignature
from fieldapp.records.fields import choice, choices, day, flag, links, number, parts, text
from fieldapp.records.record import Record, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass

ADMIN = DataClass.ADMINISTRATIVE
_PARTIES: dict[str, Any] = {"section": "Parties", "data_class": ADMIN}
_RARE_PARTIES: dict[str, Any] = {**_PARTIES, "more": True}
_DESK: dict[str, Any] = {**_RARE_PARTIES, "data_class": DataClass.DUTY_CONTACT}
_WHAT: dict[str, Any] = {"section": "What may leave", "data_class": ADMIN}
_RARE: dict[str, Any] = {**_WHAT, "more": True}


@record
class AgreedScope(Record):
    """The parties and the data; the first half of every agreement."""

    title: str = text("Title", listed=True, searched=True, required=True, **_PARTIES)
    instrument: str = choice("Instrument", "instrument", listed=True, required=True, **_PARTIES)
    recipient_kind: str = choice("Recipient kind", "recipient_kind", required=True, **_PARTIES)
    recipients: tuple[str, ...] = links("Recipients", "partner", listed=True, **_PARTIES)
    purpose: str = text("Purpose", lines=2, required=True, searched=True, **_PARTIES)
    prohibited_purposes: str = text("Never used for", lines=2, **_RARE_PARTIES)
    legitimate_basis: tuple[str, ...] = choices(
        "Legitimate basis", "legitimate_basis", **_RARE_PARTIES
    )
    status: str = choice(
        "Status",
        "agreement_status",
        default="in_force",
        listed=True,
        sorted=True,
        required=True,
        **_PARTIES,
    )
    signed_on: Day | None = day(
        "Signed on", **_PARTIES, help="Of an instruction or a publication: when it was decided."
    )
    signatories: tuple[AgreementSignature, ...] = parts(
        "Signatures", AgreementSignature, **_RARE_PARTIES
    )
    provider: str = text("Provider", **_RARE_PARTIES, help="Our side, as the agreement names it.")
    our_role: str = choice("Our role", "agreement_role", **_RARE_PARTIES)
    their_role: str = choice("Their role", "agreement_role", **_RARE_PARTIES)
    their_contact: str = text("Their contact", **_DESK, help="A duty desk, not a person.")
    our_dpo: str = text("Our data protection focal point", **_DESK)
    their_dpo: str = text("Their data protection focal point", **_DESK)

    shape: str = choice("Shape", "shape", default="incident_rows", required=True, **_RARE)
    record_types: tuple[str, ...] = choices("Record types", "@kinds", required=True, **_WHAT)
    included_classes: tuple[str, ...] = choices(
        "Data classes that may leave", "data_class", required=True, **_WHAT
    )
    excluded_classes: tuple[str, ...] = choices(
        "Data classes that never leave", "data_class", **_RARE
    )
    included_fields: tuple[str, ...] = choices(
        "Analysis and special fields named",
        "@fields",
        **_RARE,
        help="As type.field. Classes analysis and special need each field named.",
    )
    only_fields: tuple[str, ...] = choices(
        "Only these fields",
        "@fields",
        **_RARE,
        help="Where the agreement fixes a table: of a type named here, no other field leaves.",
    )
    excluded_fields: tuple[str, ...] = choices("Fields excluded", "@fields", **_RARE)
    period_from: Day | None = day("Data from", **_RARE, help="Earlier records stay.")
    period_until: Day | None = day("Data until", **_RARE, help="Later records stay.")
    areas: tuple[AgreedArea, ...] = parts(
        "Areas", AgreedArea, **_RARE, help="None: any area. What lies elsewhere stays."
    )
    highest_sensitivity: str = choice(
        "Highest sensitivity", "level", listed=True, required=True, **_WHAT
    )
    lowest_admin_level: str = choice(
        "Finest place", "admin_level", default="adm1", required=True, **_WHAT
    )
    date_precision: str = choice(
        "Finest date", "date_precision", default="month", required=True, **_WHAT
    )
    role_precision: str = choice(
        "Forces and groups", "role_precision", default="actor_type", **_RARE
    )
    names: str = flag(
        "Names go", **_RARE, help="Only to own office or leadership, with a recorded basis."
    )
    names_basis: str = text("Basis for names", **_RARE)
    attributions: tuple[str, ...] = choices(
        "Statements that may leave",
        "attribution",
        **_RARE,
        help="By attribution flag. Background and off-record never leave.",
    )
    leaves_marked: str = choice(
        "Marking of what leaves", "marking", **_RARE, help="Or stricter, as the level asks."
    )
    smallest_count: float | None = number(
        "Smallest count shown",
        minimum=3,
        maximum=100,
        **_RARE,
        help="In tables, smaller counts are left out. Empty: 5. Below 5 needs an approval.",
    )
    key_variables: tuple[str, ...] = choices(
        "Key variables",
        "@fields",
        **_RARE,
        help="Of individual rows: fields by which someone could be told apart, as type.field.",
    )
    release_channels: tuple[str, ...] = choices("Release without a key", "release_channel", **_RARE)
    release_highest: str = choice("Highest sensitivity on such a release", "level", **_RARE)
