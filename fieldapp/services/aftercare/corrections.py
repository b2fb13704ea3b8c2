"""Records that left and have a newer version here: whoever has the old one is owed a correction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

import attrs

from fieldapp.records.record import Record
from fieldapp.records.sharing import Agreement
from fieldapp.services.aftercare.clock import OUT
from fieldapp.services.aftercare.left import CARRIES, NOUN
from fieldapp.services.sharing.result import RETRACT
from fieldapp.services.sharing.versions import chain
from fieldapp.store.edges import replaced
from fieldapp.store.row_links import columns, holders, rows_of
from fieldapp.store.store import Store


@attrs.frozen
class Correction:
    """A record in its newest version, and an agreement under which an older one left."""

    record: Record = attrs.field(repr=False)
    agreement: Agreement = attrs.field(repr=False)

    @property
    def may_leave(self) -> bool:
        """Whether the agreement still lists its type; whether it holds, the share page says."""
        return self.record.noun in self.agreement.record_types


def corrections(store: Store, day: dt.date) -> tuple[Correction, ...]:
    """All corrections that are owed under agreements that hold on this day."""
    return tuple(
        each
        for each in _all(store)
        if each.may_leave and _holds(each.agreement, day) and not each.record.draft
    )


def corrections_of(store: Store, record_id: str) -> tuple[Correction, ...]:
    """Under which agreements the newest version of this record is owed to those who have an older.

    Agreements that no longer hold are among them: there it can only be taken back.
    """
    return tuple(_owed(store, chain(store, record_id)))


def _holds(agreement: Agreement, day: dt.date) -> bool:
    until = agreement.valid_until
    return agreement.status == "in_force" and until is not None and day <= until.last


def _all(store: Store) -> Iterator[Correction]:
    newer: dict[str, str] = {}
    for kind in store.types:
        if kind.sealable and kind.leaves:
            newer.update(replaced(store, kind.noun))
    # One look-up tells which of them left at all: mostly few did.
    left = _that_left(store, newer)
    done = set[str]()
    for each in left:
        versions = chain(store, each)
        if versions[-1] not in done:
            done.add(versions[-1])
            yield from _owed(store, versions)


def _that_left(store: Store, newer: Mapping[str, str]) -> list[str]:
    ids = list(newer)
    return [each for each in ids if holders(store, NOUN, CARRIES, [each], limit=1)]


def _owed(store: Store, versions: tuple[str, ...]) -> Iterator[Correction]:
    if len(versions) < 2:
        return
    newest = store.get_many(versions[-1:]).get(versions[-1])
    if newest is None or newest.draft or newest.retracted or newest.deleted_at is not None:
        return
    for agreement_id in _behind(store, versions):
        agreement = store.get_many((agreement_id,)).get(agreement_id)
        if isinstance(agreement, Agreement):
            yield Correction(newest, agreement)


def _behind(store: Store, versions: tuple[str, ...]) -> Iterable[str]:
    """The agreements of whose recipients some have an older version, and none the newest."""
    found = holders(store, NOUN, CARRIES, versions)
    told = columns(store, NOUN, found, ("state", "errand", "agreement"))
    rows = rows_of(store, NOUN, found, "records", ("record",), ("record", versions))
    behind: dict[str, bool] = {}
    current = set[str]()
    for disclosure, record in rows:
        state, errand, agreement = told[disclosure]
        if state not in OUT:
            continue
        if record == versions[-1] or errand == RETRACT:
            current.add(agreement)
        behind[agreement] = True
    return [each for each in behind if each not in current]
