"""A place from what a row says of it: country, areas, P-code, coordinates, name as heard."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import attrs

from fieldapp.services.importing.areas import Areas
from fieldapp.services.importing.cells import number
from fieldapp.services.importing.crosswalk import key
from fieldapp.services.importing.errors import CellError
from fieldapp.vocab.places import PRECISIONS, Area, Place

KEPT_AS_HEARD = "kept as the name heard."
Doubt = Callable[[str, str, str], None]
Doubts = tuple[tuple[str, str, str], ...]  # piece of the place, its words, why


def place_of(
    said: Mapping[str, str], areas: Areas, aliases: Mapping[str, str]
) -> tuple[Place, Doubts]:
    """The place as recorded; a name that the gazetteer does not have is kept as heard."""
    doubts: list[tuple[str, str, str]] = []

    def doubt(piece: str, words: str, why: str) -> None:
        doubts.append((piece, words, why))

    heard = [said["heard"]] if said.get("heard") else []
    place = _area(said, areas, aliases, doubt, heard)
    latitude, longitude = _coordinates(said, doubt)
    precision = _precision(said, doubt)
    if latitude is None:
        precision = place.precision
    whole = attrs.evolve(
        place,
        latitude=latitude,
        longitude=longitude,
        precision=precision,
        heard=", ".join(dict.fromkeys(heard)),
    )
    return whole, tuple(doubts)


def _area(
    said: Mapping[str, str],
    areas: Areas,
    aliases: Mapping[str, str],
    doubt: Doubt,
    heard: list[str],
) -> Place:
    def as_heard(piece: str, words: str, why: str) -> None:
        doubt(piece, words, f"{why}; {KEPT_AS_HEARD}")
        heard.append(words)

    country = said.get("country", "").upper()
    if country and not re.fullmatch(r"[A-Z]{3}", country):
        as_heard("country", said["country"], "This is no ISO3 code of a country")
        country = ""
    unknown = "The gazetteer has no one area of this name" if areas else "No gazetteer is loaded"
    for piece in ("pcode", "pcode1"):
        if code := said.get(piece, "").upper():
            if found := areas.place(code):
                return found
            as_heard(piece, code, unknown)
    place = Place(path=(Area(country),), precision="country") if country else Place()
    for level, piece in ((1, "adm1"), (2, "adm2")):
        if name := said.get(piece, ""):
            within = place.path[-1].pcode if level == 2 and place.admin_level == 1 else ""
            alias = aliases.get(f"{country} {key(name)}", "")
            found = areas.place(alias) or areas.named(country, level, name, within)
            if not found:
                as_heard(piece, name, unknown)
            place = found or place
    return place


def _coordinates(said: Mapping[str, str], doubt: Doubt) -> tuple[float | None, float | None]:
    """Both or none, in decimal degrees, in range."""
    found: list[float | None] = []
    for piece, limit in (("latitude", 90), ("longitude", 180)):
        words = said.get(piece, "")
        try:
            degrees = float(number(words)) if words else None
        except CellError:
            degrees = None
        if words and (degrees is None or not -limit <= degrees <= limit):
            doubt(piece, words, "These are no decimal degrees; not stored.")
            degrees = None
        found.append(degrees)
    if None in found and found != [None, None]:
        doubt(
            "coordinates", "", "Only one of latitude and longitude can be read; neither is stored."
        )
        return None, None
    return found[0], found[1]


def _precision(said: Mapping[str, str], doubt: Doubt) -> str:
    words = said.get("precision", "")
    if words and words not in PRECISIONS:
        doubt("precision", words, "This scale of precision is not known; not stored.")
        return ""
    return words
