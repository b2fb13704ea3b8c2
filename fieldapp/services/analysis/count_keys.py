"""Under which month, quarter and area an incident is counted, and which came in late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from fieldapp.records.incident_rules import STUB_ACTS
from fieldapp.records.incidents import Incident
from fieldapp.records.verification import late_by_quarter, quarter_of, reportable
from fieldapp.services.analysis.counting import counts
from fieldapp.vocab.days import PRECISIONS

Step = Literal["month", "quarter", "year"]
STUB_LEVEL = 1

__all__ = ["Step", "late_by_quarter", "quarter_of", "reportable", "stubs", "when", "where"]


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
