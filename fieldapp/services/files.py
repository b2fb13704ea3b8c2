"""Files that the user asks for: written whole and safely, or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from fieldapp.errors import FieldappError, FullDiskError, UnwritableError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class ExistsError(FieldappError):
    """There is a file or folder of this name, and nobody said to replace it."""

    sentence = "There is already something of this name, so nothing was written."
    remedy = "Choose another name, or say that it may be replaced."


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turn what the system says about a disk into a sentence."""
    try:
        yield
    except OSError as error:
        raise (FullDiskError if error.errno in _FULL else UnwritableError) from None


def part_of(path: Path) -> Path:
    """The name under which a file is written until it is whole."""
    return path.with_name(path.name + ".part")


def write_part(path: Path, writer: Callable[[BinaryIO], None]) -> Path:
    """Write all of a file beside its place and make it durable; `put_in_place` ends it.

    Only the owner may read it. Whatever goes wrong, the unfinished file is gone.
    """
    part = part_of(path)
    with clear_errors():
        try:
            with open(part, "xb", opener=_private) as file:
                writer(file)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            raise ExistsError from None
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink()
            raise
    return part


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def put_in_place(path: Path, *, replace: bool = False) -> None:
    """Give the finished part its name, and make the name durable."""
    if path.exists() and not replace:
        raise ExistsError
    with clear_errors():
        os.replace(part_of(path), path)
        try:
            sync_folder(path.parent)
        except OSError:
            path.unlink(missing_ok=True)
            raise


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can."""
    if os.name == "nt":
        return  # there a folder cannot be opened, and a rename is durable by itself
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def write_asked(path: Path, writer: Callable[[BinaryIO], None], *, replace: bool = False) -> Path:
    """Write a file that the user asked for: all of it under its name, or nothing.

    It is plaintext unless `writer` encrypts, so whoever calls has said so to the user before.
    """
    if path.exists() and not replace:
        raise ExistsError
    _drop_stale(path)
    write_part(path, writer)
    try:
        put_in_place(path, replace=replace)
    except BaseException:
        with contextlib.suppress(OSError):
            part_of(path).unlink()
        raise
    return path


def write_bytes(path: Path, content: bytes) -> Path:
    """The same for content that is in memory already."""

    def write(file: BinaryIO) -> None:
        file.write(content)

    return write_asked(path, write)


def _drop_stale(path: Path) -> None:
    """Remove what a killed run left; nobody else writes under this name."""
    with clear_errors(), contextlib.suppress(FileNotFoundError):
        part_of(path).unlink()
