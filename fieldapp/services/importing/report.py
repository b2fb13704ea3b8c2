"""What an import understood, and every row and value that it did not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

import attrs

from fieldapp.records.record import Record
from fieldapp.store.store import Changes


@attrs.frozen
class Reported:
    """A row or value that was not taken as it came, and why.

    `row` is the number that a spreadsheet shows (in JSON: the place in the list, from 1); 0 speaks
    of the file. `stored` tells whether the row was stored, not the value: `why` speaks of that.
    The value is the user's own and is shown to the user only; it never reaches a log.
    """

    row: int
    field: str
    value: str = attrs.field(repr=False)
    why: str
    stored: bool = True


@attrs.frozen
class Parsed:
    """What was read from a file, before anything is stored.

    `at` holds the row number of each record. Rows = records + distinct rows reported as not stored.
    """

    rows: int
    records: tuple[Record, ...] = attrs.field(repr=False)
    reported: tuple[Reported, ...] = attrs.field(repr=False)
    at: tuple[int, ...] = attrs.field(repr=False)


@attrs.frozen
class ImportReport:
    """The answer to an import: rows = stored + distinct rows reported with `stored` false."""

    rows: int
    stored: int
    reported: tuple[Reported, ...] = attrs.field(repr=False)
    changes: Changes | None = attrs.field(default=None, repr=False)

    def to_plain(self) -> PlainReport:
        """As `import --json` prints it."""
        lines: list[PlainReported] = [
            {
                "row": each.row,
                "field": each.field,
                "value": each.value,
                "why": each.why,
                "stored": each.stored,
            }
            for each in self.reported
        ]
        return {"rows": self.rows, "stored": self.stored, "reported": lines}


class PlainReported(TypedDict):
    """One line of the report in JSON."""

    row: int
    field: str
    value: str
    why: str
    stored: bool


class PlainReport(TypedDict):
    """The report in JSON."""

    rows: int
    stored: int
    reported: list[PlainReported]


def rows_not_stored(reported: Iterable[Reported]) -> int:
    """How many distinct rows these lines say were not stored."""
    return len({each.row for each in reported if not each.stored})


def not_stored(reported: Iterable[Reported], rows: frozenset[int]) -> tuple[Reported, ...]:
    """The same lines, those of these rows marked as not stored."""
    return tuple(
        attrs.evolve(each, stored=False) if each.row in rows else each for each in reported
    )
