"""One record into its table and everything that hangs on it: links, words, history, reference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence

from sqlite_utils import Database

from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Record, evolve, linked_ids, new_id
from fieldapp.store import history, search
from fieldapp.store.rows import (
    Column,
    changed_fields,
    search_body,
    time_column,
    title_of,
    to_column,
    to_row,
)
from fieldapp.store.schema import quoted

_BATCH = 500


class Writer:
    """Writes single records, each inside the caller's transaction."""

    def __init__(
        self,
        db: Database,
        clock: history.Clock,
        now: Callable[[], dt.datetime],
        level_of: Callable[[Record], str],
        device: str,
    ) -> None:
        """Work on one open database."""
        self._db, self._clock, self._now = db, clock, now
        self._level_of, self._device = level_of, device
        self._upserts: dict[str, str] = {}  # by noun: a hundred columns are dear to spell each time

    def put(
        self, record: Record, before: Record | None, station: str, author: str, why: str
    ) -> Record:
        """Write one version; give a new record its reference, author and time."""
        now = self._now()
        if before is None:
            record = evolve(
                record,
                ref=record.ref
                if record.received_from and record.ref
                else self._reference(record, station),
                created_at=record.created_at or now,
                created_by=record.created_by or author,
            )
        else:
            # Whoever made a record and saves it again may not know yet what it was given.
            record = evolve(
                record, ref=before.ref, created_at=before.created_at, created_by=before.created_by
            )
        record = evolve(record, edited_at=now, edited_by=author)
        seq = self._head(record, before)
        self._row(record, seq)
        self._links(record, seq, before)
        self._words(record, seq, before)
        at = time_column(now)
        if before is None:
            history.begun(self._db, self._clock, record, author, at, why)
        else:
            history.edited(self._db, self._clock, before, record, author, at, why)
            if why:
                history.noted(self._db, self._clock, [record.id], why, author, at, "")
        if record.supersedes and before is None:
            self._superseded(record)
        return record

    def restate(self, before: Record, after: Record, author: str) -> None:
        """Write only what differs, which must stand by itself: no link, row, word or title."""
        changed = changed_fields(before, after)
        if any(_reaches_further(each, after) for each in changed):
            raise ValueError("such a field is saved with the whole record")
        at, seq = time_column(self._now()), self._seq(after.id)
        columns: dict[str, Column] = {
            each.name: to_column(each, getattr(after, each.name)) for each in changed
        }
        columns |= {"edited_at": at, "edited_by": author}
        names = ", ".join(f"{quoted(name)} = ?" for name in columns)
        self._db.conn.execute(
            f"UPDATE {quoted(after.noun)} SET {names} WHERE seq = ?", [*columns.values(), seq]
        )
        self._db.conn.execute(
            "UPDATE records SET level = ? WHERE seq = ?", [self._level_of(after), seq]
        )
        history.edited(self._db, self._clock, before, after, author, at, "")

    def seal(
        self, nouns: Collection[str], ids: Collection[str], author: str
    ) -> dict[str, list[str]]:
        """Lock those of these records that are finished; tell their ids by noun.

        It is a fact beside a record, so nothing else of it is read or written again.
        """
        at, wanted = time_column(self._now()), list(ids)
        sealed: dict[str, list[str]] = {noun: [] for noun in nouns}
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            heads = self._db.conn.execute(
                f"SELECT seq, kind FROM records WHERE id IN ({marks})", batch
            ).fetchall()
            for noun in {kind for _, kind in heads} & set(nouns):
                seqs = [seq for seq, kind in heads if kind == noun]
                marks = ",".join("?" * len(seqs))
                rows = self._db.conn.execute(
                    f"SELECT seq, id FROM {quoted(noun)} WHERE seq IN ({marks}) "
                    "AND draft = 0 AND sealed_at IS NULL",
                    seqs,
                ).fetchall()
                self._db.conn.executemany(
                    f"UPDATE {quoted(noun)} SET sealed_at = ?, edited_at = ?, edited_by = ? "
                    "WHERE seq = ?",
                    [(at, at, author, seq) for seq, _ in rows],
                )
                sealed[noun] += [record_id for _, record_id in rows]
        done = [record_id for found in sealed.values() for record_id in found]
        history.noted(self._db, self._clock, done, "sealed", author, at, "")
        return sealed

    def retract(self, records: Collection[Record], why: str, author: str) -> None:
        """Mark records as taken back: a fact beside a record, so also of one that is locked."""
        at = time_column(self._now())
        for each in records:
            self._db.conn.execute(
                f"UPDATE {quoted(each.noun)} SET retracted = 1, edited_at = ?, edited_by = ? "
                "WHERE seq = ?",
                [at, author, self._seq(each.id)],
            )
        history.noted(self._db, self._clock, [each.id for each in records], why, author, at, "")

    def note(self, record: Record, event: str, author: str) -> None:
        """An event in the history of a record, which stays as it is."""
        at = time_column(self._now())
        history.noted(self._db, self._clock, [record.id], event, author, at, "")

    def _title(self, record_id: str) -> str:
        found = self._db.conn.execute(
            "SELECT title FROM records WHERE id = ?", [record_id]
        ).fetchone()
        return str(found[0]) if found else ""

    def _head(self, record: Record, before: Record | None) -> int:
        title, level = title_of(record, self._title), self._level_of(record)
        if before is None:
            cursor = self._db.conn.execute(
                "INSERT INTO records (id, kind, ref, title, level) VALUES (?, ?, ?, ?, ?)",
                [record.id, record.noun, record.ref, title, level],
            )
            return int(cursor.lastrowid or 0)
        seq = self._seq(record.id)
        self._db.conn.execute(
            "UPDATE records SET title = ?, level = ? WHERE seq = ?", [title, level, seq]
        )
        return seq

    def _seq(self, record_id: str) -> int:
        row = self._db.conn.execute("SELECT seq FROM records WHERE id = ?", [record_id]).fetchone()
        return int(row[0])

    def _row(self, record: Record, seq: int) -> None:
        row = {"seq": seq, **to_row(record)}
        if record.noun not in self._upserts:
            self._upserts[record.noun] = _upsert(record.noun, list(row))
        self._db.conn.execute(self._upserts[record.noun], list(row.values()))

    def _links(self, record: Record, seq: int, before: Record | None) -> None:
        links = [] if record.deleted_at else list(linked_ids(record))
        if before is not None:
            old = [] if before.deleted_at else list(linked_ids(before))
            if links == old:
                return
            self._db.conn.execute("DELETE FROM links WHERE seq = ?", [seq])
        self._db.conn.executemany(
            "INSERT INTO links (seq, field, target) VALUES (?, ?, ?)",
            [(seq, field, target) for field, target in links],
        )

    def _words(self, record: Record, seq: int, before: Record | None) -> None:
        body = search_body(record)
        if record.deleted_at:
            self._db.conn.execute("DELETE FROM search_text WHERE seq = ?", [seq])
        elif before is None or before.deleted_at:
            self._db.conn.execute(
                "INSERT INTO search_text (seq, kind, body) VALUES (?, ?, ?)",
                [seq, record.noun, body],
            )
        elif body != search_body(before):
            self._db.conn.execute("UPDATE search_text SET body = ? WHERE seq = ?", [body, seq])

    def _reference(self, record: Record, station: str) -> str:
        """`<station>-<type>-<yy>-<device><seq>`; names no person and no place, gaps can be seen."""
        name = f"{station}-{record.code}-{self._now():%y}-{self._device}"
        row = self._db.conn.execute(
            "INSERT INTO counters (name, number) VALUES (?, 1) "
            "ON CONFLICT (name) DO UPDATE SET number = number + 1 RETURNING number",
            [name],
        ).fetchone()
        return f"{name}{row[0]:04d}"

    def _superseded(self, record: Record) -> None:
        seq = self._seq(record.supersedes)
        self._db.conn.execute(
            f"UPDATE {quoted(record.noun)} SET superseded_by = ? WHERE seq = ?", [record.id, seq]
        )

    def successor(self, record: Record) -> Record:
        """A draft with the same facts under a new id, which names what it replaces."""
        return evolve(
            record,
            **{name: record.field(name).default for name in record.its_own},
            id=new_id(),
            ref="",
            supersedes=record.id,
            draft=True,
            created_at=None,
            created_by="",
            finished_at=None,
            sealed_at=None,
            received_from="",
            superseded_by="",
        )

    def purge(self, record: Record, why: str) -> None:
        """Remove every trace of a record but its tombstone."""
        self.purge_all((record,), why)

    def purge_all(self, records: Sequence[Record], why: str, *, more: bool = False) -> None:
        """The same of several; the index is rewritten once, unless `more` are to follow."""
        for each in records:
            self._purge_one(each, why)
        if not more:
            search.optimize(self._db)

    def _purge_one(self, record: Record, why: str) -> None:
        connection, seq = self._db.conn, self._seq(record.id)
        for sql, value in (
            ("DELETE FROM search_text WHERE seq = ?", seq),
            ("DELETE FROM links WHERE seq = ?", seq),
            (f"DELETE FROM {quoted(record.noun)} WHERE seq = ?", seq),
            ("DELETE FROM records WHERE seq = ?", seq),
            ("DELETE FROM history WHERE record = ?", record.id),
            ("DELETE FROM attachments WHERE record = ?", record.id),
            ("DELETE FROM links WHERE target = ?", record.id),
        ):
            connection.execute(sql, [value])
        connection.execute(
            "DELETE FROM drafts WHERE instr(body, ?) > 0 OR form = ?", [record.id, record.id]
        )
        connection.execute(
            "INSERT INTO tombstones (id, kind, ref, at, why) VALUES (?, ?, ?, ?, ?)",
            [record.id, record.noun, record.ref, time_column(self._now()), why],
        )


def _reaches_further(field: Field, record: Record) -> bool:
    """Whether a field is also kept elsewhere: among links or words, or in the title of a record."""
    linked = field.spec.kind in (Kind.LINK, Kind.LINKS, Kind.PARTS)
    return linked or field.spec.searched or field.name in record.heading


def _upsert(noun: str, columns: Sequence[str]) -> str:
    names = ", ".join(map(quoted, columns))
    marks = ", ".join("?" * len(columns))
    updates = ", ".join(f"{quoted(name)} = excluded.{quoted(name)}" for name in columns)
    return (
        f"INSERT INTO {quoted(noun)} ({names}) VALUES ({marks}) "
        f"ON CONFLICT (seq) DO UPDATE SET {updates}"
    )
