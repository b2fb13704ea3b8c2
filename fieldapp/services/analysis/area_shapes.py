"""Outlines of admin areas from a GeoJSON file such as OCHA's COD-AB, made simple enough to draw."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from fieldapp.errors import FieldappError, UnwritableError
from fieldapp.services.analysis.simpler import Corner, area_of, middle_of, simpler
from fieldapp.services.importing.sheets import Progress, Stop
from fieldapp.store.outlines import Outline, Ring
from fieldapp.store.store import Store

LARGEST_FILE = 128 * 1024 * 1024
MOST_AREAS = 6000
MOST_RINGS = 60_000
MOST_CORNERS = 8_000_000
KEPT_CORNERS = 150_000  # what is drawn without a wait
FEWEST = 4  # corners of a closed ring
FINEST = 1 / 4000  # of the width of all areas: less than a pixel when all of them are shown
_CODE = re.compile(r"adm(?:in)?(\d)_?p_?code", re.IGNORECASE)
_NAME = "adm(?:in)?{}_?(?:name|en|fr|es|pt|ar)(?:_?\\w{{2}})?"
_DATED = ("valid_on", "validon", "date")
_FEATURES = re.compile(r'"features"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")


class BoundariesError(FieldappError):
    """A file of boundaries cannot be taken; nothing of it was stored."""

    sentence = "These boundaries cannot be loaded."
    remedy = "Nothing was stored."


class NotBoundariesError(BoundariesError):
    """The file is no GeoJSON with areas in it."""

    sentence = "This is no GeoJSON file of areas."
    remedy = "Load the GeoJSON of a country's admin boundaries (COD-AB); convert a shapefile first."


class NoCodesError(BoundariesError):
    """No area says its P-code."""

    sentence = "No area in this file has a P-code, so nothing can be counted on it."
    remedy = "Load a file with a column such as ADM1_PCODE or adm2_pcode, as COD-AB has."


class NotDegreesError(BoundariesError):
    """The corners are in metres or in no order that the app knows."""

    sentence = "The corners in this file are no longitudes and latitudes."
    remedy = "Save it again in WGS 84 (EPSG:4326), as GeoJSON asks for."


class TooManyBoundariesError(BoundariesError):
    """More than a map of this app can draw."""

    sentence = "This file holds more than this map can draw."
    remedy = "Load one country and one admin level at a time, at most 128 MB."


@attrs.frozen
class ParsedShapes:
    """The areas of a file, before they are loaded, and how many had no use."""

    outlines: tuple[Outline, ...] = attrs.field(repr=False)
    left_out: int
    edition: str


@attrs.frozen
class _Shape:
    pcode: str
    country: str
    level: int
    name: str
    parent: str
    rings: tuple[tuple[Corner, ...], ...] = attrs.field(repr=False)


def read_shapes(
    path: Path, *, stop: Stop | None = None, progress: Progress | None = None
) -> ParsedShapes:
    """Read and simplify the areas of a file; pure, so a job may do it."""
    text = _text(path)
    shapes: dict[str, _Shape] = {}
    corners = rings = left_out = 0
    edition = ""
    for position, feature in _features(text):
        if stop:
            stop.check()
        if progress:
            progress(position // 2, len(text))
        shape = _shape(feature)
        if shape is None or shape.pcode in shapes:
            left_out += 1
            continue
        shapes[shape.pcode] = shape
        edition = max(edition, _dated(feature["properties"]))
        rings += len(shape.rings)
        corners += sum(map(len, shape.rings))
        if len(shapes) > MOST_AREAS or rings > MOST_RINGS or corners > MOST_CORNERS:
            raise TooManyBoundariesError
    if not shapes:
        raise NoCodesError if left_out else NotBoundariesError
    drawn = _simplified(list(shapes.values()), len(text), stop, progress)
    return ParsedShapes(tuple(drawn), left_out, edition or "undated")


def load_shapes(store: Store, parsed: ParsedShapes) -> int:
    """Keep the outlines in the vault, all or none."""
    return store.outlines.load(parsed.outlines, parsed.edition)


def _text(path: Path) -> str:
    try:
        if not path.is_file():
            raise NotBoundariesError
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError:
        raise UnwritableError from None
    if len(content) > LARGEST_FILE:
        raise TooManyBoundariesError
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotBoundariesError from None


def _features(text: str) -> Iterator[tuple[int, Any]]:
    """One area after the other, so that a large file can be stopped at any of them."""
    head = _FEATURES.search(text)
    if head is None or "FeatureCollection" not in text[: head.start()] + text[-200:]:
        raise NotBoundariesError
    decoder, at = json.JSONDecoder(parse_constant=_no_number), head.end()
    while True:
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing too
        if text[at : at + 1] == "]":
            return
        try:
            feature, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            raise NotBoundariesError from None
        yield at, feature


def _no_number(_: str) -> float:
    raise ValueError


def _shape(feature: Any) -> _Shape | None:
    """An area with its P-code and rings; None where it is of no use here."""
    if not isinstance(feature, Mapping):
        raise NotBoundariesError
    said, geometry = feature.get("properties"), feature.get("geometry")
    if not isinstance(said, Mapping) or not isinstance(geometry, Mapping):
        return None
    codes = {
        int(match[1]): str(value).strip()
        for name, value in said.items()
        if (match := _CODE.fullmatch(str(name))) and value
    }
    level = max(codes, default=0)
    rings = tuple(_rings(geometry)) if 1 <= level <= 3 else ()
    if not rings or len(codes[level]) > 20:
        return None
    country = _country(said, codes)
    parent = country if level == 1 else codes.get(level - 1, "")
    return _Shape(codes[level], country, level, _name(said, level), parent, rings)


def _dated(said: Mapping[str, Any]) -> str:
    found = (value for name, value in said.items() if str(name).lower() in _DATED)
    return max((str(value)[:10] for value in found if value), default="")


def _country(said: Mapping[str, Any], codes: Mapping[int, str]) -> str:
    for name, value in said.items():
        if str(name).lower() in ("iso3", "adm0_iso3") and value:
            return str(value).strip()[:3].upper()
    return codes.get(0, "")[:3]


def _name(said: Mapping[str, Any], level: int) -> str:
    pattern = re.compile(_NAME.format(level), re.IGNORECASE)
    for name, value in said.items():
        if pattern.fullmatch(str(name)) and value:
            return str(value).strip()[:200]
    return ""


def _rings(geometry: Mapping[str, Any]) -> Iterator[tuple[Corner, ...]]:
    coordinates = geometry.get("coordinates")
    match geometry.get("type"):
        case "Polygon":
            polygons: Any = [coordinates]
        case "MultiPolygon":
            polygons = coordinates
        case _:
            return
    try:
        for polygon in polygons:
            for ring in polygon:
                if len(ring) >= FEWEST:
                    yield tuple(_corner(corner[0], corner[1]) for corner in ring)
    except (TypeError, IndexError, KeyError):
        raise NotBoundariesError from None


def _corner(x: Any, y: Any) -> Corner:
    if isinstance(x, bool) or isinstance(y, bool) or not isinstance(x, (int, float)):
        raise NotBoundariesError
    if not isinstance(y, (int, float)):
        raise NotBoundariesError
    if not (-180.01 <= x <= 180.01 and -90.01 <= y <= 90.01):
        raise NotDegreesError
    return float(x), float(y)


def _simplified(
    shapes: list[_Shape], total: int, stop: Stop | None, progress: Progress | None
) -> list[Outline]:
    """Coarser until all of it can be drawn; an area keeps at least its largest ring."""
    every = [corner for shape in shapes for ring in shape.rings for corner in ring]
    across = max(x for x, _ in every) - min(x for x, _ in every)
    along = max(y for _, y in every) - min(y for _, y in every)
    tolerance = max(across, along, 1e-3) * FINEST
    rings = {shape.pcode: shape.rings for shape in shapes}
    while True:
        for number, shape in enumerate(shapes):
            if stop:
                stop.check()
            if progress:
                progress(total // 2 + total * number // (2 * len(shapes)), total)
            rings[shape.pcode] = _coarser(rings[shape.pcode], tolerance)
        if sum(len(ring) for kept in rings.values() for ring in kept) <= KEPT_CORNERS:
            return [_outline(shape, rings[shape.pcode]) for shape in shapes]
        tolerance *= 2


def _coarser(rings: tuple[Ring, ...], tolerance: float) -> tuple[Ring, ...]:
    largest = max(rings, key=lambda ring: abs(area_of(ring)))
    kept = []
    for ring in rings:
        simple = simpler(ring, tolerance)
        if abs(area_of(simple)) > tolerance * tolerance * 4:
            kept.append(simple)
        elif ring is largest:
            # A small area is drawn roughly rather than not at all.
            kept.append(ring[:: max(1, len(ring) // FEWEST)][: FEWEST + 1])
    return tuple(kept)


def _outline(shape: _Shape, rings: tuple[Ring, ...]) -> Outline:
    longitude, latitude = middle_of(max(rings, key=lambda ring: abs(area_of(ring))))
    return Outline(
        shape.pcode,
        shape.country,
        shape.level,
        shape.name,
        shape.parent,
        latitude,
        longitude,
        rings,
    )
