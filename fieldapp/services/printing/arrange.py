"""Any record arranged for paper by its declaration: its sections, its rows, its statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from fieldapp.records.fields import Field, Kind
from fieldapp.records.products import ProductTable
from fieldapp.records.record import Owned, Part, Record
from fieldapp.records.values import in_words, is_empty, label_of
from fieldapp.services.printing.count_tables import tables_as_kept
from fieldapp.services.printing.sheet import (
    Block,
    Fact,
    Note,
    Prose,
    Quotes,
    Rows,
    Section,
    Tone,
    widths,
)
from fieldapp.services.sharing.flags import FLAG, flag_of, has_flag
from fieldapp.vocab.handling import Attribution, DataClass
from fieldapp.vocab.vocabulary import vocabulary

_TONES = {
    DataClass.SAID: Tone.SAID,
    DataClass.ANALYSIS: Tone.ANALYSIS,
    DataClass.SHAREABLE_TEXT: Tone.SHAREABLE,
}
_ELSEWHERE = frozenset({"ref", "sensitivity", "marking"})  # they stand around the text
OFF_RECORD = "Off record: that it was said is kept, its content is not."


@attrs.frozen
class Shown:
    """What one paper may show of a record: its values by field, and rows of records it owns."""

    kind: type[Record]
    values: Mapping[str, Any] = attrs.field(repr=False)
    owned: tuple[tuple[Owned, tuple[Mapping[str, Any], ...], type[Record]], ...] = attrs.field(
        default=(), repr=False
    )
    title_of: Callable[[str], str] = attrs.field(default=str, repr=False)
    speakers: bool = True  # whether one who is not on record may stand beside the words
    title_field: str = ""
    outside: bool = False  # made from a release: a flag that is not there did not leave


def sections(shown: Shown) -> tuple[Section, ...]:
    """The sections of a record in the order of its form, empty ones left out."""
    fields = [
        each
        for each in shown.kind.fields()
        if each.name not in _ELSEWHERE and each.name != shown.title_field
    ]
    headings = dict.fromkeys((*shown.kind.sections, *(each.spec.section for each in fields)))
    made = []
    for heading in headings:
        blocks: list[Block] = []
        for each in fields:
            if each.spec.section == heading and not is_empty(shown.values.get(each.name)):
                blocks.extend(_blocks(shown, each, shown.values[each.name]))
        for owned, rows, kind in shown.owned:
            if owned.section == heading and rows:
                blocks.extend(_owned(shown, owned, rows, kind))
        if blocks:
            made.append(Section(heading or shown.kind.label, tuple(blocks)))
    return tuple(made)


def _blocks(shown: Shown, field: Field, value: Any) -> Iterator[Block]:
    spec = field.spec
    if spec.kind is Kind.PARTS:
        assert spec.part is not None
        made = _quotes if has_flag(spec.part) else _part_rows
        yield from made(shown, field, value)
        return
    words = in_words(field, value, shown.title_of)
    tone = _TONES.get(spec.data_class, Tone.PLAIN)
    if spec.kind is Kind.TEXT and (spec.lines > 1 or tone is not Tone.PLAIN):
        yield Prose(spec.label, words, tone)
    elif tone is Tone.ANALYSIS:
        yield Fact(f"{spec.label} (our analysis)", words)
    else:
        yield Fact(spec.label, f"{words} {spec.unit}".rstrip())


def _quotes(shown: Shown, field: Field, rows: Sequence[Part]) -> Iterator[Block]:
    """Statements under their attribution, loosest first; off record only that they were."""
    if shown.outside:
        bare = [row for row in rows if not getattr(row, FLAG)]
        rows = [row for row in rows if getattr(row, FLAG)]
        if bare:
            yield Quotes(field.spec.label, tuple(_quote(shown, row, True) for row in bare))
    for flag in Attribution:
        mine = [row for row in rows if flag_of(row) is flag]
        if not mine:
            continue
        label = f"{field.spec.label} · {vocabulary('attribution').label(flag)}"
        if flag is Attribution.OFF_RECORD:
            yield Quotes(label, ((str(len(mine)), OFF_RECORD),))
        else:
            named = shown.speakers or flag is Attribution.ON_RECORD
            yield Quotes(label, tuple(_quote(shown, row, named) for row in mine))


def _quote(shown: Shown, row: Part, named: bool) -> tuple[str, str]:
    who, said, more = [], [], []
    for each in row.fields():
        value = getattr(row, each.name)
        spec = each.spec
        if is_empty(value) or each.name == FLAG:
            continue
        words = in_words(each, value, shown.title_of)
        if spec.kind is Kind.TEXT and spec.data_class is DataClass.SAID:
            said.append(words)
        elif spec.kind in (Kind.LINK, Kind.LINKS):
            who.extend([words] if named else [])
        elif spec.kind is Kind.CHOICE and spec.listed:
            who.insert(0, words)
        else:
            more.append(f"{spec.label}: {words}")
    return "\n".join([" · ".join(who), *more]), " ".join(said)


def _part_rows(shown: Shown, field: Field, rows: Sequence[Part]) -> Iterator[Block]:
    assert field.spec.part is not None
    tables = tuple(row for row in rows if isinstance(row, ProductTable) and row.rows)
    if tables:
        yield from tables_as_kept(tables)
        return
    columns = [
        each
        for each in field.spec.part.fields()
        if not all(is_empty(getattr(row, each.name)) for row in rows)
    ]
    if columns:
        cells = [
            tuple(in_words(each, getattr(row, each.name), shown.title_of) for each in columns)
            for row in rows
        ]
        yield _rows(field.spec.label, columns, cells)


def _owned(
    shown: Shown, owned: Owned, rows: Sequence[Mapping[str, Any]], kind: type[Record]
) -> Iterator[Block]:
    """Records edited in rows here, one table for each value of a first column that is a choice."""
    columns = [kind.field(name) for name in owned.shown]
    if not columns or columns[0].spec.kind is not Kind.CHOICE:
        yield _owned_rows(shown, owned.label, columns, rows)
        return
    first, rest = columns[0], columns[1:]
    codes = [str(row.get(first.name, "")) for row in rows]
    for code in dict.fromkeys((*vocabulary(first.spec.vocabulary), *codes)):
        mine = [row for row, its in zip(rows, codes, strict=True) if its == code]
        if mine:
            label = f"{owned.label} · {label_of(first, code)}" if code else owned.label
            yield _owned_rows(shown, label, rest, mine)


def _owned_rows(
    shown: Shown, label: str, columns: Sequence[Field], rows: Sequence[Mapping[str, Any]]
) -> Block:
    filled = [each for each in columns if any(not is_empty(row.get(each.name)) for row in rows)]
    return _rows(label, filled, [_cells(shown, filled, row) for row in rows])


def _cells(shown: Shown, columns: Sequence[Field], row: Mapping[str, Any]) -> tuple[str, ...]:
    """The cells of one row; words said off the record stay away."""
    hush = row.get(FLAG) == Attribution.OFF_RECORD
    return tuple(
        OFF_RECORD
        if hush and each.spec.data_class is DataClass.SAID
        else in_words(each, row.get(each.name), shown.title_of)
        for each in columns
    )


def _rows(label: str, columns: Sequence[Field], cells: Sequence[tuple[str, ...]]) -> Block:
    if not columns:
        return Note(f"{label}: {len(cells)}.")
    heads = tuple(each.spec.label for each in columns)
    return Rows(label, heads, tuple(cells), widths(heads, cells))
