"""What has left this vault and what has come in: the log that answers for both."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from fieldapp.records.fields import choice, choices, day, link, moment, number, parts, text
from fieldapp.records.received import Received as Received
from fieldapp.records.record import Due, Part, Record, part, record
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
    change: str = choice("Change", "change", data_class=ADMIN)
    digest: str = text("Digest of the values", data_class=ADMIN)
    # The newest answer; where several recipients answered, all are in `Disclosure.answers`.
    answer: str = choice("Answer", "receipt_answer", data_class=ADMIN, listed=True)
    answered_at: dt.datetime | None = moment("Answered", data_class=ADMIN, listed=True)
    answer_words: str = text("Their words", listed=True)


@part
class Answered(Part):
    """What one recipient answered about one record; `handled_on` once what it asks for was done."""

    partner: str = link("From", "partner", data_class=ADMIN, listed=True)
    record: str = link("Record", data_class=ADMIN)
    outside: str = text("Code outside", data_class=ADMIN, listed=True)
    answer: str = choice("Answer", "receipt_answer", data_class=ADMIN, listed=True)
    at: dt.datetime | None = moment("When", data_class=ADMIN, listed=True)
    words: str = text("Their words", listed=True)
    handled_on: Day | None = day("Dealt with on", data_class=ADMIN, listed=True)


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
    destroyed_on: Day | None = day("Destroyed on", data_class=ADMIN, listed=True)
    certificate: str = text("Certificate", data_class=ADMIN, listed=True)


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
    sections: ClassVar[tuple[str, ...]] = ("Disclosure", "Content", "Delivery", "Afterwards")
    # How each stands is computed as the entry is written, so that what waits is found by an index.
    dues: ClassVar[tuple[Due, ...]] = (
        Due("receipt_by", "No receipt yet", "receipts", ("awaited",)),
        Due("ask_by", "Their answer was asked for", "answering", ("awaited", "asks")),
        Due("keep_until", "Ask for the certificate of destruction", "held", ("held",)),
    )

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
    errand: str = choice("Errand", "errand", section="Disclosure", data_class=ADMIN)
    at: dt.datetime | None = moment(
        "When", section="Disclosure", listed=True, sorted=True, data_class=ADMIN
    )
    handed_by: str = text("Handed over by", section="Disclosure", data_class=ADMIN)
    handed_to: str = text("Handed to", section="Disclosure", data_class=ADMIN)
    level: str = choice("Sensitivity of what left", "level", section="Content", data_class=ADMIN)
    keep_until: Day | None = day("Keep until", section="Content", data_class=ADMIN)
    clauses: str = text("Clauses applied", section="Content", lines=3, data_class=ADMIN)
    approval: str = link("Approved by a second person", "approval", section="Content")
    note: str = text("What could go wrong, and what lowers it", section="Content", lines=3)
    records: tuple[Disclosed, ...] = parts("Records", Disclosed, section="Content")
    # The tables of products as they left, as JSON, to compare later ones with (R16).
    tables: str = text("Tables", data_class=ADMIN, fixed=True)
    package: str = text("Package id", section="Delivery", data_class=ADMIN)
    file_name: str = text("File", section="Delivery", data_class=ADMIN)
    recipient_type: str = choice(
        "Keys used", "recipient_type", section="Delivery", data_class=ADMIN
    )
    epoch: str = text("Epoch", section="Delivery", data_class=ADMIN)
    sequence: float | None = number("Number", section="Delivery", data_class=ADMIN)
    manifest_hash: str = text("SHA-256 of the manifest", section="Delivery", data_class=ADMIN)
    deliveries: tuple[Delivery, ...] = parts("Recipients", Delivery, section="Delivery")
    receipts: str = choice("Receipts", "receipt_state", section="Afterwards", data_class=ADMIN)
    receipt_by: Day | None = day("Receipt expected by", section="Afterwards", data_class=ADMIN)
    ask: tuple[str, ...] = choices("Asked of them", "ask", section="Afterwards", data_class=ADMIN)
    ask_by: Day | None = day("Answer by", section="Afterwards", data_class=ADMIN)
    answering: str = choice(
        "Answers", "answering", section="Afterwards", sorted=True, data_class=ADMIN
    )
    answers: tuple[Answered, ...] = parts("What they answered", Answered, section="Afterwards")
    held: str = choice("Held by them", "held", section="Afterwards", data_class=ADMIN)
    recall: str = link("Recall", "recall", section="Afterwards", data_class=ADMIN)
