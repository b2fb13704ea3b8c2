"""Receipts: the recipient's signed word that a package was opened or imported."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import BinaryIO

import attrs

from fieldapp.crypto import age, sshsig
from fieldapp.records.disclosures import Delivery, Disclosure
from fieldapp.records.record import evolve
from fieldapp.records.sharing import Partner
from fieldapp.services.files import write_asked
from fieldapp.services.package import checking, layout, strict
from fieldapp.services.package.archive import Archive
from fieldapp.services.package.cards import is_verified
from fieldapp.services.package.checking import Signed
from fieldapp.services.package.errors import (
    PackageError,
    PartnerKeyError,
    ReceiptError,
    UnverifiedPartnerError,
)
from fieldapp.services.package.opening import RECEIPT, Inbox, Opened, inbox, open_package, unsealed
from fieldapp.services.package.plan import log
from fieldapp.store.keys import station_keys
from fieldapp.store.lists import Filter, Query
from fieldapp.store.store import Store

FORMAT = "fieldapp-receipt/1"
NAMESPACE = "fieldapp-receipt"
SIGNATURE = "receipt.json.sig"
OPENED, IMPORTED = "opened", "imported"
_MOST = 16 * 1024


@attrs.frozen
class Receipt:
    """What a recipient says about one package of ours."""

    package: str
    manifest: str
    sender: str
    receiver: str
    state: str
    when: dt.datetime


def write_receipt(store: Store, package: Path, out: Path) -> Path:
    """Write the receipt of a package for its sender; into a folder under a neutral name."""
    return write_receipt_for(store, open_package(package, inbox(store)), out)


def write_receipt_for(store: Store, opened: Opened, out: Path) -> Path:
    """The same for a package that is open already."""
    opened.check_verified()
    receipt = Receipt(
        package=opened.manifest.id,
        manifest=opened.manifest_hash,
        sender=opened.manifest.sender.fingerprint,
        receiver=opened.inbox.fingerprint,
        state=IMPORTED if store.count(_imported(opened)) else OPENED,
        when=store.now(),
    )
    plain = {"format": FORMAT, **attrs.asdict(receipt), "when": receipt.when.isoformat()}
    raw = json.dumps(plain, indent=1).encode() + b"\n"
    signature = sshsig.sign(station_keys(store.vault).signing_seed, raw, NAMESPACE).encode()
    entries = [layout.pack(RECEIPT, [raw]), layout.pack(SIGNATURE, [signature])]
    keys = _keys(opened.sender)

    def encrypt(target: BinaryIO) -> None:
        age.encrypt(layout.write(entries, padded=False), target, keys)

    return write_asked(out / f"receipt-{receipt.package[:8]}.age" if out.is_dir() else out, encrypt)


def _imported(opened: Opened) -> Query:
    return Query("received", filters=(Filter("manifest_hash", opened.manifest_hash),))


def _keys(partner: Partner) -> list[str]:
    """The sender's hybrid keys, or the classic ones where there is no other."""
    keys = partner.recipients.split()
    hybrid = [each for each in keys if age.recipient_type(each) == age.HYBRID]
    if not keys:
        raise PartnerKeyError
    return hybrid or keys


def read_receipt(store: Store, path: Path) -> Disclosure:
    """Mark the package that a receipt answers; only if package, hash and signer match."""
    desk = inbox(store)
    with unsealed(path, desk.identities) as archive:
        found = _signed(archive)
    try:
        signer = _signer(found, desk)
        receipt = _read(found.raw)
    except (PackageError, ValueError):
        raise ReceiptError from None
    disclosure = _answered(store, receipt)
    if receipt.sender != desk.fingerprint or receipt.receiver != signer.fingerprint:
        raise ReceiptError
    marked = tuple(_mark(each, signer, receipt) for each in disclosure.deliveries)
    if all(each.partner != signer.id for each in disclosure.deliveries):
        raise ReceiptError
    changed = evolve(disclosure, deliveries=marked)
    if changed != disclosure:
        log(store, changed)
    stored = store.get(changed.id)
    assert isinstance(stored, Disclosure)
    return stored


def _signed(archive: Archive) -> Signed:
    if [each.path for each in archive.entries] != [RECEIPT, SIGNATURE]:
        raise ReceiptError
    signature = checking.ascii_text(archive.read(SIGNATURE, _MOST))
    return Signed(archive.read(RECEIPT, _MOST), signature)


def _signer(found: Signed, desk: Inbox) -> Partner:
    known = sorted(desk.partners, key=lambda each: not is_verified(each))
    signer = checking.signer(found, known, lambda each: each.signing_key, NAMESPACE)
    if not is_verified(signer):
        raise UnverifiedPartnerError
    return signer


def _read(raw: bytes) -> Receipt:
    names = [each.name for each in attrs.fields(Receipt)]
    plain = strict.named(strict.load(raw), "format", *names)
    if plain["format"] != FORMAT or plain["state"] not in (OPENED, IMPORTED):
        raise strict.NotStrictError
    return Receipt(
        package=strict.string(plain["package"], 64),
        manifest=strict.hex64(plain["manifest"]),
        sender=strict.hex64(plain["sender"]),
        receiver=strict.hex64(plain["receiver"]),
        state=plain["state"],
        when=strict.moment(plain["when"]),
    )


def _answered(store: Store, receipt: Receipt) -> Disclosure:
    query = Query("disclosure", filters=(Filter("package", receipt.package),))
    for each in store.records(query):
        if isinstance(each, Disclosure) and each.manifest_hash == receipt.manifest:
            return each
    raise ReceiptError


def _mark(delivery: Delivery, signer: Partner, receipt: Receipt) -> Delivery:
    """Note it at this recipient; what was imported does not become merely opened again."""
    ours = delivery.partner == signer.id and delivery.fingerprint == signer.fingerprint
    if not ours or delivery.receipt_state == IMPORTED:
        return delivery
    if delivery.receipt_state == receipt.state:
        return delivery
    return evolve(delivery, receipt_state=receipt.state, receipt_at=receipt.when)
