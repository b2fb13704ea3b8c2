"""Saving a meeting with ten parts, beside a bare fsync on the same disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from fieldapp.services.bench.corpus import Corpus, Made
from fieldapp.services.bench.rows import Row, milliseconds, p95, row
from fieldapp.services.stations import open_store
from fieldapp.store.vault import Vault

TIMES = 200
PARTS = 10


def rows(made: Made, folder: Path) -> Iterator[Row]:
    """New meetings, one after the other, with the whole vault behind them."""
    corpus = Corpus()
    meetings = [corpus.meeting(PARTS) for _ in range(TIMES)]
    with Vault.open(made.folder, made.key) as vault:
        store = open_store(vault)
        saves = [milliseconds(store.save, each) for each in meetings]
    yield row(
        "save a meeting with 10 parts, p95",
        p95(saves),
        "ms",
        reference=p95(_fsyncs(folder / "fsync")),
        reference_name="bare write and fsync",
        above_reference=10,
    )


def _fsyncs(path: Path) -> list[float]:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)

    def write() -> None:
        os.write(handle, bytes(16384))
        os.fsync(handle)

    try:
        return [milliseconds(write) for _ in range(TIMES)]
    finally:
        os.close(handle)
