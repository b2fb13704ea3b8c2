"""Two stations that know each other; the same as the package tests are made of."""

from __future__ import annotations

from tests.services.package.conftest import pair, receiver

__all__ = ["pair", "receiver"]
