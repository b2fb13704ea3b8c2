"""The small encrypted files of an approval: one JSON file, its signature, perhaps a summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from fieldapp.crypto import age
from fieldapp.services.approving.errors import NoEncryptionKeyError, NotAnApprovalError
from fieldapp.services.files import write_asked
from fieldapp.services.package import layout
from fieldapp.services.package.opening import unsealed

REQUEST, APPROVAL, SUMMARY = "request.json", "approval.json", "summary.pdf"
SIGNATURE = ".sig"
_MOST = {REQUEST: 64 * 1024, APPROVAL: 16 * 1024, SUMMARY: 32 * 1024 * 1024}
_MOST_SIGNATURE = 16 * 1024


def write(out: Path, content: Mapping[str, bytes], recipients: Sequence[str]) -> Path:
    """Write these files, padded, for the newest kind of key that the reader has."""
    hybrid = [each for each in recipients if age.recipient_type(each) == age.HYBRID]
    keys = hybrid or list(recipients)
    if not keys:
        raise NoEncryptionKeyError
    # Stored, because a deflated stream has a few spare bits that no hash covers.
    entries = [layout.pack(path, [raw], deflate=False) for path, raw in content.items()]

    def encrypt(target: BinaryIO) -> None:
        age.encrypt(layout.write(entries), target, keys)

    return write_asked(out, encrypt)


def read(path: Path, identities: tuple[str, ...], *expected: str) -> dict[str, bytes]:
    """Exactly these files, each with its bound; they never touch the disk."""
    with unsealed(path, identities) as archive:
        found = [each.path for each in archive.entries if each.path != layout.PADDING]
        if found != list(expected):
            raise NotAnApprovalError
        return {each: archive.read(each, _MOST.get(each, _MOST_SIGNATURE)) for each in expected}


def sort_of(path: Path, identities: tuple[str, ...]) -> str:
    """What an encrypted file holds: a request, an approval, or something else (empty)."""
    with unsealed(path, identities) as archive:
        first = archive.entries[0].path
    return first if first in (REQUEST, APPROVAL) else ""
