"""Places with their P-codes, as loaded from a gazetteer; searched in any script."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence

import attrs

from fieldapp.store.vault import Vault
from fieldapp.vocab.folding import fold
from fieldapp.vocab.places import Area, Place

_CHUNK = 2000


@attrs.frozen
class GazetteerRow:
    """One area: ISO3 country, admin level, P-code (text), name, and the P-code above it; its
    centre in degrees, where the list gives one.
    """

    country: str
    level: int
    pcode: str
    name: str
    parent: str
    latitude: float | None = None
    longitude: float | None = None


@attrs.frozen
class Centre:
    """An area as a map names it, and its centre where one is known."""

    pcode: str
    level: int
    name: str
    parent: str
    latitude: float | None = None
    longitude: float | None = None


class Gazetteer:
    """The areas of one vault; `version` names the edition that each row came with."""

    def __init__(self, vault: Vault) -> None:
        """Read from an open vault, on its thread."""
        self._vault = vault

    def load(
        self,
        rows: Iterable[GazetteerRow],
        version: str,
        progress: Callable[[int], None] | None = None,
    ) -> int:
        """Add or replace areas, all or none; return how many."""
        done = 0
        with self._vault.transaction() as db:
            batch: list[tuple[str | int | float | None, ...]] = []
            for row in rows:
                batch.append(
                    (
                        row.pcode,
                        row.country,
                        row.level,
                        row.name,
                        row.parent,
                        fold(row.name),
                        version,
                        row.latitude,
                        row.longitude,
                    )
                )
                if len(batch) == _CHUNK:
                    done += self._write(db.conn, batch)
                    if progress:
                        progress(done)
                    batch.clear()
            done += self._write(db.conn, batch)
        return done

    @staticmethod
    def _write(
        connection: sqlite3.Connection, batch: list[tuple[str | int | float | None, ...]]
    ) -> int:
        connection.executemany(
            # A list without centres, loaded after one with them, does not take them away.
            "INSERT INTO places (pcode, country, level, name, parent, folded, version, latitude, "
            "longitude) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (pcode, country) DO UPDATE "
            "SET level = excluded.level, name = excluded.name, parent = excluded.parent, "
            "folded = excluded.folded, version = excluded.version, "
            "latitude = coalesce(excluded.latitude, latitude), "
            "longitude = coalesce(excluded.longitude, longitude)",
            batch,
        )
        return len(batch)

    def count(self) -> int:
        """How many areas are loaded."""
        found: int = self._vault.db.execute("SELECT count(*) FROM places").fetchone()[0]
        return found

    def editions(self) -> list[tuple[str, int]]:
        """The editions that are loaded, newest first, and how many areas came with each."""
        rows = self._vault.db.execute(
            "SELECT version, count(*) FROM places GROUP BY version ORDER BY version DESC"
        ).fetchall()
        return [(version, count) for version, count in rows]

    def everything(self) -> list[tuple[GazetteerRow, str]]:
        """Every area with its edition, for a job, which may not use the vault."""
        rows = self._vault.db.execute(
            "SELECT country, level, pcode, name, parent, version FROM places"
        ).fetchall()
        return [(GazetteerRow(*row[:5]), row[5]) for row in rows]

    def search(self, words: str, country: str = "", limit: int = 20) -> list[Place]:
        """Areas whose name or P-code begins with these words; the station's country first."""
        folded = fold(words.strip())
        if not folded:
            return []
        rows = self._vault.db.execute(
            "SELECT pcode, country FROM places WHERE (folded >= ? AND folded < ?) "
            "OR (pcode >= ? AND pcode < ?) "
            "ORDER BY country = ? DESC, level, length(name), pcode LIMIT ?",
            [
                folded,
                folded + "\U0010ffff",
                words.strip().upper(),
                words.strip().upper() + "\U0010ffff",
                country,
                limit,
            ],
        ).fetchall()
        return [self.place(pcode, country) for pcode, country in rows]

    def place(self, pcode: str, country: str = "") -> Place:
        """The place of a P-code with its whole path; an unknown code gives an empty place."""
        path: list[Area] = []
        version, level = "", 0
        while row := self._row(pcode, country):
            country, name, parent, version_, level_ = row
            if not path:
                version, level = version_, level_
            path.insert(0, Area(pcode, name))
            if parent == pcode or level_ <= 1 or len(path) > 6:
                break
            pcode = parent
        if not path:
            return Place()
        return Place(path=(Area(country, ""), *path), precision=f"adm{level}", gazetteer=version)

    def named(self, name: str, level: int, country: str) -> list[Place]:
        """Areas of one level that have exactly this name, folded."""
        rows = self._vault.db.execute(
            "SELECT pcode FROM places WHERE folded = ? AND level = ? AND country = ?",
            [fold(name), level, country],
        ).fetchall()
        return [self.place(pcode, country) for (pcode,) in rows]

    def centres(self, pcodes: Sequence[str]) -> dict[str, Centre]:
        """Those of these areas that are loaded, by P-code."""
        found: dict[str, Centre] = {}
        for start in range(0, len(pcodes), _CHUNK):
            some = list(pcodes[start : start + _CHUNK])
            rows = self._vault.db.conn.execute(
                "SELECT pcode, level, name, parent, latitude, longitude FROM places "
                f"WHERE pcode IN ({','.join('?' * len(some))})",
                some,
            )
            found.update((row[0], Centre(*row)) for row in rows)
        return found

    def _row(self, pcode: str, country: str) -> tuple[str, str, str, str, int] | None:
        row = self._vault.db.execute(
            "SELECT country, name, parent, version, level FROM places "
            "WHERE pcode = ? AND (country = ? OR ? = '')",
            [pcode, country, country],
        ).fetchone()
        return tuple(row) if row else None
