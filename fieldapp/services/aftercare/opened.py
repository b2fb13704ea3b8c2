"""What a lost key opens: packages that were sealed to it, or those that came in here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from fieldapp.records.agreements import Agreement
from fieldapp.records.disclosures import Disclosure, Received
from fieldapp.records.record import Record
from fieldapp.records.registers import DataIncident, KeyChange
from fieldapp.records.sharing import Partner
from fieldapp.services.aftercare.register import Register, moment
from fieldapp.services.package.keys import sealed_to
from fieldapp.store.store import Filter, Query, Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import Level
from fieldapp.vocab.vocabulary import vocabulary

HEADS = ("When", "Package", "From or to", "Under", "Level", "Records", "Keep until")
NOTHING = Register("What the key opens", HEADS, (), Level.MODERATE)


def opened_by(store: Store, record: Record) -> Register:
    """What the key of an incident, or of a change of key, opens; empty where none is lost."""
    match record:
        case KeyChange():
            return _to_keys(store, [record.old_fingerprint])
        case DataIncident(keys="own"):
            return _came_in(store)
        case DataIncident(keys="partner") if record.partner:
            return _to_keys(store, _keys_of(store, record.partner))
    return NOTHING


def tell_by(store: Store, incident: DataIncident) -> Day | None:
    """The day by which the first agreement concerned wants to be told; None where none says."""
    told = [each.incident_hours for each in _agreements(store, incident) if each.incident_hours]
    if not told or incident.detected_on is None:
        return None
    last = incident.detected_on.first + dt.timedelta(hours=min(told))
    return Day(last.isoformat())


def _agreements(store: Store, incident: DataIncident) -> Iterator[Agreement]:
    entries = list(sealed_to(store, _keys_of(store, incident.partner))) if incident.partner else []
    ids = {each.agreement for each in entries}
    if incident.disclosure:
        one = store.get_many([incident.disclosure]).get(incident.disclosure)
        ids |= {one.agreement} if isinstance(one, Disclosure) else set()
    found = store.get_many(tuple(ids)).values()
    yield from (each for each in found if isinstance(each, Agreement))


def _keys_of(store: Store, partner_id: str) -> Sequence[str]:
    """The fingerprints that a partner has and had."""
    partner = store.get_many([partner_id]).get(partner_id)
    now = [partner.fingerprint] if isinstance(partner, Partner) else []
    changes = store.records(Query("key_change", filters=(Filter("partner", partner_id),)))
    return [*now, *(each.old_fingerprint for each in changes if isinstance(each, KeyChange))]


def _to_keys(store: Store, fingerprints: Sequence[str]) -> Register:
    entries = tuple(sealed_to(store, fingerprints))
    links = {e.agreement for e in entries} | {d.partner for e in entries for d in e.deliveries}
    names = store.titles(links) if links else {}
    rows = tuple(
        (
            moment(each.at),
            each.file_name or each.package,
            ", ".join(names.get(d.partner, "") for d in each.deliveries),
            names.get(each.agreement, ""),
            vocabulary("level").label(each.level),
            f"{len(each.records):,}",
            str(each.keep_until or ""),
        )
        for each in entries
    )
    return Register("Packages sealed to the key", HEADS, rows, _level(e.level for e in entries))


def _came_in(store: Store) -> Register:
    """With our own key every package opens that anyone ever sealed to it."""
    found = store.records(Query("received"))
    entries = [each for each in found if isinstance(each, Received)]
    names = store.titles({each.sender for each in entries}) if entries else {}
    rows = tuple(
        (
            moment(each.imported_at),
            each.package,
            names.get(each.sender, ""),
            each.title,
            vocabulary("level").label(each.level),
            each.counts,
            str(each.keep_until or ""),
        )
        for each in entries
    )
    return Register("Packages that came in", HEADS, rows, _level(e.level for e in entries))


def _level(levels: Iterable[str]) -> Level:
    known = [Level(each) for each in levels if each in set(Level)]
    return Level.highest(*known) if known else Level.MODERATE
