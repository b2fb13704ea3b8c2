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

    Codes that only a peacekeeping setting knows are left out where `peacekeeping` is off.
    """
    match field.spec.vocabulary:
        case "@kinds":
            return tuple(Option(kind.noun, kind.plural) for kind in types if kind.leaves)
        case "@fields":
            return tuple(_fields(types))
        case "":
            return ()
        case name:
            words = vocabulary(name)
            return tuple(
                Option(code, label)
                for code, label in words.labels.items()
                if peacekeeping or words.notes.get(code, {}).get("setting") != "peacekeeping"
            )


def _fields(types: Sequence[type[Record]]) -> Iterator[Option]:
    for kind in types:
        if kind.leaves:
            for each in kind.fields():
                code = f"{kind.noun}.{each.name}"
                yield Option(code, f"{kind.label}: {each.spec.label}", code)
