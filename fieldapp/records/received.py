"""What came in as a package: under which terms, in what order, and what was answered to it."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from fieldapp.records.fields import choice, choices, day, link, links, moment, number, parts, text
from fieldapp.records.record import Due, Part, Record, part, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass

ADMIN = DataClass.ADMINISTRATIVE
ONWARD = "Onward sharing"


@part
class Reply(Part):
    """What this station answers to one record; the note and the own record stay here."""

    record: str = link("Record", data_class=ADMIN)
    code: str = text("Their code", data_class=ADMIN, listed=True)
    answer: str = choice("Answer", "receipt_answer", data_class=ADMIN, listed=True)
    words: str = text(
        "In words", data_class=ADMIN, listed=True, help="This goes back to the sender."
    )
    at: dt.datetime | None = moment("When", data_class=ADMIN, listed=True)
    ours: str = link("Own record", help="Never sent: the sender is told only that it is known.")
    note: str = text("Own note", help="Never sent.")


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
    sections: ClassVar[tuple[str, ...]] = ("Package", "Terms", ONWARD, "Answers", "Order")
    dues: ClassVar[tuple[Due, ...]] = (
        Due("keep_until", "Its records are deleted", "state", ("held",)),
        Due("asked_by", "Answer what they asked", "answering", ("open", "unsent")),
    )

    title: str = text("Agreement", section="Package", listed=True, searched=True, data_class=ADMIN)
    sender: str = link("From", "partner", section="Package", listed=True)
    agreement_ref: str = text("Sender's reference", section="Package", data_class=ADMIN)
    package: str = text("Package id", section="Package", data_class=ADMIN)
    imported_at: dt.datetime | None = moment(
        "Imported", section="Package", listed=True, sorted=True, data_class=ADMIN
    )
    counts: str = text("Contents", section="Package", listed=True, data_class=ADMIN)
    changes: str = text(
        "What it changed",
        section="Package",
        listed=True,
        data_class=ADMIN,
        help="Records that were here before and that it corrected or took back.",
    )
    state: str = choice(
        "State", "received_state", default="held", section="Package", listed=True, data_class=ADMIN
    )
    level: str = choice(
        "Level of the package", "level", section="Terms", listed=True, data_class=ADMIN
    )
    keep_until: Day | None = day(
        "Keep until", section="Terms", listed=True, sorted=True, data_class=ADMIN
    )
    notice_on: Day | None = day(
        "Notice of the deletion given on", section="Terms", data_class=ADMIN
    )
    renewal: str = text(
        "Consent to keep it longer",
        section="Terms",
        lines=2,
        data_class=ADMIN,
        help="Who of the sender agreed in writing, on which day, until when.",
    )
    onward_sharing: str = choice(
        "Onward sharing", "onward_sharing", section="Terms", data_class=ADMIN
    )
    asked: tuple[str, ...] = choices("Asked of us", "ask", section="Terms", data_class=ADMIN)
    asked_by: Day | None = day("By", section="Terms", data_class=ADMIN)
    contact_point: str = text("Contact point", section="Terms", data_class=DataClass.DUTY_CONTACT)
    listed_to: tuple[str, ...] = links(
        "Listed in their agreement",
        "partner",
        section=ONWARD,
        data_class=ADMIN,
        help="Only those whom the agreement itself names; a package does not carry the list.",
    )
    listed_words: str = text(
        "The words of the agreement", section=ONWARD, lines=2, data_class=ADMIN
    )
    consent_to: tuple[str, ...] = links(
        "Written consent to share with", "partner", section=ONWARD, data_class=ADMIN
    )
    consent_on: Day | None = day("Consent given on", section=ONWARD, data_class=ADMIN)
    consent_until: Day | None = day("Consent holds until", section=ONWARD, data_class=ADMIN)
    consent_words: str = text(
        "The words of the consent",
        section=ONWARD,
        lines=2,
        data_class=ADMIN,
        help="Who of the sender gave it, and what exactly it allows.",
    )
    answers: tuple[Reply, ...] = parts("Answers", Reply, section="Answers")
    took_back: tuple[str, ...] = links(
        "Records that it took back", section="Answers", data_class=ADMIN
    )
    answering: str = choice("How it stands", "answering_here", section="Answers", data_class=ADMIN)
    receipt_at: dt.datetime | None = moment(
        "Receipt last written", section="Answers", data_class=ADMIN
    )
    missing: str = text(
        "Missing before it",
        section="Order",
        listed=True,
        data_class=ADMIN,
        help="Numbers that should have come and did not: ask the sender for them.",
    )
    fingerprint: str = text("Sender's fingerprint", section="Order", data_class=ADMIN)
    epoch: str = text("Epoch", section="Order", data_class=ADMIN)
    sequence: float | None = number("Number", section="Order", listed=True, data_class=ADMIN)
    since: float | None = number("First number", section="Order", data_class=ADMIN)
    void: str = text("Numbers never sent", section="Order", data_class=ADMIN)
    manifest_hash: str = text("SHA-256 of the manifest", section="Order", data_class=ADMIN)
    previous: str = text("Hash of the manifest before", section="Order", data_class=ADMIN)
    codes: str = text(
        "Codes in use here for something else",
        section="Order",
        lines=2,
        data_class=ADMIN,
        help="Such records have a reference of ours; the sender is answered under their code.",
    )
