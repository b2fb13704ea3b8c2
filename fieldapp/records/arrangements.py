"""Access arrangements: between whom, in which terms, for how long, kept or breached."""

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

HANDLING = "Handling"
EVENT, TERMS = DataClass.EVENT, DataClass.ARRANGEMENT


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
        data_class=TERMS,
    )
    status: str = choice(
        "Status",
        "arrangement_status",
        default="proposed",
        section="Arrangement",
        listed=True,
        sorted=True,
        data_class=TERMS,
    )
    parties: tuple[str, ...] = links(
        "Between", "actor", section="Arrangement", listed=True, data_class=DataClass.ROLE
    )
    signatories: tuple[Signatory, ...] = parts("Signatories", Signatory, section="Arrangement")
    starts: Day | None = day(
        "Starts", section="Arrangement", listed=True, sorted=True, data_class=TERMS
    )
    ends: Day | None = day(
        "Ends", section="Arrangement", listed=True, sorted=True, data_class=TERMS
    )
    hours: str = text(
        "Hours and time zone",
        section="Arrangement",
        data_class=TERMS,
        help="Such as 08:00-16:00, UTC+2: say the zone.",
    )
    place: Place = place("Area", section="Arrangement", listed=True, data_class=TERMS)
    route: str = text("Route", section="Arrangement", lines=2, data_class=TERMS, more=True)
    purpose: str = text("Purpose", section="Terms", lines=2, searched=True, data_class=TERMS)
    terms: str = text(
        "Terms",
        section="Terms",
        lines=5,
        searched=True,
        data_class=TERMS,
        help="As agreed, in its words; it leaves only to those who agreed to it.",
    )
    guarantees: str = text("Guarantees", section="Terms", lines=2, data_class=TERMS, more=True)
    exclusions: str = text("Exclusions", section="Terms", lines=2, data_class=TERMS, more=True)
    conditions: str = text(
        "Conditions we accepted", section="Terms", lines=2, data_class=TERMS, more=True
    )
    legal_basis: str = text(
        "Basis",
        section="Terms",
        lines=2,
        data_class=TERMS,
        more=True,
        help="Minimum standards, Security Council resolutions, law.",
    )
    goods: str = text("Goods", section="Terms", data_class=TERMS, more=True)
    people: Tally = tally("People", section="Terms", more=True)
    text_language: str = choice(
        "Language of the text", "language", section="Terms", data_class=EVENT, more=True
    )
    translated_by: str = text("Translated by", section="Terms", more=True)
    monitoring: str = text(
        "How it is monitored", section="Keeping it", lines=2, data_class=TERMS, more=True
    )
    breaches: tuple[Breach, ...] = parts(
        "Breaches", Breach, section="Keeping it", searched=True, data_class=EVENT
    )
    lessons: str = text("Lessons", section="Keeping it", lines=3, searched=True, more=True)
    red_lines: str = text(
        "Red lines checked",
        section="Our reading",
        lines=2,
        help="Which of ours it comes near, and who looked at that.",
    )
    benefits: str = text(
        "Who gains politically",
        section="Our reading",
        lines=2,
        data_class=DataClass.ANALYSIS,
        help="Corridors and pauses are easily turned to other ends.",
    )
    voluntary: str = flag(
        "Is passage voluntary and safe for civilians?",
        section="Our reading",
        help="Ask the people who are to pass, not those who let them.",
    )
    peacekeeping_objectives: tuple[str, ...] = choices(
        "Objectives beside a mission",
        "peacekeeping_objective",
        section="Our reading",
        peacekeeping=True,
    )
    negotiation: str = link("Negotiation file", "negotiation", section="Our reading", more=True)
