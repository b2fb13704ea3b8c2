"""Access severity of areas: the middle of what was recorded, scheme by scheme."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median_low

import attrs

from fieldapp.records.access import AccessConstraint
from fieldapp.vocab.vocabulary import vocabulary

DISTRICT = 2


@attrs.frozen
class AreaSeverity:
    """One area under one scheme: the middle severity in words, and of how many constraints."""

    area: str
    scheme: str
    median: str
    count: int


def medians(
    constraints: Iterable[AccessConstraint], level: int = DISTRICT
) -> tuple[AreaSeverity, ...]:
    """The lower median of each area at an admin level; schemes never mix, vaguer places stay out.

    The words of a severity stand in their order, so a scheme may name its steps as it likes.
    """
    steps = list(vocabulary("access_severity"))
    found: dict[tuple[str, str], list[int]] = {}
    for each in constraints:
        if each.severity in steps and len(each.place.path) > level:
            area = each.place.path[level]
            key = area.name or area.pcode, each.severity_scheme
            found.setdefault(key, []).append(steps.index(each.severity))
    words, schemes = vocabulary("access_severity"), vocabulary("severity_scheme")
    return tuple(
        AreaSeverity(area, schemes.label(scheme), words.label(steps[median_low(ranks)]), len(ranks))
        for (area, scheme), ranks in sorted(found.items())
    )
