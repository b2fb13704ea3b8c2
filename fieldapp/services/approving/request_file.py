"""A request that travels: what an approver elsewhere is asked, signed by who asks.

An age file to the approver's card with `request.json`, its signature (namespace fieldapp-request)
and `summary.pdf`, whose hash is in what is signed. The signature is checked before it is parsed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import attrs

from fieldapp.crypto import sshsig
from fieldapp.records.approvals import Approval, Approver
from fieldapp.records.sharing import Partner
from fieldapp.services.approving import asked as asking
from fieldapp.services.approving import sealed, statement, taking
from fieldapp.services.approving.asked import Asked
from fieldapp.services.approving.errors import AlteredError, NotAnApprovalError, RanOutError
from fieldapp.services.approving.sealed import REQUEST, SIGNATURE, SUMMARY
from fieldapp.services.approving.statement import Signed
from fieldapp.services.package import checking
from fieldapp.services.package.cards import is_verified, own_card
from fieldapp.services.package.errors import NotForUsError, UnverifiedPartnerError
from fieldapp.services.package.opening import Inbox
from fieldapp.services.sharing.result import Release
from fieldapp.store.keys import station_keys
from fieldapp.store.store import Store

NAMESPACE = "fieldapp-request"


class NotARequestError(NotAnApprovalError):
    """The file, or what is in it, is no request, or it was changed."""

    sentence = "This is not a usable request, or it was changed on the way."
    remedy = "Ask the sender to write it again."


@attrs.frozen
class Request:
    """A request whose signature was found right: what is asked, by whom, with its summary."""

    asked: Asked
    sender: Partner
    summary: bytes = attrs.field(repr=False)


def writing(store: Store, approval: Approval, release: Release) -> Callable[[Path], Path]:
    """What writes the request of an approval that was asked; a function of values, for a job."""
    asked, _ = asking.read(approval.statement)
    if release.digest() != asked.digest:
        raise AlteredError  # its summary would tell of something else
    approver = store.get(approval.approver)
    assert isinstance(approver, Approver)
    seed = station_keys(store.vault).signing_seed
    recipients = approver.recipients.split()

    def write(out: Path) -> Path:
        from fieldapp.services.printing.package_summary import release_summary

        pdf = release_summary(release, {"Asked of": approver.name, "From": asked.station})
        more = {"approver": approver.fingerprint, "summary": hashlib.sha256(pdf).hexdigest()}
        raw = asking.spell(asked, **more)
        signature = sshsig.sign(seed, raw, NAMESPACE).encode()
        content = {REQUEST: raw, REQUEST + SIGNATURE: signature, SUMMARY: pdf}
        return sealed.write(out, content, recipients)

    return write


def proposed_name(release_id: str) -> str:
    """The neutral name of the file."""
    return f"request-{release_id[:8]}.age"


def read_request(path: Path, desk: Inbox) -> Request:
    """Open a request and check who signed it; a function of values, for a job."""
    found = sealed.read(path, desk.identities, REQUEST, REQUEST + SIGNATURE, SUMMARY)
    signed = checking.Signed(found[REQUEST], checking.ascii_text(found[REQUEST + SIGNATURE]))
    known = sorted(desk.partners, key=lambda each: not is_verified(each))
    sender = checking.signer(signed, known, lambda each: each.signing_key, NAMESPACE)
    if not is_verified(sender):
        raise UnverifiedPartnerError
    try:
        asked, more = asking.read(signed.raw, "approver", "summary")
    except NotAnApprovalError:
        raise NotARequestError from None
    if more["approver"] != desk.fingerprint:
        raise NotForUsError("This request is not addressed to this station.")
    pdf = found[SUMMARY]
    if asked.sender != sender.fingerprint or more["summary"] != hashlib.sha256(pdf).hexdigest():
        raise NotARequestError
    return Request(asked, sender, pdf)


def answer(store: Store, request: Request, decision: str, note: str, days: int) -> Signed:
    """Sign one's decision on a request with the own key of this vault."""
    if store.now() >= request.asked.expires_at:
        raise RanOutError("This request has run out.")
    own = own_card(store).fingerprint
    said = taking.say(request.asked, own, decision, note, store.now(), days)
    return statement.sign(said, station_keys(store.vault).signing_seed)
