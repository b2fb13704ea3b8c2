"""What stops a whole release: each with one sentence and what to do about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from fieldapp.records.record import evolve
from fieldapp.records.sharing import Agreement, Partner
from fieldapp.services.package.cards import is_verified
from fieldapp.services.sharing.result import EXPORT, Block, Release
from fieldapp.services.sharing.terms import FORCES
from fieldapp.vocab.folding import fold
from fieldapp.vocab.handling import Level, Shape
from fieldapp.vocab.vocabulary import vocabulary

PACKAGE = "package"
APPROVAL = "approval:needed"


def of_agreement(agreement: Agreement, day: dt.date) -> Iterator[Block]:
    """An agreement that does not hold on this day."""
    start, end, keep = agreement.valid_from, agreement.valid_until, agreement.keep_until
    if agreement.draft or agreement.deleted_at is not None or agreement.received_from:
        yield _block("agreement:draft", "This agreement is not finished.", "Finish it first.")
    if agreement.status != "in_force":
        yield _block("agreement:status", "This agreement is not in force.", _ANOTHER)
    if start is None or end is None or keep is None:
        yield _block("agreement:dates", "This agreement lacks its dates.", "Fill them in.")
    if start is not None and day < start.first:
        yield _block("agreement:not_yet", "This agreement is not yet valid.", _ANOTHER)
    if end is not None and day > end.last:
        yield _block("agreement:expired", "This agreement has expired.", _ANOTHER)
    if keep is not None and day > keep.last:
        yield _block("agreement:keep", "The date until which it may be kept has passed.", _ANOTHER)
    if not agreement.purpose.strip():
        yield _block("agreement:purpose", "This agreement names no purpose.", "Fill it in.")
    if agreement.shape not in set(Shape):
        yield _block("agreement:shape", "This agreement has no shape that is known.", "Choose one.")
    if agreement.shape == Shape.INDIVIDUAL_ROWS and not agreement.key_variables:
        yield _block(
            "agreement:key_variables",
            "This agreement does not say by which fields someone could be told apart.",
            "Name its key variables, or choose another shape.",
        )


def of_recipients(
    agreement: Agreement, partners: Sequence[Partner], day: dt.date, channel: str
) -> Iterator[Block]:
    """Recipients who are not there, not of the agreed kind, or not known for sure."""
    if channel == EXPORT:
        return
    if not agreement.recipients:
        yield _block("recipients:none", "This agreement names no recipient.", "Add one to it.")
    if len(partners) < len(set(agreement.recipients)):
        yield _block("recipients:gone", "A recipient is no longer here.", "Mend the agreement.")
    if any(partner.recipient_kind != agreement.recipient_kind for partner in partners):
        yield _block(
            "recipients:kind",
            "A recipient is of another kind than the agreement says.",
            "Mend the kind of the partner or of the agreement.",
        )
    if agreement.recipient_kind not in vocabulary("recipient_kind"):
        yield _block("recipients:unknown_kind", "The kind of recipient is unknown.", "Choose one.")
    if agreement.recipient_kind in FORCES and len(agreement.recipients) > 1:
        yield _block(
            "R25:one_party",
            "What goes to a party or a uniformed component goes to one at a time (R25).",
            "Make an agreement for each of them.",
        )
    if agreement.stops_on_new_lead == "yes" and _has_new_lead(agreement, partners):
        yield _block(
            "agreement:lead",
            "A recipient's organisation is not the lead agency that the agreement was signed with.",
            "Review the agreement with the new lead; then write its name there.",
        )
    if any(partner.ended_on is not None and day >= partner.ended_on.first for partner in partners):
        yield _block("recipients:ended", "A recipient is no longer a partner.", "Remove it.")
    if channel == PACKAGE:
        yield from _of_keys(partners)


def _has_new_lead(agreement: Agreement, partners: Sequence[Partner]) -> bool:
    """Sharing with a new lead agency is not automatic: what is not the same name is another."""
    lead = fold(agreement.lead_agency)
    return any(fold(each.organisation.strip() or each.name) != lead for each in partners)


def _of_keys(partners: Sequence[Partner]) -> Iterator[Block]:
    if any(not partner.recipients.strip() for partner in partners):
        yield _block(
            "recipients:key",
            "A recipient has no key, so nothing can be sealed for them.",
            "Ask for their card, or release it on paper if the agreement allows it.",
        )
    if any(partner.revoked_on is not None for partner in partners):
        yield _block(
            "recipients:revoked",
            "A recipient's key was revoked here, so nothing is sealed for it.",
            "Ask for a new card and compare its 40 digits by voice.",
        )
    if any(partner.revoked_on is None and not _is_compared(partner) for partner in partners):
        yield _block(
            "recipients:unverified",
            "A recipient's 40-digit code was not compared.",
            "Compare it by voice, then record the day on the partner.",
        )


def _is_compared(partner: Partner) -> bool:
    """Whether the code of exactly these keys was compared; who has none or has left is told so."""
    if partner.verified_on is None or not partner.recipients.strip():
        return partner.verified_on is not None
    return is_verified(evolve(partner, ended_on=None))


def of_selection(selected: int, leaving: int) -> Iterator[Block]:
    """Nothing chosen, or nothing of it left."""
    if not selected:
        yield _block("selection:none", "No record is selected.", "Choose at least one record.")
    elif not leaving:
        yield _block(
            "selection:withheld",
            "None of the selected records may leave.",
            "Read beside each record why it stays.",
        )


def of_channel(agreement: Agreement, channel: str, level: Level, leaving: int) -> Iterator[Block]:
    """A release without a key that the agreement does not list, or only for less sensitive."""
    if channel in (PACKAGE, EXPORT):
        return
    if channel not in agreement.release_channels:
        yield _block(
            "release:channel",
            "The agreement does not let anything leave in this way.",
            "Seal a package, or choose a way that the agreement lists.",
        )
    highest = agreement.release_highest
    allowed = Level(highest).rank if highest in set(Level) else -1
    if leaving and level.rank > allowed:
        yield _block(
            "release:level",
            "This is too sensitive to leave without encryption under this agreement.",
            "Seal a package, or choose less.",
        )


def of_approval(release: Release) -> Iterator[Block]:
    """What needs a second person's word and has none."""
    if release.needs_approval and not release.approved:
        yield _block(
            APPROVAL,
            "A second person must approve this before it leaves.",
            "Ask someone else, who has a key of their own.",
        )


_ANOTHER = "Choose an agreement that holds today."


def _block(rule: str, sentence: str, remedy: str) -> Block:
    return Block(rule, sentence, remedy)
