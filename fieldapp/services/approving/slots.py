"""An approver's key on this laptop: it opens only with the approver's own passphrase.

The wrapping is that of the vault's own slots (`crypto/keyslots.py`); the slot lies inside the
vault, so it takes both passphrases. The seed exists in clear only while one statement is signed.
"""

from __future__ import annotations

import hashlib

import attrs

from fieldapp.crypto import keyslots, sshsig
from fieldapp.crypto.keyslots import Derivation, Keys
from fieldapp.services.approving.errors import NoKeyHereError, WrongApproverPassphraseError
from fieldapp.services.approving.statement import Signed, Statement, sign
from fieldapp.store.vault import Vault

_SLOT = "approver_slot/"
_PAGE = 4096  # part of the format of slots; there is no database behind this one


@attrs.frozen
class NewKey:
    """A key that was just made: its public line, and the slot that holds the rest."""

    signing_key: str
    slot: str = attrs.field(repr=False)


def make_key(passphrase: str, derivation: Derivation | None = None) -> NewKey:
    """A key of the approver's own, wrapped under their passphrase; slow, so for a job."""
    return _wrapped(sshsig.new_seed(), passphrase, derivation)


def change_passphrase(
    slot: str, old: str, new: str, derivation: Derivation | None = None
) -> NewKey:
    """The same key under another passphrase; slow, so for a job."""
    return _wrapped(_seed(slot, old), new, derivation)


def sign_with(slot: str, passphrase: str, said: Statement) -> Signed:
    """Open the slot, sign one statement, forget the seed; slow, so for a job."""
    return sign(said, _seed(slot, passphrase))


def _wrapped(seed: bytes, passphrase: str, derivation: Derivation | None) -> NewKey:
    line = sshsig.public_line(seed)
    # The name of the key is part of what the slot's tag covers: no slot opens as another's.
    empty = Keys(hashlib.sha256(line.encode()).hexdigest()[:32], _PAGE, ())
    keys = keyslots.with_passphrase(empty, seed, passphrase, derivation)
    return NewKey(line, keys.to_json().decode("ascii"))


def _seed(slot: str, passphrase: str) -> bytes:
    try:
        return keyslots.unlock(keyslots.read_keys(slot.encode("ascii")), passphrase)
    except keyslots.WrongPassphraseError:
        raise WrongApproverPassphraseError from None


def keep(vault: Vault, approver_id: str, slot: str) -> None:
    """Keep the slot of an approver inside the vault."""
    vault.put(_SLOT + approver_id, slot)


def slot_of(vault: Vault, approver_id: str) -> str:
    """The slot of an approver, else `NoKeyHereError`."""
    found = vault.get(_SLOT + approver_id)
    if not isinstance(found, str) or not found:
        raise NoKeyHereError
    return found


def drop(vault: Vault, approver_id: str) -> None:
    """Forget the key of an approver who no longer approves."""
    vault.put(_SLOT + approver_id, "")
