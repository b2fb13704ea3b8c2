"""Files that ship with the app: vocabularies, profiles, mappings, styles, help."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent


def path(*parts: str) -> Path:
    """The path of a shipped file or folder, such as `path("vocab", "level.csv")`."""
    return _HERE.joinpath(*parts)
