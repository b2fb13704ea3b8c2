"""How stance, power and kind look, on screen and on paper: a sign and a word beside each colour."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from fieldapp.vocab.vocabulary import vocabulary

NOT_SCORED = ""
SMALL, MIDDLE, LARGE = 15.0, 19.0, 23.0  # half the width of a node by power
_SIZES: Mapping[str, float] = {"low": SMALL, "medium": MIDDLE, "high": LARGE}
KINDS: Mapping[str, str] = {
    "actor": "Actor",
    "person": "Contact",
    "intermediary": "Intermediary",
}
MANNERS: Mapping[str, str] = {
    "with": "Works with or influences",
    "against": "Against",
    "past": "In the past",
    "own": "Belongs to",
}


@attrs.frozen
class Look:
    """The sign of a stance, its ground and the ink on it, as #RRGGBB."""

    sign: str
    ground: str
    ink: str


# From orange to blue: told apart by most who do not see red and green as others do, and by sign.
LIGHT: Mapping[str, Look] = {
    "m2": Look("−−", "#A1470A", "#FFFFFF"),
    "m1": Look("−", "#EDB37A", "#1B1F24"),
    "zero": Look("0", "#C9CFD6", "#1B1F24"),
    "p1": Look("+", "#9CC3EA", "#1B1F24"),
    "p2": Look("++", "#1F5FA8", "#FFFFFF"),
    NOT_SCORED: Look("", "#FFFFFF", "#59636E"),
}
DARK: Mapping[str, Look] = {
    "m2": Look("−−", "#F2A45C", "#1B1206"),
    "m1": Look("−", "#8A5526", "#FFFFFF"),
    "zero": Look("0", "#56606B", "#FFFFFF"),
    "p1": Look("+", "#2F6299", "#FFFFFF"),
    "p2": Look("++", "#6FB1FF", "#0B1B2E"),
    NOT_SCORED: Look("", "#1C2027", "#9AA5B1"),
}


def look(stance: str, *, dark: bool = False) -> Look:
    """How a stance looks; one that is not known, as not scored."""
    looks = DARK if dark else LIGHT
    return looks.get(stance, looks[NOT_SCORED])


def stances() -> list[tuple[str, str]]:
    """Every stance with its words, from against to for, then the lack of one."""
    known = vocabulary("stance")
    return [*((code, known.label(code)) for code in known), (NOT_SCORED, "Not scored")]


def strokes(sign: str, size: float) -> list[tuple[float, float, float, float]]:
    """A sign as straight lines around its middle: x and y of each end; y goes down.

    Drawn, because a font's minus is hard to see so small.
    """
    made = []
    for number, mark in enumerate(sign if sign != "0" else ""):
        x = (number - (len(sign) - 1) / 2) * size * 1.5
        made.append((x - size / 2, 0.0, x + size / 2, 0.0))
        if mark == "+":
            made.append((x, -size / 2, x, size / 2))
    return made


def half_width(power: str) -> float:
    """How large a node is; where no power is scored, as low."""
    return _SIZES.get(power, SMALL)


def width_of(strength: int) -> float:
    """How thick an edge is: 1 to 3."""
    return float(max(1, min(3, strength)))
