"""What package tests are made of: cards exchanged, an agreement, incidents, releases of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import attrs

from fieldapp.records.incidents import AllegedActor, Incident
from fieldapp.records.record import Record, evolve
from fieldapp.records.sharing import Agreement, Partner
from fieldapp.services.package import cards, seal
from fieldapp.services.package.importing import import_opened
from fieldapp.services.package.opening import Opened, inbox, open_package
from fieldapp.services.package.seal import Sealed
from fieldapp.services.sharing.outside import OutsideNames
from fieldapp.services.sharing.result import (
    Release,
    ReleasedField,
    ReleasedRecord,
    ReleasedRow,
    digest_of,
)
from fieldapp.store.keys import station_keys
from fieldapp.store.store import Changes, Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import Level
from fieldapp.vocab.places import Area, Place
from fieldapp.vocab.tallies import Tally

LEAVING = frozenset(
    {
        "title",
        "act",
        "weapons",
        "place",
        "happened",
        "alleged",
        "victim_types",
        "killed",
        "narrative_shareable",
        "verification_status",
        "related",
    }
)


@attrs.frozen
class Pair:
    """A sender and a receiver who have compared their codes."""

    sender: Store
    receiver: Store
    agreement: Agreement
    partner: Partner
    folder: Path

    def incidents(self, number: int = 2, **values: object) -> list[Incident]:
        """Some incidents of the sender's, saved."""
        made = [incident(at + 1, **values) for at in range(number)]
        return self.save(*made)

    def save(self, *records: Incident) -> list[Incident]:
        """These, as the sender's vault keeps them."""
        self.sender.save(*records)
        return [self.stored(each) for each in records]

    def stored(self, record: Record) -> Incident:
        """A record of the sender's as it stands now."""
        found = self.sender.get(record.id)
        assert isinstance(found, Incident)
        return found

    def release(self, *records: Record, **values: object) -> Release:
        """A release of these records under the agreement."""
        return attrs.evolve(release(self.sender, self.agreement, *records), **values)

    def seal(self, *records: Record) -> Sealed:
        """A package of these records, or of two new ones."""
        return seal.seal(self.sender, self.release(*(records or self.incidents())), self.folder)

    def open(self, path: Path) -> Opened:
        """A package, as the receiver opens it."""
        return open_package(path, inbox(self.receiver))

    def receive(self, path: Path) -> Changes:
        """Open and import."""
        return import_opened(self.receiver, self.open(path))


def compare(here: Store, there: Store) -> Partner:
    """Add the other's card, with its code."""
    card = cards.read_card(cards.card_json(there))
    return cards.add_partner(here, card, "humanitarian-partner", card.code)


def agree(store: Store, *partners: Partner, **values: object) -> Agreement:
    """An agreement in force with these partners."""
    made = Agreement(
        title="Sharing protocol of the cluster",
        instrument="cluster_dpisp",
        recipient_kind="humanitarian-partner",
        recipients=tuple(each.id for each in partners),
        purpose="Protection analysis",
        record_types=("incident",),
        included_classes=("event", "count", "place", "time", "shareable_text"),
        highest_sensitivity="high",
        signed_on=Day("2025-01-01"),
        valid_from=Day("2025-01-01"),
        valid_until=Day("2030-01-01"),
        keep_until=Day("2030-06-30"),
        contact_point="Duty desk, 08-20 h",
        **values,
    )
    store.save(made)
    found = store.get(made.id)
    assert isinstance(found, Agreement)
    return found


def incident(number: int = 1, **values: object) -> Incident:
    """An incident with something in most kinds of field."""
    given: dict[str, object] = {
        "title": f"=Market shelled {number}",
        "act": "killing",
        "weapons": ("aerial_bomb", "barrel_bomb"),
        "place": Place(
            (Area("SDN", "Sudan"), Area("SD01", "أم درمان")), precision="adm1", gazetteer="1"
        ),
        "happened": Day("2025-11"),
        "alleged": (AllegedActor(category="nsag"), AllegedActor(category="state_military")),
        "killed": Tally(women=3, boys=2, estimated=frozenset({"boys"})),
        "narrative_shareable": "Shells fell on the market.\n@home <b>&amp;",
        "narrative_confidential": "Sesamoid told us",
        "verification_status": "reported",
    }
    return Incident(**{**given, **values})


def names(pair: Pair) -> OutsideNames:
    """What the sender's records are called under the agreement."""
    return OutsideNames(station_keys(pair.sender.vault).outside_secret, pair.agreement.id)


def released(names: OutsideNames, record: Record, leaving=LEAVING) -> ReleasedRecord:
    """A record as it leaves, made by hand: the decisions themselves are tested elsewhere."""
    fields = tuple(
        _field(names, each, getattr(record, each.name), leaving) for each in record.fields()
    )
    outside = names.uuid(record.id)
    return ReleasedRecord(
        record=record,
        kind=record.noun,
        ref=record.ref,
        outside=outside,
        code=names.code(record.code, record.id),
        level=Level.MODERATE,
        level_rule="profile",
        digest=digest_of(record.noun, outside, fields),
        fields=fields,
    )


def _field(names, field, value, leaving) -> ReleasedField:
    after, rows = value, ()
    if field.spec.kind == "parts":
        rows = tuple(_row(names, each) for each in value)
        after = tuple(evolve(each, id=names.uuid(each.id)) for each in value)
    if field.spec.kind == "links":
        after = tuple(map(names.uuid, value))
    if field.name not in leaving:
        empty = field.default
        return ReleasedField(field.name, field, value, empty, "dropped", "class", "No.")
    return ReleasedField(field.name, field, value, after, "kept", "class", "Yes.", rows=rows)


def _row(names, row) -> ReleasedRow:
    inner = tuple(
        _field(names, each, getattr(row, each.name), {"category", "certainty"})
        for each in row.fields()
    )
    return ReleasedRow(names.uuid(row.id), inner)


def release(store: Store, agreement: Agreement, *records: Record, partners=()) -> Release:
    """A release of these records to the agreement's recipients."""
    names = OutsideNames(station_keys(store.vault).outside_secret, agreement.id)
    who = partners or tuple(store.get_many(agreement.recipients).values())
    return Release(
        id="release-1",
        agreement=agreement,
        partners=who,
        day=dt.date(2026, 1, 5),
        records=tuple(released(names, each) for each in records),
        withheld=(),
        blocks=(),
        level=Level.MODERATE,
        marking="restricted",
        clauses=("Places to the state or province.",),
        keep_until=Day("2030-06-30"),
    )
