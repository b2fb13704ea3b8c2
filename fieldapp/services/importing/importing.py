"""The whole way of a file into the vault: read in a job, then store on the vault's own thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from fieldapp.records import TYPES
from fieldapp.records.record import Record
from fieldapp.services.importing.areas import NO_AREAS, Areas
from fieldapp.services.importing.gazetteers import (
    ParsedAreas,
    areas_of,
    is_gazetteer,
    load_gazetteer,
    read_gazetteer,
)
from fieldapp.services.importing.reading import read_file
from fieldapp.services.importing.report import ImportReport, Parsed
from fieldapp.services.importing.sheets import Progress, Stop, open_sheet
from fieldapp.services.importing.storing import store_parsed
from fieldapp.store.store import Store

PLACE = "place"  # what `--as` calls a row of a gazetteer, which is no record


def parse(
    path: Path,
    kind_noun: str = "",
    mapping: str | None = None,
    *,
    types: Sequence[type[Record]] = TYPES,
    gazetteer: Areas = NO_AREAS,
    stop: Stop | None = None,
    progress: Progress | None = None,
) -> Parsed | ParsedAreas:
    """Read a file as records or as areas: a pure job that needs no vault."""
    sheet = open_sheet(path)
    if kind_noun == PLACE or (not kind_noun and not mapping and is_gazetteer(sheet)):
        return read_gazetteer(sheet, stop=stop, progress=progress)
    return read_file(
        sheet, kind_noun, mapping, types=types, gazetteer=gazetteer, stop=stop, progress=progress
    )


def keep(
    store: Store, parsed: Parsed | ParsedAreas, progress: Callable[[int], None] | None = None
) -> ImportReport:
    """Store what was read, all or none, and say what became of each row."""
    if isinstance(parsed, ParsedAreas):
        return load_gazetteer(store, parsed)
    return store_parsed(store, parsed, progress)


def import_file(
    store: Store, path: Path, kind_noun: str = "", mapping: str | None = None
) -> ImportReport:
    """Read and store in one go, as the command line does."""
    parsed = parse(path, kind_noun, mapping, types=store.types, gazetteer=areas_of(store))
    return keep(store, parsed)
