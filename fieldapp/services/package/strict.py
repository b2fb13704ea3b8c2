"""JSON from outside, read strictly: one spelling, bounded nesting, exact names and types."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

Plain = Any  # str, int, float, bool, None, or lists and dicts of these

DEEPEST = 16
HEX64 = re.compile(r"[0-9a-f]{64}\Z")
_UUID8 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\Z")


class NotStrictError(ValueError):
    """The text is not what was expected; callers say so in their own words."""


def load(raw: bytes | str) -> Plain:
    """Read JSON with no name twice, no NaN and no deep nesting, else `NotStrictError`."""
    try:
        text = raw if isinstance(raw, str) else raw.decode("utf-8")
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise NotStrictError from None
    if _deep(value, DEEPEST):
        raise NotStrictError
    return value


def _once(pairs: list[tuple[str, Plain]]) -> dict[str, Plain]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotStrictError
    return found


def _no_constant(_: str) -> Plain:
    raise NotStrictError


def _deep(value: Plain, left: int) -> bool:
    if not isinstance(value, (dict, list)):
        return False
    below = value.values() if isinstance(value, dict) else value
    return left == 0 or any(_deep(each, left - 1) for each in below)


def named(value: Plain, *names: str) -> Mapping[str, Plain]:
    """An object with exactly these names."""
    if not isinstance(value, dict) or set(value) != set(names):
        raise NotStrictError
    return value


def string(value: Plain, most: int = 4000) -> str:
    """Text of bounded length."""
    if not isinstance(value, str) or len(value) > most:
        raise NotStrictError
    return value


def whole(value: Plain, least: int = 0, most: int = 2**40) -> int:
    """A whole number within bounds."""
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise NotStrictError
    return value


def listed(value: Plain, most: int = 1000) -> Sequence[Plain]:
    """A list of bounded length."""
    if not isinstance(value, list) or len(value) > most:
        raise NotStrictError
    return value


def strings(value: Plain, most: int = 1000) -> tuple[str, ...]:
    """A bounded list of bounded texts."""
    return tuple(string(each) for each in listed(value, most))


def hex64(value: Plain) -> str:
    """A SHA-256 in lower-case hex."""
    if not isinstance(value, str) or not HEX64.match(value):
        raise NotStrictError
    return value


def uuid8(value: Plain) -> str:
    """A name for outside, as text."""
    if not isinstance(value, str) or not _UUID8.match(value):
        raise NotStrictError
    return value


def moment(value: Plain) -> dt.datetime:
    """A time with its UTC offset."""
    try:
        found = dt.datetime.fromisoformat(string(value, 40))
    except ValueError:
        raise NotStrictError from None
    if found.tzinfo is None:
        raise NotStrictError
    return found
