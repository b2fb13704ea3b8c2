"""The gazetteer as a plain value, so that a job may look up places without the vault."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import attrs

from fieldapp.services.importing.crosswalk import key
from fieldapp.store.gazetteer import GazetteerRow
from fieldapp.vocab.places import Area, Place

# What kind of area it is, where a list says it and the gazetteer does not, or the other way about.
_SORT_OF_AREA = re.compile(
    r"\b(governorate|state|division|province|region|department|county|wilaya|wilayat|prefecture)\b"
)


def _bare(name: str) -> str:
    return " ".join(_SORT_OF_AREA.sub(" ", key(name).replace("-", " ")).split())


@attrs.frozen
class Areas:
    """Areas by P-code and by name; `editions` names the gazetteer that each came with."""

    editions: Mapping[str, str] = attrs.field(repr=False)
    by_pcode: Mapping[str, GazetteerRow] = attrs.field(repr=False)
    by_name: Mapping[tuple[str, int, str], tuple[str, ...]] = attrs.field(repr=False)

    def __bool__(self) -> bool:
        return bool(self.by_pcode)

    def place(self, pcode: str) -> Place:
        """The place of a P-code with its whole path; empty where it is unknown."""
        path: list[Area] = []
        row = first = self.by_pcode.get(pcode)
        while row is not None and len(path) < 6:
            path.insert(0, Area(row.pcode, row.name))
            last, row = row, self.by_pcode.get(row.parent)
        if first is None:
            return Place()
        whole = (Area(last.country), *path)
        return Place(path=whole, precision=f"adm{first.level}", gazetteer=self.editions[pcode])

    def named(self, country: str, level: int, name: str, within: str = "") -> Place:
        """The one area of this name in a country, or below another; empty where not just one."""
        for spelling in (key(name), _bare(name)):
            found = self.by_name.get((country, level, spelling), ())
            inside = [each for each in found if not within or self.by_pcode[each].parent == within]
            if len(inside) == 1:
                return self.place(inside[0])
        return Place()


NO_AREAS = Areas({}, {}, {})


def areas(rows: Iterable[tuple[GazetteerRow, str]]) -> Areas:
    """Areas from the rows of a gazetteer, each with its edition."""
    editions, by_pcode = dict[str, str](), dict[str, GazetteerRow]()
    for row, edition in rows:
        by_pcode[row.pcode], editions[row.pcode] = row, edition
    by_name: dict[tuple[str, int, str], dict[str, None]] = defaultdict(dict)
    for row in by_pcode.values():
        for name in (row.name, *row.names):
            for spelling in {key(name), _bare(name)} - {""}:
                by_name[row.country, row.level, spelling][row.pcode] = None
    return Areas(editions, by_pcode, {name: tuple(found) for name, found in by_name.items()})
