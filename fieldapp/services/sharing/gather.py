"""Read from the store, in one place, everything that deciding looks at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from fieldapp.records.actors import Actor, Person
from fieldapp.records.record import Record
from fieldapp.records.sharing import Agreement, Partner
from fieldapp.records.sources import Source
from fieldapp.services.approving.standing import holding
from fieldapp.services.disclosure_control.joined import CountTable
from fieldapp.services.protocols import station_profile
from fieldapp.services.sharing.earlier import earlier_of
from fieldapp.services.sharing.known import (
    known_places,
    named_records,
    region_of,
    scanner,
    scanner_of,
)
from fieldapp.services.sharing.onward import Onward, onward_of
from fieldapp.services.sharing.outside import OutsideNames
from fieldapp.services.sharing.profile import Profile, default_profile
from fieldapp.services.sharing.scan import Scanner
from fieldapp.services.sharing.scanning.choices import Choices
from fieldapp.services.sharing.text_choices import choices_of
from fieldapp.services.sharing.versions import roots_of
from fieldapp.services.sharing.withhold import source_ids
from fieldapp.store.keys import epoch, station_keys
from fieldapp.store.store import Store

__all__ = ["Gathered", "gather", "named_records", "scanner", "scanner_of"]


@attrs.frozen
class Gathered:
    """The records beside the selection that a release rests on, as they were when it was read."""

    partners: tuple[Partner, ...]
    sources: dict[str, Source] = attrs.field(repr=False)
    actors: dict[str, Actor] = attrs.field(repr=False)
    people: dict[str, Person] = attrs.field(repr=False)
    scanner: Scanner = attrs.field(repr=False)
    outside: OutsideNames = attrs.field(repr=False)
    approved: frozenset[str] = frozenset()  # digests of what a second person said yes to
    profile: Profile = attrs.field(factory=default_profile, repr=False)
    # By the id of each version of a record that has several, the id of its first.
    roots: Mapping[str, str] = attrs.field(factory=dict, repr=False)
    onward: Onward = attrs.field(factory=Onward, repr=False)  # terms of what others sent us
    choices: Choices = attrs.field(factory=Choices, repr=False)  # on what the scan found
    epoch: str = ""  # of this vault: new in a restored copy, which forgot what was used
    # Tables that any of these recipients has from us already.
    earlier: tuple[CountTable, ...] = attrs.field(default=(), repr=False)


def gather(store: Store, agreement: Agreement, records: Sequence[Record]) -> Gathered:
    """Read recipients, the records that the selection links to, and every known name."""
    named = tuple(named_records(store))
    resting = {each for record in records for each in source_ids(record)}
    recipients = store.get_many(tuple(dict.fromkeys(agreement.recipients)))
    return Gathered(
        partners=tuple(each for each in recipients.values() if isinstance(each, Partner)),
        sources={e.id: e for e in named if isinstance(e, Source) and e.id in resting},
        actors={e.id: e for e in named if isinstance(e, Actor)},
        people={e.id: e for e in named if isinstance(e, Person)},
        scanner=scanner_of((*named, *records), known_places(store, records), region_of(store)),
        outside=OutsideNames(station_keys(store.vault).outside_secret, agreement.id),
        approved=frozenset(holding(store)),
        profile=station_profile(store),
        roots=roots_of(store, records),
        onward=onward_of(store, agreement.onward_sharing, records),
        earlier=earlier_of(store, agreement, records),
        choices=choices_of(store),
        epoch=epoch(store.vault),
    )
