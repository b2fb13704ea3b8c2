"""What we think of each on an objective: the latest score on a day, and its place in the matrix."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum

import attrs

from fieldapp.vocab.handling import Level
from fieldapp.vocab.vocabulary import vocabulary

BANDS = ("high", "medium", "low")


class Quadrant(StrEnum):
    """What power and interest together ask of us (domain 6.2)."""

    MANAGE = "manage_closely"
    SATISFY = "keep_satisfied"
    INFORM = "keep_informed"
    MONITOR = "monitor"

    @property
    def label(self) -> str:
        """In words."""
        return self.value.replace("_", " ").capitalize()


@attrs.frozen
class Score:
    """A finished score: bands, and what they rest on, when, how sure."""

    id: str
    who: str
    on: str
    stance: str = ""
    power: str = ""
    interest: str = ""
    urgency: str = ""
    legitimacy: str = ""
    confidence: str = ""
    basis: str = attrs.field(default="", repr=False)
    level: Level = Level.SEVERE


def latest(scores: Iterable[Score], day: dt.date) -> Mapping[str, Score]:
    """The newest score of each who has one on or before a day."""
    found: dict[str, Score] = {}
    for each in sorted(scores, key=lambda score: (score.on, score.id)):
        if each.on and each.on <= day.isoformat():
            found[each.who] = each
    return found


def quadrant(score: Score | None) -> Quadrant | None:
    """Where a score stands; None without both bands. Medium counts with high: nobody is missed."""
    if score is None or score.power not in BANDS or score.interest not in BANDS:
        return None
    strong, cares = score.power != "low", score.interest != "low"
    if strong:
        return Quadrant.MANAGE if cares else Quadrant.SATISFY
    return Quadrant.INFORM if cares else Quadrant.MONITOR


def priority(score: Score) -> int:
    """1 where power, urgency and legitimacy are all high, 2 where two are, else 3."""
    high = [score.power, score.urgency, score.legitimacy].count("high")
    return {3: 1, 2: 2}.get(high, 3)


def order(score: Score) -> tuple[int, int]:
    """The most powerful first, then who cares most."""
    bands = [*BANDS, ""]
    return bands.index(score.power), bands.index(score.interest)


def band(code: str) -> str:
    """A band in words; a dash where nobody said."""
    return vocabulary("score_band").label(code) if code else "–"


def stance_words(score: Score | None) -> str:
    """The stance in words."""
    if score is None or not score.stance:
        return "Not scored"
    return vocabulary("stance").label(score.stance)


def confidence_words(code: str) -> str:
    """The confidence in words."""
    return vocabulary("confidence_band").label(code)
