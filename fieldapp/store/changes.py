"""What a change of the store touched, for those who show it."""

from __future__ import annotations

import attrs

from fieldapp.records.record import Record


@attrs.frozen
class Changes:
    """What a change touched: nouns of record types, and ids; each view decides what to do."""

    kinds: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.kinds | other.kinds, self.ids | other.ids)

    @classmethod
    def of(cls, *records: Record) -> Changes:
        """The change that saving these is."""
        return cls(frozenset(r.noun for r in records), frozenset(r.id for r in records))
