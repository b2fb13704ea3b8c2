"""Whether a package is what its sender signed: the signature first, then every file.

The rules are: the signature is checked over the raw bytes of the manifest before these are
parsed; only a key that is stored here, or was given, may have made it; and nothing of a package
is shown before all of it was found right.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import attrs

from fieldapp.crypto import sshsig
from fieldapp.services.package import manifest
from fieldapp.services.package.archive import Archive
from fieldapp.services.package.errors import MismatchError, NotAPackageError, UnknownSenderError
from fieldapp.services.package.layout import PADDING, Stop, carry_on
from fieldapp.services.package.manifest import ListedFile, Manifest

T = TypeVar("T")


@attrs.frozen
class Signed:
    """The raw manifest and its signature."""

    raw: bytes = attrs.field(repr=False)
    signature: str = attrs.field(repr=False)

    @property
    def sha256(self) -> str:
        """What receipts and the next package call this manifest by."""
        return hashlib.sha256(self.raw).hexdigest()


def signed(archive: Archive) -> Signed:
    """Read the first two entries of a package."""
    paths = [each.path for each in archive.entries[:2]]
    if paths != [manifest.PATH, manifest.SIGNATURE]:
        raise NotAPackageError
    raw = archive.read(manifest.PATH, manifest.MOST)
    return Signed(raw, ascii_text(archive.read(manifest.SIGNATURE, manifest.MOST_SIGNATURE)))


def ascii_text(raw: bytes) -> str:
    """The text of an armored signature."""
    if not raw.isascii():
        raise sshsig.SignatureError
    return raw.decode("ascii")


def signer(found: Signed, candidates: Iterable[T], key_of: Callable[[T], str], purpose: str) -> T:
    """The one of these whose key made the signature."""
    for each in candidates:
        key = key_of(each)
        if key and _made_by(key, found, purpose):
            return each
    raise UnknownSenderError


def _made_by(key: str, found: Signed, purpose: str) -> bool:
    try:
        sshsig.verify(key, found.signature, found.raw, purpose)
    except sshsig.SignatureError:
        return False
    return True


def check_files(archive: Archive, read: Manifest, stop: Stop = carry_on) -> None:
    """Refuse a package with a file too many, too few, or with other content."""
    found = {each.path: each.size for each in archive.entries}
    listed = {each.path: each.size for each in read.files}
    rest = {path: size for path, size in found.items() if path not in _UNLISTED}
    if rest != listed:
        raise MismatchError
    for each in read.files:
        check_content(each, archive.chunks(each.path, stop))


_UNLISTED = (manifest.PATH, manifest.SIGNATURE, PADDING)


def check_content(listed: ListedFile, chunks: Iterator[bytes]) -> None:
    """Compare what is there with what was signed."""
    for _ in matching(listed, chunks):
        pass


def matching(listed: ListedFile, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Pass the content on, and refuse it at its end if it is not what was signed."""
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
        if size > listed.size:
            raise MismatchError
        yield chunk
    if (digest.hexdigest(), size) != (listed.sha256, listed.size):
        raise MismatchError
