"""A vault: one folder, its key slots, its database, and the lock that keeps others out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from fieldapp.crypto import keyslots
from fieldapp.errors import FieldappError, FullDiskError, UnwritableError
from fieldapp.store import cipher
from fieldapp.store.keyfiles import FULL, key_files, read_key_file, write_key_file
from fieldapp.store.lockfile import LockFile

DATABASE = "vault.db"
RESERVE = "reserve"
RESERVE_BYTES = 8 * 1024 * 1024


class VaultExistsError(FieldappError):
    """There is already something where a new vault should go."""

    sentence = "There is already a vault or a folder of this name here."
    remedy = "Choose another name or another folder."


class NoVaultError(FieldappError):
    """The folder holds no vault."""

    sentence = "There is no vault in this folder."
    remedy = "Choose the folder whose name ends in .vault."


def create(
    folder: Path, passphrase: str, *, derivation: keyslots.Derivation | None = None
) -> tuple[bytes, str]:
    """Make a new vault; return its key and its recovery key, which is shown once.

    Slow: it derives a key. Nothing is left behind where it fails.
    """
    folder = folder.absolute()
    if folder.exists():
        raise VaultExistsError
    keys, key, recovery = keyslots.new_keys(
        passphrase, page_size=cipher.PAGE_SIZE, derivation=derivation
    )
    try:
        folder.mkdir(parents=True, mode=0o700)
    except OSError as error:
        raise UnwritableError from error
    try:
        write_key_file(folder, keys)
        write_reserve(folder)
        cipher.connect(folder / DATABASE, key, keys.page_size).close()
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise (FullDiskError if error.errno in FULL else UnwritableError) from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return key, recovery


def unlock(folder: Path, passphrase: str) -> bytes:
    """Derive the vault's key from its passphrase. Slow; touches no database."""
    return _with_either(folder, lambda keys: keyslots.unlock(keys, passphrase))[1]


def change_passphrase(
    folder: Path, key: bytes, passphrase: str, *, derivation: keyslots.Derivation | None = None
) -> None:
    """Put a new passphrase in place of the old one; old backups still open with the old one."""
    keys = read_key_file(existing(folder))
    write_key_file(folder, keyslots.with_passphrase(keys, key, passphrase, derivation))


def recover(
    folder: Path,
    recovery_key: str,
    passphrase: str,
    *,
    derivation: keyslots.Derivation | None = None,
) -> tuple[bytes, str]:
    """Open with the recovery key, set a new passphrase, make a new recovery key and return both."""
    keys, key = _with_either(folder, lambda each: keyslots.unlock_with_recovery(each, recovery_key))
    keys = keyslots.with_passphrase(keys, key, passphrase, derivation)
    keys, fresh = keyslots.with_new_recovery(keys, key)
    write_key_file(folder, keys)
    return key, fresh


def _with_either(
    folder: Path, derive: Callable[[keyslots.Keys], bytes]
) -> tuple[keyslots.Keys, bytes]:
    """The key file that opens, and the vault's key: its copy may be whole where it is damaged."""
    first, *other = key_files(existing(folder))
    try:
        return first, derive(first)
    except (keyslots.WrongPassphraseError, keyslots.WrongRecoveryKeyError):
        if not other:
            raise
        return other[0], derive(other[0])


def new_recovery_key(folder: Path, key: bytes) -> str:
    """Make a new recovery key in place of the old one; it is shown once."""
    keys, fresh = keyslots.with_new_recovery(read_key_file(existing(folder)), key)
    write_key_file(folder, keys)
    return fresh


def existing(folder: Path) -> Path:
    """The folder, if a vault is in it; else `NoVaultError`."""
    if not (folder / DATABASE).is_file():
        raise NoVaultError
    return folder


def write_reserve(folder: Path) -> None:
    """Set 8 MB aside, so that a draft and a lock can still be written when the disk is full."""
    path = folder / RESERVE
    if not path.exists():
        path.write_bytes(bytes(RESERVE_BYTES))


_SYNCED = ("dropbox", "onedrive", "google drive", "googledrive", "icloud", "nextcloud", "owncloud")
_NETWORK = {"nfs", "nfs4", "cifs", "smbfs", "smb3", "fuse.sshfs", "9p", "davfs", "fuse.davfs2"}


def strange_place(folder: Path) -> str:
    """One sentence where the folder is copied elsewhere by others; "" where it seems local."""
    folder = folder.absolute()
    if any(word in part.lower() for part in folder.parts for word in _SYNCED):
        return "This folder seems to be synced to a cloud: copies of the vault will be kept there."
    if _file_system(folder) in _NETWORK:
        return (
            "This folder lies on a network drive: others may copy the vault, and saving may fail."
        )
    return ""


def _file_system(folder: Path) -> str:
    """The type of the file system that holds a folder, on Linux; "" elsewhere."""
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    for line in mounts:
        _, point, type_, *_ = line.split()
        if folder.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, type_
    return kind


class Vault:
    """An open vault. One process at a time; use it on the thread that opened it."""

    def __init__(self, folder: Path, key: bytes) -> None:
        """Lock and open; the database is made if the vault is new."""
        self.folder = existing(folder.absolute())
        self.key = key
        self.rollbacks = 0  # what was read within a transaction may not stand since
        self.page_size = read_key_file(self.folder).page_size
        self._lock = LockFile(self.folder / "lock")
        try:
            if not self.path.stat().st_size:
                raise cipher.DamagedVaultError  # else a new, empty database would be made of it
            self.db: Database = cipher.connect(self.path, key, self.page_size)
            self._prepare()
        except BaseException:
            self._lock.release()
            raise

    @classmethod
    def open(cls, folder: Path, key: bytes) -> Self:
        """Open the vault in a folder with its key, as `unlock` gives it."""
        return cls(folder, key)

    @property
    def path(self) -> Path:
        """Where the database lies."""
        return self.folder / DATABASE

    def _prepare(self) -> None:
        with cipher.plainly():
            self.db.execute(
                "CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)"
            )
        try:
            write_reserve(self.folder)
        except OSError:
            (self.folder / RESERVE).unlink(missing_ok=True)  # no room today; tried again next time

    def get(self, name: str, default: Any = None) -> Any:
        """A small setting, kept as JSON inside the vault."""
        row = self.db.execute("SELECT value FROM settings WHERE name = ?", [name]).fetchone()
        return default if row is None else json.loads(row[0])

    def get_all(self, start: str) -> dict[str, Any]:
        """Every setting whose name begins like this."""
        rows = self.db.execute(
            "SELECT name, value FROM settings WHERE substr(name, 1, ?) = ?", [len(start), start]
        )
        return {name: json.loads(value) for name, value in rows.fetchall()}

    def put(self, name: str, value: Any) -> None:
        """Keep a small setting; it must be JSON."""
        with self.transaction():
            self.db.execute(
                "INSERT INTO settings (name, value) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                [name, json.dumps(value)],
            )

    @contextmanager
    def transaction(self) -> Iterator[Database]:
        """All of it or none; a full disk or a damaged file is said in one sentence."""
        try:
            with cipher.plainly(), self.db.atomic():
                yield self.db
        except BaseException:
            self.rollbacks += 1
            raise

    def with_reserve(self, write: Callable[[], None]) -> None:
        """Run a small write that must succeed; a full disk gets the reserve, then another try."""
        try:
            write()
        except FullDiskError:
            (self.folder / RESERVE).unlink(missing_ok=True)
            write()

    def close(self) -> None:
        """Close the database and let others in; harmless when already closed."""
        self.db.close()
        self._lock.release()
        self.key = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
