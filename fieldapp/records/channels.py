"""Ways to reach armed actors: channels, platforms, and links for the Protection Cluster."""

from __future__ import annotations

from typing import ClassVar

from fieldapp.records.fields import day, text
from fieldapp.records.record import Record, record
from fieldapp.vocab.days import Day


@record
class Channel(Record):
    """How an actor is reached, by which arrangement, and when that was last tried."""

    noun: ClassVar[str] = "channel"
    code: ClassVar[str] = "CHN"
    label: ClassVar[str] = "Channel"
    plural: ClassVar[str] = "Channels and liaison"
    about: ClassVar[str] = (
        "How an actor is reached, by which arrangement, and when that was last tried."
    )
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "last_used"
    tasks: ClassVar[tuple[str, ...]] = ("DI1",)
    sections: ClassVar[tuple[str, ...]] = ("Channel", "Handling")

    title: str = text(
        "Title", section="Channel", listed=True, sorted=True, searched=True, required=True
    )
    last_used: Day | None = day("Last used", section="Channel", listed=True, sorted=True)


@record
class Platform(Record):
    """Standing meetings of humanitarians and forces: who chairs, who sits there."""

    noun: ClassVar[str] = "platform"
    code: ClassVar[str] = "PLT"
    label: ClassVar[str] = "Platform"
    plural: ClassVar[str] = "Platforms"
    about: ClassVar[str] = (
        "Standing meetings of humanitarians and forces: who chairs, who sits there."
    )
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "since"
    leaves: ClassVar[bool] = True
    tasks: ClassVar[tuple[str, ...]] = ("DI1",)
    sections: ClassVar[tuple[str, ...]] = ("Platform", "Handling")

    title: str = text(
        "Title", section="Platform", listed=True, sorted=True, searched=True, required=True
    )
    since: Day | None = day("Since", section="Platform", listed=True, sorted=True)


@record
class ClusterLink(Record):
    """Protection Cluster and force brought together, where leadership cleared it."""

    noun: ClassVar[str] = "cluster_link"
    code: ClassVar[str] = "LNK"
    label: ClassVar[str] = "Cluster link"
    plural: ClassVar[str] = "Cluster links"
    about: ClassVar[str] = (
        "Protection Cluster and force brought together, where leadership cleared it."
    )
    heading: ClassVar[tuple[str, ...]] = ("title",)
    dated: ClassVar[str] = "asked_on"
    tasks: ClassVar[tuple[str, ...]] = ("DI3",)
    sections: ClassVar[tuple[str, ...]] = ("Cluster link", "Handling")

    title: str = text(
        "Title", section="Cluster link", listed=True, sorted=True, searched=True, required=True
    )
    asked_on: Day | None = day("Asked on", section="Cluster link", listed=True, sorted=True)
