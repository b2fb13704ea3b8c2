"""The ZIP inside a package: written in one way only, and read only if it is written so.

The rules are: entries stand one behind the other from the first byte, each local header says
exactly what the directory says, every date is 1980-01-01, and there is no comment, no extra field
and no attribute, so there can be no link, no second reading and nothing hidden in between.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO, cast

import attrs

from fieldapp.services.package.errors import TooLargeError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

PADDING = "padding"
SMALLEST = 64 * 1024
MOST_ENTRIES = 1000
MOST_BYTES = 2**31  # so that no size ever needs the 64-bit form, which is refused
CHUNK = 64 * 1024
STORED, DEFLATED = 0, 8
_DATE = 0x0021  # 1980-01-01
_LOCAL, _CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_LOCAL_FORM = struct.Struct("<4sHHHHHIIIHH")
CENTRAL_FORM = struct.Struct("<4sHHHHHHIIIHHHHHII")
END_FORM = struct.Struct("<4sHHHHIIH")
_VERSION = 20
_EFFORT = 3  # more takes three times as long and saves a tenth

Stop = Callable[[], None]


def carry_on() -> None:
    """Never stop."""


@attrs.frozen
class Entry:
    """One file of the ZIP as its headers describe it; `offset` is where its header begins."""

    path: str
    method: int
    crc: int
    packed: int
    size: int
    offset: int = 0

    @property
    def local(self) -> bytes:
        """Its local header."""
        name = self.path.encode("ascii")
        return _LOCAL_FORM.pack(_LOCAL, *self._common, len(name), 0) + name

    @property
    def central(self) -> bytes:
        """Its line in the directory."""
        name = self.path.encode("ascii")
        rest = (len(name), 0, 0, 0, 0, 0, self.offset)
        return CENTRAL_FORM.pack(_CENTRAL, _VERSION, *self._common, *rest) + name

    @property
    def _common(self) -> tuple[int, ...]:
        return (_VERSION, 0, self.method, 0, _DATE, self.crc, self.packed, self.size)

    @property
    def end(self) -> int:
        """Where the next entry begins."""
        return self.offset + _LOCAL_FORM.size + len(self.path) + self.packed


@attrs.frozen
class PackedFile:
    """A file ready for the ZIP: packed, with the size and hash of what it holds."""

    path: str
    entry: Entry
    content: tuple[bytes, ...] = attrs.field(repr=False)
    sha256: str


def pack(
    path: str, chunks: Iterable[bytes], *, deflate: bool = True, stop: Stop = carry_on
) -> PackedFile:
    """Pack a file, one chunk of it in memory at a time."""
    squeeze = zlib.compressobj(_EFFORT, zlib.DEFLATED, -15) if deflate else None
    digest, crc, size, parts = hashlib.sha256(), 0, 0, list[bytes]()
    for chunk in chunks:
        stop()
        digest.update(chunk)
        crc, size = zlib.crc32(chunk, crc), size + len(chunk)
        parts.append(squeeze.compress(chunk) if squeeze else chunk)
    if squeeze:
        parts.append(squeeze.flush())
    if size >= MOST_BYTES:
        raise TooLargeError
    method = DEFLATED if deflate else STORED
    entry = Entry(path, method, crc, sum(map(len, parts)), size)
    return PackedFile(path, entry, tuple(parts), digest.hexdigest())


def padded_size(size: int) -> int:
    """The Padme size: at most 12 percent more, and one of few."""
    if size <= SMALLEST:
        return SMALLEST
    exponent = size.bit_length() - 1
    step = 1 << (exponent - exponent.bit_length())
    return (size + step - 1) // step * step


def write(files: Sequence[PackedFile], *, padded: bool = True) -> BinaryIO:
    """The ZIP as a file to read once; it is never whole in memory nor on disk."""
    entries = list[Entry]()
    for each in files:
        entries.append(attrs.evolve(each.entry, offset=entries[-1].end if entries else 0))
    content = [(entry, each.content) for entry, each in zip(entries, files, strict=True)]
    if padded:
        zeros = _padding(entries)
        entries.append(zeros)
        content.append((zeros, tuple(_zeros(zeros.size))))
    directory = b"".join(each.central for each in entries)
    count, start = len(entries), entries[-1].end
    end = END_FORM.pack(END, 0, 0, count, count, len(directory), start, 0)
    return _once(_pieces(content, directory + end))


def _pieces(content: Iterable[tuple[Entry, Iterable[bytes]]], tail: bytes) -> Iterator[bytes]:
    for entry, chunks in content:
        yield entry.local
        yield from chunks
    yield tail


def _padding(entries: Sequence[Entry]) -> Entry:
    empty = Entry(PADDING, STORED, 0, 0, 0, entries[-1].end)
    directory = sum(len(each.central) for each in (*entries, empty))
    size = empty.end + directory + END_FORM.size
    length = padded_size(size) - size
    if size + length >= MOST_BYTES:
        raise TooLargeError
    return attrs.evolve(empty, crc=_crc_of_zeros(length), packed=length, size=length)


def _zeros(length: int) -> Iterator[bytes]:
    whole, rest = divmod(length, CHUNK)
    block = bytes(CHUNK)
    yield from (block for _ in range(whole))
    yield bytes(rest)


def _crc_of_zeros(length: int) -> int:
    crc = 0
    for chunk in _zeros(length):
        crc = zlib.crc32(chunk, crc)
    return crc


class _Pieces(io.RawIOBase):
    """Pieces of bytes as a file that is read once."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces, self._held = pieces, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        while not self._held:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._held = memoryview(piece)
        taken = min(len(view), len(self._held))
        view[:taken], self._held = self._held[:taken], self._held[taken:]
        return taken


def _once(pieces: Iterator[bytes]) -> BinaryIO:
    # BufferedReader is what `BinaryIO` means here, though the types do not say so.
    return cast(BinaryIO, io.BufferedReader(_Pieces(pieces), CHUNK))
