"""Names of contacts in free text, replaced by their code names before they reach a paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from fieldapp.records.fields import Kind
from fieldapp.records.record import Part, evolve
from fieldapp.services.sharing.scan import Known, Scanner
from fieldapp.store.lists import Query
from fieldapp.store.store import Store
from fieldapp.vocab.places import Place

_NOUN = "person"


@attrs.frozen
class Names:
    """Finds names as the scan before sharing does, and knows whose they are."""

    scanner: Scanner | None = attrs.field(default=None, repr=False)
    codes: Mapping[str, str] = attrs.field(factory=dict, repr=False)

    @classmethod
    def of(cls, store: Store) -> Names:
        """Every name and alias of a contact in this vault."""
        if _NOUN not in {kind.noun for kind in store.types}:
            return cls()
        people = list(store.records(Query(_NOUN)))
        codes = {person.id: getattr(person, "code_name", "") or person.ref for person in people}
        return cls(Scanner(known for person in people for known in _known(person)), codes)

    def without(self, value: Any) -> Any:
        """A value with every known name in its words replaced."""
        if self.scanner is None:
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
        assert self.scanner is not None
        for hit in reversed(self.scanner.named(text)):
            text = text[: hit.start] + self.codes[hit.owner] + text[hit.end :]
        return text


def _known(person: Any) -> Iterator[Known]:
    names = [getattr(person, "name", ""), *(a.name for a in getattr(person, "aliases", ()))]
    yield from (Known(name, owner=person.id) for name in names if name)
