"""Packages that take records back: they name what is meant by its code, and hold nothing of it.

They may go when an agreement is suspended or has ended, and to a former partner whose key is still
good, for they carry no content; nothing else may.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

import attrs

from fieldapp.crypto import age
from fieldapp.errors import FieldappError
from fieldapp.records.aftercare import Asked, Recall
from fieldapp.records.record import Record
from fieldapp.records.sharing import Agreement, Partner
from fieldapp.services.aftercare.left import NOUN
from fieldapp.services.package.recipients import is_good
from fieldapp.services.sharing.outside import OutsideNames
from fieldapp.services.sharing.result import (
    RETRACT,
    Release,
    ReleasedRecord,
    digest_of,
)
from fieldapp.services.sharing.versions import chain
from fieldapp.store.keys import station_keys
from fieldapp.store.row_links import columns, rows_of
from fieldapp.store.store import Store
from fieldapp.vocab.handling import Level

TITLE = "Taken back"
DELETE = "Please delete what is listed here and all copies of it, and send a certificate."
CLAUSES = (
    DELETE,
    "Do not use, quote or pass on what is listed here any more; tell those to whom you passed it.",
)
RULE = "record:retracted"


class NobodyToTellError(FieldappError):
    """No package can be sealed for this: nobody who holds it has a good key."""

    sentence = "Nobody who holds this has a key that can still be used."
    remedy = (
        "Tell them by radio, by phone or in person, and write down in the recall what they say."
    )


@attrs.frozen
class _Row:
    """One record as it left: its own id here, its type, and its code outside."""

    record: str
    kind: str
    outside: str


def retractions(store: Store, recall: Recall) -> tuple[Release, ...]:
    """One release for each agreement and each group of recipients who hold the very same records.

    Nobody learns of a record, not even by its code, that did not go to them.
    """
    found = [
        release
        for agreement, rows in _by_agreement(store, recall)
        for release in _under(store, recall, agreement, rows)
    ]
    return tuple(found)


def reachable(partner: Partner) -> bool:
    """Whether a package can still be sealed for a recipient, be they a partner still or not."""
    return partner.deleted_at is None and bool(partner.recipients.split()) and is_good(partner)


def waiting(row: Asked) -> bool:
    """Whether a recipient is still to be asked by a package."""
    return row.answer in ("", "awaited") and row.asked_on is None and bool(row.partner)


def _by_agreement(store: Store, recall: Recall) -> Iterator[tuple[Agreement, list[Asked]]]:
    rows = [each for each in recall.asked if waiting(each)]
    told = columns(store, NOUN, {each.disclosure for each in rows}, ("agreement",))
    agreements = store.get_many({agreement for (agreement,) in told.values()})
    for agreement in agreements.values():
        if isinstance(agreement, Agreement):
            mine = [r for r in rows if told.get(r.disclosure) == (agreement.id,)]
            yield agreement, mine


def _under(
    store: Store, recall: Recall, agreement: Agreement, asked: Sequence[Asked]
) -> Iterator[Release]:
    carried = _carried(store, recall, {each.disclosure for each in asked})
    partners = store.get_many({each.partner for each in asked})
    groups: dict[tuple[str, frozenset[_Row]], list[Partner]] = {}
    for partner in partners.values():
        if not isinstance(partner, Partner) or not reachable(partner):
            continue
        mine = {each.disclosure for each in asked if each.partner == partner.id}
        rows = frozenset(row for each in mine for row in carried.get(each, ()))
        if rows:
            groups.setdefault((_key_type(partner), rows), []).append(partner)
    names = OutsideNames(station_keys(store.vault).outside_secret, agreement.id)
    day = store.now().date()
    for (_, rows), to in groups.items():
        yield _release(recall, agreement, tuple(to), _records(store, names, rows), day)


def _key_type(partner: Partner) -> str:
    """Types of key never mix in one file, so who has older keys only gets one of their own."""
    types = {age.recipient_type(each) for each in partner.recipients.split()}
    return age.HYBRID if age.HYBRID in types else age.CLASSIC


def _carried(
    store: Store, recall: Recall, disclosures: Collection[str]
) -> dict[str, tuple[_Row, ...]]:
    """What is taken back of each entry; where the recall names no record, all of it."""
    versions = {each for record in recall.records for each in chain(store, record)}
    only = ("record", tuple(versions)) if versions else None
    found: dict[str, list[_Row]] = {}
    names = ("record", "kind", "outside")
    for disclosure, *row in rows_of(store, NOUN, tuple(disclosures), "records", names, only):
        found.setdefault(disclosure, []).append(_Row(*(each or "" for each in row)))
    return {key: tuple(rows) for key, rows in found.items()}


def _records(
    store: Store, names: OutsideNames, rows: Collection[_Row]
) -> tuple[ReleasedRecord, ...]:
    made = (_released(store, names, each) for each in sorted(rows, key=lambda row: row.outside))
    return tuple({each.outside: each for each in made}.values())


def _released(store: Store, names: OutsideNames, row: _Row) -> ReleasedRecord:
    """A record by its names outside alone; it may be gone here, and no value of it is read."""
    kind: type[Record] = store.kind(row.kind)
    seed = next(
        (each for each in chain(store, row.record) if names.code(kind.code, each) == row.outside),
        row.record,
    )
    outside = names.uuid(seed)
    return ReleasedRecord(
        record=kind(id=row.record, retracted=True),
        kind=row.kind,
        ref="",
        outside=outside,
        code=row.outside,
        level=Level.LOW,
        level_rule=RULE,
        digest=digest_of(row.kind, outside, ()),
        fields=(),
    )


def _release(
    recall: Recall,
    agreement: Agreement,
    partners: tuple[Partner, ...],
    records: tuple[ReleasedRecord, ...],
    day: dt.date,
) -> Release:
    made = Release(
        id="",
        agreement=agreement,
        partners=partners,
        day=day,
        records=records,
        withheld=(),
        blocks=(),
        level=Level.LOW,
        marking="unclassified",
        clauses=CLAUSES,
        keep_until=agreement.keep_until,
        rests_on=(agreement, *partners),
        errand=RETRACT,
        title=f"{TITLE}: {agreement.title}",
        recall=recall.id,
    )
    return attrs.evolve(made, id=made.digest()[:16])
