"""Destroying what a package brought: in steps, taken up again after a kill, logged for good.

The entry in the inbox and the record of the destruction stay; of the records, only what they were
called outside. What a later package brought again came under its own terms, and stays.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence

import attrs

from fieldapp.errors import FieldappError
from fieldapp.records.aftercare import Destroyed, Destruction
from fieldapp.records.disclosures import Received
from fieldapp.records.record import Record, evolve
from fieldapp.services.receiving.answers import code_of
from fieldapp.store.changes import Changes
from fieldapp.store.lists import Filter, Query
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day

UNDERWAY, DONE = "underway", "done"
HELD, RENEWED = "held", "renewed"
HOW = (
    "Purged from this vault with its words, its history and its attachments. "
    "Backups that were made before hold it until they are replaced."
)
LINK_GONE = "a record it links to was destroyed"
_A_STEP = 25

Steps = Generator[tuple[int, int], None, Destruction]


class DestructionError(FieldappError):
    """What is to be destroyed is not here, or the order says too little."""

    sentence = "Nothing was deleted: the order says too little, or nothing of it is here."
    remedy = "Name an outcome, a reason and the second person, by function."


@attrs.frozen
class Order:
    """What is to become of the records of a package; no `ids` means all of them."""

    outcome: str
    reason: str = attrs.field(repr=False)
    second_person: str = attrs.field(repr=False)
    ids: tuple[str, ...] = ()
    how: str = attrs.field(default=HOW, repr=False)


def begin(store: Store, entry: Received, order: Order) -> Destruction:
    """Log that this begins, before anything goes: so it is finished whatever happens."""
    if (
        order.outcome in ("", RENEWED)
        or not order.reason.strip()
        or not order.second_person.strip()
    ):
        raise DestructionError
    chosen = [each for each in store.get_many(order.ids).values() if _of(each, entry)]
    if len(chosen) != len(order.ids) or entry.state != HELD:
        raise DestructionError
    made = Destruction(
        title=f"Records of {entry.ref}",
        on=_today(store),
        outcome=order.outcome,
        reason=order.reason.strip(),
        second_person=order.second_person.strip(),
        how=order.how.strip(),
        state=UNDERWAY,
        number=len(chosen) or sum(map(len, store.came_with(entry.id).values())),
        what=_what(entry, chosen),
        received=entry.id,
        records=tuple(Destroyed(outside=each.id, code=code_of(entry, each)) for each in chosen),
    )
    store.save(made)
    store.seal(())
    stored = store.get(made.id)
    assert isinstance(stored, Destruction)
    return stored


def orders(store: Store, entry: Received, order: Order) -> Sequence[tuple[Received, Order]]:
    """The order, or one for each package where copies of several are taken back by one."""
    if not order.ids or entry.state == HELD:
        return ((entry, order),)
    by_entry: dict[str, list[str]] = {}
    for each in store.get_many(order.ids).values():
        by_entry.setdefault(each.received_from, []).append(each.id)
    found = store.get_many(by_entry)
    return [
        (each, attrs.evolve(order, ids=tuple(by_entry[each.id])))
        for each in found.values()
        if isinstance(each, Received)
    ]


def _of(record: Record, entry: Received) -> bool:
    return record.received_from == entry.id


def _what(entry: Received, chosen: Sequence[Record]) -> str:
    package = f"package {entry.package[:8]}"
    return f"{len(chosen):,} of the records of {package}" if chosen else f"All of {package}"


def _today(store: Store) -> Day:
    return Day(store.now().date().isoformat())


def steps(store: Store, destruction: Destruction) -> Steps:
    """Carry it out, or go on with it; each step is whole, and says how many of how many."""
    entry = store.get(destruction.received)
    assert isinstance(entry, Received)
    ids = _left(store, entry, destruction)
    for start in range(0, len(ids), _A_STEP):
        batch = ids[start : start + _A_STEP]
        done = start + len(batch)
        _note_at_ours(store, batch)
        store.purge_all(batch, f"destroyed: {destruction.ref}", more=done < len(ids))
        yield done, len(ids)
    return _end(store, entry, destruction)


def _left(store: Store, entry: Received, destruction: Destruction) -> list[str]:
    """What is still here of it; after a kill, less than there was."""
    if destruction.records:
        named = store.get_many([each.outside for each in destruction.records])
        return [each.id for each in named.values() if _of(each, entry)]
    return [key for seqs in store.came_with(entry.id).values() for key in store.ids(seqs)]


def _note_at_ours(store: Store, ids: Sequence[str]) -> None:
    """Our own records that link to what goes keep a note of that."""
    gone = set(ids)
    for row in store.linked_from_any(ids, 10_000):
        if row.id not in gone and row.kind not in ("received", "destruction"):
            store.note(row.id, LINK_GONE)


def _end(store: Store, entry: Received, destruction: Destruction) -> Destruction:
    done = evolve(destruction, state=DONE, on=_today(store))
    changed: list[Record] = [done]
    if not destruction.records:
        changed.append(evolve(entry, state=destruction.outcome, answering=""))
    store.save(*changed)
    store.seal(())
    stored = store.get(done.id)
    assert isinstance(stored, Destruction)
    return stored


def underway(store: Store) -> list[Destruction]:
    """What a kill or a lock cut off; it is gone on with at the next unlocking."""
    query = Query("destruction", filters=(Filter("state", UNDERWAY),), descending=False)
    return [each for each in store.records(query) if isinstance(each, Destruction)]


def changes_of(destruction: Destruction) -> Changes:
    """What views are told after a step."""
    return Changes(frozenset({"received", "destruction"}), frozenset({destruction.received}))


def through(going: Steps) -> Destruction:
    """All steps at once, for the command line and for tests."""
    while True:
        try:
            next(going)
        except StopIteration as end:
            made = end.value
            assert isinstance(made, Destruction)
            return made
