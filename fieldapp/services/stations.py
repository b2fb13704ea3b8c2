"""Open the records of a vault as every front end does: levels of the profile, nothing half-sent."""

from __future__ import annotations

from collections.abc import Sequence

from fieldapp.records import TYPES
from fieldapp.records.record import Record
from fieldapp.services.aftercare.retention import proposed
from fieldapp.services.protocols import StationLevels
from fieldapp.services.station_words import station_words
from fieldapp.store.lists import Filter, Query
from fieldapp.store.store import Store
from fieldapp.store.vault import Vault
from fieldapp.vocab.vocabulary import use_station_words


def open_store(vault: Vault, types: Sequence[type[Record]] = TYPES, *, author: str = "") -> Store:
    """The records of an open vault; a record's level is what its profile says (design 4).

    A package that was being sealed when the program ended is finished or voided first, and an
    approval whose time is over is noted as such, for a clock that is set back later.
    """
    use_station_words(station_words(vault))
    store = Store(
        vault, types, author=author, level_of=StationLevels(vault, types), review_of=proposed
    )
    if any(kind.noun == "disclosure" for kind in types) and store.count(_BEING_SEALED):
        from fieldapp.services.package.seal import settle  # seldom needed, and slow to import

        settle(store)
    if any(kind.noun == "approval" for kind in types) and store.count(_APPROVED):
        from fieldapp.services.approving.standing import run_out  # seldom needed either

        run_out(store)
    return store


_BEING_SEALED = Query("disclosure", filters=(Filter("state", "sealing"),))
_APPROVED = Query("approval", filters=(Filter("state", "approved"),))
