"""Access severity of areas: the middle of what was recorded, scheme by scheme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from statistics import median_low

import attrs

from fieldapp.records.access import AccessConstraint
from fieldapp.vocab.places import Area
from fieldapp.vocab.vocabulary import vocabulary

DISTRICT = 2


@attrs.frozen
class AreaSeverity:
    """One area under one scheme: the middle severity in words, and of how many constraints."""

    area: str
    scheme: str
    median: str
    count: int
    pcode: str = ""


def in_period(
    constraints: Iterable[AccessConstraint], first: dt.date, last: dt.date
) -> Iterator[AccessConstraint]:
    """Those that held on a day of the period: one without an end held on the day it happened."""
    for each in constraints:
        began, ended = each.happened, each.until or each.happened
        if began and ended and began.first <= last and ended.last >= first:
            yield each


def medians(
    constraints: Iterable[AccessConstraint], level: int = DISTRICT
) -> tuple[AreaSeverity, ...]:
    """The lower median of each area at an admin level; schemes never mix, vaguer places stay out.

    The words of a severity stand in their order, so a scheme may name its steps as it likes.
    """
    words, schemes = vocabulary("access_severity"), vocabulary("severity_scheme")
    steps = list(words)
    areas: dict[str, Area] = {}  # two districts may share a name, never a P-code
    found: dict[tuple[str, str], list[int]] = {}
    for each in constraints:
        if _counts(each) and each.severity in steps and len(each.place.path) > level:
            area = each.place.path[level]
            areas[area.pcode] = area
            found.setdefault((area.pcode, each.severity_scheme), []).append(
                steps.index(each.severity)
            )
    order = sorted(found, key=lambda key: (areas[key[0]].name, *key))
    return tuple(
        AreaSeverity(
            areas[pcode].name or pcode,
            schemes.label(scheme),
            words.label(steps[median_low(found[pcode, scheme])]),
            len(found[pcode, scheme]),
            pcode,
        )
        for pcode, scheme in order
    )


def _counts(constraint: AccessConstraint) -> bool:
    """Finished, in force, and neither taken back nor replaced."""
    gone = constraint.retracted or constraint.deleted_at or constraint.superseded_by
    return not (constraint.draft or gone)
