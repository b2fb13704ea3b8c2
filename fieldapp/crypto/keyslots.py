"""The slots of a vault: a passphrase or the recovery key opens the one key of everything.

The vault key is random and never changes with the passphrase; only its wrapping does. A slot's
tag covers everything that the slot says about itself, so a weakened or swapped header opens
nothing. Nothing here touches a file: content comes in and goes out as values.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from types import MappingProxyType

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fieldapp.crypto import recovery_key
from fieldapp.crypto.derivation import (
    KEY,
    Derivation,
    EmptyPassphraseError,
    OutOfBoundsError,
    TooLittleMemoryError,
    calibrate,
    normal,
    passphrase_key,
    recovery_slot_key,
)
from fieldapp.crypto.keysfile import (
    NONCE,
    PAGE_SIZES,
    PASSPHRASE,
    RECOVERY,
    SALT,
    DamagedKeysError,
    Keys,
    NewerKeysError,
    Parameters,
    Slot,
    open_slot,
    read_keys,
    slot_header,
)
from fieldapp.crypto.recovery_key import MistypedRecoveryKeyError, WrongRecoveryKeyError
from fieldapp.errors import FieldappError

__all__ = [
    "DamagedKeysError",
    "Derivation",
    "EmptyPassphraseError",
    "KeyFileNeededError",
    "Keys",
    "MistypedRecoveryKeyError",
    "NewerKeysError",
    "OutOfBoundsError",
    "Slot",
    "TooLittleMemoryError",
    "WrongPassphraseError",
    "WrongRecoveryKeyError",
    "calibrate",
    "new_keys",
    "read_keys",
    "unlock",
    "unlock_with_recovery",
    "with_new_recovery",
    "with_passphrase",
]


class WrongPassphraseError(FieldappError):
    """The passphrase opens no slot of this vault."""

    sentence = "This passphrase does not open the vault."
    remedy = "Check the spelling and the keyboard layout, then try again."


class KeyFileNeededError(FieldappError):
    """The passphrase of this vault is used together with a key file."""

    sentence = "This vault opens only with its passphrase and its key file together."
    remedy = "Connect the device that holds the key file, then try again."


def new_keys(
    passphrase: str, *, page_size: int, derivation: Derivation | None = None
) -> tuple[Keys, bytes, str]:
    """Make the keys of a new vault; return them, the vault key, and the recovery key to print."""
    if page_size not in PAGE_SIZES:
        raise OutOfBoundsError
    vault_key = secrets.token_bytes(KEY)
    empty = Keys(secrets.token_hex(16), page_size, ())
    half = with_passphrase(empty, vault_key, passphrase, derivation)
    keys, printed = with_new_recovery(half, vault_key)
    return keys, vault_key, printed


def unlock(keys: Keys, passphrase: str, key_file: bytes | None = None) -> bytes:
    """Return the vault key, else `WrongPassphraseError`."""
    for slot in keys.of_kind(PASSPHRASE):
        if slot.needs_key_file and key_file is None:
            raise KeyFileNeededError
        mixed_in = key_file if slot.needs_key_file else None
        wrapping = passphrase_key(passphrase, slot.salt, slot.argon2(), mixed_in)
        if (vault_key := open_slot(keys, slot, wrapping)) is not None:
            return vault_key
    raise WrongPassphraseError


def unlock_with_recovery(keys: Keys, key: str) -> bytes:
    """Return the vault key, else `WrongRecoveryKeyError`."""
    secret = recovery_key.read(key)
    for slot in keys.of_kind(RECOVERY):
        vault_key = open_slot(keys, slot, recovery_slot_key(secret, slot.salt))
        if vault_key is not None:
            return vault_key
    raise WrongRecoveryKeyError


def with_passphrase(
    keys: Keys,
    vault_key: bytes,
    passphrase: str,
    derivation: Derivation | None = None,
    key_file: bytes | None = None,
) -> Keys:
    """Return the keys with this passphrase in place of the one before."""
    if not normal(passphrase):
        raise EmptyPassphraseError
    chosen = derivation or calibrate()
    salt = secrets.token_bytes(SALT)
    how: Parameters = {
        "name": "argon2id",
        "memory_kib": chosen.memory_kib,
        "passes": chosen.passes,
        "lanes": chosen.lanes,
        "salt": salt.hex(),
        "key_file": key_file is not None,
    }
    wrapping = passphrase_key(passphrase, salt, chosen, key_file)
    return _with_slot(keys, PASSPHRASE, how, wrapping, vault_key)


def with_new_recovery(keys: Keys, vault_key: bytes) -> tuple[Keys, str]:
    """Return the keys with a new recovery key in place of the one before, and that key."""
    printed = recovery_key.make()
    salt = secrets.token_bytes(SALT)
    how = {"name": "hkdf-sha256", "salt": salt.hex()}
    wrapping = recovery_slot_key(recovery_key.read(printed), salt)
    return _with_slot(keys, RECOVERY, how, wrapping, vault_key), printed


def _with_slot(
    keys: Keys, kind: str, how: Parameters, wrapping_key: bytes, vault_key: bytes
) -> Keys:
    """Wrap the vault key in a new slot, and drop the slots of its kind."""
    slot_id, nonce = secrets.token_hex(8), secrets.token_bytes(NONCE)
    header = slot_header(keys.vault_id, keys.page_size, slot_id, kind, how)
    wrapped = AESGCM(wrapping_key).encrypt(nonce, vault_key, header)
    made = Slot(slot_id, kind, MappingProxyType(dict(how)), nonce, wrapped)
    return replace(keys, slots=(*(slot for slot in keys.slots if slot.kind != kind), made))
