"""Who may approve: another person than the officer, known by a key of their own."""

from __future__ import annotations

from fieldapp.crypto import sshsig
from fieldapp.errors import FieldappError
from fieldapp.records.approvals import Approver
from fieldapp.records.record import evolve
from fieldapp.services.approving import slots
from fieldapp.services.approving.errors import (
    OwnKeyError,
    SamePersonError,
    UnknownApproverError,
    UnverifiedApproverError,
)
from fieldapp.services.approving.slots import NewKey
from fieldapp.services.approving.statement import Signed, is_signed_by
from fieldapp.services.package.cards import Card, check_code
from fieldapp.services.package.keys import RevokedKeyError, revoked_signing_keys
from fieldapp.store.keys import station_keys
from fieldapp.store.lists import Query
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day


def approvers(store: Store) -> tuple[Approver, ...]:
    """All approvers, those who no longer approve too."""
    found = store.records(Query("approver"))
    return tuple(each for each in found if isinstance(each, Approver))


def card_of(approver: Approver) -> Card:
    """The keys of an approver as a card; made on this laptop it has a signing key alone."""
    return Card(
        approver.name, "", "", approver.signing_key.strip(), tuple(approver.recipients.split())
    )


def is_known(approver: Approver) -> bool:
    """Whether the key that stands here now is known to be theirs, and they still approve."""
    if approver.verified_on is None or approver.ended_on or approver.deleted_at:
        return False
    try:
        return bool(approver.signing_key) and card_of(approver).fingerprint == approver.fingerprint
    except FieldappError:
        return False


def is_author(store: Store, approver: Approver) -> bool:
    """Whether the approver goes by the name or initials of who prepares releases here."""
    station = store.station()
    ours = {store.author, station.officer if station else ""}
    return approver.name.strip().casefold() in {e.strip().casefold() for e in ours if e.strip()}


def check_approver(store: Store, approver: Approver) -> None:
    """Raise unless this approver's word counts here."""
    if approver.signing_key.strip() == own_key(store):
        raise OwnKeyError
    if not is_known(approver):
        raise UnverifiedApproverError
    if is_author(store, approver):
        raise SamePersonError
    if approver.signing_key.strip() in revoked_signing_keys(store):
        raise RevokedKeyError


def counting(store: Store) -> tuple[Approver, ...]:
    """The approvers whose word counts here, in order of their names."""
    gone = {own_key(store), *revoked_signing_keys(store)}
    found = (
        each
        for each in approvers(store)
        if is_known(each) and each.signing_key.strip() not in gone and not is_author(store, each)
    )
    return tuple(sorted(found, key=lambda each: each.name.casefold()))


def signer_of(store: Store, signed: Signed) -> Approver:
    """The approver who signed; the key inside the signature is never trusted by itself."""
    if is_signed_by(signed, own_key(store)):
        raise OwnKeyError
    # One key may stand twice; the one known for sure comes first.
    known = sorted(approvers(store), key=lambda each: not is_known(each))
    for each in known:
        if each.signing_key and is_signed_by(signed, each.signing_key.strip()):
            check_approver(store, each)
            return each
    raise UnknownApproverError


def own_key(store: Store) -> str:
    """The public line of the station's own signing key."""
    return sshsig.public_line(station_keys(store.vault).signing_seed)


def add_from_card(
    store: Store, card: Card, name: str, function: str = "", verified: str = ""
) -> Approver:
    """Store whose card this is; the same keys again only confirm or rename that approver."""
    if verified:
        check_code(card.fingerprint, verified)
    known = next((e for e in approvers(store) if e.fingerprint == card.fingerprint), Approver())
    kept = known.verified_on if is_known(known) else None
    made = evolve(
        known,
        name=name.strip() or known.name or card.name,
        function=function.strip() or known.function,
        signing_key=card.signing_key,
        recipients="\n".join(card.recipients),
        fingerprint=card.fingerprint,
        code_digits=card.code,
        verified_on=_today(store) if verified else kept,
        ended_on=None,
    )
    return _put(store, made)


def set_up_here(store: Store, name: str, function: str, made: NewKey) -> Approver:
    """Store an approver whose key was just made in person; known for sure, for they sat here."""
    card = Card(name.strip(), "", "", made.signing_key, ())
    approver = Approver(
        name=card.name,
        function=function.strip(),
        signing_key=card.signing_key,
        fingerprint=card.fingerprint,
        code_digits=card.code,
        verified_on=_today(store),
        key_here="yes",
    )
    with store.as_one():
        slots.keep(store.vault, approver.id, made.slot)
        return _put(store, approver)


def confirm(store: Store, approver: Approver, code: str) -> Approver:
    """Note that the 40 digits were compared; a wrong code stores nothing."""
    check_code(card_of(approver).fingerprint, code)
    return _put(store, evolve(approver, verified_on=_today(store)))


def end(store: Store, approver: Approver) -> Approver:
    """From today on their word no longer counts, and their key here is gone."""
    with store.as_one():
        slots.drop(store.vault, approver.id)
        return _save(store, evolve(approver, ended_on=_today(store), key_here=""))


def _put(store: Store, approver: Approver) -> Approver:
    if approver.signing_key.strip() == own_key(store):
        raise OwnKeyError
    if is_author(store, approver):
        raise SamePersonError
    if approver.signing_key.strip() in revoked_signing_keys(store):
        raise RevokedKeyError
    return _save(store, approver)


def _save(store: Store, approver: Approver) -> Approver:
    store.save(approver)
    stored = store.get(approver.id)
    assert isinstance(stored, Approver)
    return stored


def _today(store: Store) -> Day:
    return Day(store.now().date().isoformat())
