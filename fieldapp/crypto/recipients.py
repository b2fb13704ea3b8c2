"""The two key types of age that we use, and how each wraps the key of a file.

Hybrid (ML-KEM-768 with X25519) stays closed even if one of the two falls; X25519 alone is for
recipients with an older program.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from hashlib import shake_256
from typing import Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fieldapp.crypto import bech32
from fieldapp.crypto.age_errors import (
    AgeHeaderError,
    InvalidIdentityError,
    InvalidRecipientError,
)
from fieldapp.crypto.header import Stanza, from_base64, to_base64

Kind = Literal["hybrid", "x25519"]
HYBRID: Kind = "hybrid"
CLASSIC: Kind = "x25519"

FILE_KEY = 16
_WRAPPED = FILE_KEY + 16
_NO_NONCE = bytes(12)  # each wrapping key is used once
_MLKEM_PUBLIC, _MLKEM_SEED, _MLKEM_SEALED = 1184, 64, 1088
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_HYBRID_LABEL = b"age-encryption.org/mlkem768x25519"
_CLASSIC_LABEL = b"age-encryption.org/v1/X25519"


@dataclass(frozen=True)
class HybridRecipient:
    """The public half of a hybrid key."""

    public: bytes

    kind = HYBRID
    prefix = "age1pq"
    size = _MLKEM_PUBLIC + 32

    def wrap(self, file_key: bytes) -> Stanza:
        """Wrap the file key for the holder of the identity."""
        try:
            key = MLKEM768X25519PublicKey(
                MLKEM768PublicKey.from_public_bytes(self.public[:_MLKEM_PUBLIC]),
                X25519PublicKey.from_public_bytes(self.public[_MLKEM_PUBLIC:]),
            )
            sealed = _SUITE.encrypt(file_key, key, _HYBRID_LABEL)
        except ValueError:  # coefficients out of range, or a point of low order
            raise InvalidRecipientError from None
        enc, body = sealed[:-_WRAPPED], sealed[-_WRAPPED:]
        return Stanza(("mlkem768x25519", to_base64(enc)), body)


@dataclass(frozen=True)
class ClassicRecipient:
    """The public half of an X25519 key."""

    public: bytes

    kind = CLASSIC
    prefix = "age"
    size = 32

    def wrap(self, file_key: bytes) -> Stanza:
        """Wrap the file key for the holder of the identity."""
        ephemeral = X25519PrivateKey.generate()
        share = ephemeral.public_key().public_bytes_raw()
        try:
            secret = ephemeral.exchange(X25519PublicKey.from_public_bytes(self.public))
        except ValueError:
            raise InvalidRecipientError from None
        key = _classic_key(secret, share, self.public)
        body = ChaCha20Poly1305(key).encrypt(_NO_NONCE, file_key, None)
        return Stanza(("X25519", to_base64(share)), body)


@dataclass(frozen=True)
class HybridIdentity:
    """The secret half: a seed that both keys are expanded from (X-Wing)."""

    seed: bytes = field(repr=False)

    kind = HYBRID
    prefix = "AGE-SECRET-KEY-PQ-"

    def recipient(self) -> HybridRecipient:
        """Return the public half."""
        mlkem, x25519 = self._keys()
        return HybridRecipient(
            mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()
        )

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Return the file key, or None for a stanza that is not for this identity."""
        if stanza.args[0] != "mlkem768x25519":
            return None
        enc = _argument(stanza, _MLKEM_SEALED + 32)
        mlkem, x25519 = self._keys()
        # HPKE answers a point of low order and a foreign key alike; the format does not.
        _exchange(x25519, enc[_MLKEM_SEALED:])
        try:
            key = MLKEM768X25519PrivateKey(mlkem, x25519)
            return _SUITE.decrypt(enc + stanza.body, key, _HYBRID_LABEL)
        except InvalidTag:
            return None

    def _keys(self) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
        expanded = shake_256(self.seed).digest(_MLKEM_SEED + 32)
        return (
            MLKEM768PrivateKey.from_seed_bytes(expanded[:_MLKEM_SEED]),
            X25519PrivateKey.from_private_bytes(expanded[_MLKEM_SEED:]),
        )


@dataclass(frozen=True)
class ClassicIdentity:
    """The secret half of an X25519 key."""

    seed: bytes = field(repr=False)

    kind = CLASSIC
    prefix = "AGE-SECRET-KEY-"

    def recipient(self) -> ClassicRecipient:
        """Return the public half."""
        return ClassicRecipient(self._key().public_key().public_bytes_raw())

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Return the file key, or None for a stanza that is not for this identity."""
        if stanza.args[0] != "X25519":
            return None
        share = _argument(stanza, 32)
        key = _classic_key(_exchange(self._key(), share), share, self.recipient().public)
        try:
            return ChaCha20Poly1305(key).decrypt(_NO_NONCE, stanza.body, None)
        except InvalidTag:
            return None

    def _key(self) -> X25519PrivateKey:
        return X25519PrivateKey.from_private_bytes(self.seed)


Recipient = HybridRecipient | ClassicRecipient
Identity = HybridIdentity | ClassicIdentity


def parse_recipient(text: str) -> Recipient:
    """Read `age1pq1...` or `age1...`, else `InvalidRecipientError`."""
    try:
        prefix, content = bech32.decode(text)
    except ValueError:
        raise InvalidRecipientError from None
    for each in (HybridRecipient, ClassicRecipient):
        if prefix == each.prefix and len(content) == each.size:
            return each(content)
    raise InvalidRecipientError


def parse_identity(text: str) -> Identity:
    """Read `AGE-SECRET-KEY-PQ-1...` or `AGE-SECRET-KEY-1...`, else `InvalidIdentityError`."""
    try:
        prefix, content = bech32.decode(text)
    except ValueError:
        raise InvalidIdentityError from None
    for each in (HybridIdentity, ClassicIdentity):
        if prefix == each.prefix and len(content) == 32:
            return each(content)
    raise InvalidIdentityError


def recipient_text(recipient: Recipient) -> str:
    """Write a recipient in its standard form."""
    return bech32.encode(recipient.prefix, recipient.public)


def make_identity(kind: str) -> str:
    """Make a new secret key and write it in its standard form."""
    for each in (HybridIdentity, ClassicIdentity):
        if each.kind == kind:
            return bech32.encode(each.prefix.lower(), os.urandom(32)).upper()
    raise InvalidIdentityError


def _argument(stanza: Stanza, size: int) -> bytes:
    """Return the one argument that both types have; any other shape is a broken header."""
    if len(stanza.args) != 2 or len(stanza.body) != _WRAPPED:
        raise AgeHeaderError
    content = from_base64(stanza.args[1])
    if len(content) != size:
        raise AgeHeaderError
    return content


def _exchange(key: X25519PrivateKey, share: bytes) -> bytes:
    try:
        return key.exchange(X25519PublicKey.from_public_bytes(share))
    except ValueError:  # the shared secret would be zero: a point of low order
        raise AgeHeaderError from None


def _classic_key(secret: bytes, share: bytes, public: bytes) -> bytes:
    derivation = HKDF(
        algorithm=hashes.SHA256(), length=32, salt=share + public, info=_CLASSIC_LABEL
    )
    return derivation.derive(secret)
