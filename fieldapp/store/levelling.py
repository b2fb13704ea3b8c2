"""The level that stands beside each record, given anew to many of them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from fieldapp.store.schema import quoted


def next_batch(db: Database, noun: str, after: int, most: int) -> list[tuple[int, str]]:
    """The next records of a type by number, deleted ones too, each with its officer's choice."""
    found: list[tuple[int, str]] = db.conn.execute(
        f"SELECT seq, coalesce(sensitivity, '') FROM {quoted(noun)} WHERE seq > ? "
        f"ORDER BY seq LIMIT {most:d}",
        [after],
    ).fetchall()
    return found


def write(db: Database, levels: Sequence[tuple[str, int]]) -> None:
    """Write the level of each record by its number."""
    db.conn.executemany(
        "UPDATE records SET level = ?1 WHERE seq = ?2 AND level <> ?1", list(levels)
    )
