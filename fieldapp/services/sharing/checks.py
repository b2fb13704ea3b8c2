"""Checks over the whole of what would leave, after each field was decided: they only tighten.

Small counts in tables of products, what earlier packages give away, rows about single people who
could be told apart (R16), and whether a table shows who reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from fieldapp.records.fields import Kind
from fieldapp.records.sharing import Agreement
from fieldapp.services.disclosure_control.lines import FIVE, is_small, smallest_of
from fieldapp.services.sharing.case import drop
from fieldapp.services.sharing.gather import Gathered
from fieldapp.services.sharing.levels import level_after
from fieldapp.services.sharing.people_rows import tell_apart
from fieldapp.services.sharing.product_tables import decided_anew, with_fields
from fieldapp.services.sharing.result import Block, ReleasedField, ReleasedRecord, Withheld
from fieldapp.services.sharing.table_checks import tables_checked
from fieldapp.vocab.handling import DataClass, Shape


@attrs.frozen
class Tightened:
    """What may leave after all, what stays as well, each with its rule, and what stops it all."""

    records: tuple[ReleasedRecord, ...]
    withheld: tuple[tuple[ReleasedRecord, Withheld], ...] = ()
    blocks: tuple[Block, ...] = ()

    @property
    def gone(self) -> frozenset[str]:
        """The ids of the records that stay as well."""
        return frozenset(each.record.id for each, _ in self.withheld)


def needs_approval(agreement: Agreement) -> bool:
    """Whether counts so small may be shown that a second person must say yes."""
    return smallest_of(agreement.smallest_count) < FIVE


def tighten(
    records: Sequence[ReleasedRecord], agreement: Agreement, gathered: Gathered
) -> Tightened:
    """All checks, one after the other; a release of rows without products is not touched."""
    smallest = smallest_of(agreement.smallest_count)
    made = tables_checked(records, gathered, smallest)
    out, withheld, blocks = list(made.records), list(made.withheld), list(made.blocks)
    if agreement.shape == Shape.INDIVIDUAL_ROWS:
        out, apart = tell_apart(out, agreement.key_variables, smallest)
        withheld += apart
    if any(each.recipient_kind != agreement.recipient_kind for each in gathered.partners):
        out = [_without_small(each, smallest) for each in out]
    before = {each.record.id: each for each in records}
    out = [each if each is before[each.record.id] else _levelled(each, gathered) for each in out]
    return Tightened(tuple(out), tuple(withheld), tuple(blocks))


def _levelled(released: ReleasedRecord, gathered: Gathered) -> ReleasedRecord:
    level, rule = level_after(released.record, released.leaving, gathered.profile)
    return attrs.evolve(released, level=level, level_rule=rule)


def _without_small(released: ReleasedRecord, smallest: int) -> ReleasedRecord:
    """To a kind that the agreement does not name, small counts leave in no shape at all."""
    words = f"Counts smaller than {smallest} leave only to whom the agreement names (R16)."
    changed = {}
    for each in _small_tallies(released, smallest):
        nothing = drop(each.field, "R16:k", words)
        changed[each.name] = decided_anew(each, nothing.action, "R16:k", words, nothing.value)
    return with_fields(released, changed) if changed else released


def _small_tallies(released: ReleasedRecord, smallest: int) -> Iterator[ReleasedField]:
    for each in released.leaving:
        if each.field.spec.data_class is DataClass.COUNT:
            value = each.after
            told = value.counts.values() if each.field.spec.kind is Kind.TALLY else (value,)
            if any(isinstance(n, (int, float)) and is_small(int(n), smallest) for n in told):
                yield each
