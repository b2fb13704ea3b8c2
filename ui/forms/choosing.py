"""What a choice may be chosen from, as declared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fieldapp.records.fields import Field
from fieldapp.records.record import Record
from fieldapp.vocab.vocabulary import vocabulary
from ui.widgets.options import Option


def options_of(
    field: Field, types: Sequence[type[Record]], *, peacekeeping: bool = True
) -> tuple[Option, ...]:
    """The choices of a field: a vocabulary, the record types that may leave, or their fields.

    Types, fields and codes that only a peacekeeping setting knows are left out where
    `peacekeeping` is off.
    """
    match field.spec.vocabulary:
        case "@kinds":
            offered = (kind for kind in types if peacekeeping or not kind.only_peacekeeping)
            return tuple(Option(kind.noun, kind.plural) for kind in offered if kind.leaves)
        case "@fields":
            return tuple(_fields(types, peacekeeping=peacekeeping))
        case "":
            return ()
        case name:
            words = vocabulary(name)
            return tuple(
                Option(code, label)
                for code, label in words.labels.items()
                if peacekeeping or words.notes.get(code, {}).get("setting") != "peacekeeping"
            )


def _fields(types: Sequence[type[Record]], *, peacekeeping: bool) -> Iterator[Option]:
    for kind in types:
        if kind.leaves and (peacekeeping or not kind.only_peacekeeping):
            for each in kind.fields():
                if each.spec.peacekeeping and not peacekeeping:
                    continue
                code = f"{kind.noun}.{each.name}"
                yield Option(code, f"{kind.label}: {each.spec.label}", code)
