"""Prepare a release, select what goes into it, and check it again before it is sealed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

import attrs

from fieldapp.records.record import Record
from fieldapp.records.sharing import Agreement
from fieldapp.services.collecting import no_collecting
from fieldapp.services.sharing import blocks
from fieldapp.services.sharing.checks import tighten
from fieldapp.services.sharing.choose import choose
from fieldapp.services.sharing.clauses import clauses_of, marking_of
from fieldapp.services.sharing.gather import Gathered, gather
from fieldapp.services.sharing.recheck import recheck
from fieldapp.services.sharing.result import (
    Block,
    Release,
    ReleasedField,
    ReleasedRecord,
    ReleasedRow,
    Withheld,
    plain_after,
)
from fieldapp.services.sharing.terms import Terms, terms_of
from fieldapp.store.lists import own_only
from fieldapp.store.store import Filter, Query, Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import Level

__all__ = [
    "Block",
    "Release",
    "ReleasedField",
    "ReleasedRecord",
    "ReleasedRow",
    "Withheld",
    "assemble",
    "plain_after",
    "prepare",
    "recheck",
    "select",
]


def select(
    store: Store,
    agreement: Agreement,
    *,
    kinds: Collection[str] = (),
    since: dt.date | Day | str | None = None,
    filters: Sequence[Filter] = (),
    apart: bool = False,
    received: bool = False,
) -> list[Record]:
    """Our own records of the types that the agreement lists, or of those in `kinds`.

    What a data set brought in is among them only where `filters` name it, or `apart` asks for all;
    what others sent us only where `received` asks for it, and their terms decide on each.
    """
    found: list[Record] = []
    for kind in store.types:
        if kind.noun in agreement.record_types and (not kinds or kind.noun in kinds):
            also = (Filter(kind.dated, str(since), "since"),) if since and kind.dated else ()
            asked = (*(filters if apart else own_only(kind, filters)), *also)
            query = Query(
                kind.noun, filters=asked, received=None if received else False, descending=False
            )
            found += store.records(query)
    return found


def prepare(
    store: Store,
    agreement: Agreement,
    records: Sequence[Record],
    *,
    day: dt.date | None = None,
    channel: str = blocks.PACKAGE,
) -> Release:
    """Decide on every field of every record under an agreement; the store is only read."""
    agreement = _as_kept(store, agreement)
    chosen = tuple({record.id: record for record in records}.values())
    gathered = gather(store, agreement, chosen)
    return assemble(agreement, chosen, gathered, day or store.now().date(), channel=channel)


def _as_kept(store: Store, agreement: Agreement) -> Agreement:
    """The agreement as it stands in the vault, where it does; another copy may be older."""
    kept = store.get_many((agreement.id,)).get(agreement.id)
    return kept if isinstance(kept, Agreement) else agreement


def assemble(
    agreement: Agreement,
    records: Sequence[Record],
    gathered: Gathered,
    day: dt.date,
    *,
    channel: str = blocks.PACKAGE,
) -> Release:
    """The release as a pure function of what was gathered."""
    terms = terms_of(agreement, gathered.partners, day)
    with no_collecting():
        out, withheld, tightened = _decided(records, agreement, terms, gathered)
    level = Level.highest(*{each.level for each in out}) if out else Level.LOW
    onward = gathered.onward
    stops = (
        *blocks.of_agreement(agreement, day),
        *blocks.of_recipients(agreement, gathered.partners, day, channel),
        *blocks.of_selection(len(records), len(out)),
        *tightened,
        *blocks.of_channel(agreement, channel, level, len(out)),
    )
    made = Release(
        id="",
        agreement=agreement,
        partners=gathered.partners,
        day=day,
        records=out,
        withheld=withheld,
        blocks=stops,
        level=level,
        marking=marking_of(level, out, agreement.leaves_marked),
        clauses=clauses_of(agreement, terms),
        keep_until=onward.keep_until(agreement.keep_until, (each.record for each in out)),
        channel=channel,
        rests_on=(
            agreement,
            *gathered.partners,
            *gathered.sources.values(),
            *onward.entries.values(),
        ),
        earlier=gathered.earlier,
        profile=gathered.profile.fingerprint(),
        epoch=gathered.epoch,
    )
    digest = made.digest()
    named = attrs.evolve(made, id=digest[:16], approved=digest in gathered.approved)
    return attrs.evolve(named, blocks=(*stops, *blocks.of_approval(named)))


def _decided(
    records: Sequence[Record], agreement: Agreement, terms: Terms, gathered: Gathered
) -> tuple[tuple[ReleasedRecord, ...], tuple[Withheld, ...], tuple[Block, ...]]:
    """What leaves once all checks are done; where one holds a record back, it is decided again
    without that record, so that no tie to it leaves."""
    stay = list[Withheld]()
    rest = list(records)
    while True:
        out, withheld = choose(rest, terms, gathered)
        made = tighten(out, agreement, gathered)
        if not made.withheld:
            return made.records, (*withheld, *stay), made.blocks
        stay += [each for _, each in made.withheld]
        rest = [each for each in rest if each.id not in made.gone]
