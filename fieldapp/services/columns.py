"""How a declared field becomes columns of a table: one for a text, several for a place or a tally.

A cell is text or a number and never empty: where there is nothing it says why, in one of the words
of `MISSING`. A list of values, such as the rows of a part, stands in one cell with bars between.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import attrs

from fieldapp.records.fields import Field, Kind
from fieldapp.records.values import is_empty
from fieldapp.vocab.places import Place
from fieldapp.vocab.tallies import GROUPS, Tally

Cell = str | int | float
Fill = Callable[[Any], list[Cell]]

UNKNOWN, NOT_ASKED, NONE, WITHHELD = MISSING = ("unknown", "not_asked", "none", "withheld")
BAR = " | "
_DAY_FORM = r"\d{4}(-\d{2}(-\d{2})?)?"
_HXL_GROUPS = {
    "women": "+f+adults",
    "men": "+m+adults",
    "girls": "+f+children",
    "boys": "+m+children",
    "unknown": "+unspecified",
}


@attrs.frozen
class Column:
    """One column: its name, its words, what sort of cell it holds, and its HXL tag.

    `type` is string, integer or number. `vocabulary` names the list that its codes come from.
    """

    name: str
    title: str
    type: str = "string"
    about: str = ""
    hxl: str = ""
    data_class: str = ""
    vocabulary: str = ""
    pattern: str = ""
    several: bool = False


@attrs.frozen
class Spread:
    """A field as columns, and the function that fills their cells from a value."""

    columns: tuple[Column, ...]
    fill: Fill = attrs.field(repr=False)


def spread(field: Field, values: Sequence[Any], *, in_words: bool = False) -> Spread:
    """The columns of a field. `values` are all of this table: areas that none has make no column.

    Rows of a part come as mappings of the names that leave to values.
    """
    match field.spec.kind:
        case Kind.TALLY:
            return Spread(tuple(_tally_columns(field)), _tally_cells)
        case Kind.PLACE:
            return _place(field, values)
        case Kind.PARTS:
            return _parts(field, values)
        case Kind.CHOICES | Kind.LINKS:
            several = attrs.evolve(_column(field), several=True)
            return Spread((several,), _several_words if in_words else _several)
        case Kind.NUMBER:
            whole = all(value is None or value == int(value) for value in values)
            column = attrs.evolve(_column(field), type="integer" if whole else "number")
            return Spread((column,), _number)
        case kind:
            return Spread((_column(field),), _ONE.get(kind, _text))


def _column(field: Field) -> Column:
    spec = field.spec
    named = spec.vocabulary if not spec.vocabulary.startswith("@") else ""
    about = spec.help + (f" ({spec.unit})" if spec.unit else "")
    pattern = _DAY_FORM if spec.kind is Kind.DAY else ""
    return Column(
        field.name, spec.label, "string", about, spec.hxl, spec.data_class, named, pattern
    )


def _text(value: Any) -> list[Cell]:
    return [value or UNKNOWN]


def _asked(value: Any) -> list[Cell]:
    return [value or NOT_ASKED]


def _linked(value: Any) -> list[Cell]:
    return [value or NONE]


def _dated(value: Any) -> list[Cell]:
    if value is None or value == "":
        return [UNKNOWN]
    if isinstance(value, dt.datetime):
        return [value.isoformat(timespec="minutes")]
    return [str(value)]


def _number(value: Any) -> list[Cell]:
    if value is None:
        return [UNKNOWN]
    return [int(value) if value == int(value) else value]


def _several(value: Any) -> list[Cell]:
    return [BAR.join(value) if value else NONE]


def _several_words(value: Any) -> list[Cell]:
    return _several((value,) if isinstance(value, str) and value else value)


_ONE: dict[Kind, Fill] = {
    Kind.TEXT: _text,
    Kind.CHOICE: _text,
    Kind.FLAG: _asked,
    Kind.DAY: _dated,
    Kind.MOMENT: _dated,
    Kind.LINK: _linked,
}


def _tally_columns(field: Field) -> Iterable[Column]:
    column = _column(field)
    for group in GROUPS:
        hxl = column.hxl + _HXL_GROUPS[group] if column.hxl else ""
        name, title = f"{field.name}_{group}", f"{column.title}: {group}"
        yield attrs.evolve(column, name=name, title=title, type="integer", hxl=hxl)
    title = f"{column.title}: which are estimates"
    yield attrs.evolve(
        column, name=f"{field.name}_estimated", title=title, hxl="", pattern="", several=True
    )


def _tally_cells(value: Tally) -> list[Cell]:
    counts = (value.women, value.men, value.girls, value.boys, value.unknown)
    cells: list[Cell] = [UNKNOWN if number is None else number for number in counts]
    cells.append(BAR.join(sorted(value.estimated)) if value.estimated else NONE)
    return cells


_PLACE_PARTS: tuple[tuple[str, str, str, str], ...] = (
    ("latitude", "latitude", "number", "#geo+lat"),
    ("longitude", "longitude", "number", "#geo+lon"),
    ("precision", "precision", "string", "#geo+precision"),
    ("heard", "name as heard", "string", "#loc+name"),
    ("gazetteer", "gazetteer", "string", "#meta+gazetteer"),
)


def _place(field: Field, values: Sequence[Place]) -> Spread:
    values = list(dict.fromkeys(values))  # the same few places stand in many records
    depth = max((len(value.path) for value in values), default=0)
    column = _column(field)
    columns = []
    for level in range(depth):
        area = f"adm{level}" if level else "country"
        for what in ("code", "name"):
            name, title = f"{field.name}_{area}_{what}", f"{column.title}: {area} {what}"
            hxl = f"#{area}+{what}"
            columns.append(attrs.evolve(column, name=name, title=title, hxl=hxl))
    rest = [part for part in _PLACE_PARTS if any(not is_empty(getattr(v, part[0])) for v in values)]
    for name, words, kind, hxl in rest:
        title = f"{column.title}: {words}"
        named = f"{field.name}_{name}"
        columns.append(attrs.evolve(column, name=named, title=title, type=kind, hxl=hxl))
    names = tuple(part[0] for part in rest)

    def fill(value: Place) -> list[Cell]:
        cells: list[Cell] = []
        for area in value.path:
            cells += (area.pcode or UNKNOWN, area.name or UNKNOWN)
        cells += [UNKNOWN] * (2 * depth - len(cells))
        for name in names:
            found = getattr(value, name)
            cells.append(UNKNOWN if found is None or found == "" else found)
        return cells

    return Spread(tuple(columns), fill)


def _parts(field: Field, values: Sequence[Any]) -> Spread:
    """The rows of a part, one column for each of its fields that leaves in any row."""
    assert field.spec.part is not None
    leaving = {name for rows in values for row in rows for name in row}
    spreads = []
    for each in field.spec.part.fields():
        if each.name in leaving:
            inner = [row[each.name] for rows in values for row in rows if each.name in row]
            words = any(_is_words(each, value) for value in inner)
            spreads.append((each.name, spread(each, inner, in_words=words)))
    columns = tuple(
        attrs.evolve(
            column,
            name=f"{field.name}_{column.name}",
            title=f"{field.spec.label}: {column.title}",
            type="string",
            pattern="",
            several=True,
        )
        for _, inner in spreads
        for column in inner.columns
    )

    def fill(rows: Any) -> list[Cell]:
        if not rows:
            return [NONE] * len(columns)
        cells: list[Cell] = []
        for name, inner in spreads:
            lines = [
                inner.fill(row[name]) if name in row else [WITHHELD] * len(inner.columns)
                for row in rows
            ]
            cells += [BAR.join(map(str, column)) for column in zip(*lines, strict=True)]
        return cells

    return Spread(columns, fill)


def _is_words(field: Field, value: Any) -> bool:
    return field.spec.kind is Kind.LINKS and isinstance(value, str)
