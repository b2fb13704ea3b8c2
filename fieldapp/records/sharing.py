"""Who may receive what, and under which agreement."""

from __future__ import annotations

from typing import ClassVar

from fieldapp.records.agreements import Agreement
from fieldapp.records.fields import choice, day, link, text
from fieldapp.records.record import Record, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass

__all__ = ["Agreement", "Partner"]

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
    revoked_on: Day | None = day("Key revoked on", section="Key", fixed=True, data_class=ADMIN)
    ended_on: Day | None = day("No longer a partner since", section="Partner", data_class=ADMIN)
