"""A few columns of every record of a type, and who links to whom: what networks are drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fieldapp.store.reading import Reading
from fieldapp.store.schema import quoted


def lines(
    reading: Reading, noun: str, fields: Sequence[str], only: tuple[str, str] | None = None
) -> list[tuple[Any, ...]]:
    """Id, title, level, draft (0 or 1), then these columns as stored, of each record of a type.

    `only` is a field and what its column holds. What was deleted, retracted or replaced by a newer
    version is left out.
    """
    kind = reading.kind(noun)
    names = "".join(f", t.{quoted(kind.field(name).name)}" for name in fields)
    where = f" AND t.{quoted(kind.field(only[0]).name)} = ?" if only else ""
    found: list[tuple[Any, ...]] = reading.vault.db.conn.execute(
        f"SELECT r.id, r.title, r.level, t.draft{names} "
        f"FROM {quoted(noun)} t JOIN records r ON r.seq = t.seq "
        f"WHERE t.deleted_at IS NULL AND coalesce(t.retracted, 0) = 0 "
        f"AND coalesce(t.superseded_by, '') = ''{where} ORDER BY t.seq",
        [only[1]] if only else [],
    ).fetchall()
    return found


def replaced(reading: Reading, noun: str) -> list[tuple[str, str]]:
    """Records of ours that a newer version replaces: their id and that of the newer one."""
    kind = reading.kind(noun)
    found: list[tuple[str, str]] = reading.vault.db.conn.execute(
        f"SELECT r.id, t.superseded_by FROM {quoted(kind.noun)} t JOIN records r ON r.seq = t.seq "
        "WHERE t.superseded_by <> '' AND t.deleted_at IS NULL "
        "AND coalesce(t.received_from, '') = ''"
    ).fetchall()
    return found


def taken_back_by_others(reading: Reading, noun: str) -> list[str]:
    """Copies of records that their sender has taken back."""
    kind = reading.kind(noun)
    found = reading.vault.db.conn.execute(
        f"SELECT r.id FROM {quoted(kind.noun)} t JOIN records r ON r.seq = t.seq "
        "WHERE t.retracted = 1 AND t.deleted_at IS NULL AND t.received_from <> ''"
    )
    return [row[0] for row in found]


def links(reading: Reading, noun: str, field: str) -> list[tuple[str, str]]:
    """Each link that records of a type make in one field: the record's id and the target's."""
    kind = reading.kind(noun)
    found: list[tuple[str, str]] = reading.vault.db.conn.execute(
        "SELECT r.id, l.target FROM links l JOIN records r ON r.seq = l.seq "
        f"JOIN {quoted(noun)} t ON t.seq = l.seq "
        "WHERE r.kind = ? AND l.field = ? AND t.deleted_at IS NULL",
        [noun, kind.field(field).name],
    ).fetchall()
    return found


def newest_link(reading: Reading, noun: str, fields: Sequence[str], until: str) -> dict[str, str]:
    """Whom records of a type link to in these fields, and the newest day on which one did.

    The day is the type's own (`dated`); "" where none is known. Later ones than `until`, an ISO
    date, do not count.
    """
    kind = reading.kind(noun)
    dated, marks = f"t.{quoted(kind.dated)}", ",".join("?" * len(fields))
    found: list[tuple[str, str]] = reading.vault.db.conn.execute(
        f"SELECT l.target, max(coalesce(substr({dated}, 1, 10), '')) FROM {quoted(noun)} t "
        "JOIN links l ON l.seq = t.seq "
        f"WHERE t.deleted_at IS NULL AND l.field IN ({marks}) "
        f"AND coalesce(substr({dated}, 1, 10), '') <= ? GROUP BY l.target",
        [*(kind.field(name).name for name in fields), until],
    ).fetchall()
    return dict(found)
