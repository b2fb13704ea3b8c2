"""Sheets from a record of this station: gathered from the store, on the window's thread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from fieldapp.records.record import Part, Record, linked_ids
from fieldapp.records.values import is_empty
from fieldapp.services.printing import wording
from fieldapp.services.printing.arrange import Shown, sections
from fieldapp.services.printing.errors import (
    AgreementNeededError,
    FullIsForOwnOfficeError,
    PrintNotAllowedError,
    UnknownTemplateError,
)
from fieldapp.services.printing.marks import marking_of
from fieldapp.services.printing.names import Names
from fieldapp.services.printing.reticence import coarsened, withheld_fields, without_names
from fieldapp.services.printing.sheet import Sheet, Template
from fieldapp.services.protocols import station_profile
from fieldapp.services.sharing.flags import strictest
from fieldapp.services.sharing.levels import level_of
from fieldapp.vocab.handling import Attribution, Level

if TYPE_CHECKING:
    from fieldapp.services.sharing.result import Release
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
    if chosen is Template.FULL and release is not None:
        raise FullIsForOwnOfficeError
    if getattr(record, "print_allowed", "") == "no":
        raise PrintNotAllowedError
    station = store.station()
    about: dict[str, Any] = {
        "page": page,
        "printed_by": printed_by or (station.officer if station else ""),
        "printed_at": wording.moment(now or store.now()),
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
    owned = [(each, store.owned(record, each)) for each in type(record).owns]
    rows = [row for _, found in owned for row in found]
    full = template is Template.FULL
    reader = _Reader(Names() if full else Names.of(store), strictest(record), full)
    values = reader.values(record)
    title, title_field = _title(record, values)
    if not title_field and title == record.ref:
        title = _named_after(store, record, values, reader)
    shown = Shown(
        kind=type(record),
        values=values,
        owned=tuple(
            (each, tuple(map(reader.values, found)), store.kind(each.noun)) for each, found in owned
        ),
        title_of=_titles(store, [record, *rows], reader),
        speakers=full,
        title_field=title_field,
    )
    named = _named(store, [record, *rows]) if full else []
    profile = station_profile(store)
    level = Level.highest(*(level_of(each, profile=profile)[0] for each in (record, *rows, *named)))
    return Sheet(
        kind=wording.kind_of(type(record)),
        title=title,
        ref=record.ref,
        level=level,
        marking=marking_of(level, record.marking),
        template=template,
        destroy_by=str(record.review_on or ""),
        notices=(*wording.notices(record, template), *reader.notices(record)),
        sections=sections(shown),
    )


@attrs.frozen
class _Reader:
    """Reads records for one paper: what may stand on it, and as what."""

    names: Names
    flag: Attribution | None
    full: bool

    def left_out(self, kind: type[Record]) -> frozenset[str]:
        """The fields that stay off the paper."""
        return withheld_fields(kind, self.flag, full=self.full)

    def values(self, record: Record) -> dict[str, Any]:
        """The values that stand on it, names in texts replaced."""
        kind = type(record)
        gone = self.left_out(kind) | kind.hidden(record)
        flag = None if self.full else self.flag
        return {
            each.name: self.names.without(
                self._rows(coarsened(kind, each, getattr(record, each.name), flag))
            )
            for each in record.fields()
            if each.name not in gone
        }

    def _rows(self, value: Any) -> Any:
        if not isinstance(value, tuple):
            return value
        return tuple(
            without_names(each, full=self.full) if isinstance(each, Part) else each
            for each in value
        )

    def notices(self, record: Record) -> Iterator[str]:
        """What it says about what it does not show."""
        return wording.left_out(record, self.left_out(type(record)), self.flag, full=self.full)


def _title(record: Record, values: Mapping[str, Any]) -> tuple[str, str]:
    """The words of the title and the field that they come from."""
    for name in type(record).heading:
        value = values.get(name)
        if isinstance(value, str) and not is_empty(value) and not record.field(name).spec.target:
            vocabulary = record.field(name).spec.vocabulary
            return (wording.label(record, name), "") if vocabulary else (value, name)
    return record.ref, ""


def _named_after(store: Store, record: Record, values: Mapping[str, Any], reader: _Reader) -> str:
    """The title of a record that is called after another one, such as a delivery after its line."""
    after = next(
        (values.get(n, "") for n in type(record).heading if record.field(n).spec.target),
        "",
    )
    title = store.titles([after]).get(after, "") if isinstance(after, str) and after else ""
    return str(reader.names.without(title)) or record.ref


def _named(store: Store, records: list[Record]) -> list[Record]:
    """The people whose names a full paper tells: it is as sensitive as they are (R2)."""
    ids = {target for record in records for _, target in linked_ids(record)}
    return [each for each in store.get_many(ids).values() if "code_name" in type(each).heading]


def _titles(store: Store, records: list[Record], reader: _Reader) -> Callable[[str], str]:
    """What a linked record is called: its code name; in full also the name behind it."""
    ids = {target for record in records for _, target in linked_ids(record)}
    titles = {key: reader.names.without(title) for key, title in store.titles(ids).items()}
    if reader.full:
        for key, linked in store.get_many(ids).items():
            titles[key] = wording.with_name(titles.get(key, linked.ref), linked)
    return lambda target: titles.get(target, "not found")
