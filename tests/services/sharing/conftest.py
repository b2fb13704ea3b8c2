"""What the tests of sharing have in common."""

from __future__ import annotations

import pytest

from fieldapp.services.sharing.scan import Known, Scanner


@pytest.fixture(scope="session", autouse=True)
def _scanned_once() -> None:
    """The word lists of the scan are read with the first name; a law is not timed by that."""
    Scanner([Known("Mara Quist")]).hits("M. Quist, call 0912 345 678 at 1 234 567 or 12 34 56.")
