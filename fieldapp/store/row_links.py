"""Rows of records found by what they link to, and a few columns of each: no record is read whole.

A log of what left may hold ten thousand rows an entry, of which a question concerns one.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from fieldapp.records.fields import Field
from fieldapp.store.reading import Reading
from fieldapp.store.rows import from_column
from fieldapp.store.schema import quoted

_BATCH = 400
_FEW = 8  # whole columns of rows are held at once, and one may be of megabytes


def holders(
    reading: Reading,
    noun: str,
    link: str,
    targets: Collection[str],
    *,
    limit: int = 0,
    offset: int = 0,
) -> list[str]:
    """Records of a type that link to any of these, newest first, each once.

    `link` is the field, or `rows.field` for one in a row of theirs.
    """
    kind, wanted = reading.kind(noun), list(targets)
    marks = ",".join("?" * len(wanted))
    sql = (
        "SELECT DISTINCT r.seq, r.id FROM links l JOIN records r ON r.seq = l.seq "
        f"JOIN {quoted(kind.noun)} t ON t.seq = l.seq "
        f"WHERE l.target IN ({marks}) AND l.field = ? AND r.kind = ? AND t.deleted_at IS NULL "
        "ORDER BY r.seq DESC"
    )
    if limit:
        sql += f" LIMIT {limit:d} OFFSET {offset:d}"
    found = reading.vault.db.conn.execute(sql, [*wanted, link, kind.noun])
    return [row[1] for row in found]


def columns(
    reading: Reading, noun: str, ids: Collection[str], names: Sequence[str]
) -> dict[str, tuple[Any, ...]]:
    """These fields of these records, by id."""
    kind, wanted = reading.kind(noun), list(ids)
    fields = [kind.field(name) for name in names]
    chosen = ", ".join(f"t.{quoted(each.name)}" for each in fields)
    found: dict[str, tuple[Any, ...]] = {}
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        marks = ",".join("?" * len(batch))
        rows = reading.vault.db.conn.execute(
            f"SELECT r.id, {chosen} FROM records r JOIN {quoted(kind.noun)} t ON t.seq = r.seq "
            f"WHERE r.id IN ({marks})",
            batch,
        )
        for row in rows:
            cells = zip(fields, row[1:], strict=True)
            found[row[0]] = tuple(from_column(each, cell) for each, cell in cells)
    return found


def linking(
    reading: Reading, noun: str, link: str, targets: Collection[str]
) -> list[tuple[str, str]]:
    """Each link that records of a type make to one of these: the target, and who links to it."""
    kind, wanted = reading.kind(noun), list(targets)
    found: list[tuple[str, str]] = []
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        marks = ",".join("?" * len(batch))
        found += reading.vault.db.conn.execute(
            "SELECT l.target, r.id FROM links l JOIN records r ON r.seq = l.seq "
            f"JOIN {quoted(kind.noun)} t ON t.seq = l.seq "
            f"WHERE l.target IN ({marks}) AND l.field = ? AND r.kind = ? AND t.deleted_at IS NULL",
            [*batch, link, kind.noun],
        ).fetchall()
    return found


def rows_of(
    reading: Reading,
    noun: str,
    ids: Sequence[str],
    field: str,
    names: Sequence[str],
    only: tuple[str, Collection[str]] | None = None,
) -> Iterator[tuple[Any, ...]]:
    """The record's id and these values of each row of a field of rows, in no certain order.

    Values are as JSON holds them, None where there is none. `only` names a value of a row, and
    what it must be one of.
    """
    kind = reading.kind(noun)
    known = {each.name for each in _row_fields(kind.field(field))}
    named, wanted = only or ("", ())
    assert known >= {*names, *([named] if named else [])}
    for start in range(0, len(ids), _FEW):
        batch = list(ids[start : start + _FEW])
        marks = ",".join("?" * len(batch))
        texts = reading.vault.db.conn.execute(
            f"SELECT r.id, t.{quoted(field)} FROM records r JOIN {quoted(kind.noun)} t "
            f"ON t.seq = r.seq WHERE r.id IN ({marks})",
            batch,
        )
        for record_id, text in texts:
            # Ten times as fast as asking SQLite for each value of each row.
            for row in json.loads(text or "[]"):
                if not named or row.get(named) in wanted:
                    yield (record_id, *(row.get(name) for name in names))


def _row_fields(field: Field) -> tuple[Field, ...]:
    assert field.spec.part is not None
    found: tuple[Field, ...] = field.spec.part.fields()
    return found
