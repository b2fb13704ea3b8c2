"""Which information is how sensitive here: the protocol of the country, and what raises it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from fieldapp.records.fields import choice, choices, day, flag, parts, text
from fieldapp.records.record import Due, Part, Problem, Record, part, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass

ADMIN = DataClass.ADMINISTRATIVE
TO_CHECK = "to_check"
PROTOCOL, ASSESSMENT = "Protocol", "Assessment"


@part
class ProtocolRule(Part):
    """One row of a protocol's classification table, and how it is read here.

    A row without a type of record is shown and decides nothing, such as one on 5W tables.
    """

    rule: str = text("Rule", data_class=ADMIN, listed=True, help="Shown beside a level: SDN-S1.")
    stated: str = text(
        "What the protocol says", data_class=ADMIN, listed=True, lines=2, help="In its own words."
    )
    level: str = choice("Level", "level", data_class=ADMIN, listed=True, required=True)
    kind: str = choice(
        "Type of record",
        "@kinds",
        data_class=ADMIN,
        listed=True,
        help="Empty: kept to be read, decides nothing.",
    )
    information: str = choice(
        "What it holds", "rule_information", default="any", data_class=ADMIN, listed=True
    )
    lowest_admin_level: str = choice(
        "No place finer than",
        "admin_level",
        data_class=ADMIN,
        help="The lowest disaggregation to which the level applies. Empty: any.",
    )
    finest_date: str = choice("No date finer than", "date_precision", data_class=ADMIN)
    checked: str = choice(
        "Signed text",
        "rule_check",
        default=TO_CHECK,
        data_class=ADMIN,
        listed=True,
        help="Starting values come from a third party: compare each row with the signed protocol.",
    )
    interpretation: str = text("How we read it", data_class=ADMIN, lines=2)
    category: str = text("Category", data_class=ADMIN, more=True)
    only_field: str = text(
        "Only where this field",
        data_class=ADMIN,
        more=True,
        help="A field of that type that holds codes, such as `category`. Empty: every record.",
    )
    only_codes: str = text(
        "holds one of these codes", data_class=ADMIN, more=True, help="Separated by spaces."
    )
    classification: str = text("Classification", data_class=ADMIN, more=True)
    permitted_recipients: str = text("Permitted recipients", data_class=ADMIN, more=True)
    sharing_method: str = text("How it may be shared", data_class=ADMIN, more=True)
    source_page: str = text("Page", data_class=ADMIN, more=True)


def _narrowed_in_full(protocol: Protocol) -> Iterator[Problem]:
    """A row that asks for a field without codes would never hold; one without a field always."""
    if any(
        bool(each.only_field.strip()) != bool(each.only_codes.split()) for each in protocol.rules
    ):
        yield Problem(
            "rules", "A row that holds only for some codes names the field and the codes."
        )


@record
class Protocol(Record):
    """An information sharing protocol (ISP): who endorsed it, and what it says of each type."""

    noun: ClassVar[str] = "protocol"
    code: ClassVar[str] = "ISP"
    label: ClassVar[str] = "Protocol"
    plural: ClassVar[str] = "Protocols"
    about: ClassVar[str] = "What the country's information sharing protocol says of each type."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "endorsed_on"
    sections: ClassVar[tuple[str, ...]] = (PROTOCOL, "Rules", "Handling")
    dues: ClassVar[tuple[Due, ...]] = (Due("review_due", "Review the protocol"),)
    checks = (_narrowed_in_full,)

    title: str = text(
        "Title", section=PROTOCOL, listed=True, searched=True, required=True, data_class=ADMIN
    )
    country: str = text("Country (ISO3)", section=PROTOCOL, listed=True, data_class=ADMIN)
    version: str = text("Version", section=PROTOCOL, listed=True, data_class=ADMIN)
    endorsed_by: str = text(
        "Endorsed by", section=PROTOCOL, data_class=ADMIN, help="Such as the HCT."
    )
    endorsed_on: Day | None = day(
        "Endorsed on", section=PROTOCOL, listed=True, sorted=True, data_class=ADMIN
    )
    review_due: Day | None = day("Review due", section=PROTOCOL, sorted=True, data_class=ADMIN)
    checked_on: Day | None = day(
        "Compared with the signed text on",
        section=PROTOCOL,
        listed=True,
        data_class=ADMIN,
        help="Set it once every row was compared.",
    )
    checked_by: str = text(
        "Compared by", section=PROTOCOL, data_class=ADMIN, help="A function or initials."
    )
    isp_id: str = text("Its own reference", section=PROTOCOL, data_class=ADMIN, more=True)
    scope: str = text(
        "Scope", section=PROTOCOL, lines=2, data_class=ADMIN, more=True, help="Data and actors."
    )
    disputes: str = text(
        "Breaches and disputes", section=PROTOCOL, lines=2, data_class=ADMIN, more=True
    )
    source: str = text(
        "Where the rows come from", section=PROTOCOL, lines=2, data_class=ADMIN, more=True
    )
    rules: tuple[ProtocolRule, ...] = parts(
        "Rules",
        ProtocolRule,
        section="Rules",
        help="The first row that holds gives a record its level; then the default profile.",
    )


@part
class Risk(Part):
    """What may go wrong for whom, how likely and how bad, and what is done about it."""

    who: str = text("Who could be harmed", data_class=ADMIN, listed=True)
    how: str = choice("How", "risk_how", data_class=ADMIN, listed=True)
    likelihood: str = choice("Likelihood", "likelihood", data_class=ADMIN, listed=True)
    severity: str = choice("Severity", "level", data_class=ADMIN, listed=True)
    mitigation: str = text("What is done about it", data_class=ADMIN, lines=2)
    residual: str = choice("What is left of it", "level", data_class=ADMIN, listed=True)


@part
class Raises(Part):
    """A level that this assessment raises; one that is lower than the protocol's has no effect."""

    kind: str = choice("Type of record", "@kinds", data_class=ADMIN, listed=True, required=True)
    information: str = choice(
        "What it holds", "rule_information", default="any", data_class=ADMIN, listed=True
    )
    level: str = choice(
        "At least",
        "level",
        data_class=ADMIN,
        listed=True,
        required=True,
        help="Only ever raises: a level below what the protocol says has no effect.",
    )
    why: str = text("Why", data_class=ADMIN)


@record
class ImpactAssessment(Record):
    """A data impact assessment in its short form: it may only raise a level (domain 5.7)."""

    noun: ClassVar[str] = "impact_assessment"
    code: ClassVar[str] = "DIA"
    label: ClassVar[str] = "Data impact assessment"
    plural: ClassVar[str] = "Data impact assessments"
    about: ClassVar[str] = "What a data activity may do to people, and what follows from it."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "decided_on"
    sections: ClassVar[tuple[str, ...]] = (
        ASSESSMENT,
        "Risks",
        "Decision",
        "Levels that it raises",
        "Handling",
    )
    dues: ClassVar[tuple[Due, ...]] = (Due("review_by", "Review the impact assessment"),)

    title: str = text(
        "Activity",
        section=ASSESSMENT,
        listed=True,
        searched=True,
        required=True,
        data_class=ADMIN,
        help="What is done with the data, in one line.",
    )
    purpose: str = text("Purpose", section=ASSESSMENT, lines=2, searched=True, data_class=ADMIN)
    flows: str = text(
        "Data and where it goes",
        section=ASSESSMENT,
        lines=3,
        data_class=ADMIN,
        help="Which types of data, from whom, to whom, by which way.",
    )
    types: tuple[str, ...] = choices(
        "Types of record", "@kinds", section=ASSESSMENT, data_class=ADMIN
    )
    people: str = text("People concerned", section=ASSESSMENT, lines=2, data_class=ADMIN)
    benefits: str = text("Benefits", section=ASSESSMENT, lines=2, data_class=ADMIN)
    risks: tuple[Risk, ...] = parts("Risks", Risk, section="Risks")
    mitigations: str = text(
        "What is done for all of it", section="Risks", lines=2, data_class=ADMIN, more=True
    )
    residual_risk: str = choice(
        "Risk that is left", "level", section="Decision", listed=True, data_class=ADMIN
    )
    decision: str = choice(
        "Decision",
        "assessment_decision",
        section="Decision",
        listed=True,
        sorted=True,
        required=True,
        data_class=ADMIN,
    )
    changes: str = text(
        "Changes asked for", section="Decision", lines=2, data_class=ADMIN, more=True
    )
    approved_by: str = text(
        "Decided by", section="Decision", data_class=ADMIN, help="A function: head of office."
    )
    decided_on: Day | None = day(
        "Decided on",
        section="Decision",
        listed=True,
        sorted=True,
        required=True,
        data_class=ADMIN,
    )
    review_by: Day | None = day("Review by", section="Decision", sorted=True, data_class=ADMIN)
    people_asked: str = flag(
        "Were people concerned, or who speaks for them, asked?",
        section="Decision",
        data_class=ADMIN,
        more=True,
    )
    raises: tuple[Raises, ...] = parts("Raises", Raises, section="Levels that it raises")
