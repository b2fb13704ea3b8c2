"""Which files no record of a type may hold, and why (R20, R26)."""

from __future__ import annotations

NO_CASE_FILES = "Of such a concern only a stub is kept, so no file hangs on it (R20)."
NO_PHOTO = "No photo of a person is kept: whoever finds it can find them (R26)."
_PICTURE = "picture"


def no_photo(kind: str) -> str:
    """Of contacts, go-betweens and sources: no pictures; signed papers and letters may be kept."""
    return NO_PHOTO if kind == _PICTURE else ""
