"""Two stations that know each other, as the package tests have them."""

from __future__ import annotations

from tests.services.package.conftest import pair, receiver

__all__ = ["pair", "receiver"]
