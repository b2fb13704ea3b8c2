"""Deciding on this laptop: the approver sits down, reads, types their own passphrase, and signs."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from fieldapp.records.approvals import Approval, Approver
from fieldapp.services.approving import asked as asking
from fieldapp.services.approving import slots, taking
from fieldapp.services.approving.approvers import card_of, check_approver
from fieldapp.services.approving.errors import ClosedError, RanOutError
from fieldapp.services.approving.standing import ASKED, HERE
from fieldapp.services.approving.statement import USUAL_DAYS, Signed
from fieldapp.services.sharing.result import Release
from fieldapp.store.store import Store


@attrs.frozen
class Decision:
    """What an approver chose: approve or refuse, in which words, and for how many days."""

    decision: str
    words: str = attrs.field(default="", repr=False)
    days: int = USUAL_DAYS


def ask_here(store: Store, release: Release, approver: Approver, note: str) -> Approval:
    """Write down that an approver who has a key on this laptop is asked."""
    slots.slot_of(store.vault, approver.id)
    return taking.ask(store, release, approver, note, way=HERE)


def signing(
    store: Store, approval: Approval, passphrase: str, chosen: Decision
) -> Callable[[], Signed]:
    """The slow half, for a job: a function of values that opens the slot and signs.

    The seed lives within that call alone; nothing of it comes back but the signature.
    """
    approver = _approver(store, approval)
    asked, _ = asking.read(approval.statement)
    slot, now = slots.slot_of(store.vault, approver.id), store.now()
    fingerprint = card_of(approver).fingerprint
    said = taking.say(asked, fingerprint, chosen.decision, chosen.words, now, chosen.days)
    return lambda: slots.sign_with(slot, passphrase, said)


def _approver(store: Store, approval: Approval) -> Approver:
    if approval.state != ASKED:
        raise ClosedError
    if approval.expires_at is not None and store.now() >= approval.expires_at:
        raise RanOutError
    approver = store.get(approval.approver)
    assert isinstance(approver, Approver)
    check_approver(store, approver)
    return approver


def decide_here(
    store: Store, approval: Approval, passphrase: str, decision: str, words: str = ""
) -> Approval:
    """Both halves at once, where waiting does no harm."""
    signed = signing(store, approval, passphrase, Decision(decision, words))()
    return taking.take(store, signed, way=HERE)
