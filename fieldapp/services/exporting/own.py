"""An export for own use: decided as a release to the own office, and logged as one.

The file is not encrypted, so it holds no more than the own office may be given: no private phone,
no confidential text, nobody who told us, and codes where names stand.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

import attrs

from fieldapp.records.disclosures import Disclosure
from fieldapp.records.fields import Field
from fieldapp.records.record import Record
from fieldapp.records.sharing import Agreement
from fieldapp.records.values import is_empty
from fieldapp.services.sharing.gather import Gathered, gather
from fieldapp.services.sharing.paper import disclosed
from fieldapp.services.sharing.recheck import BlockedError, recheck
from fieldapp.services.sharing.release import assemble
from fieldapp.services.sharing.result import EXPORT, Block, Release
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import Attribution, DataClass, Level, RecipientKind, Shape

OFFICE = "own office"
NEEDS_REASON = frozenset({Level.HIGH, Level.SEVERE})
_ID = "own-export"  # under which outside codes of exports are made; no agreement of the vault


@attrs.frozen
class Asked:
    """What a job needs to decide on an export: plain values."""

    agreement: Agreement
    records: tuple[Record, ...] = attrs.field(repr=False)
    gathered: Gathered = attrs.field(repr=False)
    day: dt.date


def ask(store: Store, kind: type[Record], records: Sequence[Record]) -> Asked:
    """Read from the store what deciding looks at."""
    day = store.now().date()
    agreement = own_terms(kind, day)
    return Asked(agreement, tuple(records), gather(store, agreement, records), day)


def decide(asked: Asked) -> Release:
    """What leaves of these records, and what stays; a function of values, for a job."""
    made = assemble(asked.agreement, asked.records, asked.gathered, asked.day, channel=EXPORT)
    # These terms are ours alone and stand in no vault, so they cannot have changed there.
    rests_on = tuple(each for each in made.rests_on if each.id != asked.agreement.id)
    return attrs.evolve(made, rests_on=rests_on)


def own_terms(kind: type[Record], day: dt.date) -> Agreement:
    """The terms of an export: all that the ceilings let the own office have, and no name."""
    today = Day(day.isoformat())
    return Agreement(
        id=_ID,
        title=f"Own export: {kind.plural}",
        instrument="leadership_instruction",
        recipient_kind=RecipientKind.OWN_OFFICE,
        purpose="Own use within the office.",
        status="in_force",
        signed_on=today,
        valid_from=today,
        valid_until=today,
        keep_until=Day(f"{day.year + 1}-12-31"),
        shape=Shape.INCIDENT_ROWS,
        record_types=(kind.noun,),
        included_classes=tuple(DataClass),
        included_fields=tuple(_own_reading(kind)),
        highest_sensitivity=Level.SEVERE,
        lowest_admin_level="adm3",
        date_precision="day",
        role_precision="as_recorded",
        attributions=tuple(Attribution),
    )


def _own_reading(kind: type[Record]) -> list[str]:
    """Our own reading goes field by field, so each of its fields is named."""
    return [f"{kind.noun}.{each.name}" for each in kind.fields() if _is_reading(each)]


def _is_reading(field: Field) -> bool:
    inner = field.spec.part.fields() if field.spec.part else ()
    return any(each.spec.data_class is DataClass.ANALYSIS for each in (field, *inner))


@attrs.frozen
class Stays:
    """How many records stay for one reason, in one sentence."""

    why: str
    number: int


def staying(release: Release) -> tuple[Stays, ...]:
    """Why records stay, the most frequent reason first."""
    counts = Counter(each.why for each in release.withheld)
    return tuple(Stays(why, number) for why, number in counts.most_common())


def classes_left_out(release: Release) -> tuple[DataClass, ...]:
    """The classes of which something is recorded here and nothing leaves."""
    found = {
        each.field.spec.data_class
        for record in release.records
        for each in record.fields
        if not each.leaves and not is_empty(each.before)
    }
    return tuple(each for each in DataClass if each in found)


def log_export(store: Store, release: Release, reason: str) -> Disclosure:
    """Log it before the file is written; refused where something changed, or a reason lacks."""
    if release.blocks:
        raise BlockedError(release.blocks[0])
    if release.level in NEEDS_REASON and not reason.strip():
        raise BlockedError(_REASON)
    recheck(store, release, store.now())
    disclosure = Disclosure(
        title=release.agreement.title,
        state="released",
        channel=EXPORT,
        at=store.now(),
        handed_by=store.author or OFFICE,
        handed_to=OFFICE,
        level=release.level.value,
        keep_until=release.keep_until,
        clauses="\n".join(release.clauses),
        note=reason.strip(),
        records=disclosed(release),
        package=release.id,
    )
    store.save(disclosure, why="exported")
    saved = store.get(disclosure.id)
    assert isinstance(saved, Disclosure)
    return saved


_REASON = Block(
    "export:reason",
    "An export that is High or Severe needs a reason, because the file is not encrypted.",
    "Write in a few words what it is for.",
)
