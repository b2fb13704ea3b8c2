"""Letting something leave on an approval: each lets one release leave once."""

from __future__ import annotations

import attrs

from fieldapp.records.approvals import Approval
from fieldapp.records.disclosures import Disclosure
from fieldapp.services.approving.standing import APPROVED, EXPIRED, USED, holding, spend, step
from fieldapp.services.sharing.result import Release
from fieldapp.store.store import Store


@attrs.frozen
class Grounds:
    """What the log of what left keeps: the approval it left on, and the note on harm."""

    approval: str = ""
    note: str = attrs.field(default="", repr=False)


def grounds_of(store: Store, release: Release) -> Grounds:
    """On whose word a release leaves, and what was written on harm: as the approver saw it."""
    if not release.needs_approval:
        return Grounds(note=release.note)
    found = holding(store).get(release.digest())
    return Grounds(found.id, found.note or release.note) if found else Grounds(note=release.note)


def used(store: Store, disclosure: Disclosure) -> tuple[Approval, ...]:
    """The approval on which this left, as used; to be saved together with the disclosure."""
    found = store.get_many((disclosure.approval,)).get(disclosure.approval)
    if not isinstance(found, Approval):
        return ()
    spend(store, found.statement)
    if found.state not in (APPROVED, EXPIRED):
        return ()
    return (step(found, USED, store.author, store.now()),)
