"""Reading the ZIP inside a package, only if it is written exactly as `layout` writes it."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from fieldapp.services.package.errors import NotAPackageError, TooLargeError
from fieldapp.services.package.layout import (
    CENTRAL_FORM,
    CHUNK,
    DEFLATED,
    END,
    END_FORM,
    MOST_BYTES,
    MOST_ENTRIES,
    PADDING,
    STORED,
    Entry,
    Stop,
    carry_on,
    padded_size,
)

_NAME = r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}"
_PATH = re.compile(rf"(?:[a-z0-9][a-z0-9_-]{{0,63}}/){{0,3}}{_NAME}(?:\.[a-z0-9]{{1,8}}){{0,3}}")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)


class Archive:
    """A ZIP that keeps to the layout; opening it reads every header and no content."""

    def __init__(self, file: BinaryIO, *, padded: bool = True) -> None:
        """Read and check the directory and every local header."""
        self._file = file
        self.entries = _directory(file)
        self.by_path = {each.path: each for each in self.entries}
        _check_paths([each.path for each in self.entries])
        for each in self.entries:
            if _read_at(file, each.offset, len(each.local)) != each.local:
                raise NotAPackageError
        if padded:
            self._check_padding()

    def _check_padding(self) -> None:
        size, last = self._file.seek(0, os.SEEK_END), self.entries[-1]
        if last.path != PADDING or last.method != STORED or padded_size(size) != size:
            raise NotAPackageError
        if any(any(chunk) for chunk in self.chunks(PADDING)):
            raise NotAPackageError

    def chunks(self, path: str, stop: Stop = carry_on) -> Iterator[bytes]:
        """The content of a file, checked against its size and checksum at the end."""
        entry = self.by_path.get(path)
        if entry is None:
            raise NotAPackageError
        crc, size = 0, 0
        for chunk in self._unpacked(entry, stop):
            crc, size = zlib.crc32(chunk, crc), size + len(chunk)
            if size > entry.size:
                raise NotAPackageError
            yield chunk
        if (crc, size) != (entry.crc, entry.size):
            raise NotAPackageError

    def read(self, path: str, most: int) -> bytes:
        """The whole of a small file."""
        entry = self.by_path.get(path)
        if entry is not None and entry.size > most:
            raise TooLargeError
        return b"".join(self.chunks(path))

    def _packed(self, entry: Entry, stop: Stop) -> Iterator[bytes]:
        start = entry.offset + len(entry.local)
        for at in range(start, start + entry.packed, CHUNK):
            stop()
            yield _read_at(self._file, at, min(CHUNK, start + entry.packed - at))

    def _unpacked(self, entry: Entry, stop: Stop) -> Iterator[bytes]:
        if entry.method == STORED:
            yield from self._packed(entry, stop)
            return
        inflate = zlib.decompressobj(-15)
        try:
            for packed in self._packed(entry, stop):
                # Bounded output a step, so that a bomb meets the size check before memory.
                rest = packed
                while rest and not inflate.eof:
                    yield inflate.decompress(rest, CHUNK)
                    rest = inflate.unconsumed_tail
            yield inflate.flush(CHUNK)
        except zlib.error:
            raise NotAPackageError from None
        if not inflate.eof or inflate.unused_data:
            raise NotAPackageError


def _read_at(file: BinaryIO, offset: int, size: int) -> bytes:
    file.seek(offset)
    content = file.read(size)
    if len(content) != size:
        raise NotAPackageError
    return content


def _directory(file: BinaryIO) -> tuple[Entry, ...]:
    total = file.seek(0, os.SEEK_END)
    if total < END_FORM.size or total > MOST_BYTES:
        raise NotAPackageError
    end = _read_at(file, total - END_FORM.size, END_FORM.size)
    _, _, _, count, _, size, start, _ = END_FORM.unpack(end)
    if end != END_FORM.pack(END, 0, 0, count, count, size, start, 0):
        raise NotAPackageError
    if not 0 < count <= MOST_ENTRIES or start + size + END_FORM.size != total:
        raise NotAPackageError
    return _entries(_read_at(file, start, size), count, start)


def _entries(directory: bytes, count: int, start: int) -> tuple[Entry, ...]:
    found, at, offset = list[Entry](), 0, 0
    for _ in range(count):
        entry = _entry(directory, at, offset)
        at, offset = at + len(entry.central), entry.end
        if offset > start:
            raise NotAPackageError
        found.append(entry)
    if at != len(directory) or offset != start:
        raise NotAPackageError
    if sum(each.size for each in found) > MOST_BYTES:
        raise TooLargeError
    return tuple(found)


def _entry(directory: bytes, at: int, offset: int) -> Entry:
    """Read one line of the directory; it must be spelt as we would spell it."""
    if at + CENTRAL_FORM.size > len(directory):
        raise NotAPackageError
    parts = CENTRAL_FORM.unpack_from(directory, at)
    name = directory[at + CENTRAL_FORM.size :][: parts[10]]
    if not name.isascii():
        raise NotAPackageError
    entry = Entry(name.decode(), parts[4], parts[7], parts[8], parts[9], offset)
    if directory[at : at + len(entry.central)] != entry.central:
        raise NotAPackageError
    if entry.method not in (STORED, DEFLATED) or not _PATH.fullmatch(entry.path):
        raise NotAPackageError
    if entry.method == STORED and entry.packed != entry.size:
        raise NotAPackageError
    return entry


def _check_paths(paths: Sequence[str]) -> None:
    """Refuse a name twice in any case, a file that is also a folder, and names of devices."""
    folded = [path.casefold() for path in paths]
    folders = {path[:at] for path in folded for at, mark in enumerate(path) if mark == "/"}
    if len(set(folded)) != len(folded) or folders & set(folded):
        raise NotAPackageError
    if any(_DEVICES.match(part) for path in paths for part in path.split("/")):
        raise NotAPackageError
