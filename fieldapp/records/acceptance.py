"""Acceptance: do-no-harm checks, initiatives for access, the cluster's strategies and our part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from fieldapp.records.fields import choice, choices, day, links, parts, place, text
from fieldapp.records.record import Due, Part, Problem, Record, part, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Place

HANDLING = "Handling"
ANALYSIS, EVENT = DataClass.ANALYSIS, DataClass.EVENT


@part
class Harm(Part):
    """One harm that could come of it, to whom, and what lessens it."""

    to_whom: str = choice("Who could be harmed", "harm_to", data_class=ANALYSIS, listed=True)
    how: str = text("How", lines=2, searched=True, data_class=ANALYSIS, listed=True)
    likelihood: str = choice("Likelihood", "likelihood", data_class=ANALYSIS, listed=True)
    severity: str = choice("Severity", "score_band", data_class=ANALYSIS, listed=True)
    mitigation: str = text("What lessens it", data_class=ANALYSIS, listed=True)
    residual: str = choice("What remains", "score_band", data_class=ANALYSIS, listed=True)


def _decided_on_harms(check: HarmCheck) -> Iterator[Problem]:
    if not check.decision:
        return
    if not any(row.to_whom or row.how.strip() for row in check.harms):
        yield Problem("harms", "Name who could be harmed and how before deciding.")
    if not check.decider.strip():
        yield Problem("decider", "Say who decided.")
    high = any(row.residual == "high" for row in check.harms)
    if check.decision in ("go", "changed") and high and not check.why.strip():
        yield Problem("why", "A high risk remains: say why we go ahead.")


@record
class HarmCheck(Record):
    """What could go wrong for whom, before we act, and what was decided (AD6)."""

    noun: ClassVar[str] = "harm_check"
    code: ClassVar[str] = "DNH"
    label: ClassVar[str] = "Do-no-harm check"
    plural: ClassVar[str] = "Do-no-harm checks"
    about: ClassVar[str] = "What could go wrong for whom, before we act."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "checked_on"
    tasks: ClassVar[tuple[str, ...]] = ("AD6",)
    dues = (Due("again_on", "Check for harm again"),)
    sections: ClassVar[tuple[str, ...]] = ("Check", "Harms", "Decision", HANDLING)
    checks = (_decided_on_harms,)

    title: str = text(
        "Title", section="Check", listed=True, sorted=True, searched=True, required=True
    )
    checked_on: Day | None = day("Checked on", section="Check", listed=True, sorted=True)
    about_records: tuple[str, ...] = links(
        "About",
        "advocacy_item",
        "arrangement",
        "cluster_link",
        "notification",
        "meeting",
        "training",
        "negotiation",
        "message",
        "initiative",
        "influence_path",
        section="Check",
        listed=True,
        help="What is checked: any of these may have more than one check.",
    )
    about_words: str = text("What we want to do", section="Check", lines=2, searched=True)
    place: Place = place("Area", section="Check")
    asked: str = text(
        "Who was asked",
        section="Check",
        data_class=DataClass.SOURCE_SUMMARY,
        help="Kinds of people, never names: women's group, drivers, local staff.",
    )
    harms: tuple[Harm, ...] = parts("Harms", Harm, section="Harms", searched=True)
    left_undone: str = text(
        "Harm of not acting",
        section="Harms",
        lines=2,
        data_class=ANALYSIS,
        help="If we do nothing.",
    )
    decision: str = choice(
        "Decision", "harm_decision", section="Decision", listed=True, sorted=True, data_class=EVENT
    )
    decider: str = text("Decided by", section="Decision", help="A function or initials.")
    why: str = text("Why so decided", section="Decision", lines=2, data_class=ANALYSIS)
    changes: str = text("What we changed", section="Decision", lines=2, data_class=ANALYSIS)
    again_on: Day | None = day("Look again on", section="Decision", sorted=True)


@part
class AcceptanceStep(Part):
    """One step towards being accepted: what, with whom, when."""

    what: str = text("Step", searched=True, listed=True)
    with_whom: str = text("With whom", listed=True)
    on: Day | None = day("On", listed=True)
    result: str = text("Result", data_class=ANALYSIS, listed=True)


@part
class Progress(Part):
    """What had changed by a day, and how we know."""

    on: Day | None = day("On", listed=True)
    found: str = text("What changed", lines=2, searched=True, data_class=ANALYSIS, listed=True)
    known_by: str = text("How we know", data_class=DataClass.SOURCE_SUMMARY, listed=True)


@record
class Initiative(Record):
    """What we do for safe, equitable access and acceptance (AD4)."""

    noun: ClassVar[str] = "initiative"
    code: ClassVar[str] = "INI"
    label: ClassVar[str] = "Access initiative"
    plural: ClassVar[str] = "Access initiatives"
    about: ClassVar[str] = "What we do for safe, equitable access and acceptance."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "started"
    tasks: ClassVar[tuple[str, ...]] = ("AD4",)
    dues = (Due("due", "Next step", "status", ("planned", "under_way")),)
    sections: ClassVar[tuple[str, ...]] = ("Initiative", "Steps", "Progress", HANDLING)

    title: str = text(
        "Title", section="Initiative", listed=True, sorted=True, searched=True, required=True
    )
    started: Day | None = day("Started", section="Initiative", listed=True, sorted=True)
    status: str = choice(
        "Status",
        "initiative_status",
        default="planned",
        section="Initiative",
        listed=True,
        sorted=True,
        data_class=EVENT,
    )
    aim: str = text(
        "Aim", section="Initiative", lines=2, searched=True, help="Who is to be reached, safely."
    )
    place: Place = place("Area", section="Initiative", listed=True)
    left_out: str = text(
        "Who is left out today",
        section="Initiative",
        lines=2,
        data_class=ANALYSIS,
        help="Which areas or groups get less, and why.",
    )
    actors: tuple[str, ...] = links("Actors it depends on", "actor", section="Initiative")
    constraints: tuple[str, ...] = links(
        "Access constraints it answers", "access_constraint", section="Initiative", more=True
    )
    partners: str = text("With which partners", section="Initiative")
    steps: tuple[AcceptanceStep, ...] = parts(
        "Steps of acceptance",
        AcceptanceStep,
        section="Steps",
        searched=True,
        help="With communities and forces: explained, heard, agreed.",
    )
    progress: tuple[Progress, ...] = parts("Progress", Progress, section="Progress", searched=True)
    next_step: str = text("Next step", section="Progress")
    due: Day | None = day("Due", section="Progress", listed=True, sorted=True)
    lessons: str = text("Lessons", section="Progress", lines=2, searched=True, more=True)


@part
class Contribution(Part):
    """One thing that we gave to a strategy."""

    on: Day | None = day("On", listed=True)
    what: str = text("What we gave", lines=2, searched=True, listed=True)
    used: str = choice("Taken up", "taken_up", data_class=EVENT, listed=True)


@record
class ClusterStrategy(Record):
    """Advocacy strategies of the Protection Cluster, and our part in them (AD7)."""

    noun: ClassVar[str] = "cluster_strategy"
    code: ClassVar[str] = "STR"
    label: ClassVar[str] = "Cluster strategy"
    plural: ClassVar[str] = "Cluster strategies"
    about: ClassVar[str] = "Advocacy strategies of the Protection Cluster, and our part in them."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "since"
    tasks: ClassVar[tuple[str, ...]] = ("AD7",)
    dues = (
        Due("next_review", "Review the strategy", "status", ("drafting", "in_force", "reviewed")),
    )
    sections: ClassVar[tuple[str, ...]] = ("Strategy", "Our part", "Review", HANDLING)

    title: str = text(
        "Title", section="Strategy", listed=True, sorted=True, searched=True, required=True
    )
    since: Day | None = day("Since", section="Strategy", listed=True, sorted=True)
    topics: tuple[str, ...] = choices(
        "Topics", "strategy_topic", section="Strategy", listed=True, data_class=EVENT
    )
    status: str = choice(
        "Status",
        "strategy_status",
        default="in_force",
        section="Strategy",
        listed=True,
        sorted=True,
        data_class=EVENT,
    )
    led_by: str = text("Led by", section="Strategy")
    endorsed_by: str = text("Endorsed by", section="Strategy")
    aim: str = text("Aim", section="Strategy", lines=2, searched=True)
    our_part: str = text(
        "Our part",
        section="Our part",
        lines=3,
        searched=True,
        help="What armed actors are asked by us, and what we leave to others.",
    )
    contributions: tuple[Contribution, ...] = parts(
        "Contributions", Contribution, section="Our part", searched=True
    )
    limits: str = text("What we do not do", section="Our part", lines=2, more=True)
    reviewed_on: Day | None = day("Reviewed on", section="Review")
    review: str = text("What the review found", section="Review", lines=3, data_class=ANALYSIS)
    next_review: Day | None = day("Next review", section="Review", listed=True, sorted=True)
