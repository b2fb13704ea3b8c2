"""Which column goes where, as a person chose it: what may be chosen, and a first guess."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

import attrs

from fieldapp.records.fields import Kind
from fieldapp.records.record import Record
from fieldapp.services.importing.crosswalk import key
from fieldapp.services.importing.plan import by_name
from fieldapp.services.importing.sheets import Sheet, filled, shown
from fieldapp.vocab.tallies import GROUPS

SAMPLES = 4
_PIECES = {
    "pcode": "P-code",
    "country": "country code",
    "adm1": "state or province",
    "adm2": "district",
    "latitude": "latitude",
    "longitude": "longitude",
    "heard": "name as heard",
}


@attrs.frozen
class Target:
    """A place for a column: the field, or a piece of it; `to` is as mappings write it."""

    to: str
    label: str


@attrs.frozen
class ColumnSeen:
    """A column of a file: its name, some of its values, and where it would go."""

    name: str
    samples: tuple[str, ...] = attrs.field(repr=False)
    to: str


def targets(kind: type[Record]) -> tuple[Target, ...]:
    """Everything of a record type that a column may fill, in the order of the form."""
    return tuple(_targets(kind))


def _targets(kind: type[Record]) -> Iterator[Target]:
    for field in kind.fields():
        label = field.spec.label
        match field.spec.kind:
            case _ if field.name in ("ref", "supersedes", "pinned"):
                continue
            case Kind.PLACE:
                for piece, words in _PIECES.items():
                    yield Target(f"{field.name}.{piece}", f"{label}: {words}")
            case Kind.TALLY:
                for group in GROUPS:
                    yield Target(f"{field.name}.{group}", f"{label}: {group}")
            case Kind.PARTS:
                for each in field.spec.part.fields() if field.spec.part else ():
                    yield Target(f"{field.name}.{each.name}", f"{label}: {each.spec.label}")
            case _:
                yield Target(field.name, label)


def look(
    kind: type[Record], sheet: Sheet, remembered: Mapping[str, str] | None = None
) -> tuple[ColumnSeen, ...]:
    """The columns of a sheet with samples; where a choice is remembered it is taken, else guessed.

    It reads the first rows of the sheet, so open it again to import.
    """
    rows = [row.cells for _, row in zip(range(SAMPLES), sheet.rows, strict=False)]
    guessed = [rules[0].to if rules else "" for rules in by_name(kind, sheet)]
    may = {each.to for each in targets(kind)}
    before = {name: to for name, to in (remembered or {}).items() if not to or to in may}
    return tuple(
        ColumnSeen(name, tuple(_samples(rows, number)), before.get(name, guess))
        for number, (name, guess) in enumerate(zip(sheet.columns, guessed, strict=True))
    )


def _samples(rows: Sequence[tuple[object, ...]], number: int) -> Iterator[str]:
    for cells in rows:
        if number < len(cells) and filled(cells[number]):
            yield shown(cells[number])[:60]


def setting_of(kind: type[Record], columns: Sequence[str]) -> str:
    """Under which name the choice for files with these columns is remembered."""
    names = "\n".join(sorted(map(key, columns)))
    return f"columns.{kind.noun}.{hashlib.sha256(names.encode()).hexdigest()[:16]}"
