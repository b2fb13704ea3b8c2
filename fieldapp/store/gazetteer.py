"""Places with their P-codes, as loaded from a gazetteer; found by any of their names."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

import attrs

from fieldapp.store.vault import Vault
from fieldapp.vocab.folding import bare, fold
from fieldapp.vocab.places import Area, Place

_CHUNK = 2000
_LEVELS = range(6)
_LAST = "\U0010ffff"


@attrs.frozen
class GazetteerRow:
    """One area: ISO3 country, admin level, P-code (text), name, and the P-code above it; its
    centre in degrees, where the list gives one; its `names` in other scripts and languages.
    """

    country: str
    level: int
    pcode: str
    name: str
    parent: str
    latitude: float | None = None
    longitude: float | None = None
    names: tuple[str, ...] = attrs.field(default=(), repr=False)


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
        above: Iterable[GazetteerRow] = (),
    ) -> int:
        """Add or replace areas, all or none; return how many.

        Areas `above` are only named by those below: they are added where they are not loaded yet.
        """
        done = 0
        with self._vault.transaction() as db:
            for some in _chunks(above):
                _write(db.conn, some, version, "DO NOTHING")
            for some in _chunks(rows):
                _write(db.conn, some, version, _REPLACE)
                done += len(some)
                if progress:
                    progress(done)
        return done

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

    def names_with_levels(self) -> list[tuple[str, int]]:
        """Every name as it is folded, with the widest level of an area that is called so."""
        return self._vault.db.conn.execute(
            "SELECT folded, min(level) FROM place_names GROUP BY folded"
        ).fetchall()

    def codes_with_levels(self) -> list[tuple[str, int]]:
        """Of each level and each beginning of P-codes the longest code."""
        return self._vault.db.conn.execute(
            "SELECT pcode, level FROM (SELECT pcode, level, max(length(pcode)) FROM places "
            "GROUP BY level, rtrim(pcode, '0123456789'))"
        ).fetchall()

    def everything(self) -> list[tuple[GazetteerRow, str]]:
        """Every area with all its names and its edition, for a job, which may not use the vault."""
        others: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for pcode, country, name in self._vault.db.execute(
            "SELECT n.pcode, n.country, n.name FROM place_names n JOIN places p "
            "ON p.pcode = n.pcode AND p.country = n.country WHERE n.name <> p.name"
        ):
            others[pcode, country][name] = None
        rows = self._vault.db.execute(
            "SELECT country, level, pcode, name, parent, version FROM places"
        ).fetchall()
        return [
            (attrs.evolve(GazetteerRow(*row[:5]), names=tuple(others[row[2], row[0]])), row[5])
            for row in rows
        ]

    def search(self, words: str, country: str = "", limit: int = 20) -> list[Place]:
        """Areas of which a name or the P-code begins so; the station's country and wide ones first.

        Every step is one short stretch of an index, so that 50,000 areas answer while one types.
        """
        found: dict[tuple[str, str], None] = {}
        folded = fold(words.strip())
        for start in dict.fromkeys((folded, bare(folded))) if folded else ():
            for each in self._beginning(start, country, limit):
                found[each] = None
                if len(found) == limit:
                    break
        if folded and len(found) < limit:
            code = words.strip().upper()
            found |= dict.fromkeys(
                self._keys(
                    "SELECT pcode, country FROM places WHERE pcode >= ? AND pcode < ? "
                    "ORDER BY pcode LIMIT ?",
                    [code, code + _LAST, limit],
                )
            )
        return [self.place(*each) for each in list(found)[:limit]]

    def _beginning(self, start: str, country: str, limit: int) -> Iterator[tuple[str, str]]:
        most = 2 * limit  # an area may be met under two of its names
        for sign in ("=", "<>") if country else ("<>",):
            for level in _LEVELS:
                yield from self._keys(
                    f"SELECT pcode, country FROM place_names WHERE country {sign} ? AND level = ? "
                    "AND folded >= ? AND folded < ? ORDER BY folded, pcode LIMIT ?",
                    [country, level, start, start + _LAST, most],
                )

    def _keys(self, sql: str, values: Sequence[str | int]) -> list[tuple[str, str]]:
        return self._vault.db.conn.execute(sql, values).fetchall()

    def called(self, words: str, country: str = "") -> list[Place]:
        """Areas that have exactly this name, in whatever script, or this P-code.

        Those of the station's country, if there are any; else those of all countries.
        """
        # Every name stands under its spelling without an article too, and is compared by that.
        found = set(
            self._keys(
                "SELECT pcode, country FROM place_names "
                "WHERE level IN (0, 1, 2, 3, 4, 5) AND folded = ?",
                [bare(fold(words.strip()))],
            )
        )
        code = words.strip().upper()
        found |= set(self._keys("SELECT pcode, country FROM places WHERE pcode = ?", [code]))
        own = {each for each in found if each[1] == country}
        return [self.place(*each) for each in sorted(own or found)]

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


# A list without centres, loaded after one with them, does not take them away.
_REPLACE = (
    "DO UPDATE SET level = excluded.level, name = excluded.name, parent = excluded.parent, "
    "folded = excluded.folded, version = excluded.version, "
    "latitude = coalesce(excluded.latitude, latitude), "
    "longitude = coalesce(excluded.longitude, longitude)"
)


def _chunks(rows: Iterable[GazetteerRow]) -> Iterator[list[GazetteerRow]]:
    left = iter(rows)
    while some := list(islice(left, _CHUNK)):
        yield some


def _write(
    connection: sqlite3.Connection, rows: Sequence[GazetteerRow], version: str, there: str
) -> None:
    connection.executemany(
        "INSERT INTO places (pcode, country, level, name, parent, folded, version, latitude, "
        "longitude) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
        f"ON CONFLICT (pcode, country) {there}",
        [
            (
                *(each.pcode, each.country, each.level, each.name, each.parent),
                *(fold(each.name), version, each.latitude, each.longitude),
            )
            for each in rows
        ],
    )
    # Names only come: by the one that an older list or another script gave, it is found as well.
    connection.executemany(
        "INSERT OR IGNORE INTO place_names (country, level, folded, pcode, name) "
        "VALUES (?, ?, ?, ?, ?)",
        [
            (each.country, each.level, spelling, each.pcode, name)
            for each in rows
            for name in (each.name, *each.names)
            for spelling in dict.fromkeys((fold(name), bare(fold(name))))
            if spelling
        ],
    )
