"""What has left this vault and what has come in: the log that answers for both."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from fieldapp.records.fields import choice, choices, day, link, moment, number, parts, text
from fieldapp.records.record import Part, Record, part, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass

ADMIN = DataClass.ADMINISTRATIVE


@part
class Disclosed(Part):
    """One record in a disclosure: as what it left, and how sensitive that was."""

    record: str = link("Record", data_class=ADMIN)
    kind: str = text("Type", data_class=ADMIN, listed=True)
    outside: str = text("Code outside", data_class=ADMIN, listed=True)
    level: str = choice("Level", "level", data_class=ADMIN, listed=True)
    digest: str = text("Digest of the values", data_class=ADMIN)


@part
class Delivery(Part):
    """One recipient's share in a disclosure: its number in sequence, and the receipt."""

    partner: str = link("Partner", "partner", data_class=ADMIN, listed=True)
    fingerprint: str = text("Fingerprint", data_class=ADMIN)
    sequence: float | None = number("Number", data_class=ADMIN, listed=True)
    since: float | None = number("First number", data_class=ADMIN)
    previous: str = text("Hash of the manifest before", data_class=ADMIN)
    receipt_state: str = choice("Receipt", "receipt_state", data_class=ADMIN, listed=True)
    receipt_at: dt.datetime | None = moment("When", data_class=ADMIN, listed=True)


@record
class Disclosure(Record):
    """What left, to whom, under what: the log that answers for every release."""

    noun: ClassVar[str] = "disclosure"
    code: ClassVar[str] = "DIS"
    label: ClassVar[str] = "Disclosure"
    plural: ClassVar[str] = "Outbox"
    about: ClassVar[str] = "Everything that has left this vault, to whom and under which agreement."
    heading: ClassVar[tuple[str, ...]] = ("title", "package")
    dated: ClassVar[str] = "at"
    tasks: ClassVar[tuple[str, ...]] = ("AN3",)
    sections: ClassVar[tuple[str, ...]] = ("Disclosure", "Content", "Delivery")

    title: str = text("Title", section="Disclosure", listed=True, searched=True, data_class=ADMIN)
    agreement: str = link("Agreement", "agreement", section="Disclosure", listed=True)
    state: str = choice(
        "State",
        "disclosure_state",
        section="Disclosure",
        listed=True,
        sorted=True,
        data_class=ADMIN,
    )
    channel: str = choice("Channel", "channel", section="Disclosure", listed=True, data_class=ADMIN)
    at: dt.datetime | None = moment(
        "When", section="Disclosure", listed=True, sorted=True, data_class=ADMIN
    )
    handed_by: str = text("Handed over by", section="Disclosure", data_class=ADMIN)
    handed_to: str = text("Handed to", section="Disclosure", data_class=ADMIN)
    level: str = choice("Sensitivity of what left", "level", section="Content", data_class=ADMIN)
    keep_until: Day | None = day("Keep until", section="Content", data_class=ADMIN)
    clauses: str = text("Clauses applied", section="Content", lines=3, data_class=ADMIN)
    records: tuple[Disclosed, ...] = parts("Records", Disclosed, section="Content")
    package: str = text("Package id", section="Delivery", data_class=ADMIN)
    file_name: str = text("File", section="Delivery", data_class=ADMIN)
    recipient_type: str = choice(
        "Keys used", "recipient_type", section="Delivery", data_class=ADMIN
    )
    epoch: str = text("Epoch", section="Delivery", data_class=ADMIN)
    sequence: float | None = number("Number", section="Delivery", data_class=ADMIN)
    manifest_hash: str = text("SHA-256 of the manifest", section="Delivery", data_class=ADMIN)
    deliveries: tuple[Delivery, ...] = parts("Recipients", Delivery, section="Delivery")


@record
class Received(Record):
    """A package that came in and was imported: from whom, under which terms, in what order."""

    noun: ClassVar[str] = "received"
    code: ClassVar[str] = "RCV"
    label: ClassVar[str] = "Received package"
    plural: ClassVar[str] = "Inbox"
    about: ClassVar[str] = "Packages opened here: who sent them and what may be done with them."
    heading: ClassVar[tuple[str, ...]] = ("title", "package")
    dated: ClassVar[str] = "imported_at"
    sections: ClassVar[tuple[str, ...]] = ("Package", "Terms", "Order")

    title: str = text("Agreement", section="Package", listed=True, searched=True, data_class=ADMIN)
    sender: str = link("From", "partner", section="Package", listed=True)
    agreement_ref: str = text("Sender's reference", section="Package", data_class=ADMIN)
    package: str = text("Package id", section="Package", data_class=ADMIN)
    imported_at: dt.datetime | None = moment(
        "Imported", section="Package", listed=True, sorted=True, data_class=ADMIN
    )
    counts: str = text("Contents", section="Package", listed=True, data_class=ADMIN)
    level: str = choice(
        "Level of the package", "level", section="Terms", listed=True, data_class=ADMIN
    )
    keep_until: Day | None = day(
        "Keep until", section="Terms", listed=True, sorted=True, data_class=ADMIN
    )
    onward_sharing: str = choice(
        "Onward sharing", "onward_sharing", section="Terms", data_class=ADMIN
    )
    asked: tuple[str, ...] = choices("Asked of us", "ask", section="Terms", data_class=ADMIN)
    contact_point: str = text("Contact point", section="Terms", data_class=DataClass.DUTY_CONTACT)
    fingerprint: str = text("Sender's fingerprint", section="Order", data_class=ADMIN)
    epoch: str = text("Epoch", section="Order", data_class=ADMIN)
    sequence: float | None = number("Number", section="Order", data_class=ADMIN)
    since: float | None = number("First number", section="Order", data_class=ADMIN)
    void: str = text("Numbers never sent", section="Order", data_class=ADMIN)
    manifest_hash: str = text("SHA-256 of the manifest", section="Order", data_class=ADMIN)
    previous: str = text("Hash of the manifest before", section="Order", data_class=ADMIN)
