"""How much memory a piece of work takes at its peak, where the system tells (Linux)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

_SELF = Path("/proc/self")


def peak_above_base(work: Callable[[], object]) -> float | None:
    """Do the work; return the peak of resident memory above what was there before, in MiB."""
    base = _reset_and_read()
    work()
    return None if base is None else _peak() - base


def _reset_and_read() -> float | None:
    try:
        (_SELF / "clear_refs").write_text("5")
        return _peak()
    except OSError:
        return None


def _peak() -> float:
    for line in (_SELF / "status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise OSError
