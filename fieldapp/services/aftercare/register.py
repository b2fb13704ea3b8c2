"""The register in words: who got what of a record, and what a recipient holds; to read, CSV, paper.

A file names records by reference and code only: their titles stay on the screen.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from fieldapp.records.disclosures import Answered, Delivery
from fieldapp.services.aftercare.held import Held, held_by
from fieldapp.services.aftercare.left import NOUN, Left, count_left, left_of
from fieldapp.services.printing import wording
from fieldapp.services.printing.marks import marking_of
from fieldapp.services.printing.sheet import Note, Rows, Section, Sheet
from fieldapp.services.tables import guarded
from fieldapp.store.row_links import rows_of
from fieldapp.store.store import Filter, Query, Store
from fieldapp.vocab.handling import Level
from fieldapp.vocab.vocabulary import vocabulary

SAVED_AS_CSV = "who holds what of this was saved as a file that is not encrypted"
SAVED_AS_PDF = "who holds what of this was put on paper"
WHO_HEADS = (
    "When",
    "To",
    "Way",
    "Under",
    "As",
    "Change",
    "Keep until",
    "Receipt",
    "Answer",
    "Clauses",
)
HELD_HEADS = ("When", "Reference", "Type", "As", "Level", "Under", "Way", "Keep until", "Stands")
CODE = re.compile(r"[A-Z]{2,8}-[0-9A-Z]{4}-[0-9A-Z]{4}\Z")
_Paper = tuple[tuple[str, ...], tuple[float, ...], tuple[tuple[int, ...], ...]]
ASKED_BACK, OVERDUE, HOLDS = "Asked back, not confirmed", "Kept too long", "Held"


@attrs.frozen
class Line:
    """One recipient of one entry that carried the record."""

    disclosure: str
    when: str
    to: str = attrs.field(repr=False)
    way: str
    under: str = attrs.field(repr=False)
    outside: str
    change: str
    keep_until: str
    receipt: str
    answer: str = attrs.field(repr=False)
    clauses: tuple[str, ...] = attrs.field(repr=False)
    level: str
    outside_change: str = ""  # as a code

    def cells(self) -> tuple[str, ...]:
        """In the order of the heads."""
        told = " ".join(self.clauses)
        first = (self.when, self.to, self.way, self.under, self.outside, self.change)
        return (*first, self.keep_until, self.receipt, self.answer, told)


@attrs.frozen
class Register:
    """One answer of the register as a table."""

    title: str = attrs.field(repr=False)
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = attrs.field(repr=False)
    level: Level


def lines_of(store: Store, left: Iterable[Left]) -> tuple[Line, ...]:
    """Entries that carried a record, a line for each recipient."""
    entries = tuple(left)
    ids = {e.agreement for e in entries} | {d.partner for e in entries for d in e.deliveries}
    titles = store.titles(ids) if ids else {}
    return tuple(line for each in entries for line in _lines(each, titles))


def _lines(left: Left, titles: dict[str, str]) -> Iterator[Line]:
    for each in left.deliveries or (None,):
        name = titles.get(each.partner, "") if each is not None else ""
        yield Line(
            disclosure=left.disclosure,
            when=moment(left.at),
            to=", ".join(dict.fromkeys(filter(None, (name, left.handed_to)))),
            way=vocabulary("channel").label(left.channel),
            under=titles.get(left.agreement, "") or "An agreement that is gone",
            outside=left.outside,
            change=vocabulary("change").label(left.change or "new"),
            keep_until=str(left.keep_until or ""),
            receipt=receipt_in_words(each),
            answer=answers_in_words(
                a for a in left.answers if each is not None and a.partner == each.partner
            ),
            clauses=left.clauses,
            level=left.level,
            outside_change=left.change,
        )


def sentence(line: Line) -> str:
    """One line of the record's own history outside."""
    verb = _VERBS.get(line.outside_change, "Shared on")
    told = f"{verb} {line.when} under {line.under} to {line.to or 'nobody named'}"
    told += f" as {line.outside}, {line.way.lower()}"
    after = "; ".join(filter(None, (line.receipt.lower(), line.answer)))
    if after:
        told = f"{told}: {after}"
    return told if told.endswith((".", "?", "!")) else f"{told}."


_VERBS = {"corrected": "Corrected on", "retracted": "Taken back on"}


def receipt_in_words(delivery: Delivery | None) -> str:
    """What a recipient acknowledged and when; what became of it since."""
    if delivery is None or not delivery.receipt_state:
        return ""
    said = vocabulary("receipt_state").label(delivery.receipt_state)
    if delivery.receipt_at is not None:
        said += f" {moment(delivery.receipt_at)}"
    return f"{said}; destroyed {delivery.destroyed_on}" if delivery.destroyed_on else said


def answers_in_words(answers: Iterable[Answered]) -> str:
    """Such as `Need more 2026-05-12 10:00: which village?`."""
    return "; ".join(_answer(each) for each in answers)


def _answer(answer: Answered) -> str:
    said = vocabulary("receipt_answer").label(answer.answer)
    if answer.at is not None:
        said += f" {moment(answer.at)}"
    said += f": {answer.words}" if answer.words else ""
    return f"{said} (dealt with {answer.handled_on})" if answer.handled_on else said


def moment(at: dt.datetime | None) -> str:
    """A day and an hour, as they were here."""
    return f"{at:%Y-%m-%d %H:%M}" if at is not None else ""


def who_got(store: Store, record_id: str) -> Register:
    """Who got what of a record, when, under which clause: all of it."""
    left = left_of(store, record_id, limit=max(1, count_left(store, record_id)))
    head = store.head(record_id)
    name = head.ref if head is not None else next((each.outside for each in left), "")
    rows = tuple(each.cells() for each in lines_of(store, left))
    return Register(f"Who got what of {name}", WHO_HEADS, rows, _highest(e.level for e in left))


def what_holds(store: Store, partner_id: str) -> Register:
    """What a recipient holds of ours: all of it."""
    held = held_by(store, partner_id)
    rows = tuple(held_cells(store, held))
    name = store.titles([partner_id]).get(partner_id, "")
    return Register(f"What {name} holds", HELD_HEADS, rows, _highest(e.level for e in held))


def held_cells(store: Store, held: Sequence[Held]) -> Iterator[tuple[str, ...]]:
    """Records that are held, by reference and code, in the order of the heads."""
    heads = store.heads({each.record for each in held})
    agreements = store.heads({each.agreement for each in held})
    today = store.now().date()
    labels = {kind.noun: kind.label for kind in store.types}
    for each in held:
        record, agreement = heads.get(each.record), agreements.get(each.agreement)
        yield (
            moment(each.at),
            record.ref if record is not None else "removed here",
            labels.get(each.kind, each.kind),
            each.outside,
            vocabulary("level").label(each.level),
            agreement.title if agreement is not None else "",
            vocabulary("channel").label(each.channel),
            str(each.keep_until or ""),
            stands(each, today),
        )


def stands(held: Held, today: dt.date) -> str:
    """How it stands with something that is held."""
    if held.asked_back:
        return ASKED_BACK
    return OVERDUE if held.overdue(today) else HOLDS


def by_code(store: Store, code: str) -> tuple[str, ...]:
    """The records that left under a code, also those that are removed here for ever."""
    said = code.strip().upper()
    if not CODE.match(said):
        return ()
    entries = store.ids(
        store.keys(Query(NOUN, filters=(Filter("records", f'"{said}"', "mentions"),)))
    )
    found = rows_of(store, NOUN, entries, "records", ("record",), ("outside", (said,)))
    return tuple(dict.fromkeys(record for _, record in found if record))


def _highest(levels: Iterable[str]) -> Level:
    known = [Level(each) for each in levels if each in set(Level)]
    return Level.highest(*known) if known else Level.MODERATE


def as_csv(register: Register) -> bytes:
    """The register as CSV in UTF-8; no cell of it acts as a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(register.heads)
    writer.writerows([guarded(cell) for cell in row] for row in register.rows)
    return text.getvalue().encode()


def as_sheet(store: Store, register: Register) -> Sheet:
    """The register on paper, for the own office."""
    station = store.station()
    who = register.heads == WHO_HEADS
    heads, widths, cells = _WHO_PAPER if who else _HELD_PAPER
    rows = tuple(tuple(_together(row, each) for each in cells) for row in register.rows)
    table = Rows("", heads, rows, widths)
    sections = [Section("Register", (table,) if rows else (Note("Nothing."),))]
    if clauses := dict.fromkeys(row[9] for row in register.rows if who and row[9]):
        sections.append(Section("Clauses applied", tuple(Note(each) for each in clauses)))
    return Sheet(
        kind="Register of what left",
        title=register.title,
        ref=station.station_code if station is not None else "",
        level=register.level,
        marking=marking_of(register.level),
        station=wording.origin(station),
        printed_by=station.officer if station is not None else "",
        printed_at=wording.moment(store.now()),
        sections=tuple(sections),
    )


# Ten columns do not stand side by side on a page: which cells stand together there.
_WHO_PAPER: _Paper = (
    ("When and how", "To, under", "As", "Keep until", "Receipt and answer"),
    (0.16, 0.28, 0.16, 0.12, 0.28),
    ((0, 2), (1, 3), (4, 5), (6,), (7, 8)),
)
_HELD_PAPER: _Paper = (
    ("When and how", "Reference", "As", "Under", "Keep until", "Stands"),
    (0.16, 0.2, 0.16, 0.22, 0.12, 0.14),
    ((0, 6), (1,), (3, 4), (5,), (7,), (8,)),
)


def _together(row: Sequence[str], cells: Sequence[int]) -> str:
    return "\n".join(row[each] for each in cells if row[each])
