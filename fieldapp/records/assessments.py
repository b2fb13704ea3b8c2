"""The CMCoord assessment: a living document, with its parts and its next review (PP4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from fieldapp.records.fields import choice, choices, day, link, links, number, parts, place, text
from fieldapp.records.record import Due, Part, Problem, Record, part, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Place

HANDLING = "Handling"
ANALYSIS = DataClass.ANALYSIS
HEAD, CONTEXT, ACTORS, WORK, FUTURE, OUTPUT = (
    "Assessment",
    "Context",
    "Armed actors",
    "Interfaces and arrangements",
    "Foreseen roles",
    "Output",
)


@part
class AssessedActor(Part):
    """One armed actor, the same questions for every one of them (R24)."""

    actor: str = link("Actor", "actor", data_class=DataClass.ROLE, listed=True)
    why: str = text(
        "Why it is in here",
        lines=2,
        listed=True,
        data_class=ANALYSIS,
        help="Controls access, impacts security or logistics, has resources, or good offices.",
    )
    mandate: str = text("Mandate or mission", lines=2, data_class=ANALYSIS)
    capabilities: tuple[str, ...] = choices(
        "Capabilities relevant to relief", "relief_capability", data_class=ANALYSIS
    )
    relation: str = text("Relation to the population", lines=2, data_class=ANALYSIS)
    own_relief: str = text("Own relief activity", data_class=ANALYSIS)
    record: str = text("Record on protection of civilians", lines=2, data_class=ANALYSIS)
    strategy: str = choice("Strategy", "strategy", data_class=ANALYSIS, listed=True)
    liaison: str = choice("Liaison", "liaison_arrangement", data_class=ANALYSIS, listed=True)


@part
class Interface(Part):
    """One point at which humanitarians and forces meet."""

    subject: str = choice("Subject", "interface", listed=True)
    issue: str = text("Issue", lines=2, searched=True, listed=True)
    way: str = text("How it is handled", listed=True)


@part
class ForeseenRole(Part):
    """A role that an armed actor might be forced to take in the response."""

    actor: str = link("Actor", "actor", data_class=DataClass.ROLE, listed=True)
    role: str = text("Role", lines=2, searched=True, listed=True)
    when: str = text("When it would come to that", listed=True)
    preparation: str = text("What we prepare", listed=True)


@part
class PlanItem(Part):
    """One item of the CMCoord action plan."""

    what: str = text("What", lines=2, searched=True, listed=True)
    owner: str = text("Owner", listed=True)
    due: Day | None = day("By", listed=True)
    progress: str = choice("Progress", "progress", default="planned", listed=True)


def _has_a_next_review(assessment: CmcoordAssessment) -> Iterator[Problem]:
    if assessment.next_review is None:
        yield Problem("next_review", "Give its next review: an assessment is never finished.")


def _names_each_actor(assessment: CmcoordAssessment) -> Iterator[Problem]:
    if not all(each.actor for each in assessment.actors):
        yield Problem("actors", "Say of each row which actor it is about.")


def _period_in_order(assessment: CmcoordAssessment) -> Iterator[Problem]:
    first, last = assessment.period_from, assessment.period_to
    if first and last and last.last < first.first:
        yield Problem("period_to", "The period ends before it begins.")


@record
class CmcoordAssessment(Record):
    """Actors, structures, foreseen roles and the action plan, kept current (domain 2.3)."""

    noun: ClassVar[str] = "cmcoord_assessment"
    code: ClassVar[str] = "CMA"
    label: ClassVar[str] = "CMCoord assessment"
    plural: ClassVar[str] = "CMCoord assessments"
    about: ClassVar[str] = "Actors, structures, roles they may be forced to take; kept current."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "period_from"
    sealable: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("PP4",)
    dues = (Due("next_review", "Renew the assessment"),)
    sections: ClassVar[tuple[str, ...]] = (HEAD, CONTEXT, ACTORS, WORK, FUTURE, OUTPUT, HANDLING)
    checks = (_has_a_next_review, _names_each_actor, _period_in_order)

    title: str = text("Title", section=HEAD, listed=True, sorted=True, searched=True, required=True)
    period_from: Day | None = day("From", section=HEAD, listed=True, sorted=True)
    period_to: Day | None = day("To", section=HEAD)
    place: Place = place("Area", section=HEAD, listed=True)
    version: float | None = number("Version", section=HEAD, minimum=1)
    trigger: str = choice("Why now", "assessment_trigger", section=HEAD, listed=True)
    next_review: Day | None = day("Next review", section=HEAD, listed=True, sorted=True)
    environment: str = choice("Environment", "environment", section=CONTEXT)
    conflict: str = text("Parties and trend", section=CONTEXT, lines=4, searched=True)
    legal: str = text("Legal framework and mandates", section=CONTEXT, lines=3, searched=True)
    missions: tuple[str, ...] = links("Missions", "mission", section=CONTEXT)
    method: str = text(
        "How it was made",
        section=CONTEXT,
        lines=2,
        help="Secondary data first, then primary; qualitative and quantitative; triangulated.",
    )
    actors: tuple[AssessedActor, ...] = parts(
        "Armed actors", AssessedActor, section=ACTORS, searched=True
    )
    interfaces: tuple[Interface, ...] = parts("Interfaces", Interface, section=WORK, searched=True)
    platforms: tuple[str, ...] = links("Platforms", "platform", section=WORK)
    structures: str = text(
        "Coordination structures",
        section=WORK,
        lines=2,
        searched=True,
        more=True,
        help="Who meets whom in the country and at headquarters, beside the platforms above.",
    )
    liaison: str = text(
        "Liaison strategy",
        section=WORK,
        lines=2,
        searched=True,
        help="How we keep in touch with all of them, and who does.",
    )
    guidance: tuple[str, ...] = links("Guidance in force", "guidance", section=WORK)
    systems: tuple[str, ...] = links("Notification systems", "notification_system", section=WORK)
    escorts: str = text("Practice on escorts", section=WORK, lines=2, more=True)
    assets: str = text("Military assets in use", section=WORK, lines=2, more=True)
    roles: tuple[ForeseenRole, ...] = parts(
        "Foreseen roles", ForeseenRole, section=FUTURE, searched=True
    )
    risks: str = text("Risks", section=OUTPUT, lines=3, searched=True)
    opportunities: str = text("Opportunities", section=OUTPUT, lines=3, searched=True)
    recommendations: str = text("Recommendations", section=OUTPUT, lines=4, searched=True)
    plan: tuple[PlanItem, ...] = parts("Action plan", PlanItem, section=OUTPUT, searched=True)
