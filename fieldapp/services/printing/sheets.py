"""Sheets from a record of this station: gathered from the store, on the window's thread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from fieldapp.records.record import Record, linked_ids
from fieldapp.records.values import is_empty
from fieldapp.services.printing import wording
from fieldapp.services.printing.arrange import Shown, sections
from fieldapp.services.printing.errors import (
    AgreementNeededError,
    PrintNotAllowedError,
    UnknownTemplateError,
)
from fieldapp.services.printing.marks import marking_of
from fieldapp.services.printing.names import Names
from fieldapp.services.printing.reticence import coarsened, strictest, withheld_fields
from fieldapp.services.printing.sheet import Sheet, Template
from fieldapp.vocab.handling import Attribution, Level

if TYPE_CHECKING:
    from fieldapp.services.sharing.release import Release
    from fieldapp.store.store import Store


def sheet(
    store: Store,
    record: Record,
    template: str = "no-names",
    page: str = "A4",
    release: Release | None = None,
    printed_by: str = "",
    *,
    printed_for: str = "",
    copy: str = "",
    now: dt.datetime | None = None,
) -> Sheet:
    """One record as a sheet; for anyone else only from what an agreement released."""
    if template not in list(Template):
        raise UnknownTemplateError
    chosen = Template(template)
    outside = chosen.needs_release or bool(printed_for)
    if outside and release is None:
        raise AgreementNeededError
    if getattr(record, "print_allowed", "") == "no":
        raise PrintNotAllowedError
    station = store.station()
    about: dict[str, Any] = {
        "page": page,
        "printed_by": printed_by or (station.officer if station else ""),
        "printed_at": wording.moment(now or dt.datetime.now().astimezone()),
        "printed_for": printed_for,
        "copy": copy,
        "station": wording.origin(station),
    }
    if release is not None:
        from fieldapp.services.printing.released import released_sheet

        level = Template.CLUSTER if not chosen.needs_release else chosen
        return attrs.evolve(released_sheet(release, record, level), **about)
    return attrs.evolve(own_sheet(store, record, chosen), **about)


def own_sheet(store: Store, record: Record, template: Template) -> Sheet:
    """A record for the own office: with code names, or in full."""
    full = template is Template.FULL
    names = Names() if full else Names.of(store)
    owned = [(each, store.owned(record, each)) for each in type(record).owns]
    rows = [row for _, found in owned for row in found]
    flag = strictest(record, rows)
    left_out = withheld_fields(type(record), flag, full=full)
    kept = {
        "values": _values(record, left_out, names, flag, full=full),
        "owned": tuple(
            (each, _rows(found, names, flag, full=full), store.kind(each.noun))
            for each, found in owned
        ),
    }
    title, title_field = _title(record, kept["values"])
    shown = Shown(
        kind=type(record),
        title_of=_titles(store, [record, *rows], names, full=full),
        speakers=full,
        title_field=title_field,
        **kept,
    )
    level = Level.highest(*(Level(each.sensitivity or Level.SEVERE) for each in (record, *rows)))
    return Sheet(
        kind=wording.kind_of(type(record)),
        title=title,
        ref=record.ref,
        level=level,
        marking=marking_of(level, record.marking),
        template=template,
        destroy_by=str(record.review_on or ""),
        notices=(
            *wording.notices(record, template),
            *wording.left_out(record, left_out, flag, full=full),
        ),
        sections=sections(shown),
    )


def _values(
    record: Record, left_out: frozenset[str], names: Names, flag: Attribution | None, *, full: bool
) -> dict[str, Any]:
    values = {}
    hidden = type(record).hidden(record)
    for each in record.fields():
        if each.name in left_out or each.name in hidden:
            continue
        value = coarsened(each, getattr(record, each.name), None if full else flag)
        values[each.name] = names.without(value)
    return values


def _rows(
    found: list[Record], names: Names, flag: Attribution | None, *, full: bool
) -> tuple[Mapping[str, Any], ...]:
    return tuple(
        _values(row, withheld_fields(type(row), flag, full=full), names, None, full=full)
        for row in found
    )


def _title(record: Record, values: Mapping[str, Any]) -> tuple[str, str]:
    """The words of the title and the field that they come from."""
    for name in type(record).heading:
        value = values.get(name)
        if isinstance(value, str) and not is_empty(value) and not record.field(name).spec.target:
            vocabulary = record.field(name).spec.vocabulary
            return (wording.label(record, name), "") if vocabulary else (value, name)
    return record.ref, ""


def _titles(
    store: Store, records: list[Record], names: Names, *, full: bool
) -> Callable[[str], str]:
    """What a linked record is called: its code name; in full also the name behind it."""
    ids = {target for record in records for _, target in linked_ids(record)}
    titles = {key: names.without(title) for key, title in store.titles(ids).items()}
    if full:
        for key, linked in store.get_many(ids).items():
            titles[key] = wording.with_name(titles.get(key, linked.ref), linked)
    return lambda target: titles.get(target, "not found")
