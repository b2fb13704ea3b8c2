"""Where the app looks when nobody says where: one default place for a vault."""

from __future__ import annotations

from pathlib import Path


def default_vault() -> Path:
    """The vault of this user on this computer; the name says nothing about its content."""
    import platformdirs  # where the folder is given, the start does not need it

    return platformdirs.user_data_path("fieldapp", appauthor=False) / "station.vault"
