"""An operating-system lock on a file, so that one process at a time has the vault."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from fieldapp.errors import FieldappError, UnwritableError


class VaultInUseError(FieldappError):
    """Another process has this vault open."""

    sentence = "This vault is open in another window or program."
    remedy = "Lock it there first, then try again."


class LockFile:
    """Held from construction until `release`; the system frees it if the process dies."""

    def __init__(self, path: Path) -> None:
        """Take the lock, or raise `VaultInUseError`."""
        try:
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise UnwritableError from error
        try:
            _take(self._handle)
        except OSError:
            os.close(self._handle)
            self._handle = -1
            raise VaultInUseError from None

    def release(self) -> None:
        """Let others in; harmless when already released."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
