"""What is made of the facts: objectives, dated scores, labels that end, and systems followed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from fieldapp.records.fields import choice, choices, day, flag, link, links, place, text
from fieldapp.records.record import Due, Problem, Record, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.places import Place

HANDLING = "Handling"
ANALYSIS = DataClass.ANALYSIS
WEIGHTY = ("spoiler", "influencer")
_WEIGHTY_NEEDS = (
    ("motive", "Say why they act so, as far as we know."),
    ("evidence", "Say what this label rests on."),
)
LONGEST_LABEL = 366  # days: a label sticks and harms, so it ends (R24)


@record
class Objective(Record):
    """An access or protection objective: stance and labels are always about one (domain 6.2)."""

    noun: ClassVar[str] = "objective"
    code: ClassVar[str] = "OBJ"
    label: ClassVar[str] = "Objective"
    plural: ClassVar[str] = "Objectives"
    about: ClassVar[str] = "What access or protection we try to reach; scores speak of one."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "since"
    tasks: ClassVar[tuple[str, ...]] = ("AN1",)
    sections: ClassVar[tuple[str, ...]] = ("Objective", HANDLING)

    title: str = text(
        "Title", section="Objective", listed=True, sorted=True, searched=True, required=True
    )
    kind: str = choice("Kind", "objective_kind", section="Objective", listed=True, required=True)
    place: Place = place("Where", section="Objective", listed=True)
    wanted: str = text(
        "What would be different",
        section="Objective",
        lines=3,
        searched=True,
        help="The change in behaviour, policy or practice that we look for.",
    )
    since: Day | None = day("Since", section="Objective", listed=True, sorted=True)
    until: Day | None = day("Until", section="Objective")
    status: str = choice(
        "Status", "objective_status", default="open", section="Objective", listed=True, sorted=True
    )


def _score_has_basis(scoring: Scoring) -> Iterator[Problem]:
    bands = (scoring.power, scoring.urgency, scoring.legitimacy, scoring.interest, scoring.stance)
    if any(bands) and not scoring.basis.strip():
        yield Problem("basis", "Say what this score rests on.")
    if not any(bands):
        yield Problem("power", "Give at least one band, or the stance.")
    if scoring.stance and not scoring.objective:
        yield Problem("objective", "A stance is towards one objective: say which.")


@record
class Scoring(Record):
    """Bands for one actor on one objective on one day; a new day is a new score (R26)."""

    noun: ClassVar[str] = "scoring"
    code: ClassVar[str] = "SCO"
    label: ClassVar[str] = "Score"
    plural: ClassVar[str] = "Scores"
    about: ClassVar[str] = "Power, urgency, legitimacy and stance on one objective, on one day."
    heading: ClassVar[tuple[str, ...]] = ("who",)
    dated: ClassVar[str] = "on"
    sealable: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("AN1",)
    sections: ClassVar[tuple[str, ...]] = ("Score", "What it rests on", HANDLING)
    checks = (_score_has_basis,)

    who: str = link("Who", "actor", "person", section="Score", listed=True, required=True)
    objective: str = link("On which objective", "objective", section="Score", listed=True)
    on: Day | None = day("On", section="Score", listed=True, sorted=True, required=True)
    stance: str = choice("Stance", "stance", section="Score", listed=True, data_class=ANALYSIS)
    power: str = choice("Power", "score_band", section="Score", listed=True, data_class=ANALYSIS)
    interest: str = choice(
        "Interest",
        "score_band",
        section="Score",
        data_class=ANALYSIS,
        help="How much they care about this objective, for or against.",
    )
    urgency: str = choice("Urgency", "score_band", section="Score", data_class=ANALYSIS)
    legitimacy: str = choice("Legitimacy", "score_band", section="Score", data_class=ANALYSIS)
    confidence: str = choice(
        "Confidence",
        "confidence_band",
        section="What it rests on",
        listed=True,
        required=True,
        data_class=ANALYSIS,
    )
    basis: str = text(
        "Basis",
        section="What it rests on",
        lines=3,
        searched=True,
        data_class=ANALYSIS,
        help="Which meetings, acts or reports; a score without a basis is a rumour.",
    )


def _label_can_be_shown(label: InfluenceLabel) -> Iterator[Problem]:
    needed = list(_WEIGHTY_NEEDS) if label.role in WEIGHTY else []
    if label.role == "spoiler":
        needed.append(("objective", "Say of which objective: nobody spoils everything."))
    for name, words in needed:
        if not getattr(label, name).strip():
            yield Problem(name, words)
    if label.since and label.expires:
        if label.expires.last < label.since.first:
            yield Problem("expires", "The label ends before it begins.")
        elif (label.expires.first - label.since.last).days > LONGEST_LABEL:
            yield Problem("expires", "A label lasts a year at most; look at it again then.")


@record
class InfluenceLabel(Record):
    """Spoiler, influencer and the like: with motive and evidence, and it ends (R24)."""

    noun: ClassVar[str] = "label"
    code: ClassVar[str] = "LAB"
    label: ClassVar[str] = "Label"
    plural: ClassVar[str] = "Labels"
    about: ClassVar[str] = "Spoiler, influencer and the like: of what, on which evidence, how long."
    heading: ClassVar[tuple[str, ...]] = ("who", "role")
    dated: ClassVar[str] = "since"
    tasks: ClassVar[tuple[str, ...]] = ("AN1",)
    dues = (Due("expires", "Label ends"),)
    sections: ClassVar[tuple[str, ...]] = ("Label", HANDLING)
    checks = (_label_can_be_shown,)

    who: str = link("Who", "actor", "person", section="Label", listed=True, required=True)
    role: str = choice(
        "Role",
        "influence_role",
        section="Label",
        listed=True,
        sorted=True,
        required=True,
        data_class=ANALYSIS,
    )
    objective: str = link("Of which objective", "objective", section="Label", listed=True)
    motive: str = text("Motive", section="Label", lines=2, searched=True, data_class=ANALYSIS)
    evidence: str = text("Evidence", section="Label", lines=3, searched=True, data_class=ANALYSIS)
    evidence_records: tuple[str, ...] = links(
        "Records that show it",
        "meeting",
        "incident",
        "commitment",
        "access_constraint",
        section="Label",
    )
    since: Day | None = day("Since", section="Label", listed=True, sorted=True, required=True)
    expires: Day | None = day(
        "Ends",
        section="Label",
        listed=True,
        sorted=True,
        required=True,
        help="A year at most. Today reminds you before it ends.",
    )


@record
class TrackingSystem(Record):
    """Who else counts harm, and by which definitions: sums only compare within one set."""

    noun: ClassVar[str] = "tracking_system"
    code: ClassVar[str] = "TRK"
    label: ClassVar[str] = "Tracking system"
    plural: ClassVar[str] = "Casualty-tracking systems"
    about: ClassVar[str] = "Who else counts harm, and by which definitions."
    heading: ClassVar[tuple[str, ...]] = ("name",)
    tasks: ClassVar[tuple[str, ...]] = ("AN4",)
    dues = (Due("look_again", "Look at their figures"),)
    sections: ClassVar[tuple[str, ...]] = ("System", "What we do with it", HANDLING)

    name: str = text(
        "Name", section="System", listed=True, sorted=True, searched=True, required=True
    )
    definition_set: str = choice(
        "Definition set",
        "definition_set",
        section="System",
        listed=True,
        required=True,
        help="Numbers of two sets are never added up.",
    )
    operator: str = text("Run by", section="System", listed=True, searched=True)
    origin: str = choice("What it is", "origin_mechanism", section="System", listed=True)
    scope: str = text("What it counts, and where", section="System", lines=3, searched=True)
    proof: str = text("Its standard of proof", section="System", lines=2)
    published: str = text("How often, and where it is published", section="System")
    contact: str = text(
        "Duty contact", section="System", data_class=DataClass.DUTY_CONTACT, more=True
    )
    our_part: str = text("Our part in it", section="What we do with it", lines=3, searched=True)
    differs: str = text(
        "Where its figures differ from ours, and why",
        section="What we do with it",
        lines=3,
        searched=True,
    )
    last_looked: Day | None = day("Last looked at", section="What we do with it", listed=True)
    look_again: Day | None = day("Look again on", section="What we do with it", sorted=True)
    feeds_advocacy: str = flag("Used in advocacy", section="What we do with it")
    advocacy: tuple[str, ...] = links("Used for", "advocacy_item", section="What we do with it")
    areas: tuple[str, ...] = choices(
        "Acts it counts", "act", section="System", data_class=DataClass.EVENT, more=True
    )
