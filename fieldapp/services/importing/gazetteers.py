"""A list of areas with P-codes, as OCHA publishes it, into the vault's gazetteer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

from fieldapp.services.importing.area_columns import LISTED, AreaColumns, area_columns, iso3
from fieldapp.services.importing.areas import Areas, areas
from fieldapp.services.importing.cells import number
from fieldapp.services.importing.errors import CellError, EmptyTableError, MissingColumnsError
from fieldapp.services.importing.report import ImportReport, Reported, rows_not_stored
from fieldapp.services.importing.sheets import Progress, Row, Sheet, Stop, open_sheet, shown
from fieldapp.store.gazetteer import GazetteerRow
from fieldapp.store.store import Changes, Store

_TWICE = "This P-code stands twice in the file; the first was kept."
_NO_CENTRE = "The centre of this area is no latitude and longitude; the area was kept without."
_ABOVE = "Areas above these, as their rows name them; those that are loaded already stay."
_COUNTED_ON = "Rows of this sheet are counted on from this number."
_FRONT = "The first sheet lists no areas; it was not read."
_LONGEST_NAME = 200


@attrs.frozen
class ParsedAreas:
    """The areas of a file, before they are loaded; `edition` names where they come from.

    `above` are areas that have no row of their own and are named by those below them.
    """

    rows: int
    areas: tuple[GazetteerRow, ...] = attrs.field(repr=False)
    reported: tuple[Reported, ...] = attrs.field(repr=False)
    edition: str
    above: tuple[GazetteerRow, ...] = attrs.field(default=(), repr=False)


def is_gazetteer(source: Path | Sheet) -> bool:
    """Whether a file's columns are those of a list of areas; of a workbook those of its front.

    Other tables often bring a sheet of P-codes along, and are not a gazetteer for that.
    """
    sheet = _sheet(source)
    return bool(area_columns(sheet.columns)) and _lists_areas(_area_sheets(sheet))


def read_gazetteer(
    source: Path | Sheet, *, stop: Stop | None = None, progress: Progress | None = None
) -> ParsedAreas:
    """Read areas from the global list of P-codes or a country's COD-AB tables; nothing is stored.

    Of a workbook every sheet is read that lists areas, so that one file may hold a sheet a level.
    """
    sheet = _sheet(source)
    sheets = _area_sheets(sheet)
    if not _lists_areas(sheets):
        raise MissingColumnsError(("P-code", "Name"))
    read = _Reading()
    taken = {name for name, _ in sheets}
    read.reported += [each for each in sheet.notes if each.value not in taken]
    if "" not in taken:
        read.reported.append(Reported(0, "", "", _FRONT))
    for name, columns in sheets:
        rows = sheet.rows if not name else sheet.beside[name].rows
        read.take(rows, columns, name, stop, progress)
    if not read.rows:
        raise EmptyTableError
    return read.result()


def _sheet(source: Path | Sheet) -> Sheet:
    return source if isinstance(source, Sheet) else open_sheet(source)


def _area_sheets(sheet: Sheet) -> list[tuple[str, AreaColumns]]:
    """The sheets of a file that list areas, by their names; the first has none."""
    every = {"": sheet, **sheet.beside}
    found = [(name, area_columns(each.columns)) for name, each in every.items()]
    return [(name, columns) for name, columns in found if columns]


def _lists_areas(sheets: Iterable[tuple[str, AreaColumns]]) -> bool:
    return any(columns.is_list_of_areas() for _, columns in sheets)


class _Reading:
    """What was read so far, from one sheet after another."""

    def __init__(self) -> None:
        self.rows = 0
        self.reported: list[Reported] = []
        self._found: dict[str, GazetteerRow] = {}
        self._above: dict[str, GazetteerRow] = {}
        self._version = self._date = ""
        self._last = 0

    def take(
        self,
        rows: Iterable[Row],
        columns: AreaColumns,
        sheet: str,
        stop: Stop | None,
        progress: Progress | None,
    ) -> None:
        """Read the rows of one sheet."""
        before = self._last
        if sheet:
            self.reported.append(Reported(0, sheet, str(before + 1), _COUNTED_ON))
        for row in rows:
            if self.rows % 500 == 0:
                _tell(self.rows, stop, progress)
            self.rows += 1
            self._last = before + row.number
            self._row(attrs.evolve(row, number=self._last), columns)

    def _row(self, row: Row, columns: AreaColumns) -> None:
        area, why = _area(row, columns)
        if area is None or area.pcode in self._found:
            words = shown(_code_of(row, columns))
            self.reported.append(Reported(row.number, "P-code", words, why or _TWICE, stored=False))
            return
        if not area.name:
            self.reported.append(Reported(row.number, "Name", "", "This area has no name."))
        self._version = max(self._version, *_cells(row, columns.version), "")
        self._date = max(self._date, next(iter(_cells(row, columns.dated)), ""))
        try:
            latitude, longitude = _centre(row, columns)
            area = attrs.evolve(area, latitude=latitude, longitude=longitude)
        except CellError:
            self.reported.append(Reported(row.number, "Centre", area.pcode, _NO_CENTRE))
        self._found[area.pcode] = area
        for each in _named_above(row, columns, area):
            self._above.setdefault(each.pcode, each)

    def result(self) -> ParsedAreas:
        """All of it."""
        every = tuple(self._found.values())
        above = tuple(each for code, each in self._above.items() if code not in self._found)
        if above:
            self.reported.append(Reported(0, "", str(len(above)), _ABOVE))
        self.reported += _orphans(every, above)
        said = [shown(each) for each in (self._version, self._date) if each]
        edition = ", ".join(dict.fromkeys(said)) or "undated"
        return ParsedAreas(self.rows, every, tuple(self.reported), edition, above)


def _tell(rows: int, stop: Stop | None, progress: Progress | None) -> None:
    if stop:
        stop.check()
    if progress:
        progress(rows, 0)


def _cell(row: Row, position: int) -> str:
    cell = row.cells[position] if 0 <= position < len(row.cells) else None
    return "" if cell is None else str(cell).strip()


def _cells(row: Row, positions: Iterable[int]) -> list[str]:
    return [cell for cell in (_cell(row, each) for each in positions) if cell]


def _area(row: Row, columns: AreaColumns) -> tuple[GazetteerRow | None, str]:
    if columns.listed:
        country, level, pcode, name, parent = (_cell(row, columns.listed[n]) for n in LISTED)
        names = _names([name, *_cells(row, columns.names.get(0, ()))])
    else:
        level = str(max((n for n in columns.pcodes if _cell(row, columns.pcodes[n])), default=0))
        pcode, names, parent, country = _levelled(row, columns, int(level))
    if not pcode or len(pcode) > 20:
        return None, "This is no P-code."
    if level == "0":
        return None, "A country needs no row: only areas below it are kept."
    if level not in ("1", "2", "3", "4", "5"):
        return None, "The admin level is not 1 to 5."
    if not re.fullmatch(r"[A-Z]{2,3}", country):
        return None, "The country is no ISO code."
    first, others = names[0] if names else "", tuple(names[1:])
    return GazetteerRow(country, int(level), pcode, first, parent, names=others), ""


def _levelled(row: Row, columns: AreaColumns, level: int) -> tuple[str, list[str], str, str]:
    """P-code, names, the P-code above and the country, of one level of a row."""
    countries = [*_cells(row, columns.country), _cell(row, columns.pcodes.get(0, -1))]
    country = next((iso3().get(each, each) for each in countries if each), "")
    pcode = _cell(row, columns.pcodes.get(level, -1))
    parent = country if level == 1 else _cell(row, columns.pcodes.get(level - 1, -1))
    return pcode, _names(_cells(row, columns.names.get(level, ()))), parent, country


def _names(cells: Iterable[str]) -> list[str]:
    """Each name once, the first in Latin script before the others; a number only if it is all."""
    given = [each for each in cells if each and len(each) <= _LONGEST_NAME]
    names = list(dict.fromkeys(each for each in given if any(map(str.isalpha, each))))
    names = names or given[:1]
    latin = next((each for each in names if _is_latin(each)), None)
    return names if latin is None else [latin, *(each for each in names if each != latin)]


def _is_latin(name: str) -> bool:
    letter = next((each for each in name if each.isalpha()), "")
    return bool(letter) and unicodedata.name(letter, "").startswith("LATIN")


def _named_above(row: Row, columns: AreaColumns, area: GazetteerRow) -> Iterator[GazetteerRow]:
    for level in () if columns.listed else range(1, area.level):
        pcode, names, parent, country = _levelled(row, columns, level)
        if pcode and names and len(pcode) <= 20:
            first, *others = names
            yield GazetteerRow(country, level, pcode, first, parent, names=tuple(others))


def _code_of(row: Row, columns: AreaColumns) -> str:
    if columns.listed:
        return _cell(row, columns.listed["p_code"])
    codes = _cells(row, (columns.pcodes[level] for level in sorted(columns.pcodes, reverse=True)))
    return codes[0] if codes else ""


def _centre(row: Row, columns: AreaColumns) -> tuple[float | None, float | None]:
    """Latitude and longitude, both or none; `CellError` where they are no such thing."""
    said = [_cell(row, each) for each in columns.centre or ()]
    if not any(said):
        return None, None
    latitude, longitude = (float(number(each)) for each in said)
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise CellError(_NO_CENTRE)
    return latitude, longitude


def _orphans(found: Iterable[GazetteerRow], above: Iterable[GazetteerRow]) -> list[Reported]:
    every = list(found)
    known = {area.pcode for area in (*every, *above)}
    why = "The area above it is not in this file; it is found only if loaded before."
    return [
        Reported(0, "Parent P-code", area.pcode, why)
        for area in every
        if area.level > 1 and area.parent not in known
    ]


def load_gazetteer(store: Store, parsed: ParsedAreas) -> ImportReport:
    """Load areas into the vault's gazetteer, all or none."""
    stored = store.gazetteer.load(parsed.areas, parsed.edition, above=parsed.above)
    # A law of ours and no check of the file: each row is stored or reported, never both.
    assert parsed.rows == stored + rows_not_stored(parsed.reported)
    return ImportReport(parsed.rows, stored, parsed.reported, Changes())


def areas_of(store: Store) -> Areas:
    """The vault's gazetteer as a value that a job may hold."""
    return areas(store.gazetteer.everything())
