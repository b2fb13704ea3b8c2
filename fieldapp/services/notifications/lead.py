"""Whether a movement is notified long enough ahead, by the rule of its country (R9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

import attrs

from fieldapp.records.notifications import Notification, NotificationSystem
from fieldapp.vocab.days import Day

# Where no system says otherwise, as in Yemen: two days ahead, one in an emergency.
LEAD_HOURS, EMERGENCY_LEAD_HOURS = 48.0, 24.0
RESPONSE_HOURS = 24.0


class Verdict(StrEnum):
    """How a lead time stands to its rule."""

    OK = "ok"
    EMERGENCY = "emergency"  # flagged as one, and its shorter rule is kept
    SHORT = "short"


@attrs.frozen
class Lead:
    """Hours ahead, the hours that the rule asks for, and how the two stand.

    `hours` is None where no start is known, and `rule` 0 for a site, which needs no lead time.
    """

    hours: float | None
    rule: float
    verdict: Verdict

    @property
    def missing(self) -> float:
        """By how many hours it is too short."""
        return 0.0 if self.hours is None else max(0.0, self.rule - self.hours)


def lead_time(
    notification: Notification, system: NotificationSystem | None, now: dt.datetime
) -> Lead:
    """From the hour at which it was submitted, or from now, until its window begins."""
    return lead_between(
        notification.kind,
        moment_of(notification.window_start),
        moment_of(notification.submitted_at) or now,
        notification.emergency == "yes",
        system,
    )


def lead_between(
    kind: str,
    start: dt.datetime | None,
    handed_in: dt.datetime,
    emergency: bool,
    system: NotificationSystem | None,
) -> Lead:
    """The same from its values, for a page that reads thousands."""
    if kind == "site":
        return Lead(None, 0.0, Verdict.OK)
    rule = rule_hours(system, emergency)
    hours = (start - handed_in).total_seconds() / 3600 if start else None
    if hours is not None and hours < rule:
        return Lead(hours, rule, Verdict.SHORT)
    return Lead(hours, rule, Verdict.EMERGENCY if emergency else Verdict.OK)


def rule_hours(system: NotificationSystem | None, emergency: bool) -> float:
    """How many hours ahead a system wants to know."""
    if emergency:
        own = system.emergency_lead_hours if system else None
        return EMERGENCY_LEAD_HOURS if own is None else own
    own = system.lead_hours if system else None
    return LEAD_HOURS if own is None else own


def system_for(
    systems: Sequence[NotificationSystem], chosen: str, country: str
) -> NotificationSystem | None:
    """The system that a notification names, else that of its country, else the only one."""
    for each in systems:
        if each.id == chosen:
            return each
    of_country = [each for each in systems if each.country and each.country == country]
    if of_country:
        return of_country[0]
    return systems[0] if len(systems) == 1 else None


def moment_of(value: dt.datetime | Day | None) -> dt.datetime | None:
    """A moment; of a day whose hour nobody told, its first."""
    if isinstance(value, Day):
        return dt.datetime.combine(value.first, dt.time(), dt.UTC)
    return value
