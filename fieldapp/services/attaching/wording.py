"""Sizes and kinds of attached files as people say them."""

from __future__ import annotations

from fieldapp.services.attaching.kinds import LABELS

_LABELS = {kind.value: label for kind, label in LABELS.items()}


def size_in_words(size: int) -> str:
    """A size as people say it: 812 B, 46 KB, 3.4 MB."""
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.0f} KB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def kind_in_words(kind: str) -> str:
    """The label of a stored kind; what a newer version kept is shown as it came."""
    return _LABELS.get(kind, kind)
