"""Registers of what went wrong and what was demanded: incidents with data, demands, keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar

from fieldapp.records.fields import (
    choice,
    choices,
    day,
    flag,
    link,
    links,
    moment,
    number,
    parts,
    text,
)
from fieldapp.records.record import Due, Part, Problem, Record, part, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass

ADMIN = DataClass.ADMINISTRATIVE
HANDLING = "Handling"
HAPPENED, RISK, TOLD, AFTER = "What happened", "Who is at risk", "Who was told", "Afterwards"
DEMAND, ANSWER = "Demand", "Answer"


@part
class ToldOfIncident(Part):
    """Someone who was told of it: head of office, data protection officer, whose data it was."""

    who: str = choice("Who", "told_of_incident", data_class=ADMIN, listed=True)
    partner: str = link("Partner", "partner", listed=True)
    at: dt.datetime | None = moment("When", data_class=ADMIN, listed=True)
    note: str = text("Note", listed=True)


def _closed_is_learnt(incident: DataIncident) -> Iterator[Problem]:
    if incident.step == "closed" and not incident.lesson.strip():
        yield Problem("lesson", "Say what was learnt before it is closed.")
    if incident.step == "closed" and not incident.told:
        yield Problem("told", "Say who was told: at least the head of office.")


@record
class DataIncident(Record):
    """Something happened to data: a laptop lost, a wrong recipient, a seizure (domain 5.8)."""

    noun: ClassVar[str] = "data_incident"
    code: ClassVar[str] = "DIN"
    label: ClassVar[str] = "Data incident"
    plural: ClassVar[str] = "Data incidents"
    about: ClassVar[str] = "What happened to data, who is at risk, and who was told."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "detected_on"
    tasks: ClassVar[tuple[str, ...]] = ("AN3",)
    dues = (Due("tell_by", "Tell those whose data it was", "step", ("notification", "")),)
    sections: ClassVar[tuple[str, ...]] = (HAPPENED, RISK, TOLD, AFTER, HANDLING)
    checks = (_closed_is_learnt,)

    title: str = text(
        "Title", section=HAPPENED, listed=True, searched=True, required=True, help="In a few words."
    )
    what: str = choice(
        "What happened",
        "data_incident_kind",
        section=HAPPENED,
        listed=True,
        sorted=True,
        required=True,
        data_class=ADMIN,
    )
    detected_on: Day | None = day(
        "Detected on", section=HAPPENED, listed=True, sorted=True, required=True, data_class=ADMIN
    )
    detected_by: str = text(
        "Detected by", section=HAPPENED, help="A function or initials.", data_class=ADMIN
    )
    step: str = choice(
        "Where it stands",
        "data_incident_step",
        default="notification",
        section=HAPPENED,
        listed=True,
        sorted=True,
        data_class=ADMIN,
    )
    account: str = text("What is known", section=HAPPENED, lines=4, searched=True)
    by_whom: str = text("Who or what caused it", section=HAPPENED, lines=2, more=True)
    weakness: str = text("What made it possible", section=HAPPENED, lines=2, more=True)
    keys: str = choice(
        "Keys that others may have",
        "lost_key",
        section=RISK,
        data_class=ADMIN,
        help="Says below which packages those keys open.",
    )
    partner: str = link("Whose key", "partner", section=RISK, help="Where a partner's key is lost.")
    disclosure: str = link("Package or paper concerned", "disclosure", section=RISK)
    received: str = link("Package of theirs concerned", "received", section=RISK)
    level: str = choice("Level of the data", "level", section=RISK, data_class=ADMIN, listed=True)
    was_open: str = flag(
        "Was the vault open",
        section=RISK,
        help="A locked vault is encrypted; an open one is not.",
        data_class=ADMIN,
    )
    at_risk: str = text(
        "Who could be harmed, and how", section=RISK, lines=3, searched=True, help="No names here."
    )
    warned: str = flag("Were they warned", section=RISK, data_class=ADMIN)
    warned_how: str = text("How they were warned", section=RISK, lines=2, more=True)
    tell_by: Day | None = day(
        "Tell by",
        section=TOLD,
        sorted=True,
        data_class=ADMIN,
        help="The shortest time that an agreement concerned gives.",
    )
    told: tuple[ToldOfIncident, ...] = parts("Told", ToldOfIncident, section=TOLD)
    actions: str = text("What was done", section=AFTER, lines=3, searched=True)
    closed_on: Day | None = day("Closed on", section=AFTER, sorted=True, data_class=ADMIN)
    impact: str = text("What it did in the end", section=AFTER, lines=2, more=True)
    lesson: str = text("What was learnt", section=AFTER, lines=3, searched=True)


def _granting_is_escalated(demand: DataDemand) -> Iterator[Problem]:
    if demand.answer in ("granted", "partly") and not demand.decided_by.strip():
        yield Problem("decided_by", "Only leadership may grant a demand: say who decided.")
    if demand.answer in ("granted", "partly") and not demand.disclosures:
        yield Problem("disclosures", "Name the release by which it left, under its agreement.")


@record
class DataDemand(Record):
    """A party or an authority demanded data: logged, refused by default, escalated (R23)."""

    noun: ClassVar[str] = "data_demand"
    code: ClassVar[str] = "DEM"
    label: ClassVar[str] = "Demand for data"
    plural: ClassVar[str] = "Demands for data"
    about: ClassVar[str] = "Who demanded data, what was said, and who was told."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "demanded_on"
    tasks: ClassVar[tuple[str, ...]] = ("AN3",)
    dues = (Due("answer_by", "Answer a demand for data", "answer", ("", "pending")),)
    sections: ClassVar[tuple[str, ...]] = (DEMAND, ANSWER, HANDLING)
    checks = (_granting_is_escalated,)

    title: str = text("Title", section=DEMAND, listed=True, searched=True, required=True)
    demanded_on: Day | None = day(
        "Demanded on", section=DEMAND, listed=True, sorted=True, required=True, data_class=ADMIN
    )
    by_actor: str = link("By which force or authority", "actor", section=DEMAND, listed=True)
    by_words: str = text("By whom, in words", section=DEMAND, help="A function, not a name.")
    how: str = choice("How", "demand_way", section=DEMAND, listed=True, data_class=ADMIN)
    what: str = text("What was demanded", section=DEMAND, lines=3, searched=True, required=True)
    basis: str = text("On which ground, as they said", section=DEMAND, lines=2)
    threat: str = flag(
        "Under threat",
        section=DEMAND,
        help="Safety first: give in, lock, report.",
        data_class=ADMIN,
    )
    meeting: str = link("At which meeting", "meeting", section=DEMAND, more=True)
    whose: tuple[str, ...] = links(
        "Whose data", "partner", section=DEMAND, help="Partners who are to be told."
    )
    answer: str = choice(
        "Answer",
        "demand_answer",
        default="pending",
        section=ANSWER,
        listed=True,
        sorted=True,
        data_class=ADMIN,
        help="Refused unless leadership decides otherwise.",
    )
    answer_by: Day | None = day("Answer by", section=ANSWER, sorted=True, data_class=ADMIN)
    said: str = text(
        "What was said",
        section=ANSWER,
        lines=5,
        help="Begin from the refusal: privileges and immunities, and to whom to turn.",
    )
    escalated_to: tuple[str, ...] = choices(
        "Told", "escalated_to", section=ANSWER, data_class=ADMIN, listed=True
    )
    escalated_on: Day | None = day("Told on", section=ANSWER, data_class=ADMIN)
    decided_by: str = text("Decided by", section=ANSWER, data_class=ADMIN)
    disclosures: tuple[str, ...] = links(
        "What left", "disclosure", section=ANSWER, help="Only under an agreement, as all else."
    )
    incident: str = link("Data incident", "data_incident", section=ANSWER, more=True)
    lesson: str = text("What was learnt", section=ANSWER, lines=2, more=True)


@record
class KeyChange(Record):
    """A partner's key changed or was revoked: what was sealed to the old one is listed."""

    noun: ClassVar[str] = "key_change"
    code: ClassVar[str] = "KCH"
    label: ClassVar[str] = "Change of key"
    plural: ClassVar[str] = "Changes of keys"
    about: ClassVar[str] = "Keys of partners that changed or were revoked, and what they open."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "on"
    by_hand: ClassVar[bool] = False
    sections: ClassVar[tuple[str, ...]] = ("Key", HANDLING)

    title: str = text("Title", section="Key", listed=True, data_class=ADMIN)
    partner: str = link("Partner", "partner", section="Key", listed=True)
    on: Day | None = day("On", section="Key", listed=True, sorted=True, data_class=ADMIN)
    why: str = choice("Why", "key_change_why", section="Key", listed=True, data_class=ADMIN)
    old_fingerprint: str = text(
        "Fingerprint of the old key", section="Key", fixed=True, sorted=True, data_class=ADMIN
    )
    old_signing_key: str = text("Old signing key", fixed=True, data_class=ADMIN)
    new_fingerprint: str = text(
        "Fingerprint of the new key", section="Key", fixed=True, data_class=ADMIN
    )
    was_verified: str = flag(
        "Had its code been compared", section="Key", fixed=True, data_class=ADMIN
    )
    sealed_to_it: float | None = number(
        "Packages sealed to the old key", section="Key", listed=True, fixed=True, data_class=ADMIN
    )
    incident: str = link("Data incident", "data_incident", section="Key")
    note: str = text("Note", section="Key", lines=2)
