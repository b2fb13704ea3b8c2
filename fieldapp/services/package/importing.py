"""Bringing the records of an opened package into the vault, in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from fieldapp.records.counted import counted
from fieldapp.records.disclosures import Received
from fieldapp.records.record import Record, evolve
from fieldapp.services.package import checking, copies, lines, retracting
from fieldapp.services.package.errors import ExpiredPackageError, ForeignRecordError, MismatchError
from fieldapp.services.package.layout import Stop, carry_on
from fieldapp.services.package.lines import RETRACTED, Incoming
from fieldapp.services.package.opening import Opened, content
from fieldapp.services.package.order import missing, spoken, standing
from fieldapp.services.package.receipts import INFORMATION, OPEN
from fieldapp.store.errors import MissingRecordError
from fieldapp.store.lists import Query
from fieldapp.store.store import Changes, Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.vocabulary import vocabulary

STRICTEST = "strictly_confidential"  # of the markings


def read_records(
    opened: Opened, kinds: Sequence[type[Record]], stop: Stop = carry_on
) -> tuple[Incoming, ...]:
    """The records of a verified package, checked; a function of values, for a job."""
    opened.check_verified()
    listed = {each.path: each for each in opened.manifest.files}
    if lines.PATH not in listed:
        raise MismatchError
    with content(opened) as archive:
        chunks = checking.matching(listed[lines.PATH], archive.chunks(lines.PATH, stop))
        nouns = {kind.noun: kind for kind in kinds}
        found = tuple(lines.read(chunks, opened.manifest, nouns, stop))
    counts: dict[str, int] = {}
    for each in found:
        counts[each.record.noun] = counts.get(each.record.noun, 0) + 1
    if counts != dict(opened.manifest.counts):
        raise MismatchError
    return found


def import_opened(
    store: Store, opened: Opened, records: Sequence[Incoming] | None = None
) -> Changes:
    """Bring the records in as received ones; all or none, and never the same package twice.

    A record that came before is updated, unless its copy here is from a later package; what was
    taken back stays as it was, marked; and what this station added to a copy stays on it.
    """
    opened.check_verified()
    known = tuple(_received(store))
    standing(opened.manifest, opened.manifest_hash, opened.since, known).refuse()
    if records is None:
        records = read_records(opened, store.types)
    entry = _entry(store, opened)
    brings = any(each.change != RETRACTED for each in records)
    if brings and entry.keep_until and store.now().date() > entry.keep_until.last:
        raise ExpiredPackageError
    here = store.get_many([each.record.id for each in records])
    earlier = {each.id: each for each in known}
    taken = _taken(store, [each.record for each in records])
    fresh: list[Record] = []
    events: dict[str, str] = {}
    for each in records:
        copy, key, back = here.get(each.record.id), each.record.id, each.change == RETRACTED
        if not back and retracting.is_taken_back(key, entry, known):
            events[key] = copies.LEFT_OUT
        elif copy is None and back:
            events[key] = copies.NEVER_HERE
        elif copy is None:
            fresh.append(evolve(each.record, ref="") if each.record.ref in taken else each.record)
        elif _replaces(entry, copy, earlier):
            fresh.append(made := copies.renewed(each, copy))
            events[key] = copies.event(copy, made)
    codes = "\n".join(f"{e.record.id} {e.record.ref}" for e in records if e.record.ref in taken)
    entry = evolve(entry, changes=copies.in_words(events), codes=codes)
    entry = retracting.noted(entry, [e.record.id for e in records if e.change == RETRACTED])
    if records and not brings:
        entry = evolve(entry, state=retracting.EMPTY, answering="")
    return store.receive(entry, fresh, events, _in_order(entry, known))


def _in_order(entry: Received, known: Sequence[Received]) -> list[Received]:
    """Those earlier entries of which another number is missing now that this one has come."""
    absent = missing((entry, *known))
    told = {key: spoken(numbers) for key, numbers in absent.items()}
    return [evolve(e, missing=told[e.id]) for e in known if e.missing != told[e.id]]


def _received(store: Store) -> Iterator[Received]:
    for each in store.records(Query("received")):
        if isinstance(each, Received):
            yield each


def _replaces(received: Received, copy: Record, earlier: Mapping[str, Received]) -> bool:
    """Whether the copy here is older; a record of ours or of another sender is never touched."""
    before = earlier.get(copy.received_from)
    if before is None or before.fingerprint != received.fingerprint:
        raise ForeignRecordError
    if before.agreement_ref != received.agreement_ref:
        return True
    if before.epoch != received.epoch:
        # Its sender restored a backup: an epoch that was known here before is over.
        return all(each.epoch != received.epoch for each in _of_sender(received, earlier))
    return (before.sequence or 0) < (received.sequence or 0)


def _of_sender(received: Received, earlier: Mapping[str, Received]) -> Iterator[Received]:
    return (each for each in earlier.values() if each.fingerprint == received.fingerprint)


def _taken(store: Store, coming: Sequence[Record]) -> set[str]:
    """Codes that are a reference here already, or stand twice in the package."""
    times = Counter(each.ref for each in coming)
    return {ref for ref, number in times.items() if number > 1 or _in_use(store, ref)}


def _in_use(store: Store, ref: str) -> bool:
    try:
        store.by_ref(ref)
    except MissingRecordError:
        return False
    return True


def _known(name: str, code: str, strictest: str) -> str:
    """A word of the manifest; one that is not known here means the strictest there is."""
    return code if not code or code in vocabulary(name) else strictest


def _entry(store: Store, opened: Opened) -> Received:
    read = opened.manifest
    return Received(
        title=read.agreement.title,
        sender=opened.sender.id,
        agreement_ref=read.agreement.reference,
        package=read.id,
        imported_at=store.now(),
        counts=counted(read.counts, store.types),
        level=str(read.sensitivity),
        marking=_known("marking", read.marking, STRICTEST),
        keep_until=Day(read.keep_until) if read.keep_until else None,
        onward_sharing=_known("onward_sharing", read.onward_sharing, "prohibited"),
        asked=tuple(each for each in read.ask.what if each in vocabulary("ask")),
        asked_by=Day(read.ask.by) if read.ask.by else None,
        answering=OPEN if set(read.ask.what) - {INFORMATION} else "",
        missing=spoken(opened.gaps),
        contact_point=read.contact_point,
        fingerprint=read.sender.fingerprint,
        epoch=read.epoch,
        sequence=read.sequence,
        since=opened.since,
        void=", ".join(map(str, read.void)),
        manifest_hash=opened.manifest_hash,
        previous=read.previous,
    )
