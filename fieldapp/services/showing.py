"""Records as the command line prints them: JSON with references, or lines of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Part, Record, linked_ids
from fieldapp.records.values import in_words, is_empty, to_plain
from fieldapp.store.store import Store
from fieldapp.vocab.handling import DataClass

HIDDEN = "(hidden; --reveal shows it)"
_PROTECTED = frozenset({DataClass.PERSONAL_CONTACT, DataClass.SOURCE_IDENTITY})


def as_json(store: Store, records: Sequence[Record]) -> list[dict[str, Any]]:
    """Records by the field names of the declarations, links as references."""
    ids = {target for record in records for _, target in linked_ids(record)}
    refs = {key: found.ref for key, found in store.get_many(ids).items()}
    return [_plain(record, refs) for record in records]


def as_list(store: Store, records: Sequence[Record]) -> list[dict[str, Any]]:
    """The same for a list, where `kind` is always the noun of the type."""
    return [
        {**plain, "kind": record.noun}
        for record, plain in zip(records, as_json(store, records), strict=True)
    ]


def _plain(record: Record, refs: Mapping[str, str]) -> dict[str, Any]:
    found = {"kind": record.noun, "ref": record.ref, **_fields(record, refs)}
    marks = {"draft": record.draft, "sealed": bool(record.sealed_at)}
    marks |= {"received": bool(record.received_from), "retracted": record.retracted}
    return {**found, **{name: True for name, on in marks.items() if on}}


def _fields(holder: Record | Part, refs: Mapping[str, str]) -> dict[str, Any]:
    return {
        each.name: _value(each, getattr(holder, each.name), refs)
        for each in holder.fields()
        if not is_empty(getattr(holder, each.name))
    }


def _value(field: Field, value: Any, refs: Mapping[str, str]) -> Any:
    match field.spec.kind:
        case Kind.LINK:
            return refs.get(value)
        case Kind.LINKS:
            return [refs[each] for each in value if each in refs]
        case Kind.PARTS:
            return [{"id": row.id, **_fields(row, refs)} for row in value]
        case _:
            return to_plain(field, value)


def as_lines(store: Store, record: Record, *, reveal: bool = False) -> Iterator[str]:
    """One record for a person to read; names behind codes stay hidden unless asked for."""
    titles = _titled(store, [record])
    yield f"{type(record).label} {record.ref}{_state(record)}"
    section = ""
    for field in record.fields():
        value = getattr(record, field.name)
        if is_empty(value) or field.name == "ref":
            continue
        if field.spec.section != section:
            section = field.spec.section
            yield f"\n{section}"
        if not reveal and _is_protected(type(record), field):
            yield f"  {field.spec.label}: {HIDDEN}"
        elif field.spec.kind is Kind.PARTS:
            yield f"  {field.spec.label}:"
            yield from (f"    - {_row(row, titles, reveal=reveal)}" for row in value)
        else:
            yield _indented(field.spec.label, in_words(field, value, titles))
    yield from _owned(store, record)


def _titled(store: Store, records: Iterable[Record]) -> Any:
    ids = {target for record in records for _, target in linked_ids(record)}
    found = store.get_many(ids)
    titles = {key: f"{title} ({found[key].ref})" for key, title in store.titles(ids).items()}
    return lambda target: titles.get(target, "not here")


def _state(record: Record) -> str:
    words = [
        *(["draft"] if record.draft else []),
        *(["locked"] if record.sealed_at else []),
        *(["received"] if record.received_from else []),
        *(["retracted"] if record.retracted else []),
    ]
    return f" ({', '.join(words)})" if words else ""


def _is_protected(kind: type[Record], field: Field) -> bool:
    named = field.spec.data_class is DataClass.IDENTITY and field.name not in kind.heading
    return named or (field.spec.data_class in _PROTECTED and field.name not in kind.heading)


def _row(row: Part, titles: Any, *, reveal: bool) -> str:
    said = []
    for each in row.fields():
        value = getattr(row, each.name)
        if is_empty(value):
            continue
        hidden = not reveal and each.spec.data_class in _PROTECTED
        said.append(f"{each.spec.label}: {HIDDEN if hidden else in_words(each, value, titles)}")
    return "; ".join(said)


def _indented(label: str, words: str) -> str:
    first, *more = words.splitlines() or [""]
    return "\n".join([f"  {label}: {first}", *(f"    {line}" for line in more)])


def _owned(store: Store, record: Record) -> Iterator[str]:
    for each in type(record).owns:
        rows = store.owned(record, each)
        if rows:
            yield f"\n{each.label}"
            titles = store.titles([row.id for row in rows])
            yield from (f"  - {titles.get(row.id, '')} ({row.ref})" for row in rows)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], most: int = 44) -> Iterator[str]:
    """Columns in line for a terminal; long cells are cut."""
    cut = [[_cut(cell, most) for cell in row] for row in (heads, *rows)]
    widths = [max(map(len, column)) for column in zip(*cut, strict=True)]
    for row in cut:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _cut(cell: str, most: int) -> str:
    line = " ".join(cell.split())
    return line if len(line) <= most else line[: most - 1] + "…"
