"""Who may approve that something sensitive leaves, and what they said of one release."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from fieldapp.records.fields import choice, link, moment, text
from fieldapp.records.record import Record, record
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
        "Name or initials", section="Approver", listed=True, required=True, data_class=ADMIN
    )
    function: str = text("Function", section="Approver", listed=True, data_class=ADMIN)
    fingerprint: str = text("Fingerprint", section="Key", fixed=True, data_class=ADMIN)


@record
class Approval(Record):
    """One decision on one release: asked for, given or refused, and until when it holds."""

    noun: ClassVar[str] = "approval"
    code: ClassVar[str] = "APL"
    label: ClassVar[str] = "Approval"
    plural: ClassVar[str] = "Approvals"
    about: ClassVar[str] = "What was asked of a second person before it left, and the answer."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "asked_at"
    sections: ClassVar[tuple[str, ...]] = ("Release", "Decision", "Handling")

    title: str = text("Title", section="Release", listed=True, data_class=ADMIN)
    agreement: str = link("Agreement", "agreement", section="Release", listed=True)
    digest: str = text("Digest of what leaves", section="Release", data_class=ADMIN)
    asked_at: dt.datetime | None = moment(
        "Asked", section="Release", listed=True, sorted=True, data_class=ADMIN
    )
    expires_at: dt.datetime | None = moment("Holds until", section="Release", data_class=ADMIN)
    approver: str = link("Approver", "approver", section="Decision", listed=True)
    state: str = choice(
        "State", "approval_state", section="Decision", listed=True, sorted=True, data_class=ADMIN
    )
