"""Versions of a record: outside they are one and the same, so that a correction finds its copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from fieldapp.records.record import Record
from fieldapp.store.store import Store


def roots_of(store: Store, records: Iterable[Record]) -> dict[str, str]:
    """The id of the first version, by the id of each of these records and of what it replaces.

    Only records that replace another are in it; of what was removed for ever the id is known still.
    """
    before = {each.id: each.supersedes for each in records if each.supersedes}
    chains = dict(before)
    while missing := {each for each in before.values() if each and each not in chains}:
        found = store.get_many(tuple(missing))
        before = {each: found[each].supersedes if each in found else "" for each in missing}
        chains |= before
    return {each: _first(each, chains) for each in chains}


def _first(record_id: str, chains: Mapping[str, str]) -> str:
    seen = {record_id}
    while (before := chains.get(record_id, "")) and before not in seen:
        seen.add(before)
        record_id = before
    return record_id


def by_root(roots: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """All known versions, by the id of the first."""
    found: dict[str, list[str]] = {}
    for each, root in roots.items():
        found.setdefault(root, []).append(each)
    return {root: tuple(each) for root, each in found.items()}


def chain(store: Store, record_id: str) -> tuple[str, ...]:
    """Every version of a record by id, the first one first: earlier ones and later ones."""
    first, later = list[str](), list[str]()
    here = store.get_many((record_id,)).get(record_id)
    for each in _walk(store, here.supersedes if here else "", "supersedes"):
        first.insert(0, each)
    later += _walk(store, here.superseded_by if here else "", "superseded_by")
    return (*first, record_id, *(each for each in later if each != record_id))


def _walk(store: Store, record_id: str, way: str) -> Iterator[str]:
    seen = set[str]()
    while record_id and record_id not in seen:
        seen.add(record_id)
        yield record_id
        found = store.get_many((record_id,)).get(record_id)
        record_id = getattr(found, way, "")
