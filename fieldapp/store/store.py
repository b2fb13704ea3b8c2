"""The records of one open vault: saved, sealed, deleted; all of a change or none of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from fieldapp.records import TYPES
from fieldapp.records.checks import problems
from fieldapp.records.record import Record, evolve
from fieldapp.records.station import Station
from fieldapp.store import drafts, history, levelling, migrations, search
from fieldapp.store.attachments import Attaching, Step
from fieldapp.store.changes import Changes
from fieldapp.store.drafts import Draft
from fieldapp.store.errors import NotFinishedError, ReceivedError, SealedError
from fieldapp.store.keys import device
from fieldapp.store.lists import Filter, Query, Row
from fieldapp.store.reading import Reading
from fieldapp.store.rows import same_facts
from fieldapp.store.schema import HANDLING, OWN_ON_COPIES
from fieldapp.store.vault import Vault
from fieldapp.store.writer import Writer
from fieldapp.vocab.days import Day

__all__ = ["Changes", "Filter", "Query", "Row", "Store"]

REOPEN_FOR = dt.timedelta(hours=24)


def local_now() -> dt.datetime:
    """The time here, with the offset of this computer."""
    return dt.datetime.now().astimezone()


def own_level(record: Record) -> str:
    """The level an officer chose, else Severe: what a store without a profile says."""
    return record.sensitivity or "severe"


def own_review(record: Record, _: dt.date) -> Day | None:
    """The day that an officer chose: what a store without periods says."""
    return record.review_on


class Store(Reading):
    """The records of one open vault. Use it on the thread that opened the vault.

    `level_of` gives a record's level, computed from the protocol profile by the layer above, and
    `review_of` the day of review of one that is finished without.
    """

    def __init__(
        self,
        vault: Vault,
        types: Sequence[type[Record]] = TYPES,
        *,
        author: str = "",
        clock: Callable[[], dt.datetime] = local_now,
        level_of: Callable[[Record], str] = own_level,
        review_of: Callable[[Record, dt.date], Day | None] = own_review,
    ) -> None:
        """Bring the tables up to the declarations, then seal what is due."""
        migrations.bring_up(vault, types, clock().date())
        super().__init__(vault, types)
        self.now = clock
        self._review_of = review_of
        self.level_of = level_of
        ticking = history.Clock(clock, device(vault), history.last_stamp(vault.db))
        self._writer = Writer(vault.db, ticking, clock, level_of, device(vault))
        self._undo: list[Step] = []
        self.attachments: Attaching = Attaching(
            vault, self.get, self._noted, self._undo.append, clock
        )
        station = self.station()
        self.author = author or (station.officer if station else "")
        self.seal_due()

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
        steps = tuple((after, before.get(after.id)) for after in saved)
        self._undo.append(partial(self._put_back, steps))
        return Changes.of(*records)

    def _may_save(self, before: Record | None, record: Record) -> None:
        if record.received_from or (before is not None and before.received_from):
            raise ReceivedError
        free = HANDLING | record.moves
        if before is not None and before.sealed_at and not same_facts(before, record, free):
            raise SealedError
        if not record.draft and (found := problems(record)):
            raise NotFinishedError(found)

    def _put(self, record: Record, before: Record | None, why: str) -> Record:
        return self._writer.put(record, before, self._station_code(record), self.author, why)

    def _station_code(self, record: Record) -> str:
        station = record if isinstance(record, Station) else self.station()
        return station.station_code if isinstance(station, Station) else "NEW"

    def restate(self, record_id: str, **values: Any) -> Record:
        """Change how a record stands, no link and no words; its rows are not read, nor given."""
        before = self.without_rows(record_id)
        self._may_save(before, after := evolve(before, **values))
        with self.vault.transaction():
            self._writer.restate(before, after, self.author)
        return self.without_rows(record_id)

    def note(self, record_id: str, event: str) -> Changes:
        """Add an event to a record's history, such as that it was printed; no fact changes."""
        record = self.get(record_id)
        with self.vault.transaction():
            self._writer.note(record, event, self.author)
        return Changes.of(record)

    def receive(
        self,
        received: Record,
        records: Sequence[Record],
        events: Mapping[str, str] | None = None,
        beside: Sequence[Record] = (),
    ) -> Changes:
        """Bring in the records of a package, marked with where they came from, all or none.

        `events` say by id what became of a copy (`received` where they do not); `beside` are
        entries of earlier packages, of which this one changes what is known.
        """
        told = events or {}
        # What was only marked, such as taken back, stays under the terms that it came with.
        marked = [
            evolve(record, received_from=record.received_from or received.id, draft=False)
            for record in records
        ]
        before = self.get_many([record.id for record in marked])
        if any(not old.received_from for old in before.values()):
            raise ReceivedError
        with self.vault.transaction():
            self._put(received, None, "")
            for record in marked:
                self._put(record, before.get(record.id), told.get(record.id, "received"))
            for each in beside:
                self._put(each, self.get(each.id), "")
        return Changes.of(received, *marked, *beside)

    def annotate(self, record: Record) -> Changes:
        """Keep what this station adds to a copy of its own: tags, who looks after it, a merge."""
        before = self.get(record.id)
        if not before.received_from or not same_facts(before, record, OWN_ON_COPIES):
            raise ReceivedError
        with self.vault.transaction():
            self._put(record, before, "")
        return Changes.of(record)

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
        now = self.now()
        review = self._review_of(record, now.date())
        done = evolve(record, draft=False, finished_at=now, review_on=review)
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

    def retract(self, ids: Collection[str], why: str) -> Changes:
        """Mark records of ours as taken back; what they say stays, and they leave no more."""
        records = [each for each in self.get_many(ids).values() if not each.retracted]
        if any(each.received_from for each in records):
            raise ReceivedError
        with self.vault.transaction():
            self._writer.retract(records, why, self.author)
        self._undo.clear()
        return Changes.of(*records)

    def seal_due(self) -> Changes:
        """Seal what was finished more than a day ago."""
        due: list[str] = []
        for kind in self.types:
            if kind.sealable:
                due += self._finished_before(kind, self.now() - REOPEN_FOR)
        return self.seal(due) if due else Changes()

    def supersede(self, record_id: str) -> Record:
        """A new draft that will replace a sealed record; not saved yet."""
        return self._writer.successor(self.get(record_id))

    def delete(self, *record_ids: str) -> Changes:
        """Put records into the bin, all or none; `restore` or `undo` brings them back."""
        return self._bin(record_ids, self.now())

    def restore(self, *record_ids: str) -> Changes:
        """Take records out of the bin."""
        return self._bin(record_ids, None)

    def _bin(self, record_ids: Collection[str], at: dt.datetime | None) -> Changes:
        records = [self.get(each) for each in record_ids]
        for record in records:
            if record.sealed_at or record.received_from:
                raise SealedError if record.sealed_at else ReceivedError
        why = "deleted" if at else "restored"
        with self.vault.transaction():
            saved = [self._put(evolve(each, deleted_at=at), each, why) for each in records]
        self._undo.append(partial(self._put_back, tuple(zip(saved, records, strict=True))))
        return Changes.of(*records)

    def purge(self, record_id: str, why: str = "") -> Changes:
        """Remove a record for ever, with history, links, drafts and words; a tombstone stays."""
        record = self.get(record_id)
        with self.vault.transaction():
            self._writer.purge(record, why)
        self._after_purge()
        return Changes.of(record)

    def purge_all(self, ids: Collection[str], why: str = "", *, more: bool = False) -> Changes:
        """Remove several records for ever, as `purge` does each; all of them or none.

        Where `more` are to follow, the last of them rewrites the search index.
        """
        records = list(self.get_many(ids).values())
        with self.vault.transaction():
            self._writer.purge_all(records, why, more=more)
        self._after_purge()
        return Changes.of(*records)

    def undo(self) -> Changes | None:
        """Take back the last save or deletion of this session; None where there is none."""
        return self._undo.pop()() if self._undo else None

    def _put_back(self, step: Sequence[tuple[Record, Record | None]]) -> Changes:
        with self.vault.transaction():
            for after, before in step:
                back = before or evolve(after, deleted_at=self.now())
                self._put(back, after, "undone")
        return Changes.of(*(after for after, _ in step))

    @contextmanager
    def as_one(self) -> Iterator[None]:
        """What is changed within is one transaction, and one step of undo."""
        begun = len(self._undo)
        try:
            with self.vault.transaction():
                yield
        except BaseException:
            del self._undo[begun:]
            raise
        steps = self._undo[begun:]
        self._undo[begun:] = [partial(self._all_back, steps)] if steps else []

    def _all_back(self, steps: Sequence[Step]) -> Changes:
        changes = Changes()
        with self.vault.transaction():
            for step in reversed(steps):
                changes |= step()
        return changes

    def level_again(self, noun: str, after: int, most: int, fixed: str = "") -> tuple[int, int]:
        """Give the next records of a type the level that they have now; no fact changes.

        `fixed` is the level of all that carry no choice of an officer, so that they need not be
        read. Tells how many were seen, and the number of the last one: -1 at the end.
        """
        batch = levelling.next_batch(self.vault.db, noun, after, most)
        alone = [seq for seq, chosen in batch if fixed and not chosen]
        rest = [seq for seq, chosen in batch if not (fixed and not chosen)]
        read = self._of_kind(self.kind(noun), rest) if rest else []
        levels = [(fixed, seq) for seq in alone]
        levels += [(self.level_of(r), seq) for r, seq in zip(read, rest, strict=True)]
        with self.vault.transaction() as db:
            levelling.write(db, levels)
        return len(batch), batch[-1][0] if len(batch) == most else -1

    def _noted(self, record: Record, event: str) -> str:
        self._writer.note(record, event, self.author)
        return self.author

    def purge_attachment(self, attachment_id: str) -> Changes:
        """Remove an attachment for ever: its content, name and note; the history says that."""
        changes = self.attachments.purge(attachment_id)
        self._after_purge()
        return changes

    def _after_purge(self) -> None:
        self.vault.db.execute("PRAGMA incremental_vacuum").fetchall()
        self.vault.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self._undo.clear()

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
