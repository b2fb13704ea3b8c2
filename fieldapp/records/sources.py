"""Who told us, by code, with what they agreed to; and stubs of what is referred, never recorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from fieldapp.records.fields import choice, choices, day, flag, links, text
from fieldapp.records.files import NO_CASE_FILES, no_photo
from fieldapp.records.record import Problem, Record, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass

HANDLING = "Handling"


def _credibility_1_needs_two(source: Source) -> Iterator[Problem]:
    if source.credibility == "1" and source.independent != "yes":
        yield Problem(
            "credibility", "Confirmed needs a second source that is independent of this one."
        )


def _basis_is_recorded(source: Source) -> Iterator[Problem]:
    if not source.legitimate_basis:
        yield Problem("legitimate_basis", "Record on which basis this information is kept.")


@record
class Source(Record):
    """Who told us: a code; the identity apart; and what they agreed to (R5, domain 4.3, 5.11)."""

    noun: ClassVar[str] = "source"
    code: ClassVar[str] = "SRC"
    label: ClassVar[str] = "Source"
    plural: ClassVar[str] = "Sources"
    about: ClassVar[str] = "By code. No answer to a consent question means no."
    heading: ClassVar[tuple[str, ...]] = ("ref",)
    leaves: ClassVar[bool] = False
    sections: ClassVar[tuple[str, ...]] = ("Summary", "Consent", "Identity", HANDLING)
    checks = (_credibility_1_needs_two, _basis_is_recorded)

    @classmethod
    def refuses_file(cls, values: Source, kind: str) -> str:  # noqa: ARG003
        """No face of theirs."""
        return no_photo(kind)

    category: str = choice(
        "Category",
        "source_category",
        section="Summary",
        listed=True,
        data_class=DataClass.SOURCE_SUMMARY,
    )
    type: str = choice(
        "Type", "source_type", section="Summary", listed=True, data_class=DataClass.SOURCE_SUMMARY
    )
    independent: str = flag(
        "Independent of the other sources", section="Summary", data_class=DataClass.SOURCE_SUMMARY
    )
    reliability: str = choice(
        "Reliability",
        "reliability",
        default="F",
        section="Summary",
        listed=True,
        data_class=DataClass.SOURCE_SUMMARY,
        hxl="#meta+source+reliability",
    )
    credibility: str = choice(
        "Credibility",
        "credibility",
        default="6",
        section="Summary",
        listed=True,
        data_class=DataClass.SOURCE_SUMMARY,
    )
    grading_reason: str = text("Why this grade", section="Summary", lines=2)
    legitimate_basis: tuple[str, ...] = choices(
        "Legitimate basis",
        "legitimate_basis",
        section="Consent",
        data_class=DataClass.SOURCE_SUMMARY,
    )
    consent_from: str = choice("Consent from", "consent_from", section="Consent", more=True)
    consent_referral: str = flag(
        "Referral to services", section="Consent", data_class=DataClass.SOURCE_SUMMARY
    )
    consent_reporting: str = flag(
        "Anonymous reporting", section="Consent", data_class=DataClass.SOURCE_SUMMARY
    )
    consent_sharing: str = flag(
        "Sharing with named bodies", section="Consent", data_class=DataClass.SOURCE_SUMMARY
    )
    consent_recontact: str = flag(
        "May be contacted again", section="Consent", data_class=DataClass.SOURCE_SUMMARY
    )
    share_with: tuple[str, ...] = links(
        "May be shared with", "partner", section="Consent", data_class=DataClass.SOURCE_IDENTITY
    )
    share_with_kinds: tuple[str, ...] = choices(
        "Kinds it may be shared with", "recipient_kind", section="Consent"
    )
    no_one: str = flag("Share with no one", section="Consent")
    withhold_from: tuple[str, ...] = links(
        "Withhold from", "partner", section="Consent", data_class=DataClass.SOURCE_IDENTITY
    )
    withhold_kinds: tuple[str, ...] = choices(
        "Kinds to withhold from", "recipient_kind", section="Consent"
    )
    withhold_why: str = choice("Why withheld", "withholding_reason", section="Consent")
    needs_services: str = flag(
        "Needs services",
        section="Consent",
        more=True,
        help="Then refer, if this was agreed; a child alone is a referral stub, not a source.",
    )
    asked_in: str = choice("Asked in which language", "language", section="Consent", more=True)
    witnessed: str = flag("Asked before a witness", section="Consent", more=True)
    asked_on: Day | None = day("Asked on", section="Consent", data_class=DataClass.SOURCE_IDENTITY)
    withdrawn_on: Day | None = day(
        "Withdrawn on", section="Consent", data_class=DataClass.SOURCE_IDENTITY
    )
    name: str = text(
        "Name",
        section="Identity",
        searched=True,
        data_class=DataClass.SOURCE_IDENTITY,
        help="Shown only on asking. Leave empty if you can.",
    )
    contact: str = text("Contact", section="Identity", data_class=DataClass.PERSONAL_CONTACT)
    told_where: str = text("Where told", section="Identity", data_class=DataClass.SOURCE_IDENTITY)
    told_on: Day | None = day("Told on", section="Identity", data_class=DataClass.SOURCE_IDENTITY)
    collected_for: str = text(
        "Collected for which organisation",
        section="Identity",
        data_class=DataClass.SOURCE_IDENTITY,
        more=True,
    )
    monitor: str = text("Collected by", section="Identity", data_class=DataClass.SOURCE_IDENTITY)


@record
class Referral(Record):
    """A stub: that a concern exists, roughly where and when, and to whom it was referred (R20)."""

    noun: ClassVar[str] = "referral"
    code: ClassVar[str] = "RFL"
    label: ClassVar[str] = "Referral stub"
    plural: ClassVar[str] = "Referral stubs"
    about: ClassVar[str] = "GBV, SEA and unaccompanied children: referred, never recorded as cases."
    heading: ClassVar[tuple[str, ...]] = ("concern",)
    dated: ClassVar[str] = "referred_on"
    sections: ClassVar[tuple[str, ...]] = ("Referral",)

    @classmethod
    def refuses_file(cls, values: Referral, kind: str) -> str:  # noqa: ARG003
        """A stub is no case file."""
        return NO_CASE_FILES

    concern: str = choice(
        "Concern", "referral_concern", section="Referral", listed=True, required=True
    )
    adm1: str = text("State or province", section="Referral", listed=True, help="No finer.")
    quarter: str = text("Quarter", section="Referral", listed=True, help="Such as 2025 Q4.")
    referred_to: str = choice(
        "Referred to", "referral_body", section="Referral", listed=True, required=True
    )
    referred_on: Day | None = day("Referred on", section="Referral", listed=True, required=True)
