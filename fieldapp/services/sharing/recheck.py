"""Check a release once more before it is sealed: it must still be what was previewed."""

from __future__ import annotations

import datetime as dt

import attrs

from fieldapp.errors import FieldappError
from fieldapp.services.approving.standing import holds
from fieldapp.services.protocols import station_profile
from fieldapp.services.sharing import blocks
from fieldapp.services.sharing.earlier import earlier_of
from fieldapp.services.sharing.result import RETRACT, Block, Release
from fieldapp.store.store import Store


class BlockedError(FieldappError):
    """A rule stops the whole release; `rule` says which."""

    sentence = "This cannot leave."
    remedy = "Read on the share page what stops it."

    def __init__(self, block: Block) -> None:
        super().__init__(block.sentence)
        self.rule, self.remedy = block.rule, block.remedy


class ChangedSinceError(FieldappError):
    """A record, the agreement, a recipient or a source is not what the preview showed."""

    sentence = "Something changed since this was previewed."
    remedy = "Prepare it again and read what leaves now."


class ClockError(FieldappError):
    """The clock runs before the preview or before the last edit of what would leave."""

    sentence = "The clock of this computer is wrong: it runs before what is to be sealed."
    remedy = "Set the date and time, then prepare it again."


def recheck(store: Store, release: Release, now: dt.datetime) -> None:
    """Raise unless the release still holds: clock, validity, keys, and every record it rests on."""
    edits = [each.record.edited_at for each in release.records]
    if now.date() < release.day or any(edited is not None and edited > now for edited in edits):
        raise ClockError
    _unchanged(store, release)
    if release.errand == RETRACT and any(each.fields for each in release.records):
        raise BlockedError(_CONTENT)
    # What takes records back holds nothing of them, so it may go when the agreement has ended.
    today = (
        release.blocks
        if release.errand == RETRACT
        else (
            *release.blocks,
            *blocks.of_agreement(release.agreement, now.date()),
            *blocks.of_recipients(release.agreement, release.partners, now.date(), release.channel),
            *_of_approval(store, release),
        )
    )
    if today:
        raise BlockedError(today[0])


def _of_approval(store: Store, release: Release) -> tuple[Block, ...]:
    """An approval may have run out, or been used or withdrawn, since the preview."""
    if not release.needs_approval:
        return ()
    held = attrs.evolve(release, approved=holds(store, release.digest()))
    return tuple(blocks.of_approval(held))


_CONTENT = Block(
    "release:errand",
    "What takes records back must hold nothing of them.",
    "Share records under an agreement instead.",
)


def _unchanged(store: Store, release: Release) -> None:
    seen = {each.id: each for each in release.rests_on}
    if release.errand != RETRACT:
        seen.update((each.record.id, each.record) for each in release.records)
    if release.profile and release.profile != station_profile(store).fingerprint():
        raise ChangedSinceError  # levels are given by other rules now
    if not store.are_still(tuple(seen.values())):
        raise ChangedSinceError
    records = [each.record for each in release.records]
    if release.errand != RETRACT and release.earlier != earlier_of(
        store, release.agreement, records
    ):
        raise ChangedSinceError  # a table left meanwhile, with which this one was not compared
