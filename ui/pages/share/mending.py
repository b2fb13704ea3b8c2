"""For each block, the thing to open that mends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import attrs

from fieldapp.records.sharing import Partner
from fieldapp.services.package.cards import is_verified
from fieldapp.services.sharing.blocks import APPROVAL
from fieldapp.services.sharing.release import Block, Release

CHOOSE, LOOK, WAY, APPROVE = "choose", "look", "way", "approve"  # places on the share page itself


@attrs.frozen
class Mend:
    """A button beside a block: its words, and the record to open or the place to go to."""

    words: str = attrs.field(repr=False)
    record: str = ""
    place: str = ""


def mends(block: Block, release: Release) -> tuple[Mend, ...]:
    """The ways to mend a block, the nearest first."""
    found = list(_partner_mends(block, release))
    if found:
        return tuple(found)
    if block.rule == APPROVAL:
        return (Mend("Ask for approval", place=APPROVE),)
    if block.rule == "selection:none":
        return (Mend("Choose records", place=CHOOSE),)
    if block.rule.startswith("selection:"):
        return (Mend("See why they stay", place=LOOK),)
    if block.rule.startswith("release:"):
        return (Mend("Choose another way", place=WAY), _agreement(release))
    return (_agreement(release),)


def _agreement(release: Release) -> Mend:
    return Mend("Open the agreement", release.agreement.id)


_WRONG: Mapping[str, Callable[[Partner, Release], bool]] = {
    "recipients:key": lambda each, _: not each.recipients.strip(),
    "recipients:unverified": lambda each, _: not is_verified(each),
    "recipients:ended": lambda each, _: each.ended_on is not None,
    "recipients:kind": lambda each, release: (
        each.recipient_kind != release.agreement.recipient_kind
    ),
}


def _partner_mends(block: Block, release: Release) -> Iterator[Mend]:
    wrong = _WRONG.get(block.rule)
    if wrong is None:
        return
    for each in release.partners:
        if wrong(each, release):
            yield Mend(f"Open {each.name}", each.id)
    if block.rule == "recipients:key" and release.agreement.release_channels:
        yield Mend("Release it without a key", place=WAY)
