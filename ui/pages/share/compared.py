"""One record twice, field by field: as it is kept here, and as it leaves, with the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Part, Record, linked_ids
from fieldapp.records.values import is_empty
from fieldapp.services.sharing.release import Release, ReleasedField, ReleasedRecord, ReleasedRow
from fieldapp.services.sharing.result import COARSENED, DROPPED, KEPT, REPLACED
from ui.forms.masking import is_masked
from ui.screen_words import on_screen

TitleOf = Callable[[str], str]

# What happens to a field, in one word, and the icon beside it.
MARKS: Mapping[str, tuple[str, str]] = {
    KEPT: ("Leaves", "arrow-right"),
    COARSENED: ("Coarser", "arrows-in-line-vertical"),
    REPLACED: ("Replaced", "swap"),
    DROPPED: ("Stays", "lock-simple"),
}
UNKNOWN = "?"
COVERED = "(covered)"


@attrs.frozen
class Line:
    """One field shown twice; `indent` is 1 inside a row of a part."""

    label: str
    before: str = attrs.field(repr=False)
    after: str = attrs.field(repr=False)
    action: str
    words: str
    rule: str
    indent: int = 0

    @property
    def mark(self) -> str:
        """What happens, in one word."""
        return MARKS[self.action][0]


@attrs.frozen
class Naming:
    """What linked records are called here, and what they are called outside."""

    here: Mapping[str, str] = attrs.field(repr=False)
    outside: Mapping[str, str] = attrs.field(repr=False)

    def title(self, record_id: str) -> str:
        """The title here."""
        return self.here.get(record_id, UNKNOWN)

    def code(self, outside: str) -> str:
        """The code outside of a record that leaves too."""
        return self.outside.get(outside, outside)


def naming(titles: Mapping[str, str], release: Release) -> Naming:
    """Both sides of every name in a release; `titles` are those of the linked records here."""
    return Naming(titles, {each.outside: each.code for each in release.records})


def linked(record: Record) -> set[str]:
    """The ids whose titles a comparison of this record shows."""
    return {target for _, target in linked_ids(record)}


def lines(released: ReleasedRecord, names: Naming) -> tuple[Line, ...]:
    """The fields of a record that hold something: first what leaves, then what stays."""
    goes = [each for each in released.fields if each.action != DROPPED]
    stays = [each for each in released.fields if each.action == DROPPED]
    return (*_lines(goes, names, 0), *_lines(stays, names, 0))


def staying(record: Record, names: Naming) -> tuple[Line, ...]:
    """The fields of a record of which nothing leaves; what a form covers is covered here too."""
    return tuple(
        Line(
            label=each.spec.label,
            before=COVERED if is_masked(each) else _words(each, value, names.title),
            after="",
            action=DROPPED,
            words="The whole record stays here.",
            rule="record",
        )
        for each in record.fields()
        if not is_empty(value := getattr(record, each.name))
    )


def _lines(fields: Sequence[ReleasedField], names: Naming, indent: int) -> Iterator[Line]:
    for each in fields:
        if is_empty(each.before):
            continue
        yield _line(each, names, indent)
        if each.field.spec.kind is Kind.PARTS:
            yield from _rows(each, names)


def _line(each: ReleasedField, names: Naming, indent: int) -> Line:
    return Line(
        label=each.field.spec.label,
        before=_words(each.field, each.before, names.title),
        after="" if each.action == DROPPED else _after(each, names),
        action=each.action,
        words=each.words,
        rule=each.rule,
        indent=indent,
    )


def _words(field: Field, value: Any, title_of: TitleOf) -> str:
    if field.spec.kind is Kind.PARTS:
        return "1 row" if len(value) == 1 else f"{len(value)} rows"
    return on_screen(field, value, title_of)


def _after(each: ReleasedField, names: Naming) -> str:
    if each.in_words:
        return ", ".join(each.after) if isinstance(each.after, tuple) else str(each.after)
    return _words(each.field, each.after, names.code)


def _rows(each: ReleasedField, names: Naming) -> Iterator[Line]:
    """Every row as kept here; one that is not among those that leave stays whole."""
    leaving = list(each.rows)
    for number, row in enumerate(each.before, start=1):
        told = leaving[0] if leaving and _same(row, leaving[0]) else None
        if told is None:
            yield _stays(each, row, number, names)
            continue
        leaving.pop(0)
        for line in _lines(told.fields, names, 1):
            yield attrs.evolve(line, label=f"{number}. {line.label}")


def _same(row: Part, told: ReleasedRow) -> bool:
    """Whether this is the row that leaves: rows keep their order, and their values before."""
    return all(getattr(row, each.name) == each.before for each in told.fields)


def _stays(each: ReleasedField, row: Part, number: int, names: Naming) -> Line:
    told = [
        on_screen(field, value, names.title)
        for field in row.fields()
        if not is_empty(value := getattr(row, field.name))
    ]
    words = each.words if each.action == DROPPED else "This row stays here."
    return Line(
        f"{number}. Row", " · ".join(filter(None, told)), "", DROPPED, words, each.rule, indent=1
    )


def summary(released: ReleasedRecord) -> str:
    """How many fields do what, such as `9 leave, 2 coarser, 1 replaced, 6 stay`."""
    counts = dict.fromkeys(MARKS, 0)
    for each in released.fields:
        if not is_empty(each.before):
            counts[each.action] += 1
    said = {KEPT: "leave", COARSENED: "coarser", REPLACED: "replaced", DROPPED: "stay"}
    return ", ".join(f"{number} {said[action]}" for action, number in counts.items() if number)
