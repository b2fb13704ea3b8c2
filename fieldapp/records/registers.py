"""Registers of what went wrong and what was demanded: incidents with data, demands, keys."""

from __future__ import annotations

from typing import ClassVar

from fieldapp.records.fields import choice, day, link, text
from fieldapp.records.record import Record, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass

ADMIN = DataClass.ADMINISTRATIVE


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
    sections: ClassVar[tuple[str, ...]] = ("Incident", "Handling")

    title: str = text("Title", section="Incident", listed=True, searched=True, required=True)
    what: str = choice(
        "What happened", "data_incident_kind", section="Incident", listed=True, data_class=ADMIN
    )
    detected_on: Day | None = day(
        "Detected on", section="Incident", listed=True, sorted=True, data_class=ADMIN
    )


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
    sections: ClassVar[tuple[str, ...]] = ("Demand", "Handling")

    title: str = text("Title", section="Demand", listed=True, searched=True, required=True)
    demanded_on: Day | None = day(
        "Demanded on", section="Demand", listed=True, sorted=True, data_class=ADMIN
    )


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
    sections: ClassVar[tuple[str, ...]] = ("Key", "Handling")

    title: str = text("Title", section="Key", listed=True, data_class=ADMIN)
    partner: str = link("Partner", "partner", section="Key", listed=True)
    on: Day | None = day("On", section="Key", listed=True, sorted=True, data_class=ADMIN)
