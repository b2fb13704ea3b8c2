"""Under which month, quarter and area an incident is counted, and which came in late."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Literal

from fieldapp.records.incident_rules import STUB_ACTS
from fieldapp.records.incidents import Incident
from fieldapp.services.analysis.counting import counts
from fieldapp.vocab.days import PRECISIONS

Step = Literal["month", "quarter", "year"]
VERIFIED = "verified_by_mandated_body"
STUB_LEVEL = 1


def quarter_of(day: dt.date) -> str:
    """Such as `2026 Q1`."""
    return f"{day.year} Q{_number(day)}"


def quarter_end(day: dt.date) -> dt.date:
    """The last day of the quarter in which a day lies."""
    first_after = _number(day) * 3 + 1
    year, month = (day.year + 1, 1) if first_after > 12 else (day.year, first_after)
    return dt.date(year, month, 1) - dt.timedelta(days=1)


def when(incident: Incident, step: Step) -> str:
    """The month (`2026-01`), quarter or year in which it began; empty where that is not known.

    A stub is never told by month (R20).
    """
    began = incident.happened
    if began is None:
        return ""
    known = PRECISIONS.index(began.precision)
    if step == "year":
        return str(began.first.year)
    if known < PRECISIONS.index("month") or (step == "month" and incident.act in STUB_ACTS):
        return ""
    return quarter_of(began.first) if step == "quarter" else began.coarsen("month").iso


def where(incident: Incident, level: int) -> str:
    """The P-code of its area at an admin level, empty where not known; a stub has none below 1."""
    path = incident.place.path
    if level >= len(path) or (level > STUB_LEVEL and incident.act in STUB_ACTS):
        return ""
    return path[level].pcode


def stubs(incidents: Iterable[Incident]) -> Counter[tuple[str, str, str]]:
    """How many stubs there are by act, quarter and ADM1: nothing else is counted of them."""
    return Counter(
        (each.act, when(each, "quarter"), where(each, STUB_LEVEL))
        for each in incidents
        if each.act in STUB_ACTS and counts(each)
    )


def late_by_quarter(incident: Incident) -> bool:
    """Whether it was verified after the quarter in which it happened had ended (domain 4.2).

    Late incidents are reported apart. Where the day of verification is not known well enough to
    tell, it is not called late.
    """
    verified = _verified_on(incident)
    if incident.happened is None or verified is None:
        return False
    return verified > quarter_end(incident.happened.last)


def reportable(incident: Incident) -> bool:
    """Whether the task force itself verified it: the only stage that the MRM reports."""
    return any(
        row.stage == "task_force" and row.status == "verified" for row in incident.mrm_stages
    )


def _verified_on(incident: Incident) -> dt.date | None:
    """By the last stage of the MRM where it says so, else as the incident says."""
    stages = [
        row.on.first
        for row in incident.mrm_stages
        if row.stage == "task_force" and row.status == "verified" and row.on
    ]
    if stages:
        return max(stages)
    if incident.verification_status != VERIFIED or incident.verified_on is None:
        return None
    return incident.verified_on.first


def _number(day: dt.date) -> int:
    return (day.month + 2) // 3
