"""Files that hang on records, inside the database: a row of facts each, and rows of 256 KiB."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs

from fieldapp.errors import FieldappError
from fieldapp.records.record import Record, new_id
from fieldapp.store import cipher
from fieldapp.store.changes import Changes
from fieldapp.store.errors import ReceivedError, SealedError
from fieldapp.store.rows import time_column
from fieldapp.store.vault import Vault

BLOCK = 256 * 1024
_AT_ONCE = 4  # blocks a transaction: some ten milliseconds, so that the window stays smooth
_COLUMNS = "id, record, name, kind, size, sha256, taken, note, added_at, added_by, removed_at"

# How the history of a record says it; never with the file's name, which may be removed for ever.
_EVENTS = {
    "added": "attached a file",
    "removed": "removed an attached file",
    "back": "brought an attached file back",
    "changed": "renamed or noted an attached file",
    "gone": "removed an attached file for ever",
    "moved": "took over an attached file in a merge",
}

Step = Callable[[], Changes]


class MissingAttachmentError(FieldappError):
    """No attachment of this id is here."""

    sentence = "There is no such attachment in this vault."
    remedy = "Look at the record's attachments again."


class NotKeptHereError(FieldappError):
    """A file was to hang on a record of which no such file is kept."""

    sentence = "No such file is kept with a record like this."
    remedy = "No photo of a person, and no file with a stub or a referral, is kept (R20, R26)."


class DamagedAttachmentError(FieldappError):
    """What was read back is not what was attached."""

    sentence = "This attachment does not read back as it was kept."
    remedy = "Check the vault, and take the file from the last backup."


@attrs.frozen
class NewAttachment:
    """A file as it should be kept; `taken` says in one line what was taken out of it."""

    name: str = attrs.field(repr=False)
    kind: str
    content: bytes = attrs.field(repr=False)
    taken: str = ""

    sha256: str = attrs.field(init=False)

    @sha256.default
    def _hash(self) -> str:
        # Here, and so in the job that made this; the window need not wait for it.
        return hashlib.sha256(self.content).hexdigest()


@attrs.frozen
class Attachment:
    """The facts of one attachment; its content is read apart, by `read_content`."""

    id: str
    record: str
    name: str = attrs.field(repr=False)
    kind: str
    size: int
    sha256: str
    taken: str
    note: str = attrs.field(repr=False)
    added_at: str
    added_by: str
    removed_at: str = ""

    @property
    def short_hash(self) -> str:
        """The first eight digits of the hash, as the history names the file."""
        return self.sha256[:8]


@attrs.frozen
class Snapshot:
    """What a job needs to read the vault by a connection of its own, while the window works on."""

    path: Path
    key: bytes = attrs.field(repr=False)
    page_size: int

    @classmethod
    def of(cls, vault: Vault) -> Snapshot:
        """How this open vault is read."""
        return cls(vault.path, vault.key, vault.page_size)


def read_content(
    snapshot: Snapshot, attachment: Attachment, check: Callable[[], None] = lambda: None
) -> bytes:
    """The content of an attachment, compared with its hash; `check` is called at each block."""
    database = cipher.connect(snapshot.path, snapshot.key, snapshot.page_size, read_only=True)
    hashed, blocks = hashlib.sha256(), list[bytes]()
    try:
        with cipher.plainly():
            rows = database.conn.execute(
                "SELECT b.content FROM attachment_blocks b JOIN attachments a "
                "ON a.seq = b.attachment WHERE a.id = ? ORDER BY b.number",
                [attachment.id],
            )
            for (block,) in rows:
                check()
                hashed.update(block)
                blocks.append(block)
    finally:
        database.close()
    if hashed.hexdigest() != attachment.sha256:
        raise DamagedAttachmentError
    return b"".join(blocks)


class Attachments:
    """What can be asked about the attachments of one open vault, on the window's thread."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def of(self, record_id: str, *, removed: bool = False) -> list[Attachment]:
        """Those of a record, oldest first; or those that were removed and can come back."""
        which = "removed_at <> ''" if removed else "removed_at = ''"
        rows = self._vault.db.conn.execute(
            f"SELECT {_COLUMNS} FROM attachments WHERE record = ? AND whole = 1 AND {which} "
            "ORDER BY seq",
            [record_id],
        )
        return [Attachment(*row) for row in rows]

    def count(self, record_id: str) -> int:
        """How many a record has."""
        found = self._vault.db.conn.execute(
            "SELECT count(*) FROM attachments WHERE record = ? AND whole = 1 AND removed_at = ''",
            [record_id],
        ).fetchone()
        return int(found[0])

    def get(self, attachment_id: str) -> Attachment:
        """One by its id."""
        row = self._vault.db.conn.execute(
            f"SELECT {_COLUMNS} FROM attachments WHERE id = ? AND whole = 1", [attachment_id]
        ).fetchone()
        if row is None:
            raise MissingAttachmentError
        return Attachment(*row)


class Attaching(Attachments):
    """What changes attachments; each change is noted in the record's history and can be undone.

    A locked record keeps the attachments that it has (R14), and so does a received one.
    """

    def __init__(
        self,
        vault: Vault,
        record_of: Callable[[str], Record],
        note: Callable[[Record, str], str],
        undoable: Callable[[Step], None],
        now: Callable[[], dt.datetime],
    ) -> None:
        """`note` writes an event into a record's history and returns who the author is."""
        super().__init__(vault)
        self._record_of, self._note = record_of, note
        self._undoable, self._now = undoable, now
        self._sweep()

    def _sweep(self) -> None:
        """Remove what a killed run left half written; nobody has ever seen it."""
        found = self._vault.db.conn.execute(
            "SELECT 1 FROM attachments WHERE whole = 0 LIMIT 1"
        ).fetchone()
        if found:
            with self._vault.transaction() as db:
                db.conn.execute("DELETE FROM attachments WHERE whole = 0")

    def attach(self, record_id: str, new: NewAttachment) -> Changes:
        """Keep a file with a record, in one go."""
        return self.done(list(self.add(record_id, new))[-1])

    def add(self, record_id: str, new: NewAttachment) -> Iterator[str]:
        """Keep a file with a record, a little at each step; its id is yielded after every one.

        Nobody sees it before the last step, and nothing stays of it where a step fails.
        """
        self._open_record(record_id, new.kind)
        attachment_id = new_id()
        seq = self._begin(attachment_id, record_id, new)
        try:
            for start in range(0, len(new.content), BLOCK * _AT_ONCE):
                self._write(seq, start, new.content[start : start + BLOCK * _AT_ONCE])
                yield attachment_id
            self._end(seq, record_id, new)
        except FieldappError:
            with contextlib.suppress(FieldappError), self._vault.transaction() as db:
                db.conn.execute("DELETE FROM attachments WHERE seq = ?", [seq])
            raise
        self._undoable(lambda: self._mark(attachment_id, gone=True, event="removed"))
        yield attachment_id

    def done(self, attachment_id: str) -> Changes:
        """What attaching this has changed."""
        return Changes.of(self._record_of(self.get(attachment_id).record))

    def _begin(self, attachment_id: str, record_id: str, new: NewAttachment) -> int:
        with self._vault.transaction() as db:
            cursor = db.conn.execute(
                "INSERT INTO attachments (id, record, name, kind, size, sha256, taken, note, "
                "added_at, added_by, removed_at, whole) VALUES (?, ?, ?, ?, ?, ?, ?, '', ?, '', "
                "'', 0)",
                [attachment_id, record_id, new.name, new.kind, len(new.content), new.sha256,
                 new.taken, time_column(self._now())],
            )  # fmt: skip
        return int(cursor.lastrowid or 0)

    def _write(self, seq: int, start: int, content: bytes) -> None:
        first = start // BLOCK
        rows = [
            (seq, first + number, content[at : at + BLOCK])
            for number, at in enumerate(range(0, len(content), BLOCK))
        ]
        with self._vault.transaction() as db:
            db.conn.executemany(
                "INSERT INTO attachment_blocks (attachment, number, content) VALUES (?, ?, ?)",
                rows,
            )

    def _end(self, seq: int, record_id: str, new: NewAttachment) -> None:
        record = self._open_record(record_id, new.kind)  # it may have been locked meanwhile
        with self._vault.transaction() as db:
            author = self._note(record, _event("added", new.sha256[:8]))
            db.conn.execute(
                "UPDATE attachments SET whole = 1, added_by = ? WHERE seq = ?", [author, seq]
            )

    def remove(self, attachment_id: str) -> Changes:
        """Take an attachment from its record; it can be brought back."""
        changes = self._mark(attachment_id, gone=True, event="removed")
        self._undoable(lambda: self._mark(attachment_id, gone=False, event="back"))
        return changes

    def bring_back(self, attachment_id: str) -> Changes:
        """Put a removed attachment back with its record."""
        changes = self._mark(attachment_id, gone=False, event="back")
        self._undoable(lambda: self._mark(attachment_id, gone=True, event="removed"))
        return changes

    def _mark(self, attachment_id: str, *, gone: bool, event: str) -> Changes:
        at = time_column(self._now()) if gone else ""
        return self._change(attachment_id, event, "removed_at = ?", [at])

    def describe(self, attachment_id: str, name: str, note: str) -> Changes:
        """Give it another name or note."""
        was = self.get(attachment_id)

        def say(name: str, note: str) -> Changes:
            return self._change(attachment_id, "changed", "name = ?, note = ?", [name, note])

        changes = say(name, note)
        self._undoable(lambda: say(was.name, was.note))
        return changes

    def move(self, from_record: str, to_record: str) -> Changes:
        """Hand all attachments of one record to another, as when the two are merged."""
        ids = [each.id for each in (*self.of(from_record), *self.of(from_record, removed=True))]
        if not ids:
            return Changes()
        changes = self._move(ids, to_record)
        self._undoable(lambda: self._move(ids, from_record))
        return changes

    def _move(self, ids: list[str], to_record: str) -> Changes:
        changes = Changes()
        for each in ids:
            changes |= Changes.of(self._open_record(to_record, self.get(each).kind))
            changes |= self._change(each, "moved", "record = ?", [to_record])
        return changes

    def _change(self, attachment_id: str, event: str, columns: str, values: list[str]) -> Changes:
        found = self.get(attachment_id)
        record = self._open_record(found.record)
        with self._vault.transaction() as db:
            db.conn.execute(
                f"UPDATE attachments SET {columns} WHERE id = ?", [*values, attachment_id]
            )
            self._note(record, _event(event, found.short_hash))
        return Changes.of(record)

    def purge(self, attachment_id: str) -> Changes:
        """Remove an attachment for ever; the caller forgets what could be undone.

        What was removed before its record was locked is no part of it, and may still go.
        """
        found = self.get(attachment_id)
        record = (self._record_of if found.removed_at else self._open_record)(found.record)
        with self._vault.transaction() as db:
            db.conn.execute("DELETE FROM attachments WHERE id = ?", [attachment_id])
            self._note(record, _event("gone", found.short_hash))
        return Changes.of(record)

    def _open_record(self, record_id: str, kind: str = "") -> Record:
        """The record, where something may change on it; with `kind`, where such a file may come."""
        record = self._record_of(record_id)
        if kind and type(record).refuses_file(record, kind):
            raise NotKeptHereError
        if record.received_from:
            raise ReceivedError
        if record.sealed_at:
            raise SealedError
        return record


def _event(what: str, short_hash: str) -> str:
    return f"{_EVENTS[what]} ({short_hash})"
