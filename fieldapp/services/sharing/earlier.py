"""Tables that left before, as the log of disclosures keeps them, to compare later ones with."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from fieldapp.records.disclosures import Disclosure
from fieldapp.records.products import Product
from fieldapp.records.record import Record
from fieldapp.records.sharing import Agreement
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
    return tuple(
        table for each in found if wanted & _recipients(each, agreements) for table in _read(each)
    )


def _recipients(disclosure: Disclosure, agreements: Mapping[str, Any]) -> set[str]:
    """Those of a package; what left without a key went to whom its agreement names."""
    agreed = agreements.get(disclosure.agreement)
    told = {each.partner for each in disclosure.deliveries}
    return told or set(agreed.recipients if isinstance(agreed, Agreement) else ())


def _read(disclosure: Disclosure) -> Sequence[CountTable]:
    plain = json.loads(disclosure.tables)
    return [CountTable(**each, reference=disclosure.ref) for each in plain]
