"""Counts of people, by who they were, each with a mark where it is an estimate."""

from __future__ import annotations

import attrs

GROUPS = ("women", "men", "girls", "boys", "unknown")


@attrs.frozen(cache_hash=True)
class Tally:
    """Number of women, men, girls, boys and unknown; None means not known, 0 means none.

    `estimated` names the groups whose number is an estimate (domain 4.5).
    """

    women: int | None = attrs.field(default=None, repr=False)
    men: int | None = attrs.field(default=None, repr=False)
    girls: int | None = attrs.field(default=None, repr=False)
    boys: int | None = attrs.field(default=None, repr=False)
    unknown: int | None = attrs.field(default=None, repr=False)
    estimated: frozenset[str] = attrs.field(default=frozenset(), repr=False)

    @property
    def counts(self) -> dict[str, int]:
        """The known numbers by group."""
        known = {group: getattr(self, group) for group in GROUPS}
        return {group: number for group, number in known.items() if number is not None}

    @property
    def total(self) -> int:
        """The sum of the known numbers."""
        return sum(self.counts.values())

    def __bool__(self) -> bool:
        known = (self.women, self.men, self.girls, self.boys, self.unknown)
        return known != (None,) * len(GROUPS)
