"""The header of an age file: version line, one stanza a recipient, and the MAC over both."""

from __future__ import annotations

import binascii
import hmac
import re
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fieldapp.crypto.age_errors import AgeHeaderError, AgeHmacError, ArmoredError

VERSION = b"age-encryption.org/v1\n"
# Far above any real header (a hybrid stanza takes 1.6 KB), far below what would hurt.
MOST_BYTES = 1 << 20
_ARMOR = b"-----BEGIN AGE"
_COLUMNS = 64
_STANZA = re.compile(rb"->((?: [!-~]+)+)\n")
_MAC = re.compile(rb"--- ([A-Za-z0-9+/]{43})\n")


@dataclass(frozen=True)
class Stanza:
    """One way to the file key: a type, its arguments, and the wrapped key."""

    args: tuple[str, ...]
    body: bytes


@dataclass(frozen=True)
class Header:
    """The stanzas, the MAC, and the bytes that the MAC covers."""

    stanzas: tuple[Stanza, ...]
    mac: bytes
    covered: bytes

    def check(self, file_key: bytes) -> None:
        """Refuse a header that was not written by a holder of this file key."""
        if not hmac.compare_digest(_mac(file_key, self.covered), self.mac):
            raise AgeHmacError


def write_header(stanzas: Sequence[Stanza], file_key: bytes) -> bytes:
    """Return the bytes of a header."""
    covered = VERSION + b"".join(map(_stanza_bytes, stanzas)) + b"---"
    return covered + b" " + to_base64(_mac(file_key, covered)).encode() + b"\n"


def read_header(source: BinaryIO) -> Header:
    """Read a header and leave `source` at the first byte after it."""
    lines = _Lines(source)
    if (first := lines.next()) != VERSION:
        raise _foreign(first, source)
    stanzas = []
    while (line := lines.next()).startswith(b"->"):
        stanzas.append(_stanza(line, lines))
    end = _MAC.fullmatch(line)
    if end is None or not stanzas:
        raise AgeHeaderError
    return Header(tuple(stanzas), from_base64(end[1].decode()), lines.seen()[: 3 - len(line)])


def to_base64(content: bytes) -> str:
    """Write bytes as age does: standard alphabet, no padding."""
    return b64encode(content).rstrip(b"=").decode()


def from_base64(text: str) -> bytes:
    """Read base64 in its one canonical spelling, else `AgeHeaderError`."""
    try:
        content = b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise AgeHeaderError from None
    if to_base64(content) != text:
        raise AgeHeaderError
    return content


class _Lines:
    """Hands out whole lines, and keeps what it read for the MAC."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._seen = bytearray()

    def next(self) -> bytes:
        line = self._source.readline(MOST_BYTES - len(self._seen))
        self._seen += line
        if not line.endswith(b"\n"):
            # The end of the file and the bound on the header look alike: both are refused.
            raise self._refusal(line)
        return line

    def _refusal(self, line: bytes) -> AgeHeaderError:
        first = len(self._seen) == len(line)
        return ArmoredError() if first and line.startswith(_ARMOR) else AgeHeaderError()

    def seen(self) -> bytes:
        return bytes(self._seen)


def _foreign(line: bytes, source: BinaryIO) -> AgeHeaderError:
    """Say why the first line is not ours; armor may stand after blank lines."""
    for _ in range(64):
        if line.strip() or not line:
            break
        line = source.readline(1024)
    return ArmoredError() if line.lstrip().startswith(_ARMOR) else AgeHeaderError()


def _stanza(line: bytes, lines: _Lines) -> Stanza:
    match = _STANZA.fullmatch(line)
    if match is None:
        raise AgeHeaderError
    body = bytearray()
    while True:
        text = lines.next()[:-1]
        if len(text) > _COLUMNS or not text.isascii():
            raise AgeHeaderError
        body += from_base64(text.decode())
        # A body ends with a short line, which may be empty.
        if len(text) < _COLUMNS:
            return Stanza(tuple(match[1].decode().split(" ")[1:]), bytes(body))


def _stanza_bytes(stanza: Stanza) -> bytes:
    text = to_base64(stanza.body)
    # A full last line is followed by an empty one, hence the + 1.
    rows = [text[at : at + _COLUMNS] for at in range(0, len(text) + 1, _COLUMNS)]
    return "".join(f"{row}\n" for row in ["-> " + " ".join(stanza.args), *rows]).encode()


def _mac(file_key: bytes, covered: bytes) -> bytes:
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"header").derive(file_key)
    return hmac.digest(key, covered, sha256)
