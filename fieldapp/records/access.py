"""Access constraints: what keeps aid from people, by the nine categories, and what was done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from fieldapp.records.fields import (
    choice,
    choices,
    day,
    link,
    links,
    number,
    place,
    tally,
    text,
)
from fieldapp.records.record import Due, Problem, Record, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Place
from fieldapp.vocab.tallies import Tally
from fieldapp.vocab.vocabulary import vocabulary

HANDLING = "Handling"
EVENT, COUNT = DataClass.EVENT, DataClass.COUNT
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
    until: Day | None = day("Until", section="Constraint", more=True)
    place: Place = place("Where", section="Constraint", listed=True, hxl="#adm1+code")
    alleged: str = link(
        "Actor, as alleged", "actor", section="Constraint", data_class=DataClass.ROLE
    )
    alleged_certainty: str = choice(
        "How certain that is",
        "attribution_certainty",
        section="Constraint",
        data_class=EVENT,
        more=True,
        help="What happened and who did it are two questions; this is the second one.",
    )
    policy: str = choice(
        "Policy",
        "access_policy",
        section="Constraint",
        data_class=EVENT,
        more=True,
        help="Whether a rule stands behind it, written or not.",
    )
    reported_by: str = text(
        "Reported by (kind of organisation)",
        section="Constraint",
        data_class=DataClass.SOURCE_SUMMARY,
        more=True,
        help="Such as international NGO: a kind, never a name.",
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
        "Aid disrupted", "aid_type", section="Impact", data_class=EVENT, more=True
    )
    days_lost: float | None = number(
        "Duration", section="Impact", unit="days", minimum=0, data_class=COUNT, more=True
    )
    affected: Tally = tally("People affected", section="Impact", hxl="#affected")
    mrm_denial: tuple[str, ...] = choices(
        "Denial, as the MRM lists it", "mrm_denial", section="Impact", data_class=EVENT, more=True
    )
    staff_killed: Tally = tally("Staff killed", section="Impact", more=True)
    staff_injured: Tally = tally("Staff injured", section="Impact", more=True)
    staff_abducted: Tally = tally("Staff abducted", section="Impact", more=True)
    staff_threatened: Tally = tally("Staff threatened", section="Impact", more=True)
    vehicles: float | None = number(
        "Vehicles hijacked", section="Impact", minimum=0, data_class=COUNT, more=True
    )
    value_lost: float | None = number(
        "Value lost", section="Impact", unit="USD", minimum=0, data_class=COUNT, more=True
    )
    action_taken: str = text(
        "Action taken",
        section="Action taken",
        lines=3,
        searched=True,
        data_class=SHARED,
        help="What was tried and by which kind of organisation, without names; this may leave.",
    )
    resolution: str = choice(
        "Resolved",
        "access_resolution",
        section="Action taken",
        listed=True,
        sorted=True,
        data_class=EVENT,
    )
    resolved_on: Day | None = day("Resolved on", section="Action taken", more=True)
    follow_up_on: Day | None = day("Follow up on", section="Action taken", sorted=True)
    referred_to: str = text("Referred to", section="Action taken", more=True)
    meetings: tuple[str, ...] = links("Raised at", "meeting", section="Action taken", more=True)
    incident: str = link("Incident", "incident", section="Action taken", more=True)
    sources: tuple[str, ...] = links(
        "Sources", "source", section="Sources", data_class=DataClass.SOURCE_SUMMARY
    )
    dataset: str = text(
        "Data set",
        section=HANDLING,
        data_class=DataClass.ADMINISTRATIVE,
        more=True,
        apart=True,
        help="Where an imported one comes from; empty for our own.",
    )
