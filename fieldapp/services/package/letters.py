"""Small signed files that travel back to the sender of a package: a receipt, a certificate.

An age file to the sender's card; inside, a ZIP of one JSON file and its signature. Which purpose a
signature has is part of it, so that one kind can never be read as the other.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import BinaryIO

import attrs

from fieldapp.crypto import age, sshsig
from fieldapp.errors import FieldappError
from fieldapp.records.disclosures import Disclosure
from fieldapp.records.sharing import Partner
from fieldapp.services.files import write_asked
from fieldapp.services.package import checking, layout
from fieldapp.services.package.archive import Archive
from fieldapp.services.package.cards import is_verified
from fieldapp.services.package.checking import Signed
from fieldapp.services.package.errors import (
    PackageError,
    PartnerKeyError,
    UnknownSenderError,
    UnverifiedPartnerError,
)
from fieldapp.services.package.keys import RevokedKeyError
from fieldapp.services.package.opening import Inbox, unsealed
from fieldapp.store.keys import station_keys
from fieldapp.store.lists import Filter, Query
from fieldapp.store.store import Store

MOST = 32 * 1024 * 1024


@attrs.frozen
class Letter:
    """What one kind of such a file is: the name of its content, and the purpose of its signature.

    `wrong` is raised where one does not answer a package of ours.
    """

    path: str
    namespace: str
    wrong: type[FieldappError]

    @property
    def signature(self) -> str:
        """The name of the signature inside."""
        return f"{self.path}.sig"


@attrs.frozen
class Read:
    """A letter whose signature was found right, and who made it."""

    raw: bytes = attrs.field(repr=False)
    signer: Partner

    @property
    def digest(self) -> str:
        """By which the same letter is known again."""
        return hashlib.sha256(self.raw).hexdigest()


def write(store: Store, kind: Letter, raw: bytes, to: Partner, out: Path) -> Path:
    """Sign, encrypt to the sender of the package, and write under the name asked for."""
    if not is_verified(to):
        raise UnverifiedPartnerError
    seed = station_keys(store.vault).signing_seed
    signature = sshsig.sign(seed, raw, kind.namespace).encode()
    entries = [layout.pack(kind.path, [raw]), layout.pack(kind.signature, [signature])]
    keys = _keys(to)

    def encrypt(target: BinaryIO) -> None:
        age.encrypt(layout.write(entries, padded=False), target, keys)

    return write_asked(out, encrypt)


def _keys(partner: Partner) -> list[str]:
    """The sender's hybrid keys, or the classic ones where there is no other."""
    keys = partner.recipients.split()
    hybrid = [each for each in keys if age.recipient_type(each) == age.HYBRID]
    if not keys:
        raise PartnerKeyError
    return hybrid or keys


def read(kind: Letter, path: Path, desk: Inbox) -> Read:
    """The content of a letter, from a partner whose code was compared."""
    with unsealed(path, desk.identities) as archive:
        found = _signed(kind, archive)
    with contextlib.suppress(UnknownSenderError):
        checking.signer(found, desk.revoked, str, kind.namespace)
        raise RevokedKeyError
    known = sorted(desk.partners, key=lambda each: not is_verified(each))
    try:
        signer = checking.signer(found, known, lambda each: each.signing_key, kind.namespace)
    except PackageError:
        raise kind.wrong from None
    if not is_verified(signer):
        raise UnverifiedPartnerError
    return Read(found.raw, signer)


def _signed(kind: Letter, archive: Archive) -> Signed:
    if [each.path for each in archive.entries] != [kind.path, kind.signature]:
        raise kind.wrong
    signature = checking.ascii_text(archive.read(kind.signature, 16 * 1024))
    return Signed(archive.read(kind.path, MOST), signature)


def answered(store: Store, package: str, manifest: str) -> Disclosure | None:
    """The entry of the package that a letter speaks of."""
    query = Query("disclosure", filters=(Filter("package", package),))
    for each in store.records(query):
        if isinstance(each, Disclosure) and each.manifest_hash == manifest:
            return each
    return None
