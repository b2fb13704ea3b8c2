"""`summary.pdf` inside a package: what it holds, from whom, under which agreement, for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from fieldapp.records.fields import Field, Kind
from fieldapp.records.products import ProductTable
from fieldapp.records.record import Part
from fieldapp.records.sharing import Agreement
from fieldapp.records.values import in_words, is_empty
from fieldapp.services.printing import wording
from fieldapp.services.printing.count_tables import count_tables
from fieldapp.services.printing.marks import marking_of
from fieldapp.services.printing.paper import Paper, render
from fieldapp.services.printing.released import leaving, title_of_record, titles, values_of
from fieldapp.services.printing.sheet import (
    Block,
    Fact,
    Note,
    Prose,
    Quotes,
    Rows,
    Section,
    Sheet,
)
from fieldapp.services.printing.story import story
from fieldapp.services.sharing.result import RETRACT, Release, ReleasedRecord
from fieldapp.vocab.handling import Level
from fieldapp.vocab.vocabulary import vocabulary

MOST = 200
TAKES_BACK = (
    "These records are taken back. They are named by code only. Delete them and every copy, do not "
    "use them any more, and send a certificate of destruction."
)
NOT_SHOWN = "The other {count} records are in the tables of this package."


def release_summary(
    release: Release, facts: Mapping[str, str] | None = None, *, page: str = "A4"
) -> bytes:
    """The PDF of a release: totals, terms and at most 200 records, only with values that leave.

    `facts` are lines of the manifest for people, label to words, in the order in which they print,
    such as who sends it and the number in sequence. Equal input gives equal bytes.
    """
    sheet = summary_sheet(release, facts or {}, page)
    return render(_paper(sheet), lambda face: story(face, sheet))


def summary_sheet(release: Release, facts: Mapping[str, str], page: str = "A4") -> Sheet:
    """What `summary.pdf` says, as a sheet."""
    shown = release.records[:MOST]
    more = len(release.records) - len(shown)
    listed: list[Block] = list(_records(release, shown))
    if more:
        listed.append(Note(NOT_SHOWN.format(count=more)))
    return Sheet(
        kind="Package summary",
        title=release.title or release.agreement.title,
        ref=release.agreement.ref,
        level=release.level,
        marking=marking_of(release.level, release.marking),
        page=page,
        station=facts.get("From", ""),
        destroy_by=str(release.keep_until or ""),
        notices=tuple(_notices(release)),
        sections=(
            Section("This package", tuple(_package(release, facts))),
            Section("Totals", tuple(_totals(release))),
            Section("Terms", tuple(_terms(release))),
            Section("Records", tuple(listed) or (Note("No record leaves."),)),
        ),
    )


def _paper(sheet: Sheet) -> Paper:
    keep = f" Destroy by {sheet.destroy_by}." if sheet.destroy_by else ""
    return Paper(
        level=sheet.level,
        marking=sheet.marking,
        ref=sheet.ref,
        about=sheet.kind,
        page=sheet.page,
        origin=sheet.station,
        handling=f"Only for the recipients named here, under this agreement.{keep}",
    )


def _notices(release: Release) -> Iterator[str]:
    if release.errand == RETRACT:
        yield TAKES_BACK
        return
    kinds = {type(each.record) for each in release.records}
    if any(map(wording.is_alleged, kinds)):
        yield wording.ALLEGED
    if any(map(wording.has_words_of_others, kinds)):
        yield wording.SAID_IS_ALLEGED
    yield "What reached this station is not a measure of harm: other events did not reach it."


def _package(release: Release, facts: Mapping[str, str]) -> Iterator[Fact]:
    yield from (Fact(name, words) for name, words in facts.items() if words)
    yield Fact("For", ", ".join(partner.name for partner in release.partners))
    yield Fact("Sensitivity", vocabulary("level").label(release.level))
    if release.keep_until:
        yield Fact("Keep until", str(release.keep_until))


def _terms(release: Release) -> Iterator[Block]:
    agreement = release.agreement
    names = ("purpose", "prohibited_purposes", "onward_sharing")
    for name in names if release.errand == RETRACT else (*names, "ask", "ask_by"):
        yield from _term(agreement, name)
    yield from _term(agreement, "contact_point")
    yield from _term(agreement, "coverage")
    if release.clauses:
        yield Prose("Clauses applied", "\n".join(release.clauses))


def _term(agreement: Agreement, name: str) -> Iterator[Fact]:
    field, value = agreement.field(name), getattr(agreement, name)
    if not is_empty(value):
        yield Fact(field.spec.label, in_words(field, value))


def _totals(release: Release) -> Iterator[Block]:
    plurals = {each.kind: type(each.record).plural for each in release.records}
    counts = Counter((each.kind, each.level) for each in release.records)
    levels = [level for level in Level if any(each.level is level for each in release.records)]
    heads = ("Kind", *(vocabulary("level").label(level) for level in levels), "Total")
    rows = [
        (
            plurals[kind],
            *(str(counts[kind, level] or "") for level in levels),
            str(sum(counts[kind, level] for level in levels)),
        )
        for kind in plurals
    ]
    rows.append(
        (
            "All",
            *(str(sum(counts[kind, level] for kind in plurals)) for level in levels),
            str(len(release.records)),
        )
    )
    share = 0.6 / (len(heads) - 1)
    yield Rows("Totals", heads, tuple(rows), (0.4, *(share for _ in heads[1:])))


def _records(release: Release, shown: Sequence[ReleasedRecord]) -> Iterator[Block]:
    """Kind by kind, one row a record: its code and level, and the values that leave."""
    say = partial(in_words, title_of=titles(release))
    for kind in dict.fromkeys(each.kind for each in shown):
        mine = [each for each in shown if each.kind == kind]
        rows = tuple((_name(each), _values(each, say)) for each in mine)
        yield Quotes(type(mine[0].record).plural, rows)
        for each in mine:
            yield from count_tables(each)


def _name(released: ReleasedRecord) -> str:
    level = vocabulary("level").label(released.level)
    return f"{released.code}\n{level}"


def _values(released: ReleasedRecord, say: Callable[[Field, Any], str]) -> str:
    """The title, then short values in one line, then texts and rows each on its own."""
    title, title_field = title_of_record(released)
    short: list[str] = []
    long = [] if title == released.code else [title]
    at = len(long)
    values = values_of(released)
    for each in leaving(released):
        value, spec = values[each.name], each.field.spec
        told_below = spec.part is ProductTable
        if each.name in (title_field, "sensitivity", "ref") or is_empty(value) or told_below:
            continue
        if spec.kind is Kind.PARTS:
            long.extend(f"{spec.label}: {_row_words(row, say)}" for row in value)
        elif spec.kind is Kind.TEXT and spec.lines > 1:
            long.append(f"{spec.label}: {say(each.field, value)}")
        elif say(each.field, value) != title:
            short.append(f"{spec.label}: {say(each.field, value)}")
    long[at:at] = [" · ".join(short)] if short else []
    return "\n".join(long)


def _row_words(row: Part, say: Callable[[Field, Any], str]) -> str:
    """One row of a record in one line."""
    said = [
        f"{each.spec.label}: {say(each, getattr(row, each.name))}"
        for each in row.fields()
        if not is_empty(getattr(row, each.name))
    ]
    return " · ".join(said)
