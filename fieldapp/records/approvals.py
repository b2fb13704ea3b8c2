"""Who may approve that something sensitive leaves, and what they said of one release."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from fieldapp.records.fields import choice, day, flag, link, moment, number, parts, text
from fieldapp.records.record import Part, Record, part, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass

ADMIN = DataClass.ADMINISTRATIVE


@record
class Approver(Record):
    """A second person who may approve a release, known by a key of their own."""

    noun: ClassVar[str] = "approver"
    code: ClassVar[str] = "APR"
    label: ClassVar[str] = "Approver"
    plural: ClassVar[str] = "Approvers"
    about: ClassVar[str] = "Who can approve what is High or Severe: another person, another key."
    heading: ClassVar[tuple[str, ...]] = ("name", "function")
    sections: ClassVar[tuple[str, ...]] = ("Approver", "Key", "Handling")

    name: str = text(
        "Name or initials",
        section="Approver",
        listed=True,
        searched=True,
        required=True,
        data_class=ADMIN,
    )
    function: str = text(
        "Function",
        section="Approver",
        listed=True,
        data_class=ADMIN,
        help="Such as head of office, or data protection focal point.",
    )
    ended_on: Day | None = day(
        "No longer approves since", section="Approver", listed=True, data_class=ADMIN
    )
    fingerprint: str = text("Fingerprint", section="Key", fixed=True, data_class=ADMIN)
    # On no form: who can copy the digits from the screen does not listen for them.
    code_digits: str = text("40-digit code", fixed=True, data_class=ADMIN)
    signing_key: str = text("Signing key", section="Key", fixed=True, data_class=ADMIN)
    recipients: str = text(
        "Encryption keys", section="Key", lines=2, fixed=True, data_class=ADMIN, more=True
    )
    verified_on: Day | None = day(
        "Known for sure since", section="Key", listed=True, fixed=True, data_class=ADMIN
    )
    key_here: str = flag("Approves on this laptop", section="Key", fixed=True, data_class=ADMIN)
    radio_on: Day | None = day(
        "Secret for the radio since", section="Key", fixed=True, data_class=ADMIN
    )


@part
class ApprovalStep(Part):
    """What happened to an approval, and when: its log."""

    at: dt.datetime | None = moment("When", data_class=ADMIN, listed=True)
    state: str = choice("What", "approval_state", data_class=ADMIN, listed=True)
    by: str = text("By", data_class=ADMIN, listed=True)


@record
class Approval(Record):
    """One decision on one release: asked for, given or refused, and until when it holds.

    `statement` is exactly what was decided on and `proof` the signature over it, or the code that
    was heard: an approval counts only while both still fit.
    """

    noun: ClassVar[str] = "approval"
    code: ClassVar[str] = "APL"
    label: ClassVar[str] = "Approval"
    plural: ClassVar[str] = "Approvals"
    about: ClassVar[str] = "What was asked of a second person before it left, and the answer."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "asked_at"
    sections: ClassVar[tuple[str, ...]] = ("Release", "Decision", "Handling")

    title: str = text("Title", section="Release", listed=True, searched=True, data_class=ADMIN)
    agreement: str = link("Agreement", "agreement", section="Release", fixed=True)
    goes_to: str = text("Goes to", section="Release", fixed=True, data_class=ADMIN)
    channel: str = choice("Channel", "channel", section="Release", fixed=True, data_class=ADMIN)
    level: str = choice(
        "Sensitivity of what leaves", "level", section="Release", fixed=True, data_class=ADMIN
    )
    counts: str = text("Records", section="Release", listed=True, fixed=True, data_class=ADMIN)
    note: str = text("What could go wrong", section="Release", lines=3, fixed=True)
    basis: str = text("Sources", section="Release", lines=2, fixed=True, data_class=ADMIN)
    digest: str = text("Digest of what leaves", section="Release", fixed=True, data_class=ADMIN)
    asked_at: dt.datetime | None = moment(
        "Asked", section="Release", listed=True, sorted=True, fixed=True, data_class=ADMIN
    )
    asked_by: str = text("Asked by", section="Release", fixed=True, data_class=ADMIN)
    state: str = choice(
        "State",
        "approval_state",
        section="Decision",
        listed=True,
        sorted=True,
        fixed=True,
        data_class=ADMIN,
    )
    expires_at: dt.datetime | None = moment(
        "Holds until", section="Decision", fixed=True, data_class=ADMIN
    )
    approver: str = link("Approver", "approver", section="Decision", listed=True, fixed=True)
    way: str = choice("Way", "approval_way", section="Decision", fixed=True, data_class=ADMIN)
    decided_at: dt.datetime | None = moment(
        "Decided", section="Decision", fixed=True, data_class=ADMIN
    )
    words: str = text("What they said", section="Decision", lines=2, fixed=True)
    tries: float | None = number("Wrong codes", section="Decision", fixed=True, data_class=ADMIN)
    steps: tuple[ApprovalStep, ...] = parts("Log", ApprovalStep, section="Decision", fixed=True)
    # For the checks alone, so on no form.
    statement_id: str = text("Id of the statement", fixed=True, sorted=True, data_class=ADMIN)
    statement: str = text("What was decided on", fixed=True, data_class=ADMIN)
    proof: str = text("Signature or code", fixed=True, data_class=ADMIN)
