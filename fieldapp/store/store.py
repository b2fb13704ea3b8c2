"""The records of one open vault: read, saved, searched, sealed; all of a change or none of it."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

import attrs

from fieldapp.records import TYPES
from fieldapp.records.checks import problems
from fieldapp.records.record import Owned, Record, evolve
from fieldapp.records.station import Station
from fieldapp.store import drafts, history, lists, migrations, search
from fieldapp.store.drafts import Draft
from fieldapp.store.errors import (
    MissingRecordError,
    NotFinishedError,
    ReceivedError,
    SealedError,
    UnknownKindError,
)
from fieldapp.store.gazetteer import Gazetteer
from fieldapp.store.keys import device
from fieldapp.store.lists import Filter, Query, Row
from fieldapp.store.rows import same_facts
from fieldapp.store.schema import HANDLING
from fieldapp.store.vault import Vault
from fieldapp.store.writer import Writer

__all__ = ["Changes", "Filter", "Query", "Row", "Store"]

REOPEN_FOR = dt.timedelta(hours=24)


@attrs.frozen
class Changes:
    """What a change touched: nouns of record types, and ids; each view decides what to do."""

    kinds: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.kinds | other.kinds, self.ids | other.ids)

    @classmethod
    def of(cls, *records: Record) -> Changes:
        """The change that saving these is."""
        return cls(frozenset(r.noun for r in records), frozenset(r.id for r in records))


def local_now() -> dt.datetime:
    """The time here, with the offset of this computer."""
    return dt.datetime.now().astimezone()


def own_level(record: Record) -> str:
    """The level an officer chose, else Severe: what a store without a profile says."""
    return record.sensitivity or "severe"


class Store:
    """The records of one open vault. Use it on the thread that opened the vault.

    `level_of` gives a record's level, computed from the protocol profile by the layer above.
    """

    def __init__(
        self,
        vault: Vault,
        types: Sequence[type[Record]] = TYPES,
        *,
        author: str = "",
        clock: Callable[[], dt.datetime] = local_now,
        level_of: Callable[[Record], str] = own_level,
    ) -> None:
        """Bring the tables up to the declarations, then seal what is due."""
        self.vault, self.types, self.now = vault, tuple(types), clock
        self._kinds = {kind.noun: kind for kind in types}
        migrations.bring_up(vault, types, clock().date())
        self.gazetteer = Gazetteer(vault)
        ticking = history.Clock(clock, device(vault), history.last_stamp(vault.db))
        self._writer = Writer(vault.db, ticking, clock, level_of, device(vault))
        self._undo: list[tuple[tuple[Record, Record | None], ...]] = []
        station = self.station()
        self.author = author or (station.officer if station else "")
        self.seal_due()

    # -- reading ---------------------------------------------------------------------------

    def kind(self, noun: str) -> type[Record]:
        """The record type of a noun."""
        try:
            return self._kinds[noun]
        except KeyError:
            raise UnknownKindError from None

    def get(self, record_id: str) -> Record:
        """One record by id."""
        found = self.get_many([record_id])
        if record_id not in found:
            raise MissingRecordError
        return found[record_id]

    def get_many(self, ids: Collection[str]) -> dict[str, Record]:
        """Those of these records that exist, by id."""
        return self._writer.read_many(self._kinds, ids)

    def by_ref(self, ref: str) -> Record:
        """One record by its human reference."""
        row = self._one("SELECT id FROM records WHERE ref = ?", ref.strip())
        if row is None:
            raise MissingRecordError
        return self.get(row[0])

    def exists(self, record_id: str) -> bool:
        """Whether a record of this id is here."""
        return self._one("SELECT 1 FROM records WHERE id = ?", record_id) is not None

    def head(self, record_id: str) -> Row | None:
        """One record as a line without cells: its title and level; None where it is not here."""
        row = self._one("SELECT seq FROM records WHERE id = ?", record_id)
        found = self._heads([row[0]]) if row else []
        return found[0] if found else None

    def keys(self, query: Query) -> array[int]:
        """The sequence numbers that a query selects, in order."""
        return lists.keys(self.vault.db, self.kind(query.kind), query)

    def count(self, query: Query) -> int:
        """How many records a query selects."""
        return lists.count(self.vault.db, self.kind(query.kind), query)

    def rows(self, noun: str, seqs: Sequence[int]) -> list[Row]:
        """One screenful of a list."""
        return lists.rows(self.vault.db, self.kind(noun), seqs, self.titles)

    def records(self, query: Query) -> Iterator[Record]:
        """The records that a query selects, in order, read a few hundred at a time."""
        seqs = self.keys(query)
        for start in range(0, len(seqs), 500):
            yield from self._writer.read_seqs(self.kind(query.kind), seqs[start : start + 500])

    def find(
        self, words: str, limit: int = 200, *, ranked: bool = False, kinds: Sequence[str] = ()
    ) -> list[Row]:
        """Records of any type with these words: newest first, or best first."""
        look = search.ranked if ranked else search.newest
        return self._heads(look(self.vault.db, words, kinds, limit))

    def suggest(self, nouns: Sequence[str], words: str, limit: int = 20) -> list[Row]:
        """Records to link to: those with these words, else the newest of these types."""
        if words.strip():
            return self.find(words, limit, kinds=tuple(nouns))
        marks = ",".join("?" * len(nouns))
        found = self.vault.db.execute(
            "SELECT r.seq FROM records r JOIN search_text s ON s.seq = r.seq "
            f"WHERE r.kind IN ({marks}) ORDER BY r.seq DESC LIMIT {limit:d}",
            list(nouns),
        )
        return self._heads([row[0] for row in found.fetchall()])

    def titles(self, ids: Collection[str]) -> dict[str, str]:
        """The one-line titles of these records, such as a contact's code name."""
        marks = ",".join("?" * len(ids))
        sql = f"SELECT id, title FROM records WHERE id IN ({marks})"
        return dict(self.vault.db.conn.execute(sql, list(ids)).fetchall())

    def linked_from(self, record_id: str) -> list[Row]:
        """Records that link to this one."""
        found = self.vault.db.execute(
            "SELECT DISTINCT seq FROM links WHERE target = ? ORDER BY seq DESC", [record_id]
        )
        return self._heads([row[0] for row in found.fetchall()])

    def linked_to(self, record_id: str) -> list[Row]:
        """Records that this one links to."""
        found = self.vault.db.execute(
            "SELECT DISTINCT t.seq FROM links JOIN records s ON s.seq = links.seq "
            "JOIN records t ON t.id = links.target WHERE s.id = ?",
            [record_id],
        )
        return self._heads([row[0] for row in found.fetchall()])

    def owned(self, record: Record, owned: Owned) -> list[Record]:
        """The records that this one's form edits in rows, oldest first."""
        query = Query(owned.noun, filters=(Filter(owned.via, record.id, "has"),), descending=False)
        return list(self.records(query))

    def history(self, record_id: str) -> list[history.Change]:
        """Who changed what and when, oldest first."""
        return history.read(self.vault.db, record_id)

    def station(self) -> Station | None:
        """The record of this station; None before the first run is over."""
        if "station" not in self._kinds:
            return None
        for record in self.records(Query("station", limit=1, descending=False)):
            assert isinstance(record, Station)
            return record
        return None

    def _one(self, sql: str, value: str) -> Any:
        return self.vault.db.conn.execute(sql, [value]).fetchone()

    def _heads(self, seqs: Sequence[int]) -> list[Row]:
        return self._writer.heads(self._kinds, seqs)

    # -- writing ---------------------------------------------------------------------------

    def save(self, *records: Record, why: str = "") -> Changes:
        """Add or replace records, all of them or none.

        A record that is no draft must have no problems (`NotFinishedError`); a sealed or received
        one is refused.
        """
        before = self.get_many([record.id for record in records])
        for record in records:
            self._may_save(before.get(record.id), record)
        with self.vault.transaction():
            saved = [self._put(record, before.get(record.id), why) for record in records]
        self._undo.append(tuple((after, before.get(after.id)) for after in saved))
        return Changes.of(*records)

    def _may_save(self, before: Record | None, record: Record) -> None:
        if record.received_from or (before is not None and before.received_from):
            raise ReceivedError
        if before is not None and before.sealed_at and not same_facts(before, record, HANDLING):
            raise SealedError
        if not record.draft and (found := problems(record)):
            raise NotFinishedError(found)

    def _put(self, record: Record, before: Record | None, why: str) -> Record:
        return self._writer.put(record, before, self._station_code(record), self.author, why)

    def _station_code(self, record: Record) -> str:
        station = record if isinstance(record, Station) else self.station()
        return station.station_code if isinstance(station, Station) else "NEW"

    def note(self, record_id: str, event: str) -> Changes:
        """Add an event to a record's history, such as that it was printed; no fact changes."""
        record = self.get(record_id)
        with self.vault.transaction():
            self._writer.note(record, event, self.author)
        return Changes.of(record)

    def receive(self, received: Record, records: Sequence[Record]) -> Changes:
        """Bring in the records of a package, marked with where they came from, all or none."""
        marked = [evolve(record, received_from=received.id, draft=False) for record in records]
        before = self.get_many([record.id for record in marked])
        if any(not old.received_from for old in before.values()):
            raise ReceivedError
        with self.vault.transaction():
            self._put(received, None, "")
            for record in marked:
                self._put(record, before.get(record.id), "received")
        return Changes.of(received, *marked)

    def import_records(
        self, records: Iterable[Record], why: str, progress: Callable[[int], None] | None = None
    ) -> Changes:
        """Add many new records in one transaction: none is seen until the last is in."""
        kinds, done = set[str](), 0
        code = self._station_code(Record())
        with self.vault.transaction():
            for record in records:
                self._writer.put(record, None, code, self.author, why)
                kinds.add(record.noun)
                done += 1
                if progress and done % 200 == 0:
                    progress(done)
        return Changes(frozenset(kinds))

    def finish(self, record: Record, *owned: Record) -> Changes:
        """Finish a record together with the rows it owns, or raise `NotFinishedError`."""
        found = [p for each in (record, *owned) for p in problems(each)]
        if found:
            raise NotFinishedError(found)
        done = evolve(record, draft=False, finished_at=self.now())
        return self.save(done, *(evolve(each, draft=False) for each in owned), why="finished")

    def reopen(self, record_id: str) -> Changes:
        """Open a finished record again; a sealed one stays sealed."""
        record = self.get(record_id)
        if record.sealed_at:
            raise SealedError
        return self.save(evolve(record, draft=True, finished_at=None), why="reopened")

    def seal(self, ids: Collection[str]) -> Changes:
        """Lock finished records of an event for good: they leave, or are printed for others."""
        sealable = [kind.noun for kind in self.types if kind.sealable]
        with self.vault.transaction():
            sealed = self._writer.seal(sealable, ids, self.author)
        self._undo.clear()
        kinds = frozenset(noun for noun, found in sealed.items() if found)
        return Changes(kinds, frozenset().union(*sealed.values()))

    def seal_due(self) -> Changes:
        """Seal what was finished more than a day ago."""
        due: list[str] = []
        for kind in self.types:
            if kind.sealable:
                due += self._writer.finished_before(kind, self.now() - REOPEN_FOR)
        return self.seal(due) if due else Changes()

    def supersede(self, record_id: str) -> Record:
        """A new draft that will replace a sealed record; not saved yet."""
        return self._writer.successor(self.get(record_id))

    def delete(self, record_id: str) -> Changes:
        """Put a record into the bin; `restore` or `undo` brings it back."""
        return self._bin(record_id, self.now())

    def restore(self, record_id: str) -> Changes:
        """Take a record out of the bin."""
        return self._bin(record_id, None)

    def _bin(self, record_id: str, at: dt.datetime | None) -> Changes:
        record = self.get(record_id)
        if record.sealed_at or record.received_from:
            raise SealedError if record.sealed_at else ReceivedError
        after = evolve(record, deleted_at=at)
        with self.vault.transaction():
            saved = self._put(after, record, "deleted" if at else "restored")
        self._undo.append(((saved, record),))
        return Changes.of(record)

    def purge(self, record_id: str, why: str = "") -> Changes:
        """Remove a record for ever, with history, links, drafts and words; a tombstone stays."""
        record = self.get(record_id)
        with self.vault.transaction():
            self._writer.purge(record, why)
        self.vault.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self._undo.clear()
        return Changes.of(record)

    def undo(self) -> Changes | None:
        """Take back the last save or deletion of this session; None where there is none."""
        if not self._undo:
            return None
        step = self._undo.pop()
        with self.vault.transaction():
            for after, before in step:
                back = before or evolve(after, deleted_at=self.now())
                self._put(back, after, "undone")
        return Changes.of(*(after for after, _ in step))

    # -- drafts ----------------------------------------------------------------------------

    def keep_draft(self, form: str, record: Record, extra: dict[str, Any] | None = None) -> None:
        """Keep an unfinished edit, encrypted; one row a form, overwritten."""
        drafts.keep(self.vault, form, record, extra or {}, self.now())

    def draft(self, form: str) -> Draft | None:
        """The unfinished edit of a form."""
        found = drafts.read(self.vault, self._kinds, form)
        return found[0] if found else None

    def drafts(self) -> list[Draft]:
        """All unfinished edits, newest first."""
        return drafts.read(self.vault, self._kinds)

    def drop_draft(self, form: str) -> None:
        """Forget the unfinished edit of a form."""
        drafts.drop(self.vault, form)

    def tidy(self) -> None:
        """A little housekeeping of the search index, for when the app is idle."""
        search.tidy(self.vault.db)
