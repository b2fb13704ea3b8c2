"""The words of a level that stand at the top and bottom of every page (domain 5.2)."""

from __future__ import annotations

from collections.abc import Mapping

from reportlab.lib.colors import Color, HexColor

from fieldapp.vocab.handling import Level
from fieldapp.vocab.vocabulary import vocabulary

_UN_MARK: Mapping[Level, str] = {
    Level.LOW: "unclassified",
    Level.MODERATE: "restricted",
    Level.HIGH: "confidential",
    Level.SEVERE: "strictly_confidential",
}
_COLOURS: Mapping[Level, str] = {
    Level.LOW: "#2B7A4B",
    Level.MODERATE: "#7A5D00",
    Level.HIGH: "#A84C08",
    Level.SEVERE: "#A3182B",
}


def marking_of(level: Level, own: str = "") -> str:
    """The marking in words: the record's own code if it has one, else the UN's for this level."""
    return vocabulary("marking").label(own or _UN_MARK[level])


def banner(level: Level, marking: str) -> str:
    """Such as `SEVERE · STRICTLY CONFIDENTIAL`: a word for the level beside the mark."""
    words = vocabulary("level").label(level)
    return f"{words} · {marking}".upper() if marking else words.upper()


def colour_of(level: Level) -> Color:
    """The colour that stands beside the word, never instead of it."""
    return HexColor(_COLOURS[level])
