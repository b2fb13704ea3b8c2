"""What areas are called: as the gazetteer says, else as a record that was filed there does."""

from __future__ import annotations

from collections.abc import Sequence

from fieldapp.store.store import Store


def place_names(store: Store, pcodes: Sequence[str]) -> dict[str, str]:
    """The names of these areas; a P-code that no gazetteer knows stands for itself."""
    known = store.gazetteer.centres(pcodes)
    return {code: (known[code].name if code in known else "") or code for code in pcodes}
