"""From a vault's key to a session; all that is heavy is imported here and below."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fieldapp.records import TYPES
from fieldapp.records.record import Record
from fieldapp.services.stations import open_store
from fieldapp.store.vault import Vault
from ui.jobs import Jobs
from ui.session import Session


def open_session(
    folder: Path, key: bytes, jobs: Jobs, types: Sequence[type[Record]] | None = None
) -> Session:
    """Open a vault and its store; where the store cannot open, the vault is closed again."""
    vault = Vault.open(folder, key)
    try:
        return Session(open_store(vault, TYPES if types is None else types), jobs)
    except BaseException:
        vault.close()
        raise
