"""What the process gives up at its start, so that its memory does not reach the disk or others."""

from __future__ import annotations

import ctypes
import sys

_PR_SET_DUMPABLE = 4


def harden() -> None:
    """No core dumps, and no other process of this user may look into this one (Linux).

    Done before anything secret is in memory. Where the system refuses, the app still runs: these
    are second walls, and SECURITY.md says so.
    """
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
