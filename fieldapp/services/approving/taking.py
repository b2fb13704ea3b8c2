"""Asking for an approval, and taking the answer into the log, whichever way it came."""

from __future__ import annotations

import datetime as dt
import hashlib

from fieldapp.records.approvals import Approval, ApprovalStep, Approver
from fieldapp.records.record import evolve
from fieldapp.services.approving import asked as asking
from fieldapp.services.approving import statement
from fieldapp.services.approving.approvers import check_approver, signer_of
from fieldapp.services.approving.asked import Asked, asked_of
from fieldapp.services.approving.errors import (
    AlteredError,
    ApprovalError,
    NoHarmNoteError,
    NotAnApprovalError,
    NotNeededError,
    RanOutError,
    RefusedError,
    UsedError,
    WithdrawnError,
)
from fieldapp.services.approving.standing import (
    APPROVED,
    ASKED,
    EXPIRED,
    FILE,
    HERE,
    REFUSED,
    USED,
    WITHDRAWN,
    approvals,
    is_spent,
    step,
    write_down,
)
from fieldapp.services.approving.statement import MOST_DAYS, USUAL_DAYS, Signed, Statement
from fieldapp.services.package.cards import own_card
from fieldapp.services.sharing.result import Release
from fieldapp.store.store import Store

_WHY_NOT: dict[str, type[ApprovalError]] = {
    USED: UsedError,
    WITHDRAWN: WithdrawnError,
    EXPIRED: RanOutError,
    REFUSED: RefusedError,
}


def ask(
    store: Store,
    release: Release,
    approver: Approver,
    note: str,
    *,
    way: str = HERE,
    days: int = USUAL_DAYS,
) -> Approval:
    """Write down that an approver is asked about a release."""
    if not release.needs_approval:
        raise NotNeededError
    if not note.strip():
        raise NoHarmNoteError
    check_approver(store, approver)
    check_not_refused(store, release.digest(), approver)
    asked = asked_of(store, release, note, days)
    made = evolve(
        _of(asked, release),
        approver=approver.id,
        way=way,
        statement=asking.spell(asked).decode(),
    )
    (kept,) = write_down(store, made)
    return kept


def _of(asked: Asked, release: Release) -> Approval:
    return Approval(
        title=release.agreement.title,
        agreement=release.agreement.id,
        goes_to=asked.goes_to,
        channel=asked.channel,
        level=asked.level,
        counts=asked.counts_in_words,
        note=asked.note,
        basis=asked.basis,
        digest=asked.digest,
        asked_at=asked.asked_at,
        asked_by=asked.asked_by,
        state=ASKED,
        expires_at=asked.expires_at,
        steps=(ApprovalStep(at=asked.asked_at, state=ASKED, by=asked.asked_by),),
    )


def refusals(store: Store, digest: str) -> tuple[Approval, ...]:
    """Who refused exactly this, and when."""
    return tuple(approvals(store, digest=digest, state=REFUSED))


def check_not_refused(store: Store, digest: str, approver: Approver) -> None:
    """Who refused a release does not approve the same one later; it has to change."""
    if any(each.approver == approver.id for each in refusals(store, digest)):
        raise RefusedError


def say(
    asked: Asked, approver_fingerprint: str, decision: str, note: str, now: dt.datetime, days: int
) -> Statement:
    """The statement of an approver on what was asked."""
    return Statement(
        id=statement.new_id(),
        release=asked.digest,
        agreement=asked.agreement,
        level=asked.level,
        counts=asked.counts,
        decision=decision,
        note=note.strip(),
        seen=hash_of(asked.note),
        decided_at=now,
        expires_at=statement.end_of(now, days),
        approver=approver_fingerprint,
        sender=asked.sender,
    )


def hash_of(note: str) -> str:
    """What a statement says of the note on harm: which one the approver read."""
    return hashlib.sha256(note.encode()).hexdigest() if note else ""


def take(
    store: Store, signed: Signed, release: Release | None = None, *, way: str = FILE
) -> Approval:
    """Check what an approver signed and write it down; a refusal is written down too.

    Without a `release` it must answer something that was asked here.
    """
    approver = signer_of(store, signed)
    said = statement.read(signed.raw)
    if said.approver != approver.fingerprint:
        raise NotAnApprovalError
    if said.sender not in ("", own_card(store).fingerprint):
        raise AlteredError("This approval is for another station.")
    if release is not None and not said.is_about(release.digest()):
        raise AlteredError
    if (known := _seen_before(store, said)) is not None:
        return _again(known)
    if is_spent(store, signed.raw.decode("ascii")):
        raise UsedError
    approval = _answered(store, said, approver, release)
    _check(store, said, approval, approver)
    decided = evolve(
        approval,
        way=way,
        decided_at=said.decided_at,
        words=said.note,
        expires_at=min(said.expires_at, store.now() + dt.timedelta(days=MOST_DAYS)),
        statement_id=said.id,
        statement=signed.raw.decode("ascii"),
        proof=signed.signature,
    )
    state = APPROVED if said.is_yes else REFUSED
    (kept,) = write_down(store, step(decided, state, approver.name, store.now()))
    return kept


def _seen_before(store: Store, said: Statement) -> Approval | None:
    return next(approvals(store, statement_id=said.id), None)


def _again(known: Approval) -> Approval:
    """The same statement a second time changes nothing, and lets nothing leave twice."""
    if known.state in _WHY_NOT:
        raise _WHY_NOT[known.state]
    return known


def _answered(
    store: Store, said: Statement, approver: Approver, release: Release | None
) -> Approval:
    """What this answers: what was asked of that approver, else the release at hand."""
    waiting = [
        each
        for each in approvals(store, state=ASKED, approver=approver.id)
        if said.is_about(each.digest)
    ]
    if waiting:
        return waiting[0]
    if release is None:
        raise AlteredError("This approval answers nothing that waits here.")
    asked = asked_of(store, release, release.note)
    return evolve(_of(asked, release), approver=approver.id)


def _check(store: Store, said: Statement, approval: Approval, approver: Approver) -> None:
    facts = (said.level or approval.level) == approval.level
    if not facts or said.seen not in ("", hash_of(approval.note)):
        raise AlteredError
    if said.is_yes:
        check_not_refused(store, approval.digest, approver)
        ends = min(filter(None, (said.expires_at, approval.expires_at)))
        if store.now() >= ends:
            raise RanOutError


def last(store: Store, digest: str) -> Approval | None:
    """The newest entry about this release, whatever came of it."""
    return next(approvals(store, digest=digest), None)
