"""The outlines of admin areas, as loaded from a file of boundaries and made simpler."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from fieldapp.store.vault import Vault

Ring = tuple[tuple[float, float], ...]  # longitude and latitude of each corner
PLACES = 4  # decimals that are kept: some eleven metres


@attrs.frozen
class Outline:
    """One area: P-code, ISO3 country, admin level, name, the P-code above it, its middle and its
    rings, holes among them.
    """

    pcode: str
    country: str
    level: int
    name: str
    parent: str
    latitude: float
    longitude: float
    rings: tuple[Ring, ...] = attrs.field(repr=False)


class Outlines:
    """The outlines of one vault; `version` names the file that each came with."""

    def __init__(self, vault: Vault) -> None:
        """Read from an open vault, on its thread."""
        self._vault = vault

    def load(self, outlines: Iterable[Outline], version: str) -> int:
        """Add or replace outlines, all or none; return how many."""
        rows = [
            (*attrs.astuple(each, recurse=False)[:-1], _written(each.rings), version)
            for each in outlines
        ]
        with self._vault.transaction() as db:
            db.conn.executemany(
                "INSERT OR REPLACE INTO outlines (pcode, country, level, name, parent, latitude, "
                "longitude, rings, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )
        return len(rows)

    def count(self) -> int:
        """How many areas have an outline."""
        found: int = self._vault.db.conn.execute("SELECT count(*) FROM outlines").fetchone()[0]
        return found

    def of_level(self, level: int, countries: Sequence[str] = ()) -> list[Outline]:
        """All outlines of one admin level, of these countries where some are named."""
        marks = ",".join("?" * len(countries))
        only = f"AND country IN ({marks})" if countries else ""
        rows: Iterable[tuple[Any, ...]] = self._vault.db.conn.execute(
            "SELECT pcode, country, level, name, parent, latitude, longitude, rings FROM outlines "
            f"WHERE level = ? {only} ORDER BY pcode",
            [level, *countries],
        )
        return [Outline(*(*row[:-1], _read(row[-1]))) for row in rows]


def _written(rings: Sequence[Ring]) -> str:
    scale = 10**PLACES
    flat = [[round(each * scale) for corner in ring for each in corner] for ring in rings]
    return json.dumps(flat, separators=(",", ":"))


def _read(text: str) -> tuple[Ring, ...]:
    scale = 10**PLACES
    return tuple(
        tuple((x / scale, y / scale) for x, y in zip(flat[::2], flat[1::2], strict=True))
        for flat in json.loads(text)
    )
