"""Names of attached files: no path, no control signs, no tricks with the direction of writing."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

LONGEST = 120
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)
_FORBIDDEN = frozenset('<>:"|?*')


def neutral_name(name: str, ending: str = "") -> str:
    """A plain name from whatever a file was called; `ending` replaces the one that it had."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    plain = "".join(map(_plain, unicodedata.normalize("NFC", last)))
    plain = " ".join(plain.split()).strip(". ")
    stem, dot, end = plain.rpartition(".")
    if not dot or len(end) > 8 or " " in end:
        stem, end = plain, ""
    end = ending or end.lower()
    stem = stem.strip(". ") or "file"
    if stem.lower().partition(".")[0] in _RESERVED:
        stem = f"file {stem}"
    return f"{stem[: LONGEST - len(end) - 1].strip()}.{end}" if end else stem[:LONGEST].strip()


def _plain(letter: str) -> str:
    if letter in _FORBIDDEN:
        return "-"
    # Format signs include the marks that turn the direction, and so hide an ending.
    category = unicodedata.category(letter)
    if category == "Cf" and letter not in "\u200c\u200d":
        return ""
    return " " if category.startswith(("C", "Z")) and category != "Cf" else letter


def ending_of(name: str) -> str:
    """The ending of a name, small, without its dot."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")
