"""What a package will say, settled before it is written: number, manifest, entry in the log."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import attrs

from fieldapp.records.disclosures import Delivery, Disclosure
from fieldapp.records.record import Record
from fieldapp.services.aftercare.clock import kept_up
from fieldapp.services.approving.using import Grounds, grounds_of
from fieldapp.services.collecting import no_collecting
from fieldapp.services.package.cards import Card, own_card
from fieldapp.services.package.errors import NothingToSealError, SealingUnderwayError
from fieldapp.services.package.manifest import Addressee, Ask, Manifest, Method, Sender, Terms
from fieldapp.services.package.order import SEALED, SEALING, Numbers, next_numbers
from fieldapp.services.package.recipients import Keys, choose
from fieldapp.services.sharing.blocks import PACKAGE
from fieldapp.services.sharing.paper import NOT_THIS_WAY
from fieldapp.services.sharing.product_tables import left_tables
from fieldapp.services.sharing.recheck import BlockedError, recheck
from fieldapp.services.sharing.result import RETRACT, Release
from fieldapp.store.keys import station_keys
from fieldapp.store.lists import Filter, Query
from fieldapp.store.store import Store
from fieldapp.vocab.handling import Attribution

_PLACES = "sealing"  # the setting inside the vault that holds where a file is being written


@attrs.frozen
class Plan:
    """Everything that the job needs: plain values, no store."""

    release: Release
    disclosure: Disclosure
    manifest: Manifest
    card: Card
    keys: Keys
    seed: bytes = attrs.field(repr=False)
    kinds: Mapping[str, type[Record]] = attrs.field(repr=False)
    sent: Mapping[str, str] = attrs.field(repr=False)

    @property
    def file_name(self) -> str:
        """The neutral name of the file."""
        return self.disclosure.file_name


@no_collecting()
def reserve(store: Store, release: Release, folder: Path | None = None) -> Plan:
    """Commit an entry as *sealing* with its id and number; on the window's thread."""
    if not release.records:
        raise NothingToSealError
    if release.channel != PACKAGE:
        raise BlockedError(NOT_THIS_WAY)
    recheck(store, release, store.now())
    keys = choose(release.agreement, release.partners, errand=release.errand)
    own, card = station_keys(store.vault), own_card(store)
    earlier = _earlier(store, release.agreement.id)
    counted = [each for each in earlier if each.epoch == own.epoch]
    if any(each.state == SEALING for each in counted):
        raise SealingUnderwayError
    numbers = next_numbers(counted, [each.fingerprint for each in release.partners])
    planned = _manifest(store, release, card, numbers, own.epoch)
    disclosure = _disclosure(release, planned, keys, grounds_of(store, release))
    if folder is not None:
        remember(store, disclosure.id, folder / disclosure.file_name)
    log(store, disclosure)
    kinds = {kind.noun: kind for kind in store.types}
    sent = {
        row.outside: row.digest for each in earlier if each.state == SEALED for row in each.records
    }
    return Plan(release, disclosure, planned, card, keys, own.signing_seed, kinds, sent)


def log(store: Store, disclosure: Disclosure, *also: Record) -> None:
    """Save an entry of the log; it is no edit of the user's, so undo does not reach it."""
    store.save(kept_up(disclosure), *also)
    store.seal(())


def _earlier(store: Store, agreement_id: str) -> list[Disclosure]:
    """The entries of this agreement, lowest number first."""
    query = Query("disclosure", filters=(Filter("agreement", agreement_id),), descending=False)
    return [each for each in store.records(query) if isinstance(each, Disclosure)]


def _manifest(store: Store, release: Release, card: Card, numbers: Numbers, epoch: str) -> Manifest:
    agreement = release.agreement
    kinds = [each.kind for each in release.records]
    keep = release.keep_until or agreement.keep_until
    return Manifest(
        id=os.urandom(16).hex(),
        created=store.now(),
        sender=Sender(card.fingerprint, card.station, card.name),
        recipients=tuple(Addressee(name, since) for name, since in numbers.since.items()),
        agreement=Terms(
            agreement.ref, release.title or agreement.title, agreement.purpose, release.clauses
        ),
        sensitivity=release.level,
        marking=release.marking,
        attribution=_attribution(release),
        keep_until=keep.iso if keep else "",
        onward_sharing=agreement.onward_sharing,
        ask=_ask(release),
        contact_point=agreement.contact_point,
        shape=agreement.shape,
        method=Method(agreement.counting_unit, "FieldApp record types", agreement.coverage),
        epoch=epoch,
        sequence=numbers.sequence,
        previous=numbers.previous,
        void=numbers.void,
        counts={kind: kinds.count(kind) for kind in dict.fromkeys(kinds)},
    )


def _ask(release: Release) -> Ask:
    """What the agreement asks for; of what is taken back nothing is asked but to delete it."""
    by = release.agreement.ask_by
    if release.errand == RETRACT:
        return Ask((), "")
    return Ask(release.agreement.ask, by.iso if by else "")


def _attribution(release: Release) -> str:
    """The strictest flag of anything said that leaves; empty where nothing said leaves."""
    codes = set[str]()
    for record in release.records:
        for each in record.columns:
            if each.field.spec.vocabulary == "attribution":
                codes.add(each.after)
            for row in each.rows:
                codes |= {f.after for f in row.fields if f.field.spec.vocabulary == "attribution"}
    return str(Attribution.of(*codes)) if codes else ""


def _disclosure(release: Release, planned: Manifest, keys: Keys, grounds: Grounds) -> Disclosure:
    return Disclosure(
        title=release.title or release.agreement.title,
        agreement=release.agreement.id,
        state=SEALING,
        channel="package",
        errand=release.errand,
        ask=() if release.errand == RETRACT else release.agreement.ask,
        ask_by=None if release.errand == RETRACT else release.agreement.ask_by,
        recall=release.recall,
        at=planned.created,
        level=str(release.level),
        marking=release.marking,
        keep_until=release.keep_until or release.agreement.keep_until,
        clauses="\n".join(release.clauses),
        approval=grounds.approval,
        note=grounds.note,
        tables=left_tables(release.records),
        package=planned.id,
        file_name=f"package-{planned.id[:8]}.age",
        recipient_type=keys.type,
        epoch=planned.epoch,
        sequence=planned.sequence,
        deliveries=tuple(
            Delivery(
                partner=each.id,
                fingerprint=each.fingerprint,
                sequence=planned.sequence,
                since=planned.since(each.fingerprint),
                previous=planned.previous,
                receipt_state="awaited",
            )
            for each in release.partners
        ),
    )


def places(store: Store) -> Mapping[str, str]:
    """Where files are being written, by the id of their entry."""
    found: Mapping[str, str] = store.vault.get(_PLACES, {})
    return found


def remember(store: Store, disclosure_id: str, path: Path) -> None:
    """Note inside the vault where a file is being written."""
    store.vault.put(_PLACES, {**places(store), disclosure_id: str(path.absolute())})


def forget(store: Store, disclosure_id: str) -> None:
    """Drop that note."""
    kept = {k: v for k, v in places(store).items() if k != disclosure_id}
    store.vault.put(_PLACES, kept)
