"""Keep what a person chose for a hit of the scan, and read it again for the next release."""

from __future__ import annotations

from collections.abc import Iterable

from fieldapp.errors import FieldappError
from fieldapp.records.clearances import TextChoice
from fieldapp.records.record import evolve
from fieldapp.services.sharing.result import Release, asked_of
from fieldapp.services.sharing.scanning.choices import CLEARED, Asked, Choices
from fieldapp.store.keys import station_keys
from fieldapp.store.lists import Filter, Query
from fieldapp.store.store import Changes, Store

_NOUN = "text_choice"


class ClearError(FieldappError):
    """What is surely somebody's is never cleared, and nothing is without a reason."""

    sentence = "This cannot be cleared."
    remedy = "Replace it, or leave the text out. Clearing a look-alike needs a reason."


def choices_of(store: Store) -> Choices:
    """Every choice that is kept in this vault."""
    if _NOUN not in {kind.noun for kind in store.types}:
        return Choices()
    kept = (each for each in store.records(Query(_NOUN)) if isinstance(each, TextChoice))
    made = {each.hit: each.choice for each in kept}
    return Choices(station_keys(store.vault).outside_secret, made)


def choose_hit(store: Store, asked: Asked, choice: str, reason: str = "") -> Changes:
    """Keep a choice on one hit; it takes the place of an earlier one."""
    if choice == CLEARED and not (asked.may_clear and reason):
        raise ClearError
    found = next(iter(store.records(Query(_NOUN, filters=(Filter("hit", asked.mark),)))), None)
    before = found if isinstance(found, TextChoice) else TextChoice(hit=asked.mark)
    return store.save(
        evolve(
            before,
            record=asked.record,
            where=asked.label,
            found=asked.hit.rule.partition(":")[2],
            choice=choice,
            reason=reason if choice == CLEARED else "",
            decided_at=store.now(),
            draft=False,
        )
    )


def asked_in(release: Release) -> list[Asked]:
    """Every hit on which a person may decide, in texts that leave or stay of these records."""
    fields = (field for record in release.records for field in record.fields)
    leaving = (each for field in fields for each in asked_of(field))
    return [*leaving, *(each for record in release.withheld for each in record.asked)]


def waiting(asked: Iterable[Asked]) -> list[Asked]:
    """Those on which nobody has decided yet."""
    return [each for each in asked if not each.choice]
