"""Which approvals count now: looked at each time, so nothing that was stored is believed."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Iterator

from fieldapp.errors import FieldappError
from fieldapp.records.approvals import Approval, ApprovalStep, Approver
from fieldapp.records.record import evolve
from fieldapp.services.approving import asked as asking
from fieldapp.services.approving import radio, statement
from fieldapp.services.approving.approvers import check_approver
from fieldapp.services.approving.statement import APPROVE, Signed
from fieldapp.services.package.cards import own_card
from fieldapp.store.lists import Filter, Query
from fieldapp.store.store import Store

ASKED, APPROVED, REFUSED = "asked", "approved", "refused"
EXPIRED, USED, WITHDRAWN = "expired", "used", "withdrawn"
HERE, FILE, RADIO = "here", "file", "radio"
_SECRET = "radio_secret/"  # noqa: S105  # the name of a setting
_SPENT = "approval_spent/"


def approvals(store: Store, **values: str) -> Iterator[Approval]:
    """Approvals with these values, newest first."""
    filters = tuple(Filter(name, value) for name, value in values.items())
    for each in store.records(Query("approval", filters=filters)):
        if isinstance(each, Approval):
            yield each


def holding(store: Store) -> dict[str, Approval]:
    """The approvals that count now, by the digest that they are for; the first to run out first."""
    found: dict[str, Approval] = {}
    now = store.now()
    for each in approvals(store, state=APPROVED):
        if counts_now(store, each, now):
            kept = found.get(each.digest)
            found[each.digest] = min(filter(None, (kept, each)), key=_end)
    return found


def holds(store: Store, digest: str) -> bool:
    """Whether an approval for this digest counts now."""
    return digest in holding(store)


def _end(approval: Approval) -> dt.datetime:
    assert approval.expires_at is not None
    return approval.expires_at


def counts_now(store: Store, approval: Approval, now: dt.datetime) -> bool:
    """Whether it was given by someone whose word counts, for exactly this, and has not run out."""
    if approval.state != APPROVED or approval.expires_at is None or now >= approval.expires_at:
        return False
    if is_spent(store, approval.statement):
        return False
    approver = store.get_many((approval.approver,)).get(approval.approver)
    if not isinstance(approver, Approver):
        return False
    try:
        check_approver(store, approver)
        return _heard(store, approval) if approval.way == RADIO else _signed(store, approval)
    except FieldappError:
        return False


def _signed(store: Store, approval: Approval) -> bool:
    approver = store.get(approval.approver)
    assert isinstance(approver, Approver)
    proof = Signed(approval.statement.encode(), approval.proof)
    if not statement.is_signed_by(proof, approver.signing_key.strip()):
        return False
    said = statement.read(proof.raw)
    fits = said.is_about(approval.digest) and said.id == approval.statement_id
    ours = said.sender in ("", own_card(store).fingerprint)
    return said.is_yes and fits and ours and _end(approval) <= said.expires_at


def _heard(store: Store, approval: Approval) -> bool:
    asked, _ = asking.read(approval.statement)
    secret = secret_of(store, approval.approver)
    if secret is None or asked.digest != approval.digest or _end(approval) > asked.expires_at:
        return False
    return radio.decision_of(secret, asked, approval.proof) == APPROVE


def spend(store: Store, said: str) -> None:
    """Note that something left on this statement: beside the log, from which an entry may go."""
    store.vault.put(_spent(said), "yes")


def is_spent(store: Store, said: str) -> bool:
    """Whether something left on this statement already, whatever the log says of it now."""
    return store.vault.get(_spent(said)) is not None


def _spent(said: str) -> str:
    return _SPENT + hashlib.sha256(said.encode()).hexdigest()


def secret_of(store: Store, approver_id: str) -> bytes | None:
    """The secret for the radio that was set up with an approver; None where there is none."""
    kept = store.vault.get(_SECRET + approver_id)
    return base64.b64decode(kept) if isinstance(kept, str) and kept else None


def keep_secret(store: Store, approver_id: str, secret: bytes | None) -> None:
    """Keep it inside the vault, or forget it."""
    store.vault.put(_SECRET + approver_id, base64.b64encode(secret).decode() if secret else "")


def step(approval: Approval, state: str, by: str, at: dt.datetime) -> Approval:
    """The approval in another state, and its log one line longer."""
    line = ApprovalStep(at=at, state=state, by=by)
    return evolve(approval, state=state, steps=(*approval.steps, line))


def write_down(store: Store, *changed: Approval) -> tuple[Approval, ...]:
    """Save what happened; it is a log, so undo does not reach it."""
    if changed:
        store.save(*changed)
        store.seal(())
    found = store.get_many([each.id for each in changed])
    return tuple(e for each in changed if isinstance(e := found[each.id], Approval))


def run_out(store: Store) -> tuple[Approval, ...]:
    """Note of each that was asked or given that its time is over."""
    now = store.now()
    over = [
        step(each, EXPIRED, "", now)
        for state in (ASKED, APPROVED)
        for each in approvals(store, state=state)
        if each.expires_at is not None and now >= each.expires_at
    ]
    return write_down(store, *over)


def withdraw(store: Store, approval: Approval) -> Approval:
    """Take back what was asked or given; what is closed stays as it is."""
    if approval.state not in (ASKED, APPROVED):
        return approval
    (found,) = write_down(store, step(approval, WITHDRAWN, store.author, store.now()))
    return found
