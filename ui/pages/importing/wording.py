"""Counts of an import in words; what is said before storing is said again after it."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from fieldapp.records.counted import in_sentence
from fieldapp.records.record import Record
from fieldapp.services.importing.gazetteers import ParsedAreas
from fieldapp.services.importing.report import ImportReport, Parsed, rows_not_stored


@attrs.frozen
class Naming:
    """What one row becomes; `noun` is "" where it becomes no record."""

    noun: str
    one: str
    many: str

    def counted(self, number: int) -> str:
        """A number of them."""
        return counted(number, self.one, self.many)


PLACES = Naming("", "place", "places")


def naming(parsed: Parsed | ParsedAreas, chosen: str, types: Sequence[type[Record]]) -> Naming:
    """What the rows of a file become; a file of which nothing was understood has no type."""
    if isinstance(parsed, ParsedAreas):
        return PLACES
    noun = parsed.records[0].noun if parsed.records else chosen
    found = next((kind for kind in types if kind.noun == noun), None)
    if found is None:
        return Naming("", "record", "records")
    return Naming(noun, in_sentence(found.label), in_sentence(found.plural))


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun, such as `1,414 incidents`."""
    return f"{number:,} {one if number == 1 else many}"


def foreseen(report: ImportReport, what: Naming) -> str:
    """The counts before storing."""
    left = rows_not_stored(report.reported)
    return (
        f"{counted(report.rows, 'row was', 'rows were')} read. "
        f"{what.counted(report.stored)} will be stored; "
        f"{counted(left, 'row', 'rows')} will not."
    )


def stored(report: ImportReport, what: Naming) -> str:
    """The counts after storing."""
    left = rows_not_stored(report.reported)
    return (
        f"{counted(report.rows, 'row was', 'rows were')} read. "
        f"{counted(report.stored, f'{what.one} was', f'{what.many} were')} stored; "
        f"{counted(left, 'row was', 'rows were')} not."
    )


def remarks(report: ImportReport) -> str:
    """What the table below holds."""
    if not report.reported:
        return "Every row and every value was understood."
    number = counted(len(report.reported), "remark", "remarks")
    return f"{number}: what was not understood, was changed, or was left out, and why."
