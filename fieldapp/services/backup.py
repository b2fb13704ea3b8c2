"""Backup, restore and check of a whole vault; nothing of it is ever in clear on a disk."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any, BinaryIO

from fieldapp.errors import FieldappError
from fieldapp.services.files import ExistsError, clear_errors, sync_folder, write_asked
from fieldapp.store import cipher
from fieldapp.store.keyfiles import NAMES as KEY_FILES
from fieldapp.store.keys import renew_after_restore
from fieldapp.store.lists import Query
from fieldapp.store.store import Store
from fieldapp.store.vault import DATABASE, Vault, VaultExistsError, unlock

FORMAT = "fieldapp-backup/1"
ABOUT = "backup.json"
KEYS = KEY_FILES[0]
_BLOCK = 1024 * 1024
_SMALL = 64 * 1024


class NotABackupError(FieldappError):
    """The file is no backup, was damaged, or was changed since it was made."""

    sentence = "This is not a whole backup of a vault."
    remedy = "Use another copy of the backup."


class NewerBackupError(FieldappError):
    """The backup is of a kind that this version does not know."""

    sentence = "This backup was made by a newer FieldApp."
    remedy = "Install the newer FieldApp, then restore."


def backup(vault: Vault, out: Path, at: dt.datetime) -> None:
    """Copy a live vault into one file, and read the copy back before it gets its name."""
    if out.exists():
        raise ExistsError
    copy = out.with_name(out.name + ".db.part")
    with clear_errors():
        copy.unlink(missing_ok=True)
    try:
        cipher.copy(vault.path, vault.key, vault.page_size, copy)
        write_asked(out, lambda file: _write(file, vault.folder / KEYS, copy, at))
    finally:
        copy.unlink(missing_ok=True)


def _write(file: BinaryIO, keys: Path, database: Path, at: dt.datetime) -> None:
    files = {KEYS: keys, DATABASE: database}
    about = {
        "format": FORMAT,
        "created": at.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "files": {
            name: {"size": path.stat().st_size, "sha256": _sha256(path)}
            for name, path in files.items()
        },
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, path in files.items():
            with path.open("rb") as source, archive.open(_entry(name), "w", force_zip64=True) as to:
                shutil.copyfileobj(source, to, _BLOCK)
        archive.writestr(_entry(ABOUT), json.dumps(about, indent=1))


def _entry(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name)  # dated 1980, so that the file's name and day stay its owner's


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def restore(file: Path, folder: Path, passphrase: str) -> None:
    """Make a new vault from a backup: written beside, opened and checked, then given its name."""
    folder = folder.absolute()
    if folder.exists():
        raise VaultExistsError
    beside = folder.with_name(folder.name + ".part")
    with clear_errors():
        if beside.exists():
            shutil.rmtree(beside)
        beside.mkdir(parents=True, mode=0o700)
    try:
        _unpack(file, beside)
        key = unlock(beside, passphrase)
        with Vault.open(beside, key) as vault:
            cipher.check(vault.path, key, vault.page_size)
            renew_after_restore(vault)
        with clear_errors():
            beside.rename(folder)
            sync_folder(folder.parent)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _unpack(file: Path, folder: Path) -> None:
    try:
        with file.open("rb") as source, zipfile.ZipFile(source) as archive:
            about = _about(archive)
            for name, facts in about["files"].items():
                _unpack_one(archive, name, facts, folder / name)
            shutil.copyfile(folder / KEYS, folder / KEY_FILES[1])
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError, NotImplementedError, EOFError):
        raise NotABackupError from None
    except FileNotFoundError:
        raise NotABackupError("There is no such backup.") from None
    except OSError:
        with clear_errors():
            raise


def _about(archive: zipfile.ZipFile) -> dict[str, Any]:
    names = sorted(each.filename for each in archive.infolist())
    if names != sorted([KEYS, DATABASE, ABOUT]):
        raise NotABackupError
    if any(each.compress_type != zipfile.ZIP_STORED for each in archive.infolist()):
        raise NotABackupError
    if archive.getinfo(ABOUT).file_size > _SMALL or archive.getinfo(KEYS).file_size > _SMALL:
        raise NotABackupError
    about: dict[str, Any] = json.loads(archive.read(ABOUT))
    if str(about["format"]).startswith("fieldapp-backup/") and about["format"] != FORMAT:
        raise NewerBackupError
    if about["format"] != FORMAT or sorted(about["files"]) != sorted([KEYS, DATABASE]):
        raise NotABackupError
    return about


def _unpack_one(archive: zipfile.ZipFile, name: str, facts: Any, to: Path) -> None:
    hashed = hashlib.sha256()
    with archive.open(name) as source, to.open("xb") as target:
        while block := source.read(_BLOCK):
            hashed.update(block)
            target.write(block)
    if to.stat().st_size != facts["size"] or hashed.hexdigest() != facts["sha256"]:
        raise NotABackupError


def check(store: Store) -> dict[str, int]:
    """Read every page, every index and every record; return how many records of each type."""
    vault = store.vault
    cipher.check(vault.path, vault.key, vault.page_size)
    return {
        kind.noun: found
        for kind in store.types
        if (found := sum(1 for _ in store.records(Query(kind.noun))))
    }
