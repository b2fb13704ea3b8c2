"""What an approver signs: one decision on one release, in one spelling.

The rules are: the signature (namespace fieldapp-approval) is checked over the raw bytes before
these are parsed; there is one spelling, so that no byte of it can change unnoticed; and it names
the release by its digest, so it says nothing about any other.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Mapping

import attrs

from fieldapp.crypto import sshsig
from fieldapp.services.approving.errors import NotAnApprovalError
from fieldapp.services.package import strict
from fieldapp.vocab.handling import Level

FORMAT = "fieldapp-approval/1"
NAMESPACE = "fieldapp-approval"
APPROVE, REFUSE = "approve", "refuse"
MOST = 16 * 1024
USUAL_DAYS, MOST_DAYS = 3, 14
_SHORT = 16  # hex digits of a release's id


@attrs.frozen
class Statement:
    """One decision; `release` is the digest of what leaves, or its id, the first 16 digits.

    `level`, `counts` and `seen` (the hash of the note on harm) are empty where the approver was
    given only the id. `sender` is empty where the approver does not know the sender's card.
    """

    id: str
    release: str
    agreement: str
    level: str
    counts: Mapping[str, int]
    decision: str
    note: str = attrs.field(repr=False)
    seen: str
    decided_at: dt.datetime
    expires_at: dt.datetime
    approver: str
    sender: str

    @property
    def is_yes(self) -> bool:
        """Whether the approver said yes."""
        return self.decision == APPROVE

    def is_about(self, digest: str) -> bool:
        """Whether it speaks of the release with this digest."""
        return digest.startswith(self.release)


@attrs.frozen
class Signed:
    """A statement as it was signed."""

    raw: bytes = attrs.field(repr=False)
    signature: str = attrs.field(repr=False)


def new_id() -> str:
    """A number for a statement that no other has."""
    return secrets.token_hex(16)


def end_of(begun: dt.datetime, days: int) -> dt.datetime:
    """When an approval of so many days runs out, within the bounds."""
    return begun + dt.timedelta(days=min(max(days, 1), MOST_DAYS))


def spell(statement: Statement) -> bytes:
    """The one spelling of a statement."""
    plain = {"format": FORMAT, **attrs.asdict(statement)}
    for name in ("decided_at", "expires_at"):
        plain[name] = plain[name].isoformat()
    return json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()


def sign(statement: Statement, seed: bytes) -> Signed:
    """Sign a statement."""
    raw = spell(statement)
    return Signed(raw, sshsig.sign(seed, raw, NAMESPACE))


def is_signed_by(signed: Signed, key: str) -> bool:
    """Whether this key made the signature."""
    try:
        sshsig.verify(key, signed.signature, signed.raw, NAMESPACE)
    except sshsig.SignatureError:
        return False
    return True


def read(raw: bytes) -> Statement:
    """Read a statement whose signature was checked, else `NotAnApprovalError`."""
    try:
        found = _read(raw)
    except ValueError:
        raise NotAnApprovalError from None
    if spell(found) != raw:
        raise NotAnApprovalError
    return found


def _read(raw: bytes) -> Statement:
    if len(raw) > MOST:
        raise strict.NotStrictError
    names = [each.name for each in attrs.fields(Statement)]
    plain = strict.named(strict.load(raw), "format", *names)
    if plain["format"] != FORMAT or plain["decision"] not in (APPROVE, REFUSE):
        raise strict.NotStrictError
    decided, expires = strict.moment(plain["decided_at"]), strict.moment(plain["expires_at"])
    if not dt.timedelta() < expires - decided <= dt.timedelta(days=MOST_DAYS):
        raise strict.NotStrictError
    return Statement(
        id=_hex(plain["id"], 32),
        release=release_id(plain["release"]),
        agreement=strict.string(plain["agreement"], 64),
        level=_level(plain["level"]),
        counts=counts(plain["counts"]),
        decision=plain["decision"],
        note=strict.string(plain["note"], 2000),
        seen=strict.hex64(plain["seen"]) if plain["seen"] else "",
        decided_at=decided,
        expires_at=expires,
        approver=strict.hex64(plain["approver"]),
        sender=strict.hex64(plain["sender"]) if plain["sender"] else "",
    )


def release_id(value: strict.Plain) -> str:
    """The whole digest of a release, or its id; nothing between, which would match more."""
    text = strict.string(value, 64)
    return _hex(text, _SHORT) if len(text) == _SHORT else strict.hex64(text)


def counts(value: strict.Plain) -> dict[str, int]:
    """How many records of each type."""
    if not isinstance(value, dict) or len(value) > 200:
        raise strict.NotStrictError
    return {strict.string(noun, 64): strict.whole(number) for noun, number in value.items()}


def _level(value: strict.Plain) -> str:
    if value not in ("", *Level):
        raise strict.NotStrictError
    return str(value)


def _hex(value: strict.Plain, size: int) -> str:
    text = strict.string(value, size)
    if len(text) != size or any(each not in "0123456789abcdef" for each in text):
        raise strict.NotStrictError
    return text
