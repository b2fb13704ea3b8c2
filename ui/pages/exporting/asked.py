"""Which records an export is asked for."""

from __future__ import annotations

import attrs

from fieldapp.store.store import Query


@attrs.frozen
class ToExport:
    """Which records: those chosen, or all that a list shows."""

    noun: str
    ids: tuple[str, ...] = ()
    query: Query | None = None
