"""SSHSIG signatures with Ed25519, which `ssh-keygen -Y verify` checks too.

The rules are: hash sha512 only, the exact namespace, Ed25519 only, and the key inside the
signature must be the key that the caller trusts. The key inside is never trusted by itself.
"""

from __future__ import annotations

import binascii
import os
import re
from base64 import b64decode, b64encode
from hashlib import sha512

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from fieldapp.errors import FieldappError

_MAGIC = b"SSHSIG"
_VERSION = (1).to_bytes(4, "big")
_TYPE = b"ssh-ed25519"
_HASH = b"sha512"
_COLUMNS = 70  # as ssh-keygen wraps
_MOST = 4096  # an Ed25519 signature with a long namespace takes 400 characters
_ARMOR = re.compile(
    r"-----BEGIN SSH SIGNATURE-----\n((?:[A-Za-z0-9+/=]{1,76}\n)+)-----END SSH SIGNATURE-----\n?"
)


class SignatureError(FieldappError):
    """The signature does not show that this key signed this content."""

    sentence = "The signature does not match the content and the sender's key."
    remedy = "Do not use the content. Ask the sender to check and send it again."


class SigningKeyError(SignatureError):
    """A public key is not an Ed25519 line as OpenSSH writes it."""

    sentence = "This is not a usable signing key."
    remedy = "Copy the whole line again, from ssh-ed25519 to its end."


def new_seed() -> bytes:
    """Make a new secret key."""
    return os.urandom(32)


def public_line(seed: bytes) -> str:
    """Return the public half as OpenSSH writes it, without a comment."""
    return _line(Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw())


def plain_line(text: str) -> str:
    """Return type and key of a public line, without its comment, after checking both."""
    return _line(_public(text))


def sign(seed: bytes, message: bytes, namespace: str) -> str:
    """Sign a message for one purpose, the namespace."""
    key = Ed25519PrivateKey.from_private_bytes(seed)
    made = key.sign(_signed(message, namespace))
    blob = _blob(key.public_key().public_bytes_raw(), namespace, made)
    text = b64encode(blob).decode()
    rows = [text[at : at + _COLUMNS] for at in range(0, len(text), _COLUMNS)]
    return "\n".join(("-----BEGIN SSH SIGNATURE-----", *rows, "-----END SSH SIGNATURE-----", ""))


def verify(public_line: str, armored: str, message: bytes, namespace: str) -> None:
    """Return only if this key signed this message for this namespace."""
    trusted = _public(public_line)
    made = _signature(_dearmor(armored), trusted, namespace)
    try:
        Ed25519PublicKey.from_public_bytes(trusted).verify(made, _signed(message, namespace))
    except InvalidSignature:
        raise SignatureError from None


def _signature(blob: bytes, trusted: bytes, namespace: str) -> bytes:
    """Return the 64 bytes of a signature whose every other part is as it must be."""
    made = blob[-64:]
    # Only these 64 bytes may vary, so the rest is compared and nothing need be parsed.
    if not namespace or blob != _blob(trusted, namespace, made):
        raise SignatureError
    return made


def _blob(public: bytes, namespace: str, made: bytes) -> bytes:
    return b"".join(
        (
            _MAGIC,
            _VERSION,
            _string(_key_blob(public)),
            _string(namespace.encode()),
            _string(b""),
            _string(_HASH),
            _string(_string(_TYPE) + _string(made)),
        )
    )


def _dearmor(armored: str) -> bytes:
    match = _ARMOR.fullmatch(armored) if len(armored) <= _MOST else None
    if match is None:
        raise SignatureError
    try:
        return _canonical(match[1].replace("\n", ""))
    except ValueError:
        raise SignatureError from None


def _public(text: str) -> bytes:
    kind, _, rest = text.strip().partition(" ")
    try:
        blob = _canonical(rest.split(" ")[0])
    except ValueError:
        raise SigningKeyError from None
    if kind != _TYPE.decode() or len(text.splitlines()) != 1 or blob != _key_blob(blob[-32:]):
        raise SigningKeyError
    return blob[-32:]


def _canonical(text: str) -> bytes:
    """Read base64 in its one spelling, else ValueError."""
    try:
        content = b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("not base64") from None
    if b64encode(content).decode() != text:
        raise ValueError("not canonical")
    return content


def _line(public: bytes) -> str:
    return f"{_TYPE.decode()} {b64encode(_key_blob(public)).decode()}"


def _key_blob(public: bytes) -> bytes:
    return _string(_TYPE) + _string(public)


def _signed(message: bytes, namespace: str) -> bytes:
    digest = sha512(message).digest()
    return b"".join(
        (_MAGIC, _string(namespace.encode()), _string(b""), _string(_HASH), _string(digest))
    )


def _string(content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + content
