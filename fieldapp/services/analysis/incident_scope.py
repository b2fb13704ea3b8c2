"""Which incidents a chart or a map counts, by the counting rules, and which list shows the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import attrs

from fieldapp.records.incident_rules import NEVER_COUNTED, STUB_ACTS
from fieldapp.services.analysis.counting import OWN, RECEIVED
from fieldapp.store import grouping
from fieldapp.store.grouping import Key, Scope, Where
from fieldapp.store.lists import Filter, Query
from fieldapp.store.store import Store
from fieldapp.vocab.vocabulary import vocabulary

INCIDENT = "incident"
REJECTED = "rejected"
_FLAGS = ("draft", "retracted")
_GONE = ("superseded_by", "merged_into")
_STANDING = (
    Key("definition_set"),
    Key("dataset"),
    Key("received_from", "there"),
    Key("draft"),
    Key("merged_into", "there"),
    Key("verification_status"),
)


@attrs.frozen
class Selection:
    """What an officer asks to see: a period, both days in it, and what narrows it down.

    `series` is whose count it is (`own`, `received`, or the name of a data or definition set);
    two are never added up. `area` is a P-code at admin level `area_level`.
    """

    first: dt.date
    last: dt.date
    area: str = ""
    area_level: int = 0
    verification: str = ""
    act: str = ""
    series: str = OWN


@attrs.frozen
class Series:
    """A count of its own: what it is called, and how many incidents of the period are in it."""

    name: str
    count: int

    @property
    def label(self) -> str:
        """In words."""
        words = {OWN: "Own records", RECEIVED: "From packages"}
        return words.get(self.name) or vocabulary("definition_set").label(self.name)


@attrs.frozen
class LeftOut:
    """What lies in the period and is not counted, by reason."""

    drafts: int = 0
    duplicates: int = 0
    rejected: int = 0
    others: tuple[Series, ...] = ()

    def words(self) -> str:
        """Such as `Not counted: 3 drafts, 2 duplicates.`; empty where nothing is left out."""
        told = [
            f"{number:,} {one if number == 1 else one + 's'}"
            for number, one in ((self.drafts, "draft"), (self.duplicates, "duplicate"))
            if number
        ]
        told += [f"{self.rejected:,} rejected"] if self.rejected else []
        told += [
            f"{each.count:,} of “{each.label}”, kept apart" for each in self.others if each.count
        ]
        return f"Not counted: {', '.join(told)}." if told else ""


@attrs.frozen
class Standing:
    """Every count that there is in a period, our own first, and what one of them leaves out."""

    series: tuple[Series, ...]
    left_out: LeftOut


def begin(first: dt.date) -> str:
    """As text a month or a year comes before its first day; one that begins here is in it."""
    iso = first.isoformat()
    return iso[:4] if iso.endswith("-01-01") else iso[:7] if first.day == 1 else iso


def scope(store: Store, selection: Selection, *, stubs: bool = True) -> Scope:
    """The incidents that count, for SQL; without `stubs`, those of which more than one is kept."""
    where = [*_narrowed(selection), *_in_force(), *_of_series(selection.series)]
    left = NEVER_COUNTED if stubs else STUB_ACTS
    where += [Where(Key("act"), act, "not") for act in sorted(left)]
    where.append(Where(Key("verification_status"), REJECTED, "not"))
    return _dated(store, selection, where)


def _dated(store: Store, selection: Selection, where: Sequence[Where]) -> Scope:
    span = (begin(selection.first), selection.last.isoformat())
    return Scope(store.kind(INCIDENT), *span, tuple(where))


def _narrowed(selection: Selection) -> Iterator[Where]:
    if selection.act:
        yield Where(Key("act"), selection.act)
    if selection.verification:
        yield Where(Key("verification_status"), selection.verification)
    if selection.area:
        yield Where(Key("place", f"level{selection.area_level}"), selection.area)


def _in_force() -> Iterator[Where]:
    yield from (Where(Key(name), 0) for name in _FLAGS)
    yield from (Where(Key(name), "") for name in _GONE)


def _of_series(name: str) -> Iterator[Where]:
    sets = [each for each in vocabulary("definition_set") if each != OWN]
    if name in sets:
        yield Where(Key("definition_set"), name)
        return
    yield Where(Key("definition_set"), tuple(sets), "none")
    match name:
        case "own":
            yield from (Where(Key(each), "") for each in ("dataset", "received_from"))
        case "received":
            yield Where(Key("dataset"), "")
            yield Where(Key("received_from"), "", "not")
        case _:
            yield Where(Key("dataset"), name)


def list_query(selection: Selection, *more: Filter) -> Query:
    """The list of the same incidents, narrowed down to one bar or area by `more`."""
    filters = [
        Filter("happened", begin(selection.first), "since"),
        Filter("happened", selection.last.isoformat(), "until"),
    ]
    taken = {(each.field, each.op) for each in more}
    filters = [each for each in filters if (each.field, each.op) not in taken]
    if selection.act and ("act", "is") not in taken:
        filters.append(Filter("act", selection.act))
    if selection.verification:
        filters.append(Filter("verification_status", selection.verification))
    if selection.area and ("place", "under") not in taken:
        filters.append(Filter("place", selection.area, "under"))
    filters += [Filter(name, "0") for name in _FLAGS] + [Filter(name, "") for name in _GONE]
    filters += [each for where in _of_series(selection.series) for each in _as_filters(where)]
    filters += [Filter("act", act, "not") for act in sorted(NEVER_COUNTED)]
    filters.append(Filter("verification_status", REJECTED, "not"))
    return Query(INCIDENT, filters=(*filters, *more))


def _as_filters(where: Where) -> Iterator[Filter]:
    if isinstance(where.value, tuple):
        yield from (Filter(where.key.field, each, "not") for each in where.value)
    else:
        yield Filter(where.key.field, str(where.value), where.op)


def how_they_stand(store: Store, selection: Selection) -> Standing:
    """What the period holds and what of it counts; versions that were replaced are not told."""
    where = [*_narrowed(selection), Where(Key("retracted"), 0)]
    where += [Where(Key("superseded_by", "there"), 0)]
    where += [Where(Key("act"), act, "not") for act in sorted(NEVER_COUNTED)]
    counts, gone = {OWN: 0}, dict.fromkeys(("draft", "duplicate", REJECTED), 0)
    for *by, draft, merged, status, count, _ in grouping.groups(
        store.vault.db, _dated(store, selection, where), _STANDING
    ):
        name = _series_of(*by)
        why = "draft" if draft else "duplicate" if merged else status
        if why not in gone:
            counts[name] = counts.get(name, 0) + int(count)
        elif name == selection.series:
            gone[str(why)] += int(count)
    own, *rest = (Series(name, number) for name, number in counts.items())
    every = (own, *sorted(rest, key=lambda each: each.label))
    others = tuple(each for each in every if each.name != selection.series)
    return Standing(every, LeftOut(gone["draft"], gone["duplicate"], gone[REJECTED], others))


def _series_of(definition: object, dataset: object, received: object) -> str:
    by = "" if definition == OWN else definition
    return str(by or dataset or (RECEIVED if received else OWN))
