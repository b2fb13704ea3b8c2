"""Bring a vault up to these declarations; additions are derived, all else is a named step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from sqlite_utils import Database

from fieldapp.errors import FieldappError
from fieldapp.records.record import Record
from fieldapp.store import cipher, grouping, schema
from fieldapp.store.rows import from_row, search_body
from fieldapp.store.vault import Vault

VERSION = 1
KEEP_COPIES = dt.timedelta(days=30)

# Steps that are more than an added column or index, by the version that they lead to. Each runs
# once, inside the transaction; none exists yet.
STEPS: tuple[tuple[int, Callable[[Database], None]], ...] = ()


class NewerVaultError(FieldappError):
    """The vault was written by a later version of the app."""

    sentence = "This vault was made by a newer version of FieldApp."
    remedy = "Install the newer version; this one would damage it."


def bring_up(vault: Vault, types: Sequence[type[Record]], today: dt.date) -> bool:
    """Make or extend the tables; a copy of the vault is kept first. Return whether it changed."""
    there = vault.db.execute("PRAGMA user_version").fetchone()[0]
    if there > VERSION:
        raise NewerVaultError
    _forget_old_copies(vault, today)
    wanted = schema.fingerprint(types, grouping.shape(types))
    if there == VERSION and vault.get("schema") == wanted:
        return False
    if there:
        _copy_first(vault, today)
    with vault.transaction() as db:
        schema.make_shared(db)
        for kind in types:
            schema.make_table(db, kind)
            grouping.make_index(db, kind)
        schema.seal_attachments(db, types)
        for version, step in STEPS:
            if there < version:
                step(db)
        for kind in types:
            _index_again(vault, db, kind)
        vault.put("schema", wanted)
        db.execute(f"PRAGMA user_version = {VERSION}")
    return True


def _copy_first(vault: Vault, today: dt.date) -> None:
    """Keep the vault as it was, encrypted under the same key, for thirty days."""
    number = 1
    while (target := vault.folder / f"before-{today}-{number}.db").exists():
        number += 1
    cipher.copy(vault.path, vault.key, vault.page_size, target)


def _forget_old_copies(vault: Vault, today: dt.date) -> None:
    for path in vault.folder.glob("before-????-??-??-*.db"):
        made = dt.date.fromisoformat(path.name[7:17])
        if today - made > KEEP_COPIES:
            path.unlink()


def _index_again(vault: Vault, db: Database, kind: type[Record]) -> None:
    """Where other fields are searched than before, make this type's search text anew."""
    name, shape = f"searched:{kind.noun}", schema.searched_shape(kind)
    before = vault.get(name)
    if before == shape:
        return
    if before is not None:
        cursor = db.execute(f"SELECT * FROM {schema.quoted(kind.noun)} WHERE deleted_at IS NULL")
        names = [column[0] for column in cursor.description]
        for row in cursor.fetchall():
            values = dict(zip(names, row, strict=True))
            body = search_body(from_row(kind, values))
            db.execute("UPDATE search_text SET body = ? WHERE seq = ?", [body, values["seq"]])
    vault.put(name, shape)
