"""Open the records of a vault as every front end does: with the levels of the protocol profile."""

from __future__ import annotations

from collections.abc import Sequence

from fieldapp.records import TYPES
from fieldapp.records.record import Record
from fieldapp.services.sharing.levels import stored_level
from fieldapp.store.store import Store
from fieldapp.store.vault import Vault


def open_store(vault: Vault, types: Sequence[type[Record]] = TYPES, *, author: str = "") -> Store:
    """The records of an open vault; a record's level is what its profile says (design 4)."""
    return Store(vault, types, author=author, level_of=stored_level)
