"""A release without a key: on paper, by voice or as a named plain file, logged as what left."""

from __future__ import annotations

from collections.abc import Callable

from fieldapp.records.disclosures import Delivery, Disclosed, Disclosure
from fieldapp.services.aftercare.clock import kept_up
from fieldapp.services.approving.using import grounds_of, used
from fieldapp.services.sharing import blocks
from fieldapp.services.sharing.product_tables import left_tables
from fieldapp.services.sharing.recheck import BlockedError, recheck
from fieldapp.services.sharing.result import EXPORT, Block, Release, ReleasedRecord
from fieldapp.store.store import Store


def log_paper_release(
    store: Store, release: Release, channel: str, handed_by: str, handed_to: str
) -> Disclosure:
    """Log what was handed over by whom to whom; refused where the agreement does not allow it.

    The release must have been prepared for this channel, so that its levels were checked for it.
    """
    if channel in (blocks.PACKAGE, EXPORT) or channel != release.channel:
        raise BlockedError(NOT_THIS_WAY)
    if not (handed_by.strip() and handed_to.strip()):
        raise BlockedError(_HANDS)
    now = store.now()
    recheck(store, release, now)
    grounds = grounds_of(store, release)
    disclosure = Disclosure(
        title=release.agreement.title,
        agreement=release.agreement.id,
        state="released",
        channel=channel,
        at=now,
        handed_by=handed_by.strip(),
        handed_to=handed_to.strip(),
        level=release.level.value,
        keep_until=release.keep_until,
        clauses="\n".join(release.clauses),
        approval=grounds.approval,
        note=grounds.note,
        records=disclosed(release),
        tables=left_tables(release.records),
        deliveries=tuple(Delivery(partner=each.id) for each in release.partners),
        package=release.id,
        errand=release.errand,
    )
    store.save(kept_up(disclosure), *used(store, disclosure), why="released")
    # What others hold must not change here unseen, so it locks as a sealed package would lock it.
    store.seal([each.record.id for each in release.records])
    saved = store.get(disclosure.id)
    assert isinstance(saved, Disclosure)
    return saved


def _first_time(_: ReleasedRecord) -> str:
    return "new"


def disclosed(
    release: Release, change_of: Callable[[ReleasedRecord], str] = _first_time
) -> tuple[Disclosed, ...]:
    """Each record of a release for the log: as what it left, how sensitive, which values."""
    return tuple(
        Disclosed(
            record=each.record.id,
            kind=each.kind,
            outside=each.code,
            level=each.level.value,
            change=change_of(each),
            digest=each.digest,
        )
        for each in release.records
    )


NOT_THIS_WAY = Block(
    "release:channel",
    "This release was not prepared for this way of leaving.",
    "Prepare it again and choose the way first.",
)
_HANDS = Block(
    "release:hands",
    "A release without a key needs who hands it over and to whom.",
    "Fill in both.",
)
