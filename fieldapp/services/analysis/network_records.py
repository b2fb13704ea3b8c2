"""Records begun from the map: another score, and a way that is kept with what it risks."""

from __future__ import annotations

import datetime as dt

from fieldapp.records.advocacy import InfluencePath
from fieldapp.records.analysis import Scoring
from fieldapp.services.analysis.network import Network
from fieldapp.services.analysis.network_paths import Way
from fieldapp.services.analysis.network_words import label
from fieldapp.vocab.days import Day


def new_score(who: str, objective: str, day: dt.date) -> Scoring:
    """A draft with a new day; the score before it stays as it was."""
    return Scoring(who=who, objective=objective, on=Day(day.isoformat()), draft=True)


def kept_way(network: Network, way: Way, risk: str, objective: str, day: dt.date) -> InfluencePath:
    """A draft of the influence path, with the risk to those between."""
    target = way.steps[-1].end
    return InfluencePath(
        title=f"Way to {label(network, target)}",
        drawn_on=Day(day.isoformat()),
        target=target,
        through=way.through,
        objective=objective,
        risk_to_intermediary=risk,
        draft=True,
    )
