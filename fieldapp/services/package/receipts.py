"""Receipts: the recipient's signed word that a package was opened or imported, and its answers.

A receipt without answers is written as version 1, so that older versions can read it.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import attrs

from fieldapp.records.disclosures import Delivery, Disclosure, Received
from fieldapp.records.received import Reply
from fieldapp.records.record import evolve
from fieldapp.records.sharing import Partner
from fieldapp.services.aftercare import answers as aftercare
from fieldapp.services.aftercare.clock import kept_up
from fieldapp.services.package import letters, strict
from fieldapp.services.package.cards import own_card
from fieldapp.services.package.errors import ReceiptError, UnverifiedPartnerError
from fieldapp.services.package.letters import Letter
from fieldapp.services.package.opening import RECEIPT, Opened, inbox, open_package
from fieldapp.services.package.plan import log
from fieldapp.store.lists import Filter, Query
from fieldapp.store.store import Store
from fieldapp.vocab.vocabulary import vocabulary

FORMAT, WITH_ANSWERS = "fieldapp-receipt/1", "fieldapp-receipt/2"
NAMESPACE = "fieldapp-receipt"
OPENED, IMPORTED = "opened", "imported"
ANSWER = "receipt_answer"
# How an entry stands: what was asked of us is not answered, not sent, or done with.
OPEN, UNSENT, SENT = "open", "unsent", "sent"
INFORMATION = "information"  # the one thing asked that needs no answer
LONGEST_WORDS = 500
LETTER = Letter(RECEIPT, NAMESPACE, ReceiptError)
_MOST_ANSWERS = 100_000


@attrs.frozen
class Answer:
    """What a recipient says of one record of ours, by its id and code outside."""

    outside: str
    code: str
    answer: str
    words: str = attrs.field(default="", repr=False)


@attrs.frozen
class Receipt:
    """What a recipient says about one package of ours."""

    package: str
    manifest: str
    sender: str
    receiver: str
    state: str
    when: dt.datetime
    answers: tuple[Answer, ...] = attrs.field(default=(), repr=False)


def write_receipt(store: Store, package: Path, out: Path) -> Path:
    """Write the receipt of a package for its sender; into a folder under a neutral name."""
    return write_receipt_for(store, open_package(package, inbox(store)), out)


def write_receipt_for(store: Store, opened: Opened, out: Path) -> Path:
    """The same for a package that is open already."""
    opened.check_verified()
    entry = imported_as(store, opened.manifest_hash)
    if entry is not None:
        return write_receipt_of(store, entry, out)
    receipt = Receipt(
        package=opened.manifest.id,
        manifest=opened.manifest_hash,
        sender=opened.manifest.sender.fingerprint,
        receiver=opened.inbox.fingerprint,
        state=OPENED,
        when=store.now(),
    )
    return _write(store, receipt, opened.sender, out)


def write_receipt_of(store: Store, entry: Received, out: Path) -> Path:
    """The receipt of an imported package with what was answered, without the package itself."""
    sender = store.get_many([entry.sender]).get(entry.sender)
    if not isinstance(sender, Partner):
        raise UnverifiedPartnerError
    receipt = Receipt(
        package=entry.package,
        manifest=entry.manifest_hash,
        sender=entry.fingerprint,
        receiver=own_card(store).fingerprint,
        state=IMPORTED,
        when=store.now(),
        answers=tuple(_answer(each) for each in entry.answers if each.answer),
    )
    made = _write(store, receipt, sender, out)
    answering = SENT if receipt.answers else entry.answering
    store.save(evolve(entry, receipt_at=receipt.when, answering=answering))
    store.seal(())
    return made


def _answer(reply: Reply) -> Answer:
    return Answer(reply.record, reply.code, reply.answer, reply.words[:LONGEST_WORDS])


def imported_as(store: Store, manifest_hash: str) -> Received | None:
    """The entry of a package that was imported."""
    query = Query("received", filters=(Filter("manifest_hash", manifest_hash),))
    return next((each for each in store.records(query) if isinstance(each, Received)), None)


def _write(store: Store, receipt: Receipt, sender: Partner, out: Path) -> Path:
    path = out / f"receipt-{receipt.package[:8]}.age" if out.is_dir() else out
    return letters.write(store, LETTER, spell(receipt), sender, path)


def spell(receipt: Receipt) -> bytes:
    """The receipt as it is signed."""
    plain = {**attrs.asdict(receipt), "when": receipt.when.isoformat()}
    answers = [{"id": each.pop("outside"), **each} for each in plain.pop("answers")]
    if answers:
        plain = {"format": WITH_ANSWERS, **plain, "answers": answers}
    else:
        plain = {"format": FORMAT, **plain}
    return json.dumps(plain, ensure_ascii=False, indent=1).encode() + b"\n"


def read_receipt(store: Store, path: Path) -> Disclosure:
    """Mark the package that a receipt answers; only if package, hash and signer match."""
    desk = inbox(store)
    found = letters.read(LETTER, path, desk)
    signer = found.signer
    try:
        receipt = read(found.raw)
    except ValueError:
        raise ReceiptError from None
    # A clock that runs ahead there must not make this answer the newest for ever.
    receipt = attrs.evolve(receipt, when=min(receipt.when, store.now()))
    disclosure = letters.answered(store, receipt.package, receipt.manifest)
    if disclosure is None or all(each.partner != signer.id for each in disclosure.deliveries):
        raise ReceiptError
    if receipt.sender != desk.fingerprint or receipt.receiver != signer.fingerprint:
        raise ReceiptError
    marked = tuple(_mark(each, signer, receipt) for each in disclosure.deliveries)
    said = [aftercare.Said(each.code, each.answer, each.words) for each in receipt.answers]
    changed = kept_up(evolve(disclosure, deliveries=marked))
    changed = aftercare.noted(changed, signer.id, said, receipt.when)
    if changed != disclosure:
        log(store, changed)
    stored = store.get(changed.id)
    assert isinstance(stored, Disclosure)
    return stored


def read(raw: bytes) -> Receipt:
    """A receipt of either version; call this only after its signature was found right."""
    plain = strict.load(raw)
    names = ["package", "manifest", "sender", "receiver", "state", "when"]
    with_answers = isinstance(plain, dict) and plain.get("format") == WITH_ANSWERS
    plain = strict.named(plain, "format", *names, *(["answers"] if with_answers else []))
    if plain["format"] not in (FORMAT, WITH_ANSWERS) or plain["state"] not in (OPENED, IMPORTED):
        raise strict.NotStrictError
    return Receipt(
        package=strict.string(plain["package"], 64),
        manifest=strict.hex64(plain["manifest"]),
        sender=strict.hex64(plain["sender"]),
        receiver=strict.hex64(plain["receiver"]),
        state=plain["state"],
        when=strict.moment(plain["when"]),
        answers=_read_answers(plain["answers"]) if with_answers else (),
    )


def _read_answers(plain: strict.Plain) -> tuple[Answer, ...]:
    found = tuple(_read_answer(each) for each in strict.listed(plain, _MOST_ANSWERS))
    if not found or len({each.outside for each in found}) != len(found):
        raise strict.NotStrictError
    return found


def _read_answer(plain: strict.Plain) -> Answer:
    each = strict.named(plain, "id", "code", "answer", "words")
    answer = strict.string(each["answer"], 40)
    if answer not in vocabulary(ANSWER):
        raise strict.NotStrictError
    words = strict.string(each["words"], LONGEST_WORDS)
    return Answer(strict.uuid8(each["id"]), strict.string(each["code"], 40), answer, words)


def _mark(delivery: Delivery, signer: Partner, receipt: Receipt) -> Delivery:
    """Note it at this recipient; what was imported does not become merely opened again."""
    ours = delivery.partner == signer.id and delivery.fingerprint == signer.fingerprint
    if not ours or delivery.receipt_state == IMPORTED:
        return delivery
    if delivery.receipt_state == receipt.state:
        return delivery
    return evolve(delivery, receipt_state=receipt.state, receipt_at=receipt.when)
