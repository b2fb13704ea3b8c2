"""The whole way of a file into the vault: read in a job, then store on the vault's own thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from fieldapp.services.importing.storing import (
    Steps,
    foresee_parsed,
    store_in_steps,
    through,
)
from fieldapp.store.store import Store

PLACE = "place"  # what `--as` calls a row of a gazetteer, which is no record


def parse(
    path: Path,
    kind_noun: str = "",
    mapping: str | None = None,
    *,
    types: Sequence[type[Record]] = TYPES,
    gazetteer: Areas = NO_AREAS,
    chosen: Mapping[str, str] | None = None,
    stop: Stop | None = None,
    progress: Progress | None = None,
) -> Parsed | ParsedAreas:
    """Read a file as records or as areas: a pure job that needs no vault."""
    sheet = open_sheet(path)
    if kind_noun == PLACE or (not kind_noun and not mapping and is_gazetteer(sheet)):
        return read_gazetteer(sheet, stop=stop, progress=progress)
    return read_file(
        sheet,
        kind_noun,
        mapping,
        types=types,
        gazetteer=gazetteer,
        chosen=chosen,
        stop=stop,
        progress=progress,
    )


def foresee(store: Store, parsed: Parsed | ParsedAreas) -> Steps[ImportReport]:
    """The report that `keep` would give, in steps; nothing is stored."""
    if isinstance(parsed, ParsedAreas):
        return ImportReport(parsed.rows, len(parsed.areas), parsed.reported)
    return (yield from foresee_parsed(store, parsed))


def keep_in_steps(store: Store, parsed: Parsed | ParsedAreas) -> Steps[ImportReport]:
    """As `keep`, with rests between the steps; closed before its end it stores nothing."""
    if isinstance(parsed, ParsedAreas):
        yield 0, 0
        return load_gazetteer(store, parsed)
    return (yield from store_in_steps(store, parsed))


def keep(store: Store, parsed: Parsed | ParsedAreas) -> ImportReport:
    """Store what was read, all or none, and say what became of each row."""
    return through(keep_in_steps(store, parsed))


def import_file(
    store: Store, path: Path, kind_noun: str = "", mapping: str | None = None
) -> ImportReport:
    """Read and store in one go, as the command line does."""
    parsed = parse(path, kind_noun, mapping, types=store.types, gazetteer=areas_of(store))
    return keep(store, parsed)
