"""What reference data is here: the gazetteer by its editions, and the data sets."""

from __future__ import annotations

import attrs

from fieldapp.records.record import Record
from fieldapp.store.lists import counts
from fieldapp.store.store import Store


@attrs.frozen
class DataSet:
    """How many records of one type came with a data set."""

    name: str
    kind: type[Record]
    count: int


@attrs.frozen
class Loaded:
    """Editions of the gazetteer with the number of their areas, and data sets."""

    editions: tuple[tuple[str, int], ...]
    sets: tuple[DataSet, ...]


def loaded(store: Store) -> Loaded:
    """Look into an open vault, on its thread."""
    sets = [
        DataSet(name, kind, count)
        for kind in store.types
        if any(field.name == "dataset" for field in kind.fields())
        for name, count in counts(store.vault.db, kind, "dataset")
    ]
    return Loaded(tuple(store.gazetteer.editions()), tuple(sets))
