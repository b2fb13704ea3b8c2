"""An empty form on paper, with numbered lines, to be filled by hand and keyed in later."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.records.fields import Kind
from fieldapp.records.record import Record
from fieldapp.services.keying import NUMBERED, FormLine, form_lines
from fieldapp.services.printing import wording
from fieldapp.services.printing.marks import marking_of
from fieldapp.services.printing.sheet import Note, Rows, Section, Sheet
from fieldapp.store.store import Store
from fieldapp.vocab.handling import Level
from fieldapp.vocab.tallies import GROUPS

PAPER_IS_PLAIN = (
    "A filled form is not encrypted: whoever finds it can read it. Write code names, never names. "
    "Key it in the same evening, then burn or shred it."
)
_LINE = "_" * 46
_HINTS = {
    Kind.DAY: "day month year",
    Kind.MOMENT: "day month year, time",
    Kind.PLACE: "area and P-code",
    Kind.NUMBER: "number",
    Kind.LINK: "code name or reference",
    Kind.LINKS: "code names or references",
}


def blank_form(store: Store, kind: type[Record]) -> Sheet:
    """The form of a record type without anything on it; Severe once it is filled, so marked so."""
    level = Level.SEVERE
    station = store.station()
    lines = form_lines(kind, peacekeeping=station is not None and station.peacekeeping == "yes")
    return Sheet(
        kind=f"{kind.label}: paper form",
        title=kind.plural,
        ref="",
        level=level,
        marking=marking_of(level),
        station=wording.origin(station),
        notices=(PAPER_IS_PLAIN,),
        sections=tuple(
            Section(title, tuple(_section([e for e in lines if e.field.spec.section == title])))
            for title in dict.fromkeys(each.field.spec.section for each in lines)
        ),
    )


def _section(lines: list[FormLine]) -> Iterator[Rows | Note]:
    for line in lines:
        yield Rows(
            "", ("", ""), ((f"{line.number}  {line.field.spec.label}", _space(line)),), (0.34, 0.66)
        )
        if 0 < len(line.choices) <= NUMBERED:
            said = "   ".join(f"{n} {label}" for n, (_, label) in enumerate(line.choices, start=1))
            yield Note(said)
        elif line.choices:
            yield Note("Write the words; the list of choices is long.")


def _space(line: FormLine) -> str:
    spec = line.field.spec
    if spec.kind is Kind.TALLY:
        return "   ".join(f"{group} ____" for group in GROUPS)
    if spec.kind is Kind.TEXT:
        return "\n".join([_LINE] * max(1, spec.lines))
    hint = _HINTS.get(spec.kind, "")
    return f"{'_' * 24}  {hint}".rstrip()
