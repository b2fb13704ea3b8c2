"""Records that left and have a newer version here: whoever has the old one is owed a correction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence

import attrs

from fieldapp.records.record import Record
from fieldapp.records.sharing import Agreement
from fieldapp.services.aftercare.clock import OUT
from fieldapp.services.aftercare.left import CARRIES, NOUN
from fieldapp.services.sharing.result import RETRACT
from fieldapp.services.sharing.versions import chain
from fieldapp.store.edges import replaced
from fieldapp.store.row_links import columns, linking
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


@attrs.frozen
class _Entry:
    """An entry that is out, as far as corrections look at it."""

    agreement: str
    errand: str


def corrections(store: Store, day: dt.date) -> tuple[Correction, ...]:
    """All corrections that are owed under agreements that hold on this day."""
    newer: dict[str, str] = {}
    for kind in store.types:
        if kind.sealable and kind.leaves:
            newer.update(replaced(store, kind.noun))
    older: dict[str, list[str]] = {}
    for each in newer:
        older.setdefault(_newest(each, newer), []).append(each)
    return tuple(
        each for each in _owed(store, older) if each.may_leave and _holds(each.agreement, day)
    )


def corrections_of(store: Store, record_id: str) -> tuple[Correction, ...]:
    """Under which agreements the newest version of this record is owed to those who have an older.

    Agreements that no longer hold are among them: there it can only be taken back.
    """
    *before, newest = chain(store, record_id)
    return tuple(_owed(store, {newest: before})) if before else ()


def _newest(record_id: str, newer: Mapping[str, str]) -> str:
    seen = {record_id}
    while (following := newer.get(record_id, "")) and following not in seen:
        seen.add(following)
        record_id = following
    return record_id


def _holds(agreement: Agreement, day: dt.date) -> bool:
    until = agreement.valid_until
    return agreement.status == "in_force" and until is not None and day <= until.last


def _owed(store: Store, older: Mapping[str, Sequence[str]]) -> Iterator[Correction]:
    """`older` gives the earlier versions of each newest one; few look-ups for all of them."""
    ids = {each for versions in older.values() for each in versions} | set(older)
    carried: dict[str, list[str]] = {}
    for target, entry in linking(store, NOUN, CARRIES, ids):
        carried.setdefault(target, []).append(entry)
    entries = _entries(store, {each for found in carried.values() for each in found})
    behind = {
        newest: under
        for newest, before in older.items()
        if (under := _behind(newest, before, carried, entries))
    }
    records = store.get_many(behind)
    agreements = store.get_many({each for under in behind.values() for each in under})
    for newest, under in behind.items():
        record = records.get(newest)
        if record is None or record.draft or record.retracted or record.deleted_at is not None:
            continue
        for each in under:
            if isinstance(agreement := agreements.get(each), Agreement):
                yield Correction(record, agreement)


def _entries(store: Store, ids: Collection[str]) -> dict[str, _Entry]:
    told = columns(store, NOUN, ids, ("state", "agreement", "errand"))
    return {
        key: _Entry(agreement, errand)
        for key, (state, agreement, errand) in told.items()
        if state in OUT
    }


def _behind(
    newest: str,
    before: Sequence[str],
    carried: Mapping[str, Sequence[str]],
    entries: Mapping[str, _Entry],
) -> list[str]:
    """The agreements under which an older version left, and neither the newest nor a retraction."""

    def of(record_id: str) -> list[_Entry]:
        return [entries[each] for each in carried.get(record_id, ()) if each in entries]

    old = [each for version in before for each in of(version)]
    current = {each.agreement for each in of(newest)}
    current |= {each.agreement for each in old if each.errand == RETRACT}
    return [a for a in dict.fromkeys(each.agreement for each in old) if a not in current]
