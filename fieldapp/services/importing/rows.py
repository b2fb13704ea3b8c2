"""One row as one record, with everything that was not taken as it came."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import attrs

from fieldapp.records.checks import problems
from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Part, Record, evolve
from fieldapp.records.values import from_plain, is_empty
from fieldapp.services.importing import cells, stubs
from fieldapp.services.importing.areas import Areas
from fieldapp.services.importing.crosswalk import Rule, key, pieces
from fieldapp.services.importing.errors import CellError
from fieldapp.services.importing.placing import KEPT_AS_HEARD, place_of
from fieldapp.services.importing.plan import Plan
from fieldapp.services.importing.report import Reported, not_stored
from fieldapp.services.importing.sheets import Cell, Row, filled, shown
from fieldapp.vocab.tallies import GROUPS, Tally
from fieldapp.vocab.vocabulary import vocabulary

_GROUP = {
    ("female", "adult"): "women",
    ("male", "adult"): "men",
    ("female", "minor"): "girls",
    ("male", "minor"): "boys",
}
_OWN_REF = "A reference is given by this vault; that of the file was not stored."
_NO_GROUP = "Sex and age name no one group of the people counted: counted as not known, not stored."
_FORMULA = "This looks like a formula: it is kept as text and never worked out."


def read_row(made: Plan, row: Row, areas: Areas) -> tuple[Record | None, list[Reported]]:
    """The record, or None where the row cannot be one; and the lines of the report."""
    reading = _Reading(made.kind, row.number)
    for column, rules, cell in zip(made.columns, made.rules, row.cells, strict=False):
        if filled(cell):
            reading.take_cell(column, rules, cell)
    values = reading.values(made, areas)
    record = made.kind(**values)
    if stubs.is_stub(record):
        day = getattr(record, "happened", None)
        fine = day is not None and day.precision == "day"
        record = stubs.as_stub(record)
        reading.report = _for_a_stub(reading.report, made, row, record, day_given=fine)
    reading.report += [
        Reported(row.number, field.spec.label, "", stubs.MAY_SPEAK)
        for field in stubs.texts_that_may_speak(record)
    ]
    return _judged(record, row.number, reading.report)


def _for_a_stub(
    said: list[Reported], made: Plan, row: Row, record: Record, *, day_given: bool
) -> list[Reported]:
    """Every cell of which something was lost, once; nothing fine was kept as heard."""
    said = [
        attrs.evolve(each, why=stubs.WHY) if each.why.endswith(KEPT_AS_HEARD) else each
        for each in said
        if each.why != _NO_GROUP  # told below with all else that a stub does not keep
    ]
    spoken = {each.field for each in said if "(R20)" in each.why}
    lost = [
        Reported(row.number, column, shown(cell), stubs.WHY)
        for column, rules, cell in zip(made.columns, made.rules, row.cells, strict=False)
        if filled(cell)
        and column not in spoken
        and any(stubs.lost(record, rule, day_given) for rule in rules)
        and not any(_keeps(record, rule, day_given) for rule in rules)
        and not all(key(shown(cell)) in rule.nothing for rule in rules)
    ]
    return said + lost


def _keeps(record: Record, rule: Rule, day_given: bool) -> bool:
    return bool(rule.codes) and not stubs.lost(record, rule, day_given)


def _judged(
    record: Record, number: int, report: list[Reported]
) -> tuple[Record | None, list[Reported]]:
    """Refuse what no record may hold; what only needs more work becomes a draft."""
    refused = False
    for problem in problems(record):
        spec = record.field(problem.field).spec
        barred = spec.required or spec.kind in (Kind.PLACE, Kind.PARTS)
        refused |= barred
        why = problem.sentence if barred else f"Stored as a draft. {problem.sentence}"
        report.append(Reported(number, spec.label, "", why, stored=not barred))
    if refused:
        return None, list(not_stored(report, frozenset({number})))
    needs_work = any(each.why.startswith("Stored as a draft.") for each in report)
    return (evolve(record, draft=True) if needs_work else record), report


class _Reading:
    """What one row has said so far: values, pieces of places, counts, rows of parts."""

    def __init__(self, kind: type[Record], number: int) -> None:
        self.kind, self.number = kind, number
        self.report: list[Reported] = []
        self._plain: dict[str, Any] = {}
        self._places: dict[str, dict[str, str]] = defaultdict(dict)
        self._counts: dict[str, dict[str, int]] = defaultdict(dict)
        self._parts: dict[str, dict[str, list[str]]] = defaultdict(dict)
        self._victims: dict[str, str] = {}
        self._victim_cells: list[tuple[str, str]] = []
        self._columns: dict[str, str] = {}

    def take_cell(self, column: str, rules: tuple[Rule, ...], cell: Cell) -> None:
        """Let each rule of a column take what it takes from a cell."""
        if isinstance(cell, str):
            cell = self._mended(column, cell)
        for rule in rules:
            try:
                if self._holds(rule, cell):
                    if rule.why:
                        self._doubt(column, shown(cell), rule.why)
                    if rule.to:
                        self._take(rule, column, rule.value or cell)
            except CellError as error:
                self._doubt(column, shown(cell), str(error))

    def _mended(self, column: str, cell: str) -> str:
        """Undo UTF-8 that was once read as Windows-1252, where that plainly happened."""
        if not any(sign in cell for sign in "ÃÂâØÙ"):
            return cell
        try:
            mended = cell.encode("cp1252").decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            return cell
        self._doubt(column, shown(cell), "The letters were garbled in the file; they were mended.")
        return mended

    def _holds(self, rule: Rule, cell: Cell) -> bool:
        if not rule.to and not rule.why:
            return False
        if isinstance(cell, str) and key(cell) in rule.nothing:
            return False
        if rule.pattern is not None:
            return rule.pattern.search(cells.text(cell)) is not None
        return not rule.positive or cells.count(cells.text(cell)) > 0

    def _take(self, rule: Rule, column: str, cell: Cell) -> None:
        if rule.to == "ref":
            raise CellError(_OWN_REF)
        if rule.field == "group":
            self._victims[rule.part] = code = self._one_code(rule, cell)
            if code != "unknown":
                self._victim_cells.append((column, shown(cell)))
            return
        if rule.field == "stub":
            self._plain["act"] = rule.value
            return
        field = self.kind.field(rule.field)
        if isinstance(cell, str) and cell.lstrip().startswith("="):
            self._formula(field, column, cell)
        if isinstance(cell, (list, dict)):
            self._plain[field.name] = cells.value(field, cell)
        elif field.spec.kind is Kind.PLACE:
            self._take_place(rule, column, cell)
        elif field.spec.kind is Kind.TALLY:
            self._count(rule, column, cell)
        elif field.spec.kind is Kind.PARTS:
            self._take_parts(rule, column, cell)
        else:
            self._take_value(rule, field, column, cell)

    def _formula(self, field: Field, column: str, cell: str) -> None:
        if field.spec.kind is not Kind.TEXT:
            raise CellError("A formula is not worked out: paste its value. It was not stored.")
        self._doubt(column, shown(cell), _FORMULA)

    def _take_place(self, rule: Rule, column: str, cell: Cell) -> None:
        piece = rule.part or "heard"
        code = self._one_code(rule, cell) if rule.codes else cells.text(cell)
        self._places[rule.field][piece] = code
        self._columns[f"{rule.field}.{piece}"] = column

    def _count(self, rule: Rule, column: str, cell: Cell) -> None:
        """Columns that count into the same group of the same field are added up, and it is said."""
        number, group = cells.count(cells.text(cell)), rule.part
        counted = self._counts[rule.field]
        if number and counted.get(group):
            self._doubt(column, shown(cell), "Counted together with another column in one field.")
        counted[group] = counted.get(group, 0) + number

    def _take_parts(self, rule: Rule, column: str, cell: Cell) -> None:
        words = [
            code
            for piece in pieces(rule, cells.text(cell))
            if key(piece) not in rule.nothing
            for code in self._codes(rule, column, piece)
        ]
        self._parts[rule.field].setdefault(rule.part, []).extend(words)

    def _take_value(self, rule: Rule, field: Field, column: str, cell: Cell) -> None:
        if not rule.codes:
            self._plain.setdefault(field.name, cells.value(field, cell))
            return
        found = [
            code
            for piece in pieces(rule, cells.text(cell))
            if key(piece) not in rule.nothing
            for code in self._codes(rule, column, piece)
        ]
        if field.spec.kind is Kind.CHOICES:
            before = self._plain.get(field.name, ())
            self._plain[field.name] = tuple(dict.fromkeys((*before, *found)))
        elif found:
            self._plain.setdefault(field.name, found[0])

    def _codes(self, rule: Rule, column: str, piece: str) -> tuple[str, ...]:
        if not rule.codes:
            return (piece,)
        codes = rule.codes.get(key(piece))
        if codes is None:
            self._doubt(column, piece, "The mapping does not know this word; it was not stored.")
            return ()
        if rule.via:
            name, _, target = rule.via.partition(".")
            codes = tuple(vocabulary(name).notes[code][target] for code in codes)
        return codes

    def _one_code(self, rule: Rule, cell: Cell) -> str:
        found = {rule.codes.get(key(each), ("?",))[0] for each in pieces(rule, cells.text(cell))}
        if "?" in found:
            raise CellError("The mapping does not know this word; it was not stored.")
        return found.pop() if len(found) == 1 else ""

    def _doubt(self, column: str, value: str, why: str) -> None:
        line = Reported(self.number, column, value, why)
        if line not in self.report:
            self.report.append(line)

    def values(self, made: Plan, areas: Areas) -> dict[str, Any]:
        """The values of the record's fields."""
        aliases = made.crosswalk.areas if made.crosswalk else {}
        for name, said in self._places.items():
            place, doubts = place_of(said, areas, aliases)
            self._plain[name] = place
            for piece, words, why in doubts:
                self._doubt(self._columns.get(f"{name}.{piece}", ""), words, why)
        for name, counts in self._counts.items():
            self._plain[name] = self._tally(counts)
        if not (self._group() and any(counts.get("") for counts in self._counts.values())):
            for column, words in self._victim_cells:
                self._doubt(column, words, _NO_GROUP)
        for name, lists in self._parts.items():
            self._plain[name] = _rows_of(self.kind.field(name), lists)
        if made.crosswalk:
            self._constants(made)
        return self._plain

    def _constants(self, made: Plan) -> None:
        assert made.crosswalk is not None
        for name, plain in made.crosswalk.constants.items():
            self._plain.setdefault(name, from_plain(self.kind.field(name), plain))
        if any(field.name == "dataset" for field in self.kind.fields()):
            self._plain["dataset"] = made.crosswalk.dataset
        for field, target, value in made.crosswalk.derived:
            if is_empty(self._plain.get(target)) and _more_than_none(self._plain.get(field)):
                self._plain[target] = value

    def _group(self) -> str:
        """The one group that sex and age name together; "" where there is none."""
        return _GROUP.get((self._victims.get("sex", ""), self._victims.get("age", "")), "")

    def _tally(self, counts: dict[str, int]) -> Tally:
        """A number without a group goes to the group of sex and age given; none to no group."""
        groups = {group: number for group, number in counts.items() if group in GROUPS}
        if "" in counts:
            group = (self._group() or "unknown") if counts[""] else "unknown"
            groups[group] = groups.get(group, 0) + counts[""]
        women, men, girls, boys, unknown = (groups.get(group) for group in GROUPS)
        return Tally(women=women, men=men, girls=girls, boys=boys, unknown=unknown)


def _more_than_none(value: Any) -> bool:
    return value.total > 0 if isinstance(value, Tally) else bool(value)


def _rows_of(field: Field, lists: dict[str, list[str]]) -> tuple[Part, ...]:
    """Rows from lists side by side; a list of one goes with every row."""
    assert field.spec.part is not None
    number = max(map(len, lists.values()), default=0)
    if not number:
        return ()
    made = []
    for n in range(number):
        row = {
            name: each[n] if len(each) == number else each[0]
            for name, each in lists.items()
            if len(each) in (1, number)
        }
        made.append(field.spec.part(**row))
    return tuple(made)
