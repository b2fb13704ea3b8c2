"""Advocacy: why this target and this voice, agreed lines and their delivery, last resort."""

from __future__ import annotations

from typing import ClassVar

from fieldapp.records.fields import day, link, text
from fieldapp.records.record import Record, record
from fieldapp.vocab.days import Day


@record
class AdvocacyItem(Record):
    """One concern, one target: why this one, by which voice, and what came of it."""

    noun: ClassVar[str] = "advocacy_item"
    code: ClassVar[str] = "ADV"
    label: ClassVar[str] = "Advocacy item"
    plural: ClassVar[str] = "Advocacy items"
    about: ClassVar[str] = (
        "One concern, one target: why this one, by which voice, and what came of it."
    )
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "opened_on"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("AD1", "AD7")
    sections: ClassVar[tuple[str, ...]] = ("Advocacy item", "Handling")

    title: str = text(
        "Title", section="Advocacy item", listed=True, sorted=True, searched=True, required=True
    )
    opened_on: Day | None = day("Opened on", section="Advocacy item", listed=True, sorted=True)


@record
class Message(Record):
    """Lines of the HC and HCT that we echo."""

    noun: ClassVar[str] = "message"
    code: ClassVar[str] = "MSG"
    label: ClassVar[str] = "Agreed line"
    plural: ClassVar[str] = "Agreed lines"
    about: ClassVar[str] = "Lines of the HC and HCT that we echo."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "approved_on"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("AD2", "AD3")
    sections: ClassVar[tuple[str, ...]] = ("Agreed line", "Handling")

    title: str = text(
        "Title", section="Agreed line", listed=True, sorted=True, searched=True, required=True
    )
    approved_on: Day | None = day("Approved on", section="Agreed line", listed=True, sorted=True)


@record
class LineDelivery(Record):
    """A line given to someone, and how they took it."""

    noun: ClassVar[str] = "delivery"
    code: ClassVar[str] = "DLV"
    label: ClassVar[str] = "Delivery"
    plural: ClassVar[str] = "Deliveries"
    about: ClassVar[str] = "A line given to someone, and how they took it."
    heading: ClassVar[tuple[str, ...]] = ("message",)
    dated: ClassVar[str] = "on"
    tasks: ClassVar[tuple[str, ...]] = ("AD2",)
    sections: ClassVar[tuple[str, ...]] = ("Delivery", "Handling")

    message: str = link("Line", "message", section="Delivery", listed=True, required=True)
    on: Day | None = day("On", section="Delivery", listed=True, sorted=True)


@record
class InfluencePath(Record):
    """Who can move whom, with which argument, at what risk to the one between."""

    noun: ClassVar[str] = "influence_path"
    code: ClassVar[str] = "INF"
    label: ClassVar[str] = "Influence path"
    plural: ClassVar[str] = "Influence paths"
    about: ClassVar[str] = (
        "Who can move whom, with which argument, at what risk to the one between."
    )
    heading: ClassVar[tuple[str, ...]] = ("title",)
    tasks: ClassVar[tuple[str, ...]] = ("AD8",)
    sections: ClassVar[tuple[str, ...]] = ("Influence path", "Handling")

    title: str = text(
        "Title", section="Influence path", listed=True, sorted=True, searched=True, required=True
    )


@record
class LastResortTest(Record):
    """Military assets only when no civilian alternative meets the need in time."""

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
    sections: ClassVar[tuple[str, ...]] = ("Last-resort test", "Handling")

    title: str = text(
        "Title", section="Last-resort test", listed=True, sorted=True, searched=True, required=True
    )
    asked_on: Day | None = day("Asked on", section="Last-resort test", listed=True, sorted=True)


@record
class EscortDecision(Record):
    """Exceptional, criteria by criteria, with alternatives, decider and end."""

    noun: ClassVar[str] = "escort_decision"
    code: ClassVar[str] = "ESC"
    label: ClassVar[str] = "Armed-escort decision"
    plural: ClassVar[str] = "Armed-escort decisions"
    about: ClassVar[str] = "Exceptional, criteria by criteria, with alternatives, decider and end."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "asked_on"
    tasks: ClassVar[tuple[str, ...]] = ("AD5",)
    sections: ClassVar[tuple[str, ...]] = ("Armed-escort decision", "Handling")

    title: str = text(
        "Title",
        section="Armed-escort decision",
        listed=True,
        sorted=True,
        searched=True,
        required=True,
    )
    asked_on: Day | None = day(
        "Asked on", section="Armed-escort decision", listed=True, sorted=True
    )


@record
class HarmCheck(Record):
    """What could go wrong for whom, before we act."""

    noun: ClassVar[str] = "harm_check"
    code: ClassVar[str] = "DNH"
    label: ClassVar[str] = "Do-no-harm check"
    plural: ClassVar[str] = "Do-no-harm checks"
    about: ClassVar[str] = "What could go wrong for whom, before we act."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "checked_on"
    tasks: ClassVar[tuple[str, ...]] = ("AD6",)
    sections: ClassVar[tuple[str, ...]] = ("Do-no-harm check", "Handling")

    title: str = text(
        "Title", section="Do-no-harm check", listed=True, sorted=True, searched=True, required=True
    )
    checked_on: Day | None = day("Checked on", section="Do-no-harm check", listed=True, sorted=True)


@record
class Initiative(Record):
    """What we do for safe, equitable access and acceptance."""

    noun: ClassVar[str] = "initiative"
    code: ClassVar[str] = "INI"
    label: ClassVar[str] = "Access initiative"
    plural: ClassVar[str] = "Access initiatives"
    about: ClassVar[str] = "What we do for safe, equitable access and acceptance."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "started"
    tasks: ClassVar[tuple[str, ...]] = ("AD4",)
    sections: ClassVar[tuple[str, ...]] = ("Access initiative", "Handling")

    title: str = text(
        "Title", section="Access initiative", listed=True, sorted=True, searched=True, required=True
    )
    started: Day | None = day("Started", section="Access initiative", listed=True, sorted=True)


@record
class ClusterStrategy(Record):
    """Advocacy strategies of the Protection Cluster, and our part in them."""

    noun: ClassVar[str] = "cluster_strategy"
    code: ClassVar[str] = "STR"
    label: ClassVar[str] = "Cluster strategy"
    plural: ClassVar[str] = "Cluster strategies"
    about: ClassVar[str] = "Advocacy strategies of the Protection Cluster, and our part in them."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "since"
    tasks: ClassVar[tuple[str, ...]] = ("AD7",)
    sections: ClassVar[tuple[str, ...]] = ("Cluster strategy", "Handling")

    title: str = text(
        "Title", section="Cluster strategy", listed=True, sorted=True, searched=True, required=True
    )
    since: Day | None = day("Since", section="Cluster strategy", listed=True, sorted=True)
