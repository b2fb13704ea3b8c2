"""Who may receive what, and under which agreement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from fieldapp.records.fields import choice, choices, day, flag, link, links, number, text
from fieldapp.records.record import Problem, Record, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass

ADMIN = DataClass.ADMINISTRATIVE
HANDLING = "Handling"


@record
class Partner(Record):
    """A recipient, from a card or from keys given by hand; a change of key un-verifies."""

    noun: ClassVar[str] = "partner"
    code: ClassVar[str] = "PRT"
    label: ClassVar[str] = "Partner"
    plural: ClassVar[str] = "Partners"
    about: ClassVar[str] = "Who can receive packages. Compare the 40-digit code by voice first."
    heading: ClassVar[tuple[str, ...]] = ("name",)
    sections: ClassVar[tuple[str, ...]] = ("Partner", "Key", HANDLING)

    name: str = text(
        "Name", section="Partner", listed=True, searched=True, required=True, data_class=ADMIN
    )
    organisation: str = text("Organisation", section="Partner", listed=True, data_class=ADMIN)
    recipient_kind: str = choice(
        "Recipient kind",
        "recipient_kind",
        default="humanitarian-partner",
        section="Partner",
        listed=True,
        sorted=True,
        required=True,
        data_class=ADMIN,
        help="What may ever go to this recipient depends on it.",
    )
    station: str = text("Station", section="Partner", data_class=ADMIN)
    actor: str = link(
        "Which force or authority",
        "actor",
        section="Partner",
        data_class=ADMIN,
        help="Of a party: only what is told to this one, in its area, can go to it (R25).",
    )
    duty_contact: str = text(
        "Duty contact", section="Partner", data_class=DataClass.DUTY_CONTACT, help="A duty line."
    )
    fingerprint: str = text("Fingerprint", section="Key", fixed=True, data_class=ADMIN)
    # On no form: who can copy the digits from the screen does not listen for them.
    code_digits: str = text("40-digit code", fixed=True, data_class=ADMIN)
    signing_key: str = text("Signing key", section="Key", fixed=True, data_class=ADMIN)
    recipients: str = text(
        "Encryption keys",
        section="Key",
        lines=2,
        fixed=True,
        data_class=ADMIN,
        help="One a line.",
    )
    verified_on: Day | None = day(
        "Code compared on", section="Key", listed=True, fixed=True, data_class=ADMIN
    )
    ended_on: Day | None = day("No longer a partner since", section="Partner", data_class=ADMIN)


def _agreement_dates(agreement: Agreement) -> Iterator[Problem]:
    start, end = agreement.valid_from, agreement.valid_until
    if start and end and end.last < start.first:
        yield Problem("valid_until", "The agreement ends before it begins.")


@record
class Agreement(Record):
    """A formal agreement and every clause of it that decides what may leave (domain 5.5)."""

    noun: ClassVar[str] = "agreement"
    code: ClassVar[str] = "AGR"
    label: ClassVar[str] = "Agreement"
    plural: ClassVar[str] = "Agreements"
    about: ClassVar[str] = "Nothing leaves without one."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "valid_from"
    tasks: ClassVar[tuple[str, ...]] = ("AN3",)
    sections: ClassVar[tuple[str, ...]] = ("Parties", "What may leave", "Terms", HANDLING)
    checks = (_agreement_dates,)

    title: str = text(
        "Title", section="Parties", listed=True, searched=True, required=True, data_class=ADMIN
    )
    instrument: str = choice(
        "Instrument", "instrument", section="Parties", listed=True, required=True, data_class=ADMIN
    )
    recipient_kind: str = choice(
        "Recipient kind", "recipient_kind", section="Parties", required=True, data_class=ADMIN
    )
    recipients: tuple[str, ...] = links(
        "Recipients", "partner", section="Parties", listed=True, data_class=ADMIN
    )
    purpose: str = text(
        "Purpose", section="Parties", lines=2, required=True, data_class=ADMIN, searched=True
    )
    prohibited_purposes: str = text(
        "Never used for", section="Parties", lines=2, data_class=ADMIN, more=True
    )
    legitimate_basis: tuple[str, ...] = choices(
        "Legitimate basis", "legitimate_basis", section="Parties", data_class=ADMIN
    )
    status: str = choice(
        "Status",
        "agreement_status",
        default="in_force",
        section="Parties",
        listed=True,
        sorted=True,
        required=True,
        data_class=ADMIN,
    )
    signed_on: Day | None = day("Signed on", section="Parties", data_class=ADMIN)
    shape: str = choice(
        "Shape",
        "shape",
        default="incident_rows",
        section="What may leave",
        required=True,
        data_class=ADMIN,
    )
    record_types: tuple[str, ...] = choices(
        "Record types", "@kinds", section="What may leave", data_class=ADMIN, required=True
    )
    included_classes: tuple[str, ...] = choices(
        "Data classes that may leave",
        "data_class",
        section="What may leave",
        data_class=ADMIN,
        required=True,
    )
    excluded_classes: tuple[str, ...] = choices(
        "Data classes that never leave", "data_class", section="What may leave", data_class=ADMIN
    )
    included_fields: tuple[str, ...] = choices(
        "Analysis and special fields named",
        "@fields",
        section="What may leave",
        data_class=ADMIN,
        more=True,
        help="As type.field. Classes analysis and special need each field named.",
    )
    excluded_fields: tuple[str, ...] = choices(
        "Fields excluded", "@fields", section="What may leave", data_class=ADMIN, more=True
    )
    highest_sensitivity: str = choice(
        "Highest sensitivity",
        "level",
        section="What may leave",
        listed=True,
        required=True,
        data_class=ADMIN,
    )
    lowest_admin_level: str = choice(
        "Finest place",
        "admin_level",
        default="adm1",
        section="What may leave",
        required=True,
        data_class=ADMIN,
    )
    date_precision: str = choice(
        "Finest date",
        "date_precision",
        default="month",
        section="What may leave",
        required=True,
        data_class=ADMIN,
    )
    role_precision: str = choice(
        "Forces and groups",
        "role_precision",
        default="actor_type",
        section="What may leave",
        data_class=ADMIN,
    )
    names: str = flag(
        "Names go",
        section="What may leave",
        data_class=ADMIN,
        help="Only to own office or leadership, with a recorded basis.",
    )
    names_basis: str = text("Basis for names", section="What may leave", data_class=ADMIN)
    attributions: tuple[str, ...] = choices(
        "Statements that may leave",
        "attribution",
        section="What may leave",
        data_class=ADMIN,
        help="By attribution flag. Background and off-record never leave.",
    )
    smallest_count: float | None = number(
        "Smallest count shown",
        section="What may leave",
        minimum=3,
        maximum=100,
        data_class=ADMIN,
        more=True,
        help="In tables, smaller counts are left out. Empty: 5. Below 5 needs an approval.",
    )
    key_variables: tuple[str, ...] = choices(
        "Key variables",
        "@fields",
        section="What may leave",
        data_class=ADMIN,
        more=True,
        help="Of individual rows: fields by which someone could be told apart, as type.field.",
    )
    release_channels: tuple[str, ...] = choices(
        "Release without a key",
        "release_channel",
        section="What may leave",
        data_class=ADMIN,
        more=True,
    )
    release_highest: str = choice(
        "Highest sensitivity on such a release",
        "level",
        section="What may leave",
        data_class=ADMIN,
        more=True,
    )
    valid_from: Day | None = day(
        "Valid from", section="Terms", sorted=True, required=True, data_class=ADMIN
    )
    valid_until: Day | None = day(
        "Valid until", section="Terms", listed=True, sorted=True, required=True, data_class=ADMIN
    )
    keep_until: Day | None = day(
        "Recipient keeps until", section="Terms", required=True, data_class=ADMIN
    )
    onward_sharing: str = choice(
        "Onward sharing",
        "onward_sharing",
        default="prohibited",
        section="Terms",
        required=True,
        data_class=ADMIN,
    )
    allow_classic: str = flag(
        "Older keys allowed",
        section="Terms",
        data_class=ADMIN,
        help="X25519 keys, for recipients whose age program is older than 1.3.",
    )
    ask: tuple[str, ...] = choices(
        "What is asked of them", "ask", section="Terms", data_class=ADMIN
    )
    ask_by: Day | None = day("By when", section="Terms", data_class=ADMIN)
    contact_point: str = text(
        "Contact point",
        section="Terms",
        data_class=DataClass.DUTY_CONTACT,
        help="Duty line, hours.",
    )
    counting_unit: str = text("Counting unit", section="Terms", data_class=ADMIN, more=True)
    coverage: str = text("Coverage and gaps", section="Terms", lines=2, data_class=ADMIN, more=True)
    destruction: str = text("Destruction", section="Terms", data_class=ADMIN, more=True)
    incident_hours: float | None = number(
        "Report a breach within (hours)", section="Terms", minimum=1, data_class=ADMIN, more=True
    )
