"""Certificates: the recipient's signed word that what a package brought is there no more."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence
from pathlib import Path

import attrs

from fieldapp.errors import FieldappError
from fieldapp.records.aftercare import Asked, Destroyed, Destruction, Recall
from fieldapp.records.disclosures import Delivery, Disclosure, Received
from fieldapp.records.record import Record, evolve
from fieldapp.records.sharing import Partner
from fieldapp.services.aftercare.clock import kept_up
from fieldapp.services.aftercare.recalls import settled
from fieldapp.services.package import letters, strict
from fieldapp.services.package.cards import own_card
from fieldapp.services.package.errors import UnverifiedPartnerError
from fieldapp.services.package.letters import Letter, Read
from fieldapp.services.package.opening import CERTIFICATE, inbox
from fieldapp.store.lists import Filter, Query
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.vocabulary import vocabulary

FORMAT = "fieldapp-certificate/1"
WHOLE, SOME = "package", "records"
RENEWED = "renewed"
OUTCOME = "destruction_outcome"
_MOST = 100_000
_LONGEST = 400


class CertificateError(FieldappError):
    """A certificate does not answer a package of ours."""

    sentence = "This certificate does not match any package that was sealed here."
    remedy = "Ask the recipient to write the certificate again from their entry of the package."


LETTER = Letter(CERTIFICATE, "fieldapp-certificate", CertificateError)


@attrs.frozen
class Certificate:
    """What a recipient says became of one package of ours, or of some of its records."""

    package: str
    manifest: str
    sender: str
    receiver: str
    outcome: str
    when: dt.datetime
    until: str
    second: str = attrs.field(repr=False)
    scope: str
    number: int
    records: tuple[tuple[str, str], ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the records that it speaks of; none where it speaks of the whole."""
        return frozenset(code for _, code in self.records)


def file_name(entry: Received) -> str:
    """The neutral name under which a certificate is proposed."""
    return f"certificate-{entry.package[:8]}.age"


def write_certificate(store: Store, destruction: Destruction, out: Path) -> Path:
    """Write the certificate of a destruction for the sender of the package it was about."""
    entry = store.get_many([destruction.received]).get(destruction.received)
    if not isinstance(entry, Received) or destruction.state != "done":
        raise CertificateError("There is no finished destruction to certify.")
    sender = store.get_many([entry.sender]).get(entry.sender)
    if not isinstance(sender, Partner):
        raise UnverifiedPartnerError
    made = Certificate(
        package=entry.package,
        manifest=entry.manifest_hash,
        sender=entry.fingerprint,
        receiver=own_card(store).fingerprint,
        outcome=destruction.outcome,
        when=store.now(),
        until=destruction.until.iso if destruction.until else "",
        second=destruction.second_person[:_LONGEST],
        scope=SOME if destruction.records else WHOLE,
        number=int(destruction.number or 0),
        records=tuple((each.outside, each.code) for each in destruction.records),
    )
    path = out / file_name(entry) if out.is_dir() else out
    written = letters.write(store, LETTER, spell(made), sender, path)
    store.save(evolve(destruction, certificate=written.name))
    store.seal(())
    return written


def spell(certificate: Certificate) -> bytes:
    """The certificate as it is signed."""
    plain = {
        "format": FORMAT,
        **attrs.asdict(certificate),
        "when": certificate.when.isoformat(),
        "records": [{"id": outside, "code": code} for outside, code in certificate.records],
    }
    return json.dumps(plain, ensure_ascii=False, indent=1).encode() + b"\n"


def read(raw: bytes) -> Certificate:
    """A certificate, strictly; call this only after its signature was found right."""
    names = [each.name for each in attrs.fields(Certificate)]
    plain = strict.named(strict.load(raw), "format", *names)
    outcome, scope = strict.string(plain["outcome"], 40), plain["scope"]
    if plain["format"] != FORMAT or outcome not in vocabulary(OUTCOME):
        raise strict.NotStrictError
    records = tuple(_record(each) for each in strict.listed(plain["records"], _MOST))
    if scope not in (WHOLE, SOME) or (scope == SOME) != bool(records):
        raise strict.NotStrictError
    if len({outside for outside, _ in records}) != len(records):
        raise strict.NotStrictError
    return Certificate(
        package=strict.string(plain["package"], 64),
        manifest=strict.hex64(plain["manifest"]),
        sender=strict.hex64(plain["sender"]),
        receiver=strict.hex64(plain["receiver"]),
        outcome=outcome,
        when=strict.moment(plain["when"]),
        until=_day(plain["until"], outcome),
        second=strict.string(plain["second"], _LONGEST),
        scope=scope,
        number=strict.whole(plain["number"], 0, _MOST * 2),
        records=records,
    )


def _day(plain: strict.Plain, outcome: str) -> str:
    told = strict.string(plain, 10)
    if bool(told) != (outcome == RENEWED):
        raise strict.NotStrictError
    try:
        return Day(told).iso if told else ""
    except FieldappError:
        raise strict.NotStrictError from None


def _record(plain: strict.Plain) -> tuple[str, str]:
    each = strict.named(plain, "id", "code")
    return strict.uuid8(each["id"]), strict.string(each["code"], 40)


def read_certificate(store: Store, path: Path) -> Disclosure:
    """Mark the package, close what was recalled, keep a record; the same one twice changes nothing.

    Only if package, hash and signer match.
    """
    desk = inbox(store)
    found = letters.read(LETTER, path, desk)
    try:
        told = read(found.raw)
    except ValueError:
        raise CertificateError from None
    told = attrs.evolve(told, when=min(told.when, store.now()))  # a clock may run ahead there
    entry = letters.answered(store, told.package, told.manifest)
    if entry is None or all(each.partner != found.signer.id for each in entry.deliveries):
        raise CertificateError
    if told.sender != desk.fingerprint or told.receiver != found.signer.fingerprint:
        raise CertificateError
    if not store.count(Query("destruction", filters=(Filter("digest", found.digest),))):
        _keep(store, entry, told, found, path.name)
    stored = store.get(entry.id)
    assert isinstance(stored, Disclosure)
    return stored


def _keep(store: Store, entry: Disclosure, told: Certificate, found: Read, name: str) -> None:
    deliveries = tuple(_mark(each, found.signer, told, name) for each in entry.deliveries)
    gone = [kept_up(evolve(entry, deliveries=deliveries)), _destruction(entry, told, found, name)]
    recalls = _recalls(store, entry, told, found.signer, name)
    store.save(*(each for each in (*gone, *recalls)))
    store.seal(())


def _mark(delivery: Delivery, signer: Partner, told: Certificate, name: str) -> Delivery:
    """Note it at this recipient; only the end of the whole package is the end of its content."""
    if delivery.partner != signer.id or told.outcome == RENEWED:
        return delivery
    if told.scope == SOME:
        return evolve(delivery, certificate=name)
    return evolve(delivery, certificate=name, destroyed_on=_on(told))


def _on(told: Certificate) -> Day:
    return Day(told.when.date().isoformat())


def _destruction(entry: Disclosure, told: Certificate, found: Read, name: str) -> Destruction:
    which = "all of it" if told.scope == WHOLE else f"{len(told.records):,} of its records"
    return Destruction(
        title=f"Certificate for {entry.ref}",
        on=_on(told),
        outcome=told.outcome,
        until=Day(told.until) if told.until else None,
        reason="The recipient says so, in a file that its key signed.",
        second_person=told.second,
        how="At the recipient; see the certificate.",
        by="recipient",
        digest=found.digest,
        what=f"Package {told.package[:8]}, {which}",
        number=told.number,
        disclosure=entry.id,
        certificate=name,
        records=tuple(Destroyed(outside=outside, code=code) for outside, code in told.records),
    )


def _recalls(
    store: Store, entry: Disclosure, told: Certificate, signer: Partner, name: str
) -> Sequence[Record]:
    """The recalls that this answers; one of a part is answered only by a word about all of it."""
    if told.outcome == RENEWED:
        return ()
    changed = []
    for each in store.records(Query("recall", filters=(Filter("asked", entry.id, "mentions"),))):
        assert isinstance(each, Recall)
        asked = tuple(
            evolve(row, answer="destroyed", answered_on=_on(told), certificate=name)
            if _answers(row, entry, told, signer)
            else row
            for row in each.asked
        )
        if asked != each.asked:
            changed.append(settled(evolve(each, asked=asked), store.now().date()))
    return changed


def _answers(row: Asked, entry: Disclosure, told: Certificate, signer: Partner) -> bool:
    if (row.partner, row.disclosure) != (signer.id, entry.id) or row.answer == "destroyed":
        return False
    codes = frozenset(re.findall(r"[A-Z0-9]+-[0-9A-Z]{4}-[0-9A-Z]{4}", row.codes))
    return told.scope == WHOLE or (bool(codes) and codes <= told.codes)
