"""Which way words run: by their first letter, whatever way the window runs."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt


def direction_of(text: str) -> Qt.LayoutDirection:
    """Right to left or left to right; `LayoutDirectionAuto` where no letter says so."""
    for char in text:
        match unicodedata.bidirectional(char):
            case "R" | "AL":
                return Qt.LayoutDirection.RightToLeft
            case "L":
                return Qt.LayoutDirection.LeftToRight
    return Qt.LayoutDirection.LayoutDirectionAuto
