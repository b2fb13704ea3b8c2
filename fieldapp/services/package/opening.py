"""Opening a package that came in: who sent it, under what, what is in it; nothing is written.

All reading goes through the seekable reader of the encrypted file, so no byte of it is on the disk
in clear, and none is used before it was authenticated.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs

from fieldapp.crypto import age
from fieldapp.errors import FieldappError
from fieldapp.records.disclosures import Received
from fieldapp.records.sharing import Partner
from fieldapp.services.files import clear_errors
from fieldapp.services.package import checking, manifest
from fieldapp.services.package.archive import Archive
from fieldapp.services.package.cards import is_verified, own_card, partners
from fieldapp.services.package.checking import Signed
from fieldapp.services.package.errors import (
    MismatchError,
    NotAPackageError,
    NotForUsError,
    TooLargeError,
    UnknownSenderError,
    UnverifiedPartnerError,
)
from fieldapp.services.package.keys import RevokedKeyError, revoked_signing_keys
from fieldapp.services.package.layout import MOST_BYTES, Stop, carry_on
from fieldapp.services.package.manifest import Manifest
from fieldapp.services.package.order import Standing, standing
from fieldapp.store.keys import station_keys
from fieldapp.store.lists import Query
from fieldapp.store.store import Store

RECEIPT, CERTIFICATE = "receipt.json", "certificate.json"
# What travels back to a sender is small, and has no padding to check.
_LETTERS = (RECEIPT, CERTIFICATE)


class ReceiptFoundError(FieldappError):
    """The file is a receipt, not a package."""

    sentence = "This file is a receipt, not a package."
    remedy = "Read it as a receipt: it marks the package that it answers."


class CertificateFoundError(FieldappError):
    """The file is a certificate of destruction, not a package."""

    sentence = "This file is a certificate of destruction, not a package."
    remedy = "Read it as a certificate: it marks the package whose records are gone."


@attrs.frozen
class Inbox:
    """What a job needs to open a package: own keys, who is known, what was imported."""

    identities: tuple[str, ...] = attrs.field(repr=False)
    fingerprint: str
    partners: tuple[Partner, ...] = attrs.field(repr=False)
    received: tuple[Received, ...] = attrs.field(repr=False)
    revoked: frozenset[str] = frozenset()  # signing keys that were revoked here


def inbox(store: Store) -> Inbox:
    """Gather this from the store, on the window's thread."""
    keys = station_keys(store.vault)
    received = store.records(Query("received"))
    return Inbox(
        identities=(keys.hybrid, keys.classic),
        fingerprint=own_card(store).fingerprint,
        partners=tuple(each for each in partners(store) if each.signing_key),
        received=tuple(each for each in received if isinstance(each, Received)),
        revoked=revoked_signing_keys(store),
    )


@attrs.frozen
class Opened:
    """A package whose signature and files were found right; `path` is read again for its content.

    `verified` is whether the code of the sender's key was compared: without that it may be looked
    at, and neither imported nor extracted.
    """

    path: Path
    inbox: Inbox
    sender: Partner
    verified: bool
    manifest: Manifest
    manifest_hash: str
    since: int
    standing: Standing

    @property
    def gaps(self) -> tuple[int, ...]:
        """The numbers that should have come before this one and did not."""
        return self.standing.gaps

    def check_verified(self) -> None:
        """Refuse to go on with a sender whose code was never compared."""
        if not self.verified:
            raise UnverifiedPartnerError


def open_package(path: Path, desk: Inbox, stop: Stop = carry_on) -> Opened:
    """Open and check everything; a function of values, for a job."""
    with unsealed(path, desk.identities) as archive:
        _refuse_letter(archive)
        found = checking.signed(archive)
        sender = _sender(found, desk)
        read = manifest.read(found.raw)
        if read.sender.fingerprint != sender.fingerprint:
            raise MismatchError
        since = read.since(desk.fingerprint)
        if since is None:
            raise NotForUsError
        checking.check_files(archive, read, stop)
    where = standing(read, found.sha256, since, desk.received)
    verified = is_verified(sender)
    return Opened(path, desk, sender, verified, read, found.sha256, since, where)


def is_receipt(path: Path, desk: Inbox) -> bool:
    """Whether an encrypted file holds a receipt instead of a package."""
    return first_entry(path, desk) == RECEIPT


def first_entry(path: Path, desk: Inbox) -> str:
    """What an encrypted file begins with, which tells a package from what travels back."""
    with unsealed(path, desk.identities) as archive:
        return archive.entries[0].path


def _refuse_letter(archive: Archive) -> None:
    if archive.entries[0].path == RECEIPT:
        raise ReceiptFoundError
    if archive.entries[0].path == CERTIFICATE:
        raise CertificateFoundError


def _sender(found: Signed, desk: Inbox) -> Partner:
    with contextlib.suppress(UnknownSenderError):
        checking.signer(found, desk.revoked, str, manifest.NAMESPACE)
        raise RevokedKeyError
    # One key may stand at two partners; the one whose code was compared comes first.
    known = sorted(desk.partners, key=lambda each: not is_verified(each))
    return checking.signer(found, known, lambda each: each.signing_key, manifest.NAMESPACE)


@contextmanager
def unsealed(path: Path, identities: tuple[str, ...]) -> Iterator[Archive]:
    """The content of an encrypted file, to be read while this is open."""
    with clear_errors():
        file = open(path, "rb")  # noqa: SIM115  # closed below; its errors are told apart
    with file:
        if os.fstat(file.fileno()).st_size > MOST_BYTES:
            raise TooLargeError
        reader = age.open_reader(file, identities)
        archive = Archive(reader, padded=False)
        if archive.entries[0].path not in _LETTERS:
            archive = Archive(reader)
        yield archive


@contextmanager
def content(opened: Opened) -> Iterator[Archive]:
    """The same package again; refused if the file was exchanged since it was opened."""
    with unsealed(opened.path, opened.inbox.identities) as archive:
        if checking.signed(archive).sha256 != opened.manifest_hash:
            raise MismatchError
        yield archive


def read_file(opened: Opened, path: str, most: int = 64 * 1024 * 1024) -> bytes:
    """One file of a package, such as `summary.pdf`, into memory; never onto the disk."""
    listed = {each.path: each for each in opened.manifest.files}
    if path not in listed:
        raise NotAPackageError
    if listed[path].size > most:
        raise TooLargeError
    with content(opened) as archive:
        return b"".join(checking.matching(listed[path], archive.chunks(path)))
