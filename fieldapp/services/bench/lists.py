"""Opening a vault and its first list, a screenful anywhere, a new sort, and locking."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from fieldapp.services.bench.corpus import Made
from fieldapp.services.bench.rows import Row, median, milliseconds, p95, row
from fieldapp.services.stations import open_store
from fieldapp.store.lists import Query
from fieldapp.store.store import Store
from fieldapp.store.vault import Vault

SCREENFUL = 40


def rows(made: Made) -> Iterator[Row]:
    """What is felt at the start, while scrolling and on a click on a heading."""
    opening, locking = [], []
    for _ in range(5):
        opening.append(milliseconds(_open_and_list, made))
        vault = Vault.open(made.folder, made.key)
        store = open_store(vault)
        store.rows("incident", store.keys(Query("incident"))[:SCREENFUL])
        locking.append(milliseconds(vault.close))
    yield row("unlock to first list, after the key", median(opening), "ms", at_most=300)
    yield row("lock", median(locking), "ms", at_most=100)
    with Vault.open(made.folder, made.key) as vault:
        store = open_store(vault)
        yield row("a screenful of the list, p95", p95(_screens(store)), "ms", at_most=16)
        sorts = [
            milliseconds(store.keys, Query("incident", sort=name))
            for name in ("happened", "act", "verification_status", "ref")
        ]
        yield row("a new sort of the list, worst", max(sorts), "ms", at_most=100)


def _open_and_list(made: Made) -> None:
    with Vault.open(made.folder, made.key) as vault:
        store = open_store(vault)
        store.rows("incident", store.keys(Query("incident"))[:SCREENFUL])


def _screens(store: Store) -> list[float]:
    seqs: array[int] = store.keys(Query("incident"))
    step = max(1, len(seqs) // 50)
    return [
        milliseconds(store.rows, "incident", seqs[at : at + SCREENFUL])
        for at in range(0, len(seqs), step)
    ]
