"""How a copy stands: whether its sender corrected it or took it back, and when that came in."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from fieldapp.services.package.copies import CORRECTED, TAKEN_BACK
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.spoken_days import day_in_words


@attrs.frozen
class Mark:
    """The days on which a correction and a retraction of a copy came in, the newest of each."""

    corrected_on: Day | None = None
    taken_back_on: Day | None = None

    def in_words(self, retracted: bool) -> str:
        """For a line of a list; what is in force now, not what was once."""
        if retracted:
            on = f" on {day_in_words(self.taken_back_on)}" if self.taken_back_on else ""
            return f"Taken back by the sender{on}"
        if self.corrected_on:
            return f"Corrected by the sender on {day_in_words(self.corrected_on)}"
        return ""


def marks(store: Store, ids: Sequence[str]) -> dict[str, Mark]:
    """By id, those of these copies that were corrected or taken back."""
    found: dict[str, Mark] = {}
    for record, event, at in store.events(ids, (CORRECTED, TAKEN_BACK)):
        before, day = found.get(record, Mark()), Day(at[:10])
        found[record] = (
            attrs.evolve(before, corrected_on=day)
            if event == CORRECTED
            else attrs.evolve(before, taken_back_on=day)
        )
    return found
