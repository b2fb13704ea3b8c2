"""The one door to SQLCipher: keyed connections, and its errors in plain words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2
from sqlite_utils import Database

from fieldapp.errors import FieldappError, FullDiskError, UnwritableError

PAGE_SIZE = 16384
CACHE_KIB = 64 * 1024
JOURNAL_LIMIT = 16 * 1024 * 1024


class DamagedVaultError(FieldappError):
    """The database is not one of ours, or its content does not authenticate."""

    sentence = "This vault is damaged, or its database belongs to another vault."
    remedy = "Do not change anything in its folder; restore the last backup into a new folder."


class UnsuitableLibraryError(FieldappError):
    """The SQLCipher that is installed lacks what the vault needs."""

    sentence = "The encryption library on this computer cannot open a vault."
    remedy = "Install FieldApp again with its own libraries."


class BusyVaultError(FieldappError):
    """Another connection holds the database for longer than we wait."""

    sentence = "The vault is busy with something else."
    remedy = "Wait for the running work to end, then try again."


@contextmanager
def plainly() -> Iterator[None]:
    """Turn what the database library raises into our own sentences.

    Only what the user can act on is turned; a mistake in our own SQL stays a bug.
    """
    try:
        yield
    except dbapi2.DatabaseError as error:
        found = in_plain_words(error)
        if found is None:
            raise
        raise found from None


def in_plain_words(error: BaseException) -> FieldappError | None:
    """What the user can act on in an error of the database library; None where it is our bug.

    Readers do not go through `plainly`: whoever shows an error that nobody caught asks here.
    """
    if not isinstance(error, dbapi2.DatabaseError):
        return None
    said = str(error).lower()
    for kind, signs in _SIGNS:
        if any(sign in said for sign in signs):
            return kind()
    return None


_SIGNS: tuple[tuple[type[FieldappError], tuple[str, ...]], ...] = (
    (FullDiskError, ("disk is full", "disk i/o error")),
    (DamagedVaultError, ("not a database", "malformed", "hmac", "corrupt")),
    (BusyVaultError, ("database is locked",)),
    (UnwritableError, ("unable to open", "readonly database")),
)


def connect(
    path: Path, key: bytes, page_size: int = PAGE_SIZE, *, read_only: bool = False
) -> Database:
    """Open or make an encrypted database with a raw 256-bit key.

    The order of the settings matters (design 3): no log before the key, the page size before the
    first read. Raises `DamagedVaultError` where the key does not fit the file.
    """
    mode = "ro" if read_only else "rwc"
    with plainly():
        connection = dbapi2.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None
        )
    if not read_only and os.name == "posix":
        path.chmod(0o600)
    try:
        with plainly():
            _prepare(connection, key, page_size, read_only)
    except BaseException:
        connection.close()
        raise
    return Database(connection, execute_plugins=False)


def _prepare(connection: dbapi2.Connection, key: bytes, page_size: int, read_only: bool) -> None:
    pragmas = [
        "cipher_log_level=NONE",
        f"key=\"x'{key.hex()}'\"",
        f"cipher_page_size={page_size:d}",
        "cipher_memory_security=OFF",
        "temp_store=MEMORY",
        f"cache_size=-{CACHE_KIB}",
        "foreign_keys=ON",
        "busy_timeout=2000",
    ]
    if not read_only:
        pragmas += [
            "auto_vacuum=INCREMENTAL",
            "journal_mode=WAL",
            "synchronous=FULL",
            "secure_delete=ON",
            f"journal_size_limit={JOURNAL_LIMIT}",
        ]
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    _assert_suitable(connection)


def _assert_suitable(connection: dbapi2.Connection) -> None:
    version = connection.execute("PRAGMA cipher_version").fetchone()
    options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    if not version or "ENABLE_FTS5" not in options:
        raise UnsuitableLibraryError


def copy(source: Path, key: bytes, page_size: int, target: Path) -> None:
    """Copy a live database, page by page, into a new file of the same key and page size.

    The copy is opened and checked before this returns; a partial copy is removed.
    """
    here = connect(source, key, page_size, read_only=True)
    try:
        there = connect(target, key, page_size)
        try:
            with plainly():
                here.conn.backup(there.conn, pages=256)
                there.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                there.conn.execute("PRAGMA journal_mode=DELETE").fetchall()
        finally:
            there.close()
        check(target, key, page_size)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    finally:
        here.close()


def check(path: Path, key: bytes, page_size: int) -> None:
    """Read every page and every index; raise `DamagedVaultError` where anything is wrong.

    Each check runs on a fresh connection: the first failure spoils the connection for the next.
    """
    for pragma, good in (("cipher_integrity_check", []), ("integrity_check", [("ok",)])):
        database = connect(path, key, page_size, read_only=True)
        try:
            with plainly():
                found = database.conn.execute(f"PRAGMA {pragma}").fetchall()
        finally:
            database.close()
        if found != good:
            raise DamagedVaultError
