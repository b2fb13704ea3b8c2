"""The tables of products in a release: taken out, decided anew, noted for later comparison."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from fieldapp.records.products import Product, ProductTable
from fieldapp.services.disclosure_control.joined import CountTable
from fieldapp.services.sharing.result import (
    ReleasedField,
    ReleasedRecord,
    ReleasedRow,
    digest_of,
)

TABLES, ROWS, NOTE, UNIT, TITLE = "tables", "rows", "note", "unit", "title"
PRODUCT = Product.noun
_LOGGED = frozenset({"rows", "unit", "first", "last", "area"})  # nothing of what was hidden


@attrs.frozen
class LeavingTable:
    """One table of a product as it leaves so far, and as it is kept."""

    product: Product
    row: ReleasedRow = attrs.field(repr=False)
    kept: ProductTable = attrs.field(repr=False)

    def told(self, name: str) -> str:
        """What leaves of one of its texts."""
        return next((str(e.after) for e in self.row.fields if e.name == name and e.leaves), "")

    def counted(self, reference: str = "") -> CountTable:
        """The same as what is compared with other tables; the period as it is kept."""
        first, last = self.product.period_from, self.product.period_to
        path = self.product.place.path
        return CountTable(
            rows=self.told(ROWS),
            unit=self.told(UNIT),
            first=first.first.isoformat() if first else "",
            last=last.last.isoformat() if last else "",
            area=(path[-1].name or path[-1].pcode) if len(path) > 1 else "",
            reference=reference,
        )


def leaving_tables(records: Iterable[ReleasedRecord]) -> Iterator[LeavingTable]:
    """Every table of which rows leave, in order."""
    for each in records:
        yield from tables_of(each)


def tables_of(released: ReleasedRecord) -> Iterator[LeavingTable]:
    """The tables of one product of which rows leave, beside those that are kept."""
    field, product = tables_field(released), released.record
    if field is None or not isinstance(product, Product):
        return
    kept = iter(product.tables)
    for row in field.rows:
        table = LeavingTable(product, row, _same(row, kept))
        if table.told(ROWS):
            yield table


def tables_field(released: ReleasedRecord) -> ReleasedField | None:
    """The field that holds them, where any leave."""
    return next((each for each in released.leaving if each.name == TABLES), None)


def _same(row: ReleasedRow, kept: Iterator[ProductTable]) -> ProductTable:
    """The table that this row was: rows keep their order, and their values before."""
    return next(
        each for each in kept if all(getattr(each, told.name) == told.before for told in row.fields)
    )


def decided_anew(
    field: ReleasedField,
    action: str,
    rule: str,
    words: str,
    after: Any,
    rows: tuple[ReleasedRow, ...] = (),
) -> ReleasedField:
    """A field of which less leaves than was decided before."""
    return attrs.evolve(
        field,
        action=action,
        rule=rule,
        words=words,
        after=after,
        rows=rows,
        in_words=False,
        spelled="",
    )


def with_fields(released: ReleasedRecord, changed: Mapping[str, ReleasedField]) -> ReleasedRecord:
    """A record with some fields decided anew; its digest follows from what leaves then."""
    fields = tuple(changed.get(each.name, each) for each in released.fields)
    told = [each for each in fields if each.leaves]
    digest = digest_of(released.kind, released.outside, told)
    return attrs.evolve(released, fields=fields, digest=digest)


def left_tables(records: Iterable[ReleasedRecord]) -> str:
    """The tables of a release as the log keeps them, to compare later ones with; empty for none."""
    found = [
        {name: value for name, value in attrs.asdict(each.counted()).items() if name in _LOGGED}
        | {"product": each.product.id, "table": each.kept.id}
        for each in leaving_tables(records)
    ]
    return json.dumps(found, ensure_ascii=False) if found else ""
