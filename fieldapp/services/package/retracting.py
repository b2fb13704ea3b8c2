"""What a sender took back stays taken back, in whatever order its packages arrive."""

from __future__ import annotations

from collections.abc import Sequence

from fieldapp.records.disclosures import Received
from fieldapp.records.record import evolve

EMPTY = "empty"  # the state of an entry that brought nothing and only takes back


def noted(entry: Received, ids: Sequence[str]) -> Received:
    """The entry with the records that it takes back; they stay under the terms they came with."""
    return evolve(entry, took_back=tuple(ids)) if ids else entry


def is_taken_back(record_id: str, entry: Received, known: Sequence[Received]) -> bool:
    """Whether a record was taken back after the package that brings it now was made.

    One that its sender gave again later comes in; one that only arrives late does not.
    """
    ours = [each for each in known if each.fingerprint == entry.fingerprint]
    new_epoch = all(each.epoch != entry.epoch for each in ours)
    return any(
        not new_epoch and not _after(entry, each) for each in ours if record_id in each.took_back
    )


def _after(entry: Received, back: Received) -> bool:
    return entry.epoch == back.epoch and (entry.sequence or 0) > (back.sequence or 0)
