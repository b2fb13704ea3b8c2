"""Taking in an answer that was read over the radio: once, in time, for exactly what was asked."""

from __future__ import annotations

import hmac

from fieldapp.records.approvals import Approval, Approver
from fieldapp.records.record import evolve
from fieldapp.services.approving import asked as asking
from fieldapp.services.approving import radio, taking
from fieldapp.services.approving.approvers import check_approver
from fieldapp.services.approving.asked import Asked
from fieldapp.services.approving.errors import (
    AlteredError,
    ApprovalError,
    ClosedError,
    RanOutError,
)
from fieldapp.services.approving.standing import (
    APPROVED,
    ASKED,
    EXPIRED,
    RADIO,
    REFUSED,
    WITHDRAWN,
    approvals,
    secret_of,
    step,
    write_down,
)
from fieldapp.services.approving.statement import APPROVE, USUAL_DAYS
from fieldapp.services.sharing.result import Release
from fieldapp.store.store import Store
from fieldapp.vocab.vocabulary import vocabulary

MOST_TRIES = 5


class NoSecretError(ApprovalError):
    """No secret for the radio was set up with this approver."""

    sentence = "No secret for the radio was set up with this approver."
    remedy = "Set one up when you meet; until then ask them here or by a file."


class WrongAnswerError(ApprovalError):
    """The digits answer something else, or nothing."""

    sentence = "This answer does not fit this request."
    remedy = "Read the digits out again and have the answer read back. Five wrong ones close it."


class ReplayedError(ApprovalError):
    """The digits answered an earlier request."""

    sentence = "This answer belongs to an earlier request, so it does not count."
    remedy = "Ask for an answer to the digits that stand here now."


class TooManyTriesError(ApprovalError):
    """Five answers in a row were wrong."""

    sentence = "Five answers were wrong, so this request is closed."
    remedy = "Find out who was on the line. Then make a new request."


def ask_by_radio(
    store: Store, release: Release, approver: Approver, note: str, days: int = USUAL_DAYS
) -> Approval:
    """Make a request to be read out, once, to an approver with whom a secret was set up."""
    if secret_of(store, approver.id) is None:
        raise NoSecretError
    return taking.ask(store, release, approver, note, way=RADIO, days=days)


def asked_in(approval: Approval) -> Asked:
    """What was asked, as long as it waits for its answer."""
    return asking.read(approval.statement)[0]


def to_read_out(approval: Approval) -> tuple[str, ...]:
    """The lines of a summary that can be said over an open line: no name, no place, no text."""
    asked = asked_in(approval)
    return (
        f"Agreement {asked.agreement}",
        f"To: {vocabulary('recipient_kind').label(asked.recipient_kind)}",
        f"Level: {vocabulary('level').label(asked.level)}",
        f"Records: {asked.counts_in_words}",
        f"Valid until: {asked.expires_at:%d %b %Y %H:%M}",
    )


def challenge_of(approval: Approval) -> str:
    """The digits to read out after them."""
    return radio.challenge(asked_in(approval))


def hear(store: Store, approval: Approval, typed: str, digest: str) -> Approval:
    """Check an answer and close the request with it; `digest` is of what would leave now."""
    approval = _open(store, approval, digest)
    secret = secret_of(store, approval.approver)
    if secret is None:
        raise NoSecretError
    heard = radio.read_digits(typed, radio.ANSWER)
    if _is_replayed(store, heard):
        _note_wrong(store, approval)
        raise ReplayedError
    said = radio.decision_of(secret, asked_in(approval), heard)
    if not said:
        _note_wrong(store, approval)
        raise WrongAnswerError
    if said == APPROVE:
        taking.check_not_refused(store, digest, _approver(store, approval))
    return _closed(store, approval, heard, APPROVED if said == APPROVE else REFUSED)


def _open(store: Store, approval: Approval, digest: str) -> Approval:
    kept = store.get(approval.id)
    assert isinstance(kept, Approval)
    if kept.state == EXPIRED or kept.expires_at is None or store.now() >= kept.expires_at:
        raise RanOutError("This request has run out.")
    if kept.state != ASKED or kept.way != RADIO:
        raise ClosedError
    if not hmac.compare_digest(kept.digest, digest):
        raise AlteredError("What leaves was changed since this was read out.")
    check_approver(store, _approver(store, kept))
    return kept


def _approver(store: Store, approval: Approval) -> Approver:
    found = store.get(approval.approver)
    assert isinstance(found, Approver)
    return found


def _is_replayed(store: Store, heard: str) -> bool:
    earlier = [each.proof for each in approvals(store, way=RADIO) if each.proof]
    return any(hmac.compare_digest(each, heard) for each in earlier)


def _note_wrong(store: Store, approval: Approval) -> None:
    counted = evolve(approval, tries=(approval.tries or 0) + 1)
    if (counted.tries or 0) < MOST_TRIES:
        write_down(store, counted)
        return
    write_down(store, step(counted, WITHDRAWN, "Five wrong answers", store.now()))
    raise TooManyTriesError


def _closed(store: Store, approval: Approval, heard: str, state: str) -> Approval:
    now = store.now()
    decided = evolve(approval, proof=heard, decided_at=now)
    (kept,) = write_down(store, step(decided, state, _approver(store, approval).name, now))
    return kept
