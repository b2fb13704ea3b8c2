"""A list of areas with P-codes, as OCHA publishes it, into the vault's gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import attrs

from fieldapp.services.importing.areas import Areas, areas
from fieldapp.services.importing.cells import number
from fieldapp.services.importing.crosswalk import key
from fieldapp.services.importing.errors import CellError, EmptyTableError, MissingColumnsError
from fieldapp.services.importing.report import ImportReport, Reported, rows_not_stored
from fieldapp.services.importing.sheets import Progress, Row, Sheet, Stop, open_sheet, shown
from fieldapp.store.gazetteer import GazetteerRow
from fieldapp.store.store import Changes, Store

# The global list of P-codes names its columns so; country files (COD-AB) by level.
_GLOBAL = ("location", "admin level", "p-code", "name", "parent p-code")
_DATED = ("valid from date", "valid_on", "validon", "date")
_TWICE = "This P-code stands twice in the file; the first was kept."
_CENTRE = (
    ("latitude", ("center_lat", "centre_lat", "centroid_lat")),
    ("longitude", ("center_lon", "centre_lon", "centroid_lon")),
)
_NO_CENTRE = "The centre of this area is no latitude and longitude; the area was kept without."
_BY_LEVEL = re.compile(r"adm(?:in)?(\d)_?(pcode|name|en|fr|es|pt)")


@attrs.frozen
class ParsedAreas:
    """The areas of a file, before they are loaded; `edition` names where they come from."""

    rows: int
    areas: tuple[GazetteerRow, ...] = attrs.field(repr=False)
    reported: tuple[Reported, ...] = attrs.field(repr=False)
    edition: str


def is_gazetteer(source: Path | Sheet) -> bool:
    """Whether a file's columns are those of a list of areas."""
    sheet = source if isinstance(source, Sheet) else open_sheet(source)
    columns = [key(column) for column in sheet.columns]
    return set(_GLOBAL) <= set(columns) or bool(_levels(columns))


def read_gazetteer(
    source: Path | Sheet, *, stop: Stop | None = None, progress: Progress | None = None
) -> ParsedAreas:
    """Read areas from the global list of P-codes or a country's COD-AB table; nothing is stored."""
    sheet = source if isinstance(source, Sheet) else open_sheet(source)
    columns = [key(column) for column in sheet.columns]
    readers = _readers(columns)
    dated = next((columns.index(name) for name in _DATED if name in columns), len(columns))
    found: dict[str, GazetteerRow] = {}
    reported, newest, rows = list(sheet.notes), "", 0
    for row in sheet.rows:
        if rows % 500 == 0:
            _tell(rows, stop, progress)
        rows += 1
        area, why = _area(row, readers)
        if area is None or area.pcode in found:
            words = shown(_cell(row, readers.get("p-code", readers.get("pcode1", 0))))
            reported.append(Reported(row.number, "P-code", words, why or _TWICE, stored=False))
            continue
        if not area.name:
            reported.append(Reported(row.number, "Name", "", "This area has no name."))
        newest = max(newest, shown(_cell(row, dated)))
        try:
            latitude, longitude = _centre(row, readers)
            area = attrs.evolve(area, latitude=latitude, longitude=longitude)
        except CellError:
            reported.append(Reported(row.number, "Centre", area.pcode, _NO_CENTRE))
        found[area.pcode] = area
    if not rows:
        raise EmptyTableError
    reported += _orphans(found.values())
    return ParsedAreas(rows, tuple(found.values()), tuple(reported), newest or "undated")


def _readers(columns: list[str]) -> dict[str, int]:
    """Where the columns stand that make an area."""
    centre = {
        piece: columns.index(name) for piece, names in _CENTRE for name in names if name in columns
    }
    if set(_GLOBAL) <= set(columns):
        return {name: columns.index(name) for name in _GLOBAL} | centre
    if levels := _levels(columns):
        return levels | centre
    raise MissingColumnsError(("P-code", "Name"))


def _tell(rows: int, stop: Stop | None, progress: Progress | None) -> None:
    if stop:
        stop.check()
    if progress:
        progress(rows, 0)


def _levels(columns: Iterable[str]) -> dict[str, int]:
    """Where COD-AB columns stand: `pcode1`, `name1`... and the country's code."""
    found: dict[str, int] = {}
    for position, column in enumerate(columns):
        if match := _BY_LEVEL.fullmatch(column):
            what = "pcode" if match[2] == "pcode" else "name"
            found.setdefault(f"{what}{match[1]}", position)
        elif column in ("iso3", "adm0_iso3"):
            found["country"] = position
    return found if "pcode1" in found and "name1" in found else {}


def _cell(row: Row, position: int) -> str:
    cell = row.cells[position] if position < len(row.cells) else None
    return "" if cell is None else str(cell).strip()


def _area(row: Row, readers: dict[str, int]) -> tuple[GazetteerRow | None, str]:
    if "p-code" in readers:
        country, level, pcode, name, parent = (_cell(row, readers[each]) for each in _GLOBAL)
    else:
        level = max(n for n in "12345" if n == "1" or _cell(row, readers.get(f"pcode{n}", 9999)))
        above = str(int(level) - 1)
        pcode, name, parent, country = (
            _cell(row, readers.get(each, 9999))
            for each in (f"pcode{level}", f"name{level}", f"pcode{above}", "country")
        )
        country = country or _cell(row, readers.get("pcode0", 9999))
        parent = country if level == "1" else parent
    if not pcode or len(pcode) > 20:
        return None, "This is no P-code."
    if level not in ("1", "2", "3", "4", "5"):
        return None, "The admin level is not 1 to 5."
    if not re.fullmatch(r"[A-Z]{2,3}", country):
        return None, "The country is no ISO code."
    return GazetteerRow(country, int(level), pcode, name, parent), ""


def _centre(row: Row, readers: dict[str, int]) -> tuple[float | None, float | None]:
    """Latitude and longitude, both or none; `CellError` where they are no such thing."""
    said = [_cell(row, readers.get(piece, 9999)) for piece, _ in _CENTRE]
    if not any(said):
        return None, None
    latitude, longitude = (float(number(each)) for each in said)
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise CellError(_NO_CENTRE)
    return latitude, longitude


def _orphans(found: Iterable[GazetteerRow]) -> list[Reported]:
    every = list(found)
    known = {area.pcode for area in every}
    why = "The area above it is not in this file; it is found only if loaded before."
    return [
        Reported(0, "Parent P-code", area.pcode, why)
        for area in every
        if area.level > 1 and area.parent not in known
    ]


def load_gazetteer(store: Store, parsed: ParsedAreas) -> ImportReport:
    """Load areas into the vault's gazetteer, all or none."""
    stored = store.gazetteer.load(parsed.areas, parsed.edition)
    # A law of ours and no check of the file: each row is stored or reported, never both.
    assert parsed.rows == stored + rows_not_stored(parsed.reported)
    return ImportReport(parsed.rows, stored, parsed.reported, Changes())


def areas_of(store: Store) -> Areas:
    """The vault's gazetteer as a value that a job may hold."""
    return areas(store.gazetteer.everything())
