"""Access: what hinders it, what was arranged, and the checklists of evacuation and screening."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from fieldapp.records.fields import (
    choice,
    choices,
    day,
    flag,
    link,
    links,
    number,
    parts,
    place,
    tally,
    text,
)
from fieldapp.records.record import Due, Part, Problem, Record, part, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Place
from fieldapp.vocab.tallies import Tally
from fieldapp.vocab.vocabulary import vocabulary

HANDLING = "Handling"
EVENT, COUNT, TERMS = DataClass.EVENT, DataClass.COUNT, DataClass.ARRANGEMENT
SHARED = DataClass.SHAREABLE_TEXT


def _constraint_dates_in_order(constraint: AccessConstraint) -> Iterator[Problem]:
    first, last = constraint.happened, constraint.until
    if first and last and last.last < first.first:
        yield Problem("until", "It ends before it begins.")


def _detail_fits_category(constraint: AccessConstraint) -> Iterator[Problem]:
    notes = vocabulary("amrf_detail").notes
    wrong = [
        code
        for code in constraint.details
        if notes.get(code, {}).get("amrf_category") != constraint.category
    ]
    if wrong and constraint.category:
        yield Problem("details", "One of these belongs to another category.")


def _severity_names_its_scheme(constraint: AccessConstraint) -> Iterator[Problem]:
    if constraint.severity and not constraint.severity_scheme:
        yield Problem("severity_scheme", "Say by which scheme this severity is given.")


@record
class AccessConstraint(Record):
    """What keeps aid from people or people from aid: nine AMRF categories (domain 3.3)."""

    noun: ClassVar[str] = "access_constraint"
    code: ClassVar[str] = "ACC"
    label: ClassVar[str] = "Access constraint"
    plural: ClassVar[str] = "Access constraints"
    about: ClassVar[str] = "What keeps aid from people or people from aid, and what was done."
    heading: ClassVar[tuple[str, ...]] = ("title", "category")
    dated: ClassVar[str] = "happened"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("AN4",)
    dues = (Due("follow_up_on", "Follow up", "resolution", ("", "unresolved")),)
    sections: ClassVar[tuple[str, ...]] = (
        "Constraint",
        "Impact",
        "Action taken",
        "Sources",
        HANDLING,
    )
    checks = (_constraint_dates_in_order, _detail_fits_category, _severity_names_its_scheme)

    title: str = text(
        "Title",
        section="Constraint",
        listed=True,
        searched=True,
        data_class=SHARED,
        help="One line, no names.",
    )
    category: str = choice(
        "Category",
        "amrf_category",
        section="Constraint",
        listed=True,
        sorted=True,
        required=True,
        data_class=EVENT,
        hxl="#access+type",
    )
    details: tuple[str, ...] = choices(
        "More exactly", "amrf_detail", section="Constraint", data_class=EVENT
    )
    happened: Day | None = day(
        "Date", section="Constraint", listed=True, sorted=True, required=True, hxl="#date+occurred"
    )
    until: Day | None = day("Until", section="Constraint")
    place: Place = place("Where", section="Constraint", listed=True, hxl="#adm1+code")
    alleged: str = link(
        "Actor, as alleged", "actor", section="Constraint", data_class=DataClass.ROLE
    )
    policy: str = choice("Policy", "access_policy", section="Constraint", data_class=EVENT)
    reported_by: str = text(
        "Reported by (kind of organisation)",
        section="Constraint",
        data_class=DataClass.SOURCE_SUMMARY,
    )
    description: str = text(
        "What happened",
        section="Constraint",
        lines=4,
        searched=True,
        help="For us alone; the title is what may leave.",
    )
    severity: str = choice(
        "Severity",
        "access_severity",
        section="Impact",
        listed=True,
        sorted=True,
        data_class=EVENT,
        hxl="#severity",
    )
    severity_scheme: str = choice(
        "Severity scheme",
        "severity_scheme",
        default="default_3",
        section="Impact",
        data_class=DataClass.ADMINISTRATIVE,
        more=True,
        help="There is no single scale: the scheme stands on each record.",
    )
    impacts: tuple[str, ...] = choices(
        "Impact", "access_impact", section="Impact", listed=True, data_class=EVENT, hxl="#impact"
    )
    aid_types: tuple[str, ...] = choices(
        "Aid disrupted", "aid_type", section="Impact", data_class=EVENT
    )
    days_lost: float | None = number(
        "Duration", section="Impact", unit="days", minimum=0, data_class=COUNT
    )
    affected: Tally = tally("People affected", section="Impact", hxl="#affected")
    mrm_denial: tuple[str, ...] = choices(
        "Denial, as the MRM lists it", "mrm_denial", section="Impact", data_class=EVENT, more=True
    )
    staff_killed: Tally = tally("Staff killed", section="Impact", more=True)
    staff_injured: Tally = tally("Staff injured", section="Impact", more=True)
    staff_abducted: Tally = tally("Staff abducted", section="Impact", more=True)
    vehicles: float | None = number(
        "Vehicles hijacked", section="Impact", minimum=0, data_class=COUNT, more=True
    )
    value_lost: float | None = number(
        "Value lost", section="Impact", unit="USD", minimum=0, data_class=COUNT, more=True
    )
    action_taken: str = text(
        "Action taken", section="Action taken", lines=3, searched=True, data_class=SHARED
    )
    resolution: str = choice(
        "Resolved",
        "access_resolution",
        section="Action taken",
        listed=True,
        sorted=True,
        data_class=EVENT,
    )
    resolved_on: Day | None = day("Resolved on", section="Action taken")
    follow_up_on: Day | None = day("Follow up on", section="Action taken", sorted=True)
    referred_to: str = text("Referred to", section="Action taken", more=True)
    meetings: tuple[str, ...] = links("Raised at", "meeting", section="Action taken")
    incident: str = link("Incident", "incident", section="Action taken", more=True)
    sources: tuple[str, ...] = links(
        "Sources", "source", section="Sources", data_class=DataClass.SOURCE_SUMMARY
    )
    dataset: str = text(
        "Data set",
        section=HANDLING,
        data_class=DataClass.ADMINISTRATIVE,
        more=True,
        help="Where an imported one comes from; empty for our own.",
    )


@part
class Signatory(Part):
    """Who agreed for a party, and whether they may commit it."""

    party: str = link("Party", "actor", data_class=DataClass.ROLE, listed=True)
    person: str = link("Contact", "person", data_class=DataClass.IDENTITY, listed=True)
    may_commit: str = choice("Authority", "authority", data_class=DataClass.ANALYSIS, listed=True)
    on: Day | None = day("On", listed=True)


@part
class Breach(Part):
    """One breach, as it reached us, graded."""

    on: Day | None = day("On", listed=True)
    party: str = link("Party, as alleged", "actor", data_class=DataClass.ROLE, listed=True)
    what: str = text("What", lines=2, searched=True, data_class=EVENT, listed=True)
    reliability: str = choice(
        "Reliability", "reliability", default="F", data_class=DataClass.SOURCE_SUMMARY, listed=True
    )
    credibility: str = choice(
        "Credibility", "credibility", default="6", data_class=DataClass.SOURCE_SUMMARY, listed=True
    )
    raised: str = link("Raised at", "meeting")


def _arrangement_has_parties(arrangement: Arrangement) -> Iterator[Problem]:
    agreed = {"agreed_verbal", "agreed_written", "in_force", "suspended", "breached"}
    if arrangement.status in agreed and not arrangement.parties:
        yield Problem("parties", "Say between whom it was agreed.")
    if arrangement.status == "breached" and not arrangement.breaches:
        yield Problem("breaches", "Log the breach: when, who as alleged, what.")
    first, last = arrangement.starts, arrangement.ends
    if first and last and last.last < first.first:
        yield Problem("ends", "It ends before it begins.")


@record
class Arrangement(Record):
    """Pause, corridor, crossing, evacuation: with whom, for how long, kept or breached (3.2)."""

    noun: ClassVar[str] = "arrangement"
    code: ClassVar[str] = "ARR"
    label: ClassVar[str] = "Access arrangement"
    plural: ClassVar[str] = "Access arrangements"
    about: ClassVar[str] = "Pauses, corridors, crossings: with whom, how long, kept or breached."
    heading: ClassVar[tuple[str, ...]] = ("title", "type")
    dated: ClassVar[str] = "starts"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("DI4",)
    dues = (
        Due("ends", "Arrangement ends", "status", ("agreed_verbal", "agreed_written", "in_force")),
    )
    occasions: ClassVar[tuple[str, ...]] = ("starts",)
    sections: ClassVar[tuple[str, ...]] = (
        "Arrangement",
        "Terms",
        "Keeping it",
        "Our reading",
        HANDLING,
    )
    checks = (_arrangement_has_parties,)

    title: str = text(
        "Title", section="Arrangement", listed=True, searched=True, required=True, data_class=TERMS
    )
    type: str = choice(
        "Type",
        "arrangement_type",
        section="Arrangement",
        listed=True,
        sorted=True,
        required=True,
        data_class=EVENT,
    )
    status: str = choice(
        "Status",
        "arrangement_status",
        default="proposed",
        section="Arrangement",
        listed=True,
        sorted=True,
        data_class=EVENT,
    )
    parties: tuple[str, ...] = links(
        "Between", "actor", section="Arrangement", listed=True, data_class=DataClass.ROLE
    )
    signatories: tuple[Signatory, ...] = parts("Signatories", Signatory, section="Arrangement")
    starts: Day | None = day("Starts", section="Arrangement", listed=True, sorted=True)
    ends: Day | None = day("Ends", section="Arrangement", listed=True, sorted=True)
    hours: str = text(
        "Hours and time zone",
        section="Arrangement",
        data_class=TERMS,
        help="Such as 08:00-16:00, UTC+2: say the zone.",
    )
    place: Place = place("Area", section="Arrangement", listed=True)
    route: str = text("Route", section="Arrangement", lines=2, data_class=TERMS)
    purpose: str = text("Purpose", section="Terms", lines=2, searched=True, data_class=TERMS)
    terms: str = text("Terms", section="Terms", lines=5, searched=True, data_class=TERMS)
    guarantees: str = text("Guarantees", section="Terms", lines=2, data_class=TERMS)
    exclusions: str = text("Exclusions", section="Terms", lines=2, data_class=TERMS)
    conditions: str = text("Conditions we accepted", section="Terms", lines=2, data_class=TERMS)
    legal_basis: str = text(
        "Basis",
        section="Terms",
        lines=2,
        data_class=TERMS,
        help="Minimum standards, Security Council resolutions, law.",
    )
    goods: str = text("Goods", section="Terms", data_class=TERMS, more=True)
    people: Tally = tally("People", section="Terms", more=True)
    text_language: str = choice(
        "Language of the text", "language", section="Terms", data_class=EVENT, more=True
    )
    translated_by: str = text("Translated by", section="Terms", more=True)
    monitoring: str = text("How it is monitored", section="Keeping it", lines=2, data_class=TERMS)
    breaches: tuple[Breach, ...] = parts(
        "Breaches", Breach, section="Keeping it", searched=True, data_class=EVENT
    )
    lessons: str = text("Lessons", section="Keeping it", lines=3, searched=True)
    red_lines: str = text("Red lines checked", section="Our reading", lines=2)
    benefits: str = text(
        "Who gains politically",
        section="Our reading",
        lines=2,
        data_class=DataClass.ANALYSIS,
        help="Corridors and pauses are easily turned to other ends.",
    )
    voluntary: str = flag("Is passage voluntary and safe for civilians?", section="Our reading")
    peacekeeping_objectives: tuple[str, ...] = choices(
        "Objectives beside a mission",
        "peacekeeping_objective",
        section="Our reading",
        peacekeeping=True,
    )
    negotiation: str = link("Negotiation file", "negotiation", section="Our reading", more=True)
