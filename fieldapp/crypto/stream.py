"""The payload of an age file: 64 KiB chunks, each authenticated by itself (STREAM)."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fieldapp.crypto.age_errors import AgePayloadError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

CHUNK = 64 * 1024
NONCE = 16
_TAG = 16
_SEALED = CHUNK + _TAG


def payload_cipher(file_key: bytes, nonce: bytes) -> ChaCha20Poly1305:
    """Return the cipher of one payload."""
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=nonce, info=b"payload").derive(file_key)
    return ChaCha20Poly1305(key)


def read_full(source: BinaryIO, size: int) -> bytes:
    """Read `size` bytes, fewer only at the end of `source`."""
    content = source.read(size)
    while len(content) < size and (more := source.read(size - len(content))):
        content += more
    return content


def write_full(target: BinaryIO, content: ReadableBuffer) -> None:
    """Write all of it, also to an unbuffered file that takes less at a time."""
    view = memoryview(content)
    while len(view):
        view = view[target.write(view) :]


def seal(
    source: BinaryIO, target: BinaryIO, cipher: ChaCha20Poly1305, stop: Callable[[], None]
) -> None:
    """Encrypt `source` to its end, one chunk in memory at a time."""
    sealed = memoryview(bytearray(_SEALED))
    number, chunk, final = 0, read_full(source, CHUNK), False
    while not final:
        stop()
        # Only the chunk behind this one can tell whether this one is the last.
        following = read_full(source, CHUNK) if len(chunk) == CHUNK else b""
        final = not following
        room = sealed[: len(chunk) + _TAG]
        cipher.encrypt_into(_nonce(number, final), chunk, None, room)
        write_full(target, room)
        number, chunk = number + 1, following


def unseal(
    source: BinaryIO, target: BinaryIO, cipher: ChaCha20Poly1305, stop: Callable[[], None]
) -> None:
    """Decrypt to the end; a chunk is written only after its tag was found right."""
    number, final = 0, False
    while not final:
        stop()
        sealed = read_full(source, _SEALED)
        plain = _open_full(cipher, sealed, number)
        final = plain is None
        write_full(target, _open(cipher, sealed, number, True) if plain is None else plain)
        number += 1
    if source.read(1):
        raise AgePayloadError


class ChunkReader(io.RawIOBase):
    """A payload as a seekable file that never shows a byte it has not authenticated.

    The last chunk is checked before anything else, because only it proves the length. The
    source belongs to the caller and stays open.
    """

    def __init__(self, source: BinaryIO, cipher: ChaCha20Poly1305) -> None:
        super().__init__()
        self._source, self._cipher = source, cipher
        self._start = source.tell()
        sealed = source.seek(0, os.SEEK_END) - self._start
        self._last = max(0, (sealed - 1) // _SEALED)
        self._size = sealed - (self._last + 1) * _TAG
        self._position = 0
        self._held, self._chunk = -1, b""
        self._load(self._last)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        origins = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._size}
        if whence not in origins or origins[whence] + offset < 0:
            raise ValueError("no such position")
        self._position = origins[whence] + offset
        return self._position

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        if self._position >= self._size or not len(view):
            return 0
        number, within = divmod(self._position, CHUNK)
        self._load(number)
        taken = self._chunk[within : within + len(view)]
        view[: len(taken)] = taken
        self._position += len(taken)
        return len(taken)

    def _load(self, number: int) -> None:
        if number == self._held:
            return
        self._source.seek(self._start + number * _SEALED)
        sealed = read_full(self._source, _SEALED)
        self._chunk = _open(self._cipher, sealed, number, number == self._last)
        self._held = number


def _nonce(number: int, final: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if final else b"\x00")


def _open_full(cipher: ChaCha20Poly1305, sealed: bytes, number: int) -> bytes | None:
    """Open a full chunk that is not the last; None where only the last can stand."""
    if len(sealed) < _SEALED:
        return None
    try:
        return cipher.decrypt(_nonce(number, False), sealed, None)
    except InvalidTag:
        return None


def _open(cipher: ChaCha20Poly1305, sealed: bytes, number: int, final: bool) -> bytes:
    # An empty chunk may only be the whole of an empty payload.
    if len(sealed) < _TAG or (number and len(sealed) == _TAG):
        raise AgePayloadError
    try:
        return cipher.decrypt(_nonce(number, final), sealed, None)
    except InvalidTag:
        raise AgePayloadError from None
