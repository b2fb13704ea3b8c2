"""`keys.json` and its copy: written twice with equal content, each replaced whole."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from fieldapp.crypto import keyslots
from fieldapp.errors import FullDiskError, UnwritableError

_MOST_BYTES = 64 * 1024
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
NAMES = ("keys.json", "keys.copy.json")


def read_key_file(folder: Path) -> keyslots.Keys:
    """The key slots of a vault; the copy is read where the first is missing or damaged."""
    return key_files(folder)[0]


def key_files(folder: Path) -> list[keyslots.Keys]:
    """The same from each file that can be read; two only where they differ, the first first.

    They differ where a change was cut short, or where one was damaged in a way that still reads.
    """
    problem: Exception = keyslots.DamagedKeysError()
    found: list[keyslots.Keys] = []
    for name in NAMES:
        try:
            with (folder / name).open("rb") as file:
                keys = keyslots.read_keys(file.read(_MOST_BYTES + 1))
        except (OSError, keyslots.DamagedKeysError):
            continue
        except keyslots.NewerKeysError as error:
            problem = error
            continue
        if keys not in found:
            found.append(keys)
    if not found:
        raise problem
    return found


def write_key_file(folder: Path, keys: keyslots.Keys) -> None:
    """Replace both files; after this no file of the vault holds an old slot."""
    content = keys.to_json()
    for name in NAMES:
        replace_whole(folder / name, content)


def replace_whole(path: Path, content: bytes) -> None:
    """Write beside, sync, rename over, sync the folder: the old file or the new one, never half."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            os.chmod(part, 0o600)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise (FullDiskError if error.errno in FULL else UnwritableError) from error


def sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
