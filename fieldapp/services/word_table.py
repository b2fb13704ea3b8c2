"""A vocabulary as a table for people: codes, words, where they come from, and its crosswalks."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

import attrs

import resources
from fieldapp.services.station_words import ships
from fieldapp.vocab.vocabulary import Vocabulary, shipped, vocabulary

# Heads that are names; every other column of a vocabulary says what it is.
_HEADS = {
    "mrm": "MRM",
    "insecurity_insight": "Insecurity Insight",
    "acled": "ACLED",
    "gpc_risk": "GPC protection risk",
    "amrf_category": "AMRF category",
    "isp_template": "ISP template",
    "unit": "Counted in",
    "harm": "Tally",
    "setting": "Only where",
}
# `standing` only repeats what a source of `M?` says.
_NOT_SHOWN = frozenset({"source", "standing"})


@attrs.frozen
class WordTable:
    """Heads and lines of as many cells each: code, words, origin, then the crosswalks."""

    heads: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...] = attrs.field(repr=False)


def word_table(words: Vocabulary) -> WordTable:
    """Every choice of a vocabulary; codes of another vocabulary are shown in its words."""
    columns = dict.fromkeys(
        name for notes in words.notes.values() for name in notes if name not in _NOT_SHOWN
    )
    heads = [_HEADS.get(name, name.replace("_", " ").capitalize()) for name in columns]
    lines = [
        (
            *(code, label, origin(words, code)),
            *(_cell(name, words.notes.get(code, {}).get(name, "")) for name in columns),
        )
        for code, label in words.labels.items()
    ]
    return WordTable(("Code", "Words", "Origin", *heads), tuple(lines))


def origin(words: Vocabulary, code: str) -> str:
    """Where the words of a code come from, and whether this station has worded it anew."""
    source = words.notes.get(code, {}).get("source", "")
    said = _sources().get(source, source)
    ours = shipped(words.name).labels
    anew = code in ours and ours[code] != words.label(code)
    return f"{said}; worded by this station" if anew else said


def _cell(column: str, cell: str) -> str:
    return vocabulary(column).label(cell) if cell and ships(column) else cell


@cache
def _sources() -> Mapping[str, str]:
    with resources.path("reference", "word_sources.csv").open(encoding="utf-8", newline="") as file:
        return {row["source"]: row["words"] for row in csv.DictReader(file)}
