"""The command line: thin commands that read, call a service and print."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Sequence


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; with no words, open the window.

    The window must be seen fast, so nothing of the command line is imported for it.
    """
    given = list(sys.argv[1:] if words is None else words)
    if not given:
        return _window()
    from fieldapp.cli.run import run
    from fieldapp.hardening import harden

    if given[0] != "bench":  # which measures its own memory, and holds nothing worth hiding
        harden()
    return run(given)


def _window() -> int:
    # By name only: nothing here may depend on the window.
    sys.argv = ["fieldapp"]
    try:
        runpy.run_module("ui", run_name="__main__")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    return 0
