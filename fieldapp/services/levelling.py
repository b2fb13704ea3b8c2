"""Give records the level of a profile that has changed, a few at a time."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.services.protocols import station_profile
from fieldapp.services.sharing.profile import Facts, default_profile
from fieldapp.store.lists import Query
from fieldapp.store.store import Store

BY_PROFILE = "levels.profile"  # the fingerprint of the profile by which the levels here were given
STEP, FIXED_STEP = 50, 2000


def is_due(store: Store) -> bool:
    """Whether levels here were given by another profile than holds now."""
    profile = station_profile(store)
    kept = store.vault.get(BY_PROFILE, "")
    if not kept and profile is default_profile():
        # A vault that has known no other: its levels were given by this one.
        store.vault.put(BY_PROFILE, profile.fingerprint())
        return False
    return bool(kept != profile.fingerprint())


def level_again(store: Store) -> Iterator[tuple[int, int]]:
    """Give every record its level anew, in steps that are over in a blink; says how far it is.

    Left half-way, it is due again when the vault is next opened.
    """
    profile = station_profile(store)
    total = sum(store.count(Query(kind.noun)) for kind in store.types)
    done = 0
    for kind in store.types:
        fixed = profile.level(kind.noun, Facts())[0] if profile.is_fixed(kind.noun) else None
        after, most = 0, STEP if fixed is None else FIXED_STEP
        while after >= 0:
            seen, after = store.level_again(kind.noun, after, most, fixed or "")
            done += seen
            yield min(done, total), total
    store.vault.put(BY_PROFILE, profile.fingerprint())


def level_all(store: Store) -> int:
    """Give every record its level anew at once, where that is due; how many there are."""
    told = [total for _, total in level_again(store)] if is_due(store) else []
    return told[-1] if told else 0
