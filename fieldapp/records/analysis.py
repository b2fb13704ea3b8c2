"""What is made of the facts: objectives, scores, labels, joint analyses and products."""

from __future__ import annotations

from typing import ClassVar

from fieldapp.records.fields import choice, day, link, text
from fieldapp.records.record import Record, record
from fieldapp.vocab.days import Day


@record
class Objective(Record):
    """What access or protection we try to reach; scores and labels speak of one."""

    noun: ClassVar[str] = "objective"
    code: ClassVar[str] = "OBJ"
    label: ClassVar[str] = "Objective"
    plural: ClassVar[str] = "Objectives"
    about: ClassVar[str] = (
        "What access or protection we try to reach; scores and labels speak of one."
    )
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "since"
    tasks: ClassVar[tuple[str, ...]] = ("AN1",)
    sections: ClassVar[tuple[str, ...]] = ("Objective", "Handling")

    title: str = text(
        "Title", section="Objective", listed=True, sorted=True, searched=True, required=True
    )
    since: Day | None = day("Since", section="Objective", listed=True, sorted=True)


@record
class Scoring(Record):
    """Power, urgency, legitimacy and stance of one actor on one objective, on one day."""

    noun: ClassVar[str] = "scoring"
    code: ClassVar[str] = "SCO"
    label: ClassVar[str] = "Score"
    plural: ClassVar[str] = "Scores"
    about: ClassVar[str] = (
        "Power, urgency, legitimacy and stance of one actor on one objective, on one day."
    )
    heading: ClassVar[tuple[str, ...]] = ("who",)
    dated: ClassVar[str] = "on"
    tasks: ClassVar[tuple[str, ...]] = ("AN1",)
    sections: ClassVar[tuple[str, ...]] = ("Score", "Handling")

    who: str = link("Who", "actor", "person", section="Score", listed=True, required=True)
    on: Day | None = day("On", section="Score", listed=True, sorted=True)


@record
class InfluenceLabel(Record):
    """Spoiler, influencer and the like: of what, on which evidence, until when."""

    noun: ClassVar[str] = "label"
    code: ClassVar[str] = "LAB"
    label: ClassVar[str] = "Label"
    plural: ClassVar[str] = "Labels"
    about: ClassVar[str] = (
        "Spoiler, influencer and the like: of what, on which evidence, until when."
    )
    heading: ClassVar[tuple[str, ...]] = ("role",)
    dated: ClassVar[str] = "since"
    tasks: ClassVar[tuple[str, ...]] = ("AN1",)
    sections: ClassVar[tuple[str, ...]] = ("Label", "Handling")

    role: str = choice("Role", "influence_role", section="Label", listed=True, required=True)
    since: Day | None = day("Since", section="Label", listed=True, sorted=True)


@record
class TrackingSystem(Record):
    """Who else counts harm, and by which definitions."""

    noun: ClassVar[str] = "tracking_system"
    code: ClassVar[str] = "TRK"
    label: ClassVar[str] = "Tracking system"
    plural: ClassVar[str] = "Casualty-tracking systems"
    about: ClassVar[str] = "Who else counts harm, and by which definitions."
    heading: ClassVar[tuple[str, ...]] = ("name",)
    tasks: ClassVar[tuple[str, ...]] = ("AN4",)
    sections: ClassVar[tuple[str, ...]] = ("Tracking system", "Handling")

    name: str = text(
        "Name", section="Tracking system", listed=True, sorted=True, searched=True, required=True
    )


@record
class PocAnalysis(Record):
    """Threats to civilians, read together with the mission."""

    noun: ClassVar[str] = "poc_analysis"
    code: ClassVar[str] = "PCA"
    label: ClassVar[str] = "Joint PoC analysis"
    plural: ClassVar[str] = "Joint PoC analyses"
    about: ClassVar[str] = "Threats to civilians, read together with the mission."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "period_from"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("ANP1",)
    only_peacekeeping: ClassVar[bool] = True
    sections: ClassVar[tuple[str, ...]] = ("Joint PoC analysis", "Handling")

    title: str = text(
        "Title",
        section="Joint PoC analysis",
        listed=True,
        sorted=True,
        searched=True,
        required=True,
    )
    period_from: Day | None = day("From", section="Joint PoC analysis", listed=True, sorted=True)


@record
class InputNote(Record):
    """What we gave to mission plans, strategies, scenarios and footprint changes."""

    noun: ClassVar[str] = "input_note"
    code: ClassVar[str] = "INP"
    label: ClassVar[str] = "Input note"
    plural: ClassVar[str] = "Input notes"
    about: ClassVar[str] = (
        "What we gave to mission plans, strategies, scenarios and footprint changes."
    )
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "given_on"
    leaves: ClassVar[bool] = True
    only_peacekeeping: ClassVar[bool] = True
    sections: ClassVar[tuple[str, ...]] = ("Input note", "Handling")

    title: str = text(
        "Title", section="Input note", listed=True, sorted=True, searched=True, required=True
    )
    given_on: Day | None = day("Given on", section="Input note", listed=True, sorted=True)


@record
class Product(Record):
    """Snapshots, trends and briefs: tables frozen when they were made."""

    noun: ClassVar[str] = "product"
    code: ClassVar[str] = "PRD"
    label: ClassVar[str] = "Product"
    plural: ClassVar[str] = "Products"
    about: ClassVar[str] = "Snapshots, trends and briefs: tables frozen when they were made."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "made_on"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("AN4",)
    sections: ClassVar[tuple[str, ...]] = ("Product", "Handling")

    title: str = text(
        "Title", section="Product", listed=True, sorted=True, searched=True, required=True
    )
    made_on: Day | None = day("Made on", section="Product", listed=True, sorted=True)
