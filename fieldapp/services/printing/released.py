"""Sheets from a release: only values that an agreement let out, under their names for outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from fieldapp.records.fields import Kind
from fieldapp.records.record import Owned, Part, Record
from fieldapp.records.sharing import Agreement
from fieldapp.records.values import label_of
from fieldapp.services.printing import wording
from fieldapp.services.printing.arrange import Shown, sections
from fieldapp.services.printing.errors import NotReleasedError
from fieldapp.services.printing.marks import marking_of
from fieldapp.services.printing.sheet import Sheet, Template
from fieldapp.services.sharing.blocks import PACKAGE
from fieldapp.services.sharing.result import Release, ReleasedField, ReleasedRecord
from fieldapp.vocab.handling import Level
from fieldapp.vocab.vocabulary import vocabulary

NOT_INCLUDED = "not included"


def released_sheet(release: Release, record: Record, template: Template) -> Sheet:
    """One record of a release as a sheet, with the rows it owns that are released beside it."""
    found = [each for each in release.records if each.record.id == record.id]
    # What was prepared for a package was not checked for paper, which has limits of its own.
    if not found or release.blocks or release.channel == PACKAGE:
        raise NotReleasedError
    chosen = found[0]
    owned = tuple(_owned(release, chosen))
    values = values_of(chosen)
    title, title_field = title_of_record(chosen)
    shown = Shown(
        kind=type(chosen.record),
        values=values,
        owned=tuple((each, tuple(map(values_of, rows)), kind) for each, rows, kind in owned),
        title_of=titles(release),
        title_field=title_field,
        outside=True,
    )
    level = Level.highest(chosen.level, *(row.level for _, rows, _ in owned for row in rows))
    return Sheet(
        kind=wording.kind_of(type(chosen.record)),
        title=title,
        ref=chosen.code,
        level=level,
        marking=marking_of(level, release.marking),
        template=template,
        destroy_by=str(release.keep_until or ""),
        notices=tuple(_notices(release, type(chosen.record))),
        sections=sections(shown),
    )


def values_of(released: ReleasedRecord) -> dict[str, Any]:
    """The values that leave, by field; rows hold only what leaves of them."""
    return {each.name: _after(each) for each in leaving(released)}


def leaving(released: ReleasedRecord) -> tuple[ReleasedField, ...]:
    """The fields of which something may leave."""
    return released.columns


def _after(released: ReleasedField) -> Any:
    spec = released.field.spec
    if spec.kind is not Kind.PARTS or spec.part is None:
        return released.after
    return tuple(_row(spec.part, row.outside, row.fields) for row in released.rows)


def _row(part: type[Part], outside: str, fields: tuple[ReleasedField, ...]) -> Part:
    return part(id=outside, **{each.name: each.after for each in fields})


def title_of_record(released: ReleasedRecord) -> tuple[str, str]:
    """The title as it leaves, and the field it comes from; else the code for outside."""
    values = {each.name: each for each in leaving(released)}
    for name in type(released.record).heading:
        each = values.get(name)
        if each is None or not each.after:
            continue
        if each.field.spec.kind is Kind.TEXT:
            return str(each.after), name
        if each.field.spec.kind is Kind.CHOICE:
            return label_of(each.field, each.after), ""
    return released.code, ""


def titles(release: Release) -> Callable[[str], str]:
    """What a link is called outside: the code of a record that leaves too, or words as decided."""
    codes = {each.outside: each.code for each in release.records}
    spoken = {words for each in release.records for words in _spoken(each.leaving)}
    return lambda target: codes.get(target, target if target in spoken else NOT_INCLUDED)


def _spoken(fields: tuple[ReleasedField, ...]) -> Iterator[str]:
    for each in fields:
        if each.in_words:
            yield from each.after if isinstance(each.after, tuple) else (str(each.after),)
        for row in each.rows:
            yield from _spoken(row.fields)


def _owned(
    release: Release, chosen: ReleasedRecord
) -> Iterator[tuple[Owned, list[ReleasedRecord], type[Record]]]:
    for each in type(chosen.record).owns:
        rows = [
            other
            for other in release.records
            if other.kind == each.noun and values_of(other).get(each.via) == chosen.outside
        ]
        if rows:
            yield each, rows, type(rows[0].record)


def _notices(release: Release, kind: type[Record]) -> Iterator[str]:
    yield terms(release.agreement)
    if wording.is_alleged(kind):
        yield wording.ALLEGED
    elif wording.has_words_of_others(kind):
        yield wording.SAID_IS_ALLEGED


def terms(agreement: Agreement) -> str:
    """Under which agreement this leaves, and what may be done with it."""
    onward = vocabulary("onward_sharing").label(agreement.onward_sharing)
    said = f"Released under agreement {agreement.ref}, {agreement.title}."
    purpose = f" Purpose: {agreement.purpose.rstrip('.')}." if agreement.purpose else ""
    return f"{said}{purpose} Onward sharing: {onward}."
