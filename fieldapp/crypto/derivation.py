"""From a passphrase or a recovery key to the key that wraps a slot."""

from __future__ import annotations

import hashlib
import os
import time
import unicodedata
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fieldapp.errors import FieldappError

MIB = 1024  # Argon2 counts memory in KiB
MEMORY = range(64 * MIB, 2048 * MIB + 1)
PASSES = range(1, 21)
LANES = range(1, 17)
KEY = 32
_LEAST_PASSES = 3


class OutOfBoundsError(FieldappError):
    """Parameters outside these are either too weak to use or made to exhaust the machine."""

    sentence = "The settings that protect the passphrase are outside what is allowed."
    remedy = "Use the settings that this program measures itself."


class TooLittleMemoryError(FieldappError):
    """The derivation asks for more memory than this machine gives."""

    sentence = "There is too little free memory to open the vault."
    remedy = "Close other programs, then try again."


class EmptyPassphraseError(FieldappError):
    """A vault without a passphrase would be open to everyone."""

    sentence = "The passphrase is empty."
    remedy = "Choose a passphrase of several words."


@dataclass(frozen=True)
class Derivation:
    """How hard Argon2id works: never weaker than the bounds, whoever asks."""

    memory_kib: int = 256 * MIB
    passes: int = _LEAST_PASSES
    lanes: int = 4

    def __post_init__(self) -> None:
        whole = all(type(each) is int for each in (self.memory_kib, self.passes, self.lanes))
        within = self.memory_kib in MEMORY and self.passes in PASSES and self.lanes in LANES
        if not (whole and within):
            raise OutOfBoundsError


def calibrate(seconds: float = 0.5) -> Derivation:
    """Measure what takes about this long here; a slow machine gives up memory before passes.

    One busy moment must not weaken a vault for years, so up to twice as long is accepted.
    """
    lanes = min(4, os.cpu_count() or 1)
    for memory in (256 * MIB, 128 * MIB):
        tried = Derivation(memory, _LEAST_PASSES, lanes)
        try:
            taken = _measured(tried)
        except TooLittleMemoryError:
            continue
        if taken <= 2 * seconds:
            passes = round(_LEAST_PASSES * seconds / taken)
            return replace(tried, passes=max(_LEAST_PASSES, min(PASSES[-1], passes)))
    return Derivation(MEMORY[0], _LEAST_PASSES, lanes)


def normal(passphrase: str) -> str:
    """Return the passphrase in NFC, less one final line end.

    Keyboards compose accents differently, and a passphrase file ends with a line end that
    nobody typed.
    """
    line_end = "\r\n" if passphrase.endswith("\r\n") else "\n"
    return unicodedata.normalize("NFC", passphrase.removesuffix(line_end))


def passphrase_key(
    passphrase: str, salt: bytes, derivation: Derivation, key_file: bytes | None = None
) -> bytes:
    """Derive the wrapping key of a passphrase slot, with the key file mixed in if there is one."""
    # Half an emoji from a broken input method is odd, yet a passphrase like any other.
    typed = normal(passphrase).encode("utf-8", "surrogatepass")
    stretched = _argon2(typed, salt, derivation)
    if key_file is None:
        return stretched
    return _hkdf(stretched + hashlib.sha256(key_file).digest(), salt, b"fieldapp-keys/1 key file")


def recovery_slot_key(secret: bytes, salt: bytes) -> bytes:
    """Derive the wrapping key of a recovery slot, whose secret needs no stretching."""
    return _hkdf(secret, salt, b"fieldapp-keys/1 recovery")


def _argon2(secret: bytes, salt: bytes, derivation: Derivation) -> bytes:
    stretch = Argon2id(
        salt=salt,
        length=KEY,
        iterations=derivation.passes,
        lanes=derivation.lanes,
        memory_cost=derivation.memory_kib,
    )
    try:
        return stretch.derive(secret)
    except MemoryError:
        raise TooLittleMemoryError from None


def _hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=KEY, salt=salt, info=info).derive(secret)


def _measured(derivation: Derivation) -> float:
    started = time.perf_counter()
    _argon2(b"measured", bytes(16), derivation)
    return time.perf_counter() - started
