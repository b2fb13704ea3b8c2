"""Which information is how sensitive here: the protocol of the country, and what raises it."""

from __future__ import annotations

from typing import ClassVar

from fieldapp.records.fields import choice, day, parts, text
from fieldapp.records.record import Part, Record, part, record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass

ADMIN = DataClass.ADMINISTRATIVE


@part
class ProtocolRule(Part):
    """One row of a protocol's classification table, as it is read here."""

    kind: str = choice("Type of record", "@kinds", data_class=ADMIN, listed=True)
    information: str = choice("What it holds", "rule_information", data_class=ADMIN, listed=True)
    level: str = choice("Level", "level", data_class=ADMIN, listed=True)
    lowest_admin_level: str = choice("No place finer than", "admin_level", data_class=ADMIN)
    finest_date: str = choice("No date finer than", "date_precision", data_class=ADMIN)


@record
class Protocol(Record):
    """An information sharing protocol (ISP): who endorsed it, and what it says of each type."""

    noun: ClassVar[str] = "protocol"
    code: ClassVar[str] = "ISP"
    label: ClassVar[str] = "Protocol"
    plural: ClassVar[str] = "Protocols"
    about: ClassVar[str] = "What the country's information sharing protocol says of each type."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    sections: ClassVar[tuple[str, ...]] = ("Protocol", "Rules", "Handling")

    title: str = text(
        "Title", section="Protocol", listed=True, searched=True, required=True, data_class=ADMIN
    )
    rules: tuple[ProtocolRule, ...] = parts("Rules", ProtocolRule, section="Rules")


@record
class ImpactAssessment(Record):
    """A data impact assessment in its short form: it may only raise a level (domain 5.7)."""

    noun: ClassVar[str] = "impact_assessment"
    code: ClassVar[str] = "DIA"
    label: ClassVar[str] = "Data impact assessment"
    plural: ClassVar[str] = "Data impact assessments"
    about: ClassVar[str] = "What a data activity may do to people, and what follows from it."
    heading: ClassVar[tuple[str, ...]] = ("title",)
    sections: ClassVar[tuple[str, ...]] = ("Assessment", "Handling")

    title: str = text(
        "Title", section="Assessment", listed=True, searched=True, required=True, data_class=ADMIN
    )
    decided_on: Day | None = day("Decided on", section="Assessment", listed=True, data_class=ADMIN)
