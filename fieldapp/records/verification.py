"""How an incident was verified: by whom, at which stage, and whether within its quarter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fieldapp.records.fields import choice, day, flag, number
from fieldapp.records.record import Part, Problem, part
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass

if TYPE_CHECKING:
    from fieldapp.records.incidents import Incident

EVENT, COUNT = DataClass.EVENT, DataClass.COUNT
VERIFIED = "verified_by_mandated_body"


@part
class MrmStage(Part):
    """One of the three stages of the MRM; only the task force's is reported (domain 4.2)."""

    stage: str = choice("Stage", "mrm_stage", data_class=EVENT, listed=True)
    status: str = choice("Status", "mrm_status", data_class=EVENT, listed=True)
    on: Day | None = day("On", listed=True)
    primary: float | None = number("Primary sources", data_class=COUNT, minimum=0, listed=True)
    secondary: float | None = number("Secondary sources", data_class=COUNT, minimum=0)
    eyewitness: str = flag("UN or MRM-trained eyewitness", data_class=EVENT)


def verified_names_its_mechanism(incident: Incident) -> Iterator[Problem]:
    """Check: verified names its mechanism."""
    if incident.verification_status != VERIFIED:
        return
    for name, words in (
        ("mechanism", "Name the mechanism that verified it."),
        ("verification_stage", "Give the stage at which it was verified."),
        ("verified_on", "Give the date on which it was verified."),
    ):
        if not getattr(incident, name):
            yield Problem(name, words)


def stages_are_dated(incident: Incident) -> Iterator[Problem]:
    """Check: each stage of the MRM says how it ended and on which day, once."""
    rows = incident.mrm_stages
    if any(not (row.stage and row.status and row.on) for row in rows):
        yield Problem("mrm_stages", "Give the stage, its status and the date in each row.")
    if len({row.stage for row in rows}) < len(rows):
        yield Problem("mrm_stages", "Each stage stands in one row.")


def quarter_of(on: dt.date) -> str:
    """Such as `2026 Q1`."""
    return f"{on.year} Q{_number(on)}"


def quarter_end(on: dt.date) -> dt.date:
    """The last day of the quarter in which a day lies."""
    first_after = _number(on) * 3 + 1
    year, month = (on.year + 1, 1) if first_after > 12 else (on.year, first_after)
    return dt.date(year, month, 1) - dt.timedelta(days=1)


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
    return bool(list(_by_task_force(incident)))


def _by_task_force(incident: Incident) -> Iterator[MrmStage]:
    for row in incident.mrm_stages:
        if row.stage == "task_force" and row.status == "verified":
            yield row


def _verified_on(incident: Incident) -> dt.date | None:
    """By the last stage of the MRM where it says so, else as the incident says."""
    days = [row.on.first for row in _by_task_force(incident) if row.on]
    if days:
        return max(days)
    if incident.verification_status != VERIFIED or incident.verified_on is None:
        return None
    return incident.verified_on.first


def _number(on: dt.date) -> int:
    return (on.month + 2) // 3
