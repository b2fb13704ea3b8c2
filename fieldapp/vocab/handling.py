"""The few vocabularies that decisions are made with: levels, data classes, recipient kinds."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """Sensitivity, lowest first; what harm disclosure would do (domain 5.2)."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    SEVERE = "severe"

    @property
    def rank(self) -> int:
        """Position from 0 (low) to 3 (severe)."""
        return list(Level).index(self)

    @classmethod
    def highest(cls, *levels: Level) -> Level:
        """The most sensitive of these; Severe where there is none, so it fails closed."""
        return max(levels, key=lambda level: level.rank, default=cls.SEVERE)


class DataClass(StrEnum):
    """What a field holds, which is what an agreement speaks about (design 4)."""

    IDENTITY = "identity"
    PERSONAL_CONTACT = "personal_contact"
    DUTY_CONTACT = "duty_contact"
    SPECIAL = "special"
    ROLE = "role"
    PLACE = "place"
    TIME = "time"
    EVENT = "event"
    COUNT = "count"
    SAID = "said"
    SHAREABLE_TEXT = "shareable_text"
    AGREED_LINE = "agreed_line"
    ANALYSIS = "analysis"
    CONFIDENTIAL_TEXT = "confidential_text"
    SOURCE_IDENTITY = "source_identity"
    SOURCE_SUMMARY = "source_summary"
    ARRANGEMENT = "arrangement"
    NOTIFIED = "notified"
    ATTACHMENT = "attachment"
    LINK = "link"
    ADMINISTRATIVE = "administrative"


class RecipientKind(StrEnum):
    """Who receives; each data class has a ceiling per kind."""

    OWN_OFFICE = "own-office"
    OCHA = "ocha"
    LEADERSHIP = "leadership"
    HUMANITARIAN_PARTNER = "humanitarian-partner"
    MANDATED_MECHANISM = "mandated-mechanism"
    MISSION_CIVILIAN = "mission-civilian"
    MISSION_UNIFORMED = "mission-uniformed"
    PARTY = "party"
    PUBLIC = "public"


class Attribution(StrEnum):
    """What may be done with words spoken, loosest first (domain 7.2)."""

    ON_RECORD = "on_record"
    NOT_FOR_ATTRIBUTION = "not_for_attribution"
    CHATHAM_HOUSE = "chatham_house"
    BACKGROUND_ONLY = "background_only"
    OFF_RECORD = "off_record"

    @classmethod
    def of(cls, *codes: str) -> Attribution:
        """The strictest of these codes; unset or unknown means background only (R13)."""
        order = list(cls)
        found = [cls(code) if code in order else cls.BACKGROUND_ONLY for code in codes]
        return max(found, key=order.index, default=cls.BACKGROUND_ONLY)


class Shape(StrEnum):
    """What form the content of an agreement takes."""

    TABLE = "table"
    INCIDENT_ROWS = "incident_rows"
    INDIVIDUAL_ROWS = "individual_rows"
