"""An approval that travels back: encrypted to the sender's card, or in the open without one.

In the open it is JSON of format, body and signature, as a card is. It holds no content: a digest,
a decision, times and fingerprints.
"""

from __future__ import annotations

import json
from pathlib import Path

from fieldapp.errors import FieldappError
from fieldapp.services.approving import sealed, statement
from fieldapp.services.approving.errors import NotAnApprovalError
from fieldapp.services.approving.sealed import APPROVAL, SIGNATURE
from fieldapp.services.approving.statement import FORMAT, Signed
from fieldapp.services.files import clear_errors, write_bytes
from fieldapp.services.package import checking, strict

MOST = 64 * 1024


class WordsInTheOpenError(FieldappError):
    """An approval that is not encrypted would carry words."""

    sentence = "Without the sender's card this file is not encrypted, so it carries no words."
    remedy = "Leave the words out, or answer the request file of the sender."


def write_approval(signed: Signed, recipients: tuple[str, ...], out: Path) -> Path:
    """Write it for the sender, or in the open where there is no key of theirs."""
    if recipients:
        content = {APPROVAL: signed.raw, APPROVAL + SIGNATURE: signed.signature.encode()}
        return sealed.write(out, content, recipients)
    if statement.read(signed.raw).note:
        raise WordsInTheOpenError
    whole = {"format": FORMAT, "body": signed.raw.decode("ascii"), "signature": signed.signature}
    return write_bytes(out, json.dumps(whole, indent=1).encode() + b"\n")


def file_name(signed: Signed) -> str:
    """The neutral name of the file."""
    return f"approval-{statement.read(signed.raw).id[:8]}.age"


def read_approval(path: Path, identities: tuple[str, ...]) -> Signed:
    """The statement and its signature, unchecked: who signed is looked at when it is taken in."""
    with clear_errors(), path.open("rb") as file:
        raw = file.read(MOST + 1)
    if raw.startswith(b"{"):
        return _in_the_open(raw)
    found = sealed.read(path, identities, APPROVAL, APPROVAL + SIGNATURE)
    return Signed(found[APPROVAL], checking.ascii_text(found[APPROVAL + SIGNATURE]))


def _in_the_open(raw: bytes) -> Signed:
    try:
        if len(raw) > MOST:
            raise NotAnApprovalError
        whole = strict.named(strict.load(raw), "format", "body", "signature")
        body, signature = strict.string(whole["body"], MOST), strict.string(whole["signature"])
        if whole["format"] != FORMAT or not (body.isascii() and signature.isascii()):
            raise NotAnApprovalError
    except ValueError:
        raise NotAnApprovalError from None
    return Signed(body.encode(), signature)
