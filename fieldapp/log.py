"""What is said and logged of our own faults: their type and the lines passed, never a value."""

from __future__ import annotations

import logging
import traceback

OUR_BUG = "Something went wrong. Your file was not changed."


def log_bug(error: BaseException) -> None:
    """Log a fault by its type and place; its words and values may be a person's, so they are not.

    Nothing is kept in a file: what is written goes where the program's standard error goes.
    """
    places = traceback.extract_tb(error.__traceback__)[-4:]
    where = " < ".join(f"{place.name}:{place.lineno}" for place in reversed(places))
    logging.getLogger("fieldapp").error("%s in %s", type(error).__name__, where)
