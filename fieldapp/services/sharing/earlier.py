"""Tables that left before, as the log of disclosures keeps them, to compare later ones with."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from fieldapp.records.disclosures import Disclosure
from fieldapp.records.products import Product
from fieldapp.records.record import Record
from fieldapp.records.sharing import Agreement
from fieldapp.services.disclosure_control.grid import HIDDEN, grid_of
from fieldapp.services.disclosure_control.joined import CountTable
from fieldapp.store.store import Filter, Query, Store

_VOIDED = "voided"


def earlier_of(
    store: Store, agreement: Agreement, records: Sequence[Record]
) -> tuple[CountTable, ...]:
    """Every table that any recipient has from us, under whichever agreement; none is read where
    no table is to leave."""
    if not any(isinstance(each, Product) for each in records):
        return ()
    asked = Query("disclosure", filters=(Filter("tables", "[", "mentions"),), descending=False)
    found = [e for e in store.records(asked) if isinstance(e, Disclosure) and e.state != _VOIDED]
    agreements = store.get_many(tuple({each.agreement for each in found}))
    wanted = set(agreement.recipients)
    told = [
        (each.ref, plain)
        for each in found
        if wanted & _recipients(each, agreements)
        for plain in json.loads(each.tables)
    ]
    kept = _kept(store, {str(plain["product"]) for _, plain in told})
    return tuple(_table(plain, ref, kept) for ref, plain in told)


def _recipients(disclosure: Disclosure, agreements: Mapping[str, Any]) -> set[str]:
    """Those of a package; what left without a key went to whom its agreement names."""
    agreed = agreements.get(disclosure.agreement)
    told = {each.partner for each in disclosure.deliveries}
    return told or set(agreed.recipients if isinstance(agreed, Agreement) else ())


def _kept(store: Store, products: set[str]) -> dict[str, str]:
    """The tables of these products as they are kept, by the id of each table."""
    found = store.get_many(tuple(products)).values()
    return {
        table.id: table.rows for each in found if isinstance(each, Product) for table in each.tables
    }


def _table(plain: Mapping[str, str], reference: str, kept: Mapping[str, str]) -> CountTable:
    whole = kept.get(plain["table"], "")
    return CountTable(
        rows=plain["rows"],
        unit=plain["unit"],
        first=plain["first"],
        last=plain["last"],
        area=plain["area"],
        reference=reference,
        kept=whole if _same(plain["rows"], whole) else "",
    )


def _same(rows: str, whole: str) -> bool:
    """Whether this is the table that left: nothing differs but what was hidden."""
    left, kept = grid_of(rows), grid_of(whole)
    if [len(each) for each in left.cells] != [len(each) for each in kept.cells]:
        return False
    pairs = (
        (mine, its)
        for row, other in zip(left.cells, kept.cells, strict=True)
        for mine, its in zip(row, other, strict=True)
    )
    return all(mine in (HIDDEN, its) for mine, its in pairs)
