"""Names of contacts in free text, replaced by their code names before they reach a paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import attrs

from fieldapp.records.fields import Kind
from fieldapp.records.record import Part, evolve
from fieldapp.vocab.folding import fold
from fieldapp.vocab.places import Place

if TYPE_CHECKING:
    from fieldapp.store.store import Store

_SHORTEST = 3
_PARTICLE = "[وفبكل]?"  # Arabic writes and, so, by, as and for onto the name


@attrs.frozen
class Names:
    """Folded names with the code that stands for each; none replaces nothing."""

    codes: dict[str, str] = attrs.field(factory=dict, repr=False)

    @classmethod
    def of(cls, store: Store) -> Names:
        """Every name and alias of a contact in this vault."""
        from fieldapp.store.lists import Query

        codes: dict[str, str] = {}
        if "person" not in {kind.noun for kind in store.types}:
            return cls()
        for person in store.records(Query("person")):
            said = [getattr(person, "name", ""), *(a.name for a in getattr(person, "aliases", ()))]
            code = getattr(person, "code_name", "") or person.ref
            codes |= {fold(name).strip(): code for name in said if len(name.strip()) >= _SHORTEST}
        return cls(codes)

    def without(self, value: Any) -> Any:
        """A value with every known name in its words replaced."""
        if not self.codes:
            return value
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, Place) and value.heard:
            return attrs.evolve(value, heard=self._text(value.heard))
        if isinstance(value, tuple):
            return tuple(self._row(each) if isinstance(each, Part) else each for each in value)
        return value

    def _row(self, row: Part) -> Part:
        texts = [each.name for each in row.fields() if each.spec.kind is Kind.TEXT]
        return evolve(row, **{name: self._text(getattr(row, name)) for name in texts})

    def _text(self, text: str) -> str:
        folded, places = _folded_with_places(text)
        spans = [
            (places[found.start(1)], places[found.end(1) - 1] + 1, code)
            for name, code in self.codes.items()
            for found in re.finditer(rf"(?<!\w){_PARTICLE}({_loose(name)})(?!\w)", folded)
        ]
        last = len(text) + 1
        for start, end, code in sorted(spans, key=lambda span: (span[0], span[1]), reverse=True):
            if end <= last:
                text, last = text[:start] + code + text[end:], start
        return text


def _loose(name: str) -> str:
    return r"\W+".join(map(re.escape, name.split()))


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its letters where in the text it comes from."""
    letters, places = [], []
    for at, letter in enumerate(text):
        for each in fold(letter) if not letter.isspace() else " ":
            letters.append(each)
            places.append(at)
    return "".join(letters), places
