"""What of the tables of products stays unseen: small counts, what gives them away, who reported."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import attrs

from fieldapp.records.products import Product
from fieldapp.services.disclosure_control import resting
from fieldapp.services.disclosure_control.grid import HIDDEN, grid_of
from fieldapp.services.disclosure_control.hiding import TooManyCountsError
from fieldapp.services.disclosure_control.lines import is_small
from fieldapp.services.disclosure_control.tables import Guarded, SeenBeforeError, guard
from fieldapp.services.sharing.case import drop
from fieldapp.services.sharing.coarse_tables import depth
from fieldapp.services.sharing.gather import Gathered
from fieldapp.services.sharing.product_tables import (
    NOTE,
    PRODUCT,
    ROWS,
    TABLES,
    LeavingTable,
    decided_anew,
    tables_field,
    tables_of,
    with_fields,
)
from fieldapp.services.sharing.result import (
    COARSENED,
    REPLACED,
    Block,
    ReleasedRecord,
    ReleasedRow,
    Withheld,
)

SMALL, DIFFERENCE, DII, SIZE = "R16:k", "R16:differencing", "R16:dii", "R16:size"
WIDE = 1  # a state or province; below it a reader may know which village reported
SOURCES = "sources_used"
_NUMBER = re.compile(r"\d+")


@attrs.frozen
class Checked:
    """Products as they may leave, those that stay, and what stops the release."""

    records: tuple[ReleasedRecord, ...]
    withheld: tuple[tuple[ReleasedRecord, Withheld], ...] = ()
    blocks: tuple[Block, ...] = ()


def tables_checked(records: Sequence[ReleasedRecord], gathered: Gathered, smallest: int) -> Checked:
    """Every table of every product of a release, looked at together."""
    products = [each for each in records if each.kind == PRODUCT]
    if not products:
        return Checked(tuple(records))
    tables = [table for each in products for table in tables_of(each)]
    blocks, why = list[Block](), ""
    guarded = dict[str, Guarded]()
    try:
        found = guard([each.counted() for each in tables], smallest, gathered.earlier)
        guarded = {e.row.outside: made for e, made in zip(tables, found, strict=True)}
    except SeenBeforeError as error:
        blocks, why = [_seen_before(error.reference)], DIFFERENCE
    except TooManyCountsError:
        why = SIZE
    made = {e.record.id: _with_guarded(e, guarded, smallest, why) for e in products}
    withheld = tuple(
        (each, Withheld(each.kind, each.ref, told, DII))
        for each in made.values()
        if (told := _shows_who(each))
    )
    stay = {each.record.id for each, _ in withheld}
    out = [made.get(each.record.id, each) for each in records if each.record.id not in stay]
    return Checked(tuple(out), withheld, tuple(blocks))


def _with_guarded(
    released: ReleasedRecord, guarded: Mapping[str, Guarded], smallest: int, why: str
) -> ReleasedRecord:
    field = tables_field(released)
    changed = {}
    if field is not None and why:
        nothing = drop(field.field, why, _STAY_WORDS[why])
        changed[TABLES] = decided_anew(field, nothing.action, why, nothing.words, nothing.value)
    elif field is not None:
        here = {
            each.outside: guarded[each.outside] for each in field.rows if each.outside in guarded
        }
        if hidden := [each for each in here.values() if each.hidden]:
            rows = tuple(_row(each, here.get(each.outside), smallest) for each in field.rows)
            told = {each.outside: each for each in rows}
            after = tuple(_part(each, told[each.id]) for each in field.after)
            changed[TABLES] = decided_anew(field, COARSENED, *_why(hidden, smallest), after, rows)
    made = with_fields(released, changed) if changed else released
    return _sources_coarser(made, smallest)


def _row(row: ReleasedRow, made: Guarded | None, smallest: int) -> ReleasedRow:
    """A table with the sign in place of what is hidden, and a note that says what it stands for."""
    if made is None or not made.hidden:
        return row
    note = f"{HIDDEN}: not shown. It is smaller than {smallest}, or would give away one that is."
    fields = {each.name: each for each in row.fields}
    rows, under = fields[ROWS], fields[NOTE]
    fields[ROWS] = decided_anew(rows, COARSENED, *_why([made], smallest), made.rows)
    said = "\n".join(filter(None, (under.after, note)))
    fields[NOTE] = decided_anew(under, REPLACED, SMALL, "Says what the sign stands for.", said)
    return ReleasedRow(row.outside, tuple(fields.values()))


def _part(part: object, row: ReleasedRow) -> object:
    values = {each.name: each.after for each in row.fields if each.name in (ROWS, NOTE)}
    return attrs.evolve(part, **values)  # type: ignore[misc]


def _why(hidden: Sequence[Guarded], smallest: int) -> tuple[str, str]:
    """The rule and the words: how many counts stay, and beside which earlier packages."""
    number = sum(each.hidden for each in hidden)
    said = "1 count is not shown" if number == 1 else f"{number} counts are not shown"
    words = f"{said}: smaller than {smallest}, or they would give away one that is (R16)."
    compared = list(dict.fromkeys(ref for each in hidden for ref in each.compared))
    if not compared:
        return SMALL, words
    return DIFFERENCE, f"{words} Beside {', '.join(compared)}, more had to stay."


def _sources_coarser(released: ReleasedRecord, smallest: int) -> ReleasedRecord:
    """How many sources of a kind there are is a count too."""
    for each in released.leaving:
        if each.name != SOURCES:
            continue
        said = _NUMBER.sub(lambda found: _at_most(int(found[0]), smallest), each.after)
        if said != each.after:
            words = f"Counts smaller than {smallest} are told as such (R16)."
            made = decided_anew(each, COARSENED, SMALL, words, said)
            return with_fields(released, {SOURCES: made})
    return released


def _at_most(number: int, smallest: int) -> str:
    return f"fewer than {smallest}" if is_small(number, smallest) else str(number)


# -- who reported --------------------------------------------------------------------------


def _shows_who(released: ReleasedRecord) -> str:
    """Why nobody can be sure that a reader does not see who reported; empty where somebody is."""
    assert isinstance(released.record, Product)
    if released.record.shows_reporter == "no":
        return ""
    tables = list(tables_of(released))
    behind = [_behind(each) for each in tables]
    if any(each is None for each in behind):
        return f"{_NOBODY_SAID} A table was typed or changed, so it is not known what it rests on."
    if number := sum(filter(None, behind)):
        rest = "1 count rests" if number == 1 else f"{number} counts rest"
        return f"{_NOBODY_SAID} {rest} on one place or one source."
    fine = any(depth(each.kept) > WIDE for each in tables)
    return f"{_NOBODY_SAID} Its tables tell districts or finer." if fine else ""


def _behind(table: LeavingTable) -> int | None:
    """How many counts that are shown rest on one place or source; None where it is not known."""
    cells = resting.read(table.kept.rows, table.kept.resting)
    if cells is None:
        return None
    gone = grid_of(table.told(ROWS)).hidden()
    return sum(each not in gone for each in cells)


_NOBODY_SAID = "Nobody has answered No to whether a reader could see who reported (R16)."
_STAY_WORDS = {
    DIFFERENCE: "Beside what left before, it would give a small count away (R16).",
    SIZE: "The tables together are too large to be checked (R16).",
}


def _seen_before(reference: str) -> Block:
    return Block(
        DIFFERENCE,
        f"Beside {reference or 'an earlier package'}, a table would give a small count away.",
        "Leave the product out, or make its table of the same period and areas as before.",
    )
