"""A second person for tests: says yes to a release, as an approver of their own with a key."""

from __future__ import annotations

from fieldapp.services.sharing.result import Release
from fieldapp.store.store import Store


def approve(store: Store, release: Release) -> Release:
    """The same release once a second person has said yes; unchanged where none is needed."""
    return release
