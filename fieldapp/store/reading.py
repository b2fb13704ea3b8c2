"""The records of one open vault, to be read: one, many, a screenful of a list, those found."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from fieldapp.records.record import Owned, Record
from fieldapp.records.station import Station
from fieldapp.store import history, lists, search
from fieldapp.store.attachments import Attachments
from fieldapp.store.errors import MissingRecordError, UnknownKindError
from fieldapp.store.gazetteer import Gazetteer
from fieldapp.store.lists import Filter, Query, Row
from fieldapp.store.outlines import Outlines
from fieldapp.store.rows import RowReader, time_column, without_rows
from fieldapp.store.schema import quoted
from fieldapp.store.vault import Vault

_BATCH = 500


class Reading:
    """What can be asked of the records; `Store` adds what changes them."""

    def __init__(self, vault: Vault, types: Sequence[type[Record]]) -> None:
        """Read a vault whose tables are up to the declarations of these types."""
        self.vault, self.types = vault, tuple(types)
        self._kinds = {kind.noun: kind for kind in types}
        self._readers: dict[tuple[str, bool], RowReader] = {}
        self.gazetteer = Gazetteer(vault)
        self.outlines = Outlines(vault)
        self.attachments = Attachments(vault)

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
        wanted, found = list(ids), dict[str, Record]()
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            heads = self.vault.db.conn.execute(
                f"SELECT seq, kind FROM records WHERE id IN ({marks})", batch
            ).fetchall()
            for noun in {noun for _, noun in heads} & set(self._kinds):
                seqs = [seq for seq, kind in heads if kind == noun]
                found.update((r.id, r) for r in self._of_kind(self._kinds[noun], seqs))
        return found

    def without_rows(self, record_id: str) -> Record:
        """One record but for its rows, of which an entry of a log may have thousands."""
        row = self._one("SELECT seq, kind FROM records WHERE id = ?", record_id)
        if row is None:
            raise MissingRecordError
        return self._of_kind(self.kind(row[1]), [row[0]], rows=False)[0]

    def are_still(self, records: Sequence[Record]) -> bool:
        """Whether all of these records are here and just as they are given."""
        for start in range(0, len(records), _BATCH):
            batch = {each.id: each for each in records[start : start + _BATCH]}
            marks = ",".join("?" * len(batch))
            heads = self.vault.db.conn.execute(
                f"SELECT seq, id FROM records WHERE id IN ({marks})", list(batch)
            ).fetchall()
            if len(heads) < len(batch):
                return False
            for kind in {type(each) for each in batch.values()}:
                here = {seq: batch[key] for seq, key in heads if type(batch[key]) is kind}
                reader, rows = self._rows_of(kind, list(here))
                if len(rows) < len(here):
                    return False
                if not all(reader.holds(row, here[seq]) for seq, row in rows.items()):
                    return False
        return True

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

    def heads(self, ids: Collection[str]) -> dict[str, Row]:
        """Records as lines without cells, by id."""
        wanted, found = list(ids), dict[str, Row]()
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            rows = self.vault.db.conn.execute(
                f"SELECT seq, id, kind, ref, title, level FROM records WHERE id IN ({marks})",
                batch,
            )
            found.update((row[1], Row(*row)) for row in rows if row[2] in self._kinds)
        return found

    def keys(self, query: Query) -> array[int]:
        """The sequence numbers that a query selects, in order."""
        return lists.keys(self.vault.db, self.kind(query.kind), query)

    def count(self, query: Query) -> int:
        """How many records a query selects."""
        return lists.count(self.vault.db, self.kind(query.kind), query)

    def any_retracted(self, noun: str) -> bool:
        """Whether any record of this type was taken back."""
        sql = f"SELECT 1 FROM {quoted(self.kind(noun).noun)} WHERE retracted = 1 LIMIT 1"
        return self.vault.db.conn.execute(sql).fetchone() is not None

    def data_sets(self, noun: str) -> list[str]:
        """The names of the data sets that records of this type were imported from."""
        kind = self.kind(noun)
        apart = [each.name for each in kind.fields() if each.spec.apart]
        return [set_ for name in apart for set_, _ in lists.counts(self.vault.db, kind, name)]

    def tally(self, query: Query, field: str) -> list[tuple[str, int]]:
        """How many records of a query hold each value of a field, as its column holds it."""
        return lists.tally(self.vault.db, self.kind(query.kind), query, field)

    def cells(self, query: Query, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """The id and these fields of the records that a query selects, in no certain order."""
        return lists.cells(self.vault.db, self.kind(query.kind), query, names)

    def rows(self, noun: str, seqs: Sequence[int]) -> list[Row]:
        """One screenful of a list."""
        return lists.rows(self.vault.db, self.kind(noun), seqs, self.titles)

    def ids(self, seqs: Sequence[int]) -> list[str]:
        """The ids of rows of a list, in their order."""
        found: dict[int, str] = {}
        for start in range(0, len(seqs), _BATCH):
            batch = list(seqs[start : start + _BATCH])
            marks = ",".join("?" * len(batch))
            sql = f"SELECT seq, id FROM records WHERE seq IN ({marks})"
            found.update(self.vault.db.conn.execute(sql, batch).fetchall())
        return [found[seq] for seq in seqs if seq in found]

    def binned(self, limit: int = 500) -> list[tuple[Row, str]]:
        """What lies in the bin, newest first, each with the moment at which it came there."""
        found: list[tuple[str, int]] = []
        for kind in self.types:
            found += self.vault.db.conn.execute(
                f"SELECT deleted_at, seq FROM {quoted(kind.noun)} WHERE deleted_at IS NOT NULL "
                f"ORDER BY deleted_at DESC LIMIT {limit:d}"
            ).fetchall()
        newest = sorted(found, reverse=True)[:limit]
        heads = {row.seq: row for row in self._heads([seq for _, seq in newest])}
        return [(heads[seq], at) for at, seq in newest if seq in heads]

    def records(self, query: Query, *, rows: bool = True) -> Iterator[Record]:
        """The records that a query selects, in order, read a few hundred at a time.

        Without their `rows` they are for a line each, not to be saved: a log holds thousands.
        """
        kind, seqs = self.kind(query.kind), self.keys(query)
        for start in range(0, len(seqs), _BATCH):
            yield from self._of_kind(kind, seqs[start : start + _BATCH], rows=rows)

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

    def came_with(self, received_id: str) -> dict[str, array[int]]:
        """By type, the sequence numbers of the records that a package brought last."""
        found: dict[str, array[int]] = {}
        for kind in self.types:
            if kind.leaves:
                rows = self.vault.db.conn.execute(
                    f"SELECT seq FROM {quoted(kind.noun)} "
                    "WHERE received_from = ? AND received_from <> '' ORDER BY seq",
                    [received_id],
                )
                if seqs := array("q", (row[0] for row in rows)):
                    found[kind.noun] = seqs
        return found

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

    def linked_from_any(self, ids: Sequence[str], limit: int) -> list[Row]:
        """The newest records that link to any of these, each once."""
        marks = ",".join("?" * len(ids))
        found = self.vault.db.conn.execute(
            f"SELECT DISTINCT seq FROM links WHERE target IN ({marks}) "
            f"ORDER BY seq DESC LIMIT {limit:d}",
            list(ids),
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

    def events(self, ids: Sequence[str], names: Sequence[str]) -> list[tuple[str, str, str]]:
        """When events of these names befell these records: id, name and moment, oldest first."""
        marks, which = ",".join("?" * len(ids)), ",".join("?" * len(names))
        rows = self.vault.db.conn.execute(
            f"SELECT record, substr(field, 2), at FROM history WHERE record IN ({marks}) "
            f"AND field IN ({which}) ORDER BY stamp",
            [*ids, *(f"={name}" for name in names)],
        )
        return [(record, name, at) for record, name, at in rows.fetchall()]

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

    def _of_kind(
        self, kind: type[Record], seqs: Sequence[int], *, rows: bool = True
    ) -> list[Record]:
        """Records of one type in the order of these sequence numbers."""
        reader, found = self._rows_of(kind, seqs, rows=rows)
        return [reader.read(found[seq]) for seq in seqs if seq in found]

    def _rows_of(
        self, kind: type[Record], seqs: Sequence[int], *, rows: bool = True
    ) -> tuple[RowReader, dict[int, Any]]:
        """What the table of a type holds under these sequence numbers, and what can read it."""
        marks = ",".join("?" * len(seqs))
        columns = "t.*" if rows else ", ".join(f"t.{quoted(each)}" for each in without_rows(kind))
        cursor = self.vault.db.conn.execute(
            f"SELECT {columns} FROM {quoted(kind.noun)} t WHERE t.seq IN ({marks})",
            list(seqs),
        )
        if (kind.noun, rows) not in self._readers:
            names = [column[0] for column in cursor.description]
            self._readers[kind.noun, rows] = RowReader(kind, names)
        return self._readers[kind.noun, rows], {row[0]: row for row in cursor}

    def _heads(self, seqs: Sequence[int]) -> list[Row]:
        """Lines for records of mixed types, in the order given, without cells."""
        found: dict[int, Row] = {}
        for start in range(0, len(seqs), _BATCH):
            batch = list(seqs[start : start + _BATCH])
            marks = ",".join("?" * len(batch))
            for row in self.vault.db.conn.execute(
                f"SELECT seq, id, kind, ref, title, level FROM records WHERE seq IN ({marks})",
                batch,
            ):
                if row[2] in self._kinds:
                    found[row[0]] = Row(*row)
        return [found[seq] for seq in seqs if seq in found]

    def _finished_before(self, kind: type[Record], moment: dt.datetime) -> list[str]:
        """Ids of finished, unsealed records that were finished before a moment."""
        rows = self.vault.db.conn.execute(
            f"SELECT r.id FROM {quoted(kind.noun)} t JOIN records r ON r.seq = t.seq "
            "WHERE t.finished_at < ? AND t.sealed_at IS NULL AND t.draft = 0 "
            "AND t.deleted_at IS NULL AND coalesce(t.received_from, '') = ''",
            [time_column(moment.astimezone(dt.UTC))],
        )
        return [row[0] for row in rows]
