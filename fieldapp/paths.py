"""Where the app looks when nobody says where: one default place for a vault."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def default_vault() -> Path:
    """The vault of this user on this computer; the name says nothing about its content."""
    return platformdirs.user_data_path("fieldapp", appauthor=False) / "station.vault"
