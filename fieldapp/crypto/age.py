"""The age v1 file format (age-encryption.org/v1): the only door to encrypted files.

The rules are:
- one file has one type of recipient: a classic key beside a hybrid one would undo the hybrid;
- the header is authenticated before any content, and each chunk before any of it is released;
- armored and passphrase files are refused as such, because packages never are.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Sequence
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from fieldapp.crypto.age_errors import (
    AgeError,
    AgeHeaderError,
    AgeHmacError,
    AgeNoMatchError,
    AgePayloadError,
    ArmoredError,
    InvalidIdentityError,
    InvalidRecipientError,
    MixedRecipientsError,
    NoRecipientsError,
    PassphraseFileError,
)
from fieldapp.crypto.header import Header, read_header, write_header
from fieldapp.crypto.recipients import (
    CLASSIC,
    FILE_KEY,
    HYBRID,
    Kind,
    make_identity,
    parse_identity,
    parse_recipient,
    recipient_text,
)
from fieldapp.crypto.stream import (
    CHUNK,
    NONCE,
    ChunkReader,
    payload_cipher,
    read_full,
    seal,
    unseal,
    write_full,
)

__all__ = [
    "CLASSIC",
    "HYBRID",
    "AgeError",
    "AgeHeaderError",
    "AgeHmacError",
    "AgeNoMatchError",
    "AgePayloadError",
    "ArmoredError",
    "InvalidIdentityError",
    "InvalidRecipientError",
    "MixedRecipientsError",
    "NoRecipientsError",
    "PassphraseFileError",
    "decrypt",
    "encrypt",
    "new_identity",
    "open_reader",
    "recipient_of",
    "recipient_type",
]

Stop = Callable[[], None]


def _carry_on() -> None:
    """Never stop."""


def encrypt(
    source: BinaryIO, target: BinaryIO, recipients: Sequence[str], stop: Stop = _carry_on
) -> None:
    """Encrypt all of `source` for every recipient; `stop` may raise before each chunk.

    Nothing is written unless every recipient is usable.
    """
    parsed = [parse_recipient(each) for each in recipients]
    if not parsed:
        raise NoRecipientsError
    if len({each.kind for each in parsed}) > 1:
        raise MixedRecipientsError
    file_key, nonce = os.urandom(FILE_KEY), os.urandom(NONCE)
    header = write_header([each.wrap(file_key) for each in parsed], file_key)
    write_full(target, header + nonce)
    seal(source, target, payload_cipher(file_key, nonce), stop)


def decrypt(
    source: BinaryIO, target: BinaryIO, identities: Sequence[str], stop: Stop = _carry_on
) -> None:
    """Decrypt all of `source`; when this raises, discard `target`: it may be cut short."""
    unseal(source, target, _unlock(source, identities), stop)


def open_reader(source: BinaryIO, identities: Sequence[str]) -> BinaryIO:
    """Open a seekable `source` as a read-only, seekable file of its content.

    Its last chunk is authenticated at once, every other as it is read. `source` stays the
    caller's to close.
    """
    cipher = _unlock(source, identities)
    return io.BufferedReader(ChunkReader(source, cipher), CHUNK)


def new_identity(kind: str) -> str:
    """Make a secret key, `HYBRID` or `CLASSIC`."""
    return make_identity(kind)


def recipient_of(identity: str) -> str:
    """Return the recipient that an identity opens files for."""
    return recipient_text(parse_identity(identity).recipient())


def recipient_type(recipient: str) -> Kind:
    """Return `HYBRID` or `CLASSIC`, after checking the whole recipient."""
    return parse_recipient(recipient).kind


def _unlock(source: BinaryIO, identities: Sequence[str]) -> ChaCha20Poly1305:
    """Read the header and the nonce; leave `source` at the first chunk."""
    header = read_header(source)
    file_key = _file_key(header, identities)
    header.check(file_key)
    nonce = read_full(source, NONCE)
    if len(nonce) < NONCE:
        raise AgePayloadError
    return payload_cipher(file_key, nonce)


def _file_key(header: Header, identities: Sequence[str]) -> bytes:
    if any(stanza.args[0] == "scrypt" for stanza in header.stanzas):
        # The format lets a passphrase stand only alone.
        raise PassphraseFileError if len(header.stanzas) == 1 else AgeHeaderError
    for identity in [parse_identity(each) for each in identities]:
        # Every stanza is looked at, so that a broken one is refused also behind a good one.
        keys = [identity.unwrap(stanza) for stanza in header.stanzas]
        if found := [key for key in keys if key is not None]:
            return found[0]
    raise AgeNoMatchError
