"""The task report on paper: for the own office with links, for others in counts only."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.services.printing import wording
from fieldapp.services.printing.marks import marking_of
from fieldapp.services.printing.names import Names
from fieldapp.services.printing.sheet import Note, Rows, Section, Sheet
from fieldapp.services.task_report import AREAS, TaskLine, TaskReport, date_cell, rounded
from fieldapp.store.store import Store
from fieldapp.vocab.handling import Level

CODES = "Task codes are this app's own numbering of the guidance note's list."
COUNTED = "What was recorded at this station, not a measure of work or of harm."
OTHERS = (
    "For examples of good practice: counts only, no title, place, person or actor. "
    "Counts below five are not told."
)
WIDTHS = (0.2, 0.13, 0.2, 0.47)  # a reference stays on one line


def task_sheet(store: Store, report: TaskReport, *, anonymised: bool = False) -> Sheet:
    """The report of one period as a sheet."""
    station = store.station()
    level = Level.MODERATE if anonymised else _level(report)
    return Sheet(
        kind="Task report",
        title=f"{report.first} to {report.last}",
        ref="" if anonymised or station is None else station.station_code,
        level=level,
        marking=marking_of(level),
        station="" if anonymised else wording.origin(station),
        printed_by="" if anonymised or station is None else station.officer,
        printed_at=wording.moment(store.now()),
        notices=tuple(_notices(report, anonymised)),
        sections=tuple(_sections(store, report, anonymised)),
    )


def _level(report: TaskReport) -> Level:
    rows = (row for line in report.lines for done in line.done for row in done.rows)
    levels = [Level(row.level) if row.level in list(Level) else Level.SEVERE for row in rows]
    return Level.highest(*levels) if levels else Level.MODERATE


def _notices(report: TaskReport, anonymised: bool) -> Iterator[str]:
    yield CODES
    yield COUNTED
    if anonymised:
        yield OTHERS
    elif report.drafts:
        yield f"{report.drafts:,} records of this period are not finished and do not count."


def _sections(store: Store, report: TaskReport, anonymised: bool) -> Iterator[Section]:
    names = Names() if anonymised else Names.of(store)
    for letters, heading in AREAS:
        lines = [line for line in report.area(letters) if line.count or not line.peacekeeping]
        if anonymised:
            yield Section(heading, (_counts(lines),))
        else:
            yield Section(heading, tuple(_line(store, line, names) for line in lines))


def _counts(lines: list[TaskLine]) -> Rows:
    rows = tuple((line.label, rounded(0 if line.same_as else line.count)) for line in lines)
    return Rows("", ("Task", "Records"), rows, (0.8, 0.2))


def _line(store: Store, line: TaskLine, names: Names) -> Rows | Note:
    if line.same_as:
        return Note(f"{line.label}: counted once, under {line.same_as}.")
    if not line.count:
        return Note(f"{line.label}: nothing recorded.")
    rows = tuple(
        (row.ref, date_cell(store, row), done.label, str(names.without(row.title)))
        for done in line.done
        for row in done.rows
    )
    told = ", ".join(f"{done.label} {done.count:,}" for done in line.done)
    return Rows(f"{line.label} ({told})", ("Reference", "Day", "Type", "Title"), rows, WIDTHS)
