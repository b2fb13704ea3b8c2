"""The desks of the bad-input tests, here too."""

from tests.bad_input.conftest import station, two, two_once

__all__ = ["station", "two", "two_once"]
