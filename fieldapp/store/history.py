"""Who changed which field when: append-only, stamped by a hybrid logical clock."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator

import attrs
from sqlite_utils import Database

from fieldapp.records.record import Record
from fieldapp.records.values import is_empty, record_to_plain, to_plain
from fieldapp.store.rows import changed_fields

_LAST = 99_999  # a longer counter would not sort as text
BEGUN = "*"  # the field name of the entry that holds a whole first version


@attrs.frozen
class Change:
    """One entry of a record's history; `value` is plain JSON, whole for the first version."""

    stamp: str
    at: str
    author: str
    field: str
    value: object = attrs.field(repr=False)
    why: str = ""


class Clock:
    """A hybrid logical clock: never behind the wall, never behind itself."""

    def __init__(self, now: Callable[[], dt.datetime], device: str, last: str = "") -> None:
        """Continue after `last`, the newest stamp known."""
        self._now, self._device = now, device
        wall, counter, *_ = (*last.split("-"), "0", "0") if last else ("0", "0")
        self._wall, self._counter = int(wall), int(counter)

    def stamp(self) -> str:
        """The next stamp: milliseconds, counter, device; sorts in the order of making."""
        return next(self.stamps())

    def stamps(self) -> Iterator[str]:
        """The next stamps of what happens at one moment."""
        wall = int(self._now().timestamp() * 1000)
        if wall > self._wall:
            self._wall, self._counter = wall, -1
        while True:
            if self._counter == _LAST:
                self._wall, self._counter = self._wall + 1, -1
            self._counter += 1
            yield f"{self._wall:013d}-{self._counter:05d}-{self._device}"


def last_stamp(db: Database) -> str:
    """The newest stamp in the vault, or ""."""
    # Stamps only grow, so the last row has the newest; max() would read the whole table.
    row = db.execute("SELECT stamp FROM history ORDER BY rowid DESC LIMIT 1").fetchone()
    return row[0] if row else ""


def begun(db: Database, clock: Clock, record: Record, author: str, at: str, why: str) -> None:
    """Note the first version of a record, whole."""
    value = json.dumps(record_to_plain(record), ensure_ascii=False)
    _append(db, [(clock.stamp(), record.id, BEGUN, value, at, author, why)])


def edited(
    db: Database, clock: Clock, before: Record, after: Record, author: str, at: str, why: str
) -> None:
    """Note each field that changed, with its new value."""
    rows = []
    for each in changed_fields(before, after):
        value = getattr(after, each.name)
        plain = None if is_empty(value) else to_plain(each, value)
        text = json.dumps(plain, ensure_ascii=False)
        rows.append((clock.stamp(), after.id, each.name, text, at, author, why))
    _append(db, rows)


def noted(
    db: Database, clock: Clock, ids: Iterable[str], what: str, author: str, at: str, why: str
) -> None:
    """Note an event that is no field: finished, reopened, sealed, deleted, restored."""
    rows = zip(ids, clock.stamps(), strict=False)
    _append(db, [(stamp, each, f"={what}", "null", at, author, why) for each, stamp in rows])


def _append(db: Database, rows: Iterable[tuple[str, ...]]) -> None:
    db.conn.executemany(
        "INSERT INTO history (stamp, record, field, value, at, author, why) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        list(rows),
    )


def read(db: Database, record_id: str) -> list[Change]:
    """The history of one record, oldest first."""
    rows = db.execute(
        "SELECT stamp, at, author, field, value, why FROM history WHERE record = ? ORDER BY stamp",
        [record_id],
    )
    return [
        Change(s, at, who, field, json.loads(value), why) for s, at, who, field, value, why in rows
    ]
