"""Last resort: military assets and armed escorts, with alternatives, decider and end (R11)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from fieldapp.records.fields import choice, choices, day, flag, link, number, parts, place, text
from fieldapp.records.record import Due, Part, Problem, Record, part, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Place

HANDLING, NEED, ALTERNATIVES, DECISION = "Handling", "Need", "Alternatives", "Decision"
ANALYSIS, EVENT = DataClass.ANALYSIS, DataClass.EVENT
APPROVED = ("approve", "conditions")
CRITERIA = ("need", "authorities", "security", "sustainability")


@part
class CivilianAlternative(Part):
    """A civilian way that was looked at, and why it will not do."""

    what: str = text("Civilian alternative", searched=True, data_class=ANALYSIS, listed=True)
    ready_by: Day | None = day("Ready by", listed=True)
    reason: str = text("Why rejected", data_class=ANALYSIS, listed=True)


@part
class EscortAlternative(Part):
    """A way without an armed escort that was looked at, and why it will not do."""

    what: str = choice("Alternative", "escort_alternative", data_class=ANALYSIS, listed=True)
    detail: str = text("In words", data_class=ANALYSIS, listed=True)
    reason: str = text("Why rejected", data_class=ANALYSIS, listed=True)


def _approved_as_it_must_be(decided: LastResortTest | EscortDecision) -> Iterator[Problem]:
    """R11: no approval without alternatives, each with its reason, a decider, a day and an end."""
    if decided.decision not in APPROVED:
        return
    if not any(row.what.strip() for row in decided.alternatives):
        yield Problem("alternatives", "An approval needs the alternatives that were looked at.")
    elif not all(row.reason.strip() for row in decided.alternatives):
        yield Problem("alternatives", "Say of each alternative why it was rejected.")
    for name, words in (
        ("decider", "An approval needs the one who decided."),
        ("decided_on", "An approval needs the day on which it was decided."),
        ("ends_on", "An approval needs the day on which it ends."),
    ):
        if not getattr(decided, name):
            yield Problem(name, words)
    if decided.decision == "conditions" and not decided.conditions.strip():
        yield Problem("conditions", "Write down the conditions.")


def _ends_after_it_begins(decided: LastResortTest | EscortDecision) -> Iterator[Problem]:
    first, last = decided.decided_on, decided.ends_on
    if first and last and last.last < first.first:
        yield Problem("ends_on", "It ends before it was decided.")


@record
class LastResortTest(Record):
    """Military assets only when no civilian alternative meets the need in time (domain 2.5)."""

    noun: ClassVar[str] = "last_resort_test"
    code: ClassVar[str] = "LRT"
    label: ClassVar[str] = "Last-resort test"
    plural: ClassVar[str] = "Last-resort tests"
    about: ClassVar[str] = (
        "Military assets only when no civilian alternative meets the need in time."
    )
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "asked_on"
    tasks: ClassVar[tuple[str, ...]] = ("AD5",)
    dues = (
        Due("ends_on", "Use of military assets ends", "decision", APPROVED),
        Due("review_decision_on", "Review the last-resort decision", "decision", APPROVED),
    )
    sections: ClassVar[tuple[str, ...]] = (
        NEED,
        ALTERNATIVES,
        "Standards",
        DECISION,
        HANDLING,
    )
    checks = (_approved_as_it_must_be, _ends_after_it_begins)

    title: str = text("Title", section=NEED, listed=True, sorted=True, searched=True, required=True)
    asked_on: Day | None = day("Asked on", section=NEED, listed=True, sorted=True)
    asset: str = text(
        "Asset asked for", section=NEED, searched=True, help="Such as two helicopters for ten days."
    )
    actor: str = link("Whose", "actor", section=NEED, listed=True)
    asked_by: str = text("Asked by", section=NEED, help="Which organisation or cluster.")
    place: Place = place("Where", section=NEED)
    lr3_need: str = text(
        "Need, urgent and life-saving",
        section=NEED,
        lines=3,
        searched=True,
        help="What, for whom.",
    )
    lr3_by: Day | None = day("Needed by", section=NEED)
    lr2_no_alternative: str = flag(
        "No comparable civilian alternative in the time required",
        section=ALTERNATIVES,
        data_class=ANALYSIS,
    )
    alternatives: tuple[CivilianAlternative, ...] = parts(
        "Alternatives looked at",
        CivilianAlternative,
        section=ALTERNATIVES,
        searched=True,
        help="Each civilian way, and why it will not do.",
    )
    lr1_requested: str = flag(
        "Asked for by the HC or RC, with the State's consent, on humanitarian criteria only",
        section="Standards",
    )
    lr1_reference: str = text("Reference of the request", section="Standards")
    lr4_civilian: str = flag(
        "Civilian nature kept, authority with the humanitarian organisation", section="Standards"
    )
    lr5_category: str = choice(
        "Kind of assistance",
        "assistance_category",
        section="Standards",
        data_class=EVENT,
        help="Indirect help or infrastructure first; direct help is the last of the last.",
    )
    lr6_scale: str = text("Limits in time and scale", section="Standards", lines=2)
    lr6_exit: str = text(
        "How civilian means take over", section="Standards", lines=2, data_class=ANALYSIS
    )
    lr7_conduct: str = flag(
        "Provider keeps codes of conduct; unarmed, or no arms in view", section="Standards"
    )
    lr8_effect: str = choice(
        "Effect on acceptance and safety", "score_band", section="Standards", data_class=ANALYSIS
    )
    lr8_words: str = text(
        "That effect in words",
        section="Standards",
        lines=2,
        data_class=ANALYSIS,
        help="Neutrality as seen by others, staff, people reached, and the precedent set.",
    )
    lr9_no_cost: str = flag("No cost to the State or to people", section="Standards")
    decision: str = choice(
        "Decision",
        "approval_decision",
        section=DECISION,
        listed=True,
        sorted=True,
        data_class=EVENT,
        help="Empty until it is decided.",
    )
    conditions: str = text("Conditions", section=DECISION, lines=2)
    decider: str = choice("Decided by", "decider", section=DECISION, listed=True)
    decided_on: Day | None = day("Decided on", section=DECISION)
    ends_on: Day | None = day("Ends on", section=DECISION, listed=True, sorted=True)
    review_decision_on: Day | None = day("Review the decision on", section=DECISION, sorted=True)
    why: str = text("Why so decided", section=DECISION, lines=2, data_class=ANALYSIS)
    after: str = text("What came of it", section=DECISION, lines=2, data_class=ANALYSIS, more=True)


def _exception_is_explained(decided: EscortDecision) -> Iterator[Problem]:
    if decided.decision not in APPROVED or decided.exception.strip():
        return
    if any(getattr(decided, name) != "met" for name in CRITERIA):
        yield Problem("exception", "Not all criteria are met: say why it is decided all the same.")


def _window_in_order(decided: EscortDecision) -> Iterator[Problem]:
    first, last = decided.window_from, decided.window_to
    if first and last and last.last < first.first:
        yield Problem("window_to", "The window closes before it opens.")


def _criterion(label: str, words: str) -> str:
    found: str = choice(label, "check_state", section="Criteria", data_class=ANALYSIS, help=words)
    return found


def _note(label: str) -> str:
    found: str = text(label, section="Criteria", data_class=ANALYSIS)
    return found


@record
class EscortDecision(Record):
    """Exceptional, criterion by criterion, with alternatives, decider and end (domain 2.6)."""

    noun: ClassVar[str] = "escort_decision"
    code: ClassVar[str] = "ESC"
    label: ClassVar[str] = "Armed-escort decision"
    plural: ClassVar[str] = "Armed-escort decisions"
    about: ClassVar[str] = "Exceptional, criteria by criteria, with alternatives, decider and end."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "asked_on"
    tasks: ClassVar[tuple[str, ...]] = ("AD5",)
    dues = (Due("ends_on", "Armed escort ends", "decision", APPROVED),)
    sections: ClassVar[tuple[str, ...]] = (
        NEED,
        ALTERNATIVES,
        "Criteria",
        "Escort",
        DECISION,
        HANDLING,
    )
    checks = (
        _approved_as_it_must_be,
        _ends_after_it_begins,
        _exception_is_explained,
        _window_in_order,
    )

    title: str = text("Title", section=NEED, listed=True, sorted=True, searched=True, required=True)
    asked_on: Day | None = day("Asked on", section=NEED, listed=True, sorted=True)
    need_words: str = text("What is needed, for whom", section=NEED, lines=3, searched=True)
    criticality: str = choice("Programme criticality", "programme_criticality", section=NEED)
    route: str = text("Route", section=NEED, lines=2)
    place: Place = place("Area of the route", section=NEED)
    window_from: Day | None = day("Window from", section=NEED, sorted=True)
    window_to: Day | None = day("Window to", section=NEED)
    proposed_by: str = text("Who proposed it", section=NEED)
    notification: str = link("Notified as", "notification", section=NEED, more=True)
    alternatives: tuple[EscortAlternative, ...] = parts(
        "Alternatives looked at",
        EscortAlternative,
        section=ALTERNATIVES,
        searched=True,
        help="Each way without arms, and why it will not do.",
    )
    need: str = _criterion("Need and programme criticality", "Lives depend on it now.")
    need_note: str = _note("On the need")
    authorities: str = _criterion(
        "Responsible authorities", "Those responsible cannot or will not keep the road safe."
    )
    authorities_note: str = _note("On the authorities")
    security: str = _criterion("Safety and security", "An escort lessens the danger for all.")
    security_note: str = _note("On safety")
    sustainability: str = _criterion(
        "Sustainability", "It closes no road that we need later, and it ends."
    )
    sustainability_note: str = _note("On sustainability")
    exception: str = text(
        "Why decided all the same",
        section="Criteria",
        lines=2,
        data_class=ANALYSIS,
        help="Where not all four are met, an approval is an exception that is explained.",
    )
    provider: str = link("Whose escort", "actor", section="Escort", listed=True)
    provider_type: str = choice(
        "Kind of provider", "escort_provider", section="Escort", listed=True, data_class=EVENT
    )
    modes: tuple[str, ...] = choices("How it escorts", "escort_mode", section="Escort")
    separation: float | None = number(
        "Distance kept",
        section="Escort",
        unit="m",
        minimum=0,
        help="Between arms and our vehicles.",
    )
    exit_plan: str = text(
        "How we come to do without", section="Escort", lines=2, data_class=ANALYSIS
    )
    access: str = text("Effect on later access", section="Escort", data_class=ANALYSIS)
    population: str = text("Effect on people of the area", section="Escort", data_class=ANALYSIS)
    staff_safety: str = text("Effect on our safety", section="Escort", data_class=ANALYSIS)
    perception: str = text("How it will be seen", section="Escort", data_class=ANALYSIS)
    decision: str = choice(
        "Decision",
        "approval_decision",
        section=DECISION,
        listed=True,
        sorted=True,
        data_class=EVENT,
        help="Empty until it is decided.",
    )
    conditions: str = text("Conditions", section=DECISION, lines=2)
    decider: str = choice("Decided by", "decider", section=DECISION, listed=True)
    advice: str = text(
        "On whose advice", section=DECISION, help="HCT, UNDSS, others: what they advised."
    )
    decided_on: Day | None = day("Decided on", section=DECISION)
    ends_on: Day | None = day("Ends on", section=DECISION, listed=True, sorted=True)
    after: str = text(
        "After-action note",
        section=DECISION,
        lines=3,
        searched=True,
        data_class=ANALYSIS,
        help="What happened on the road and after, and what we do next time.",
    )
