"""What belongs to advocacy beyond one record: how often a line was given, and who cites what."""

from __future__ import annotations

from collections import Counter

import attrs

from fieldapp.records.advocacy import AdvocacyItem, LineDelivery, Message
from fieldapp.records.products import Product
from fieldapp.store.store import Filter, Query, Store


@attrs.frozen
class Given:
    """One delivery of a line, and which time it is that this actor or contact hears it."""

    delivery: LineDelivery = attrs.field(repr=False)
    to: str
    times: int


def deliveries_of(store: Store, message: Message) -> tuple[Given, ...]:
    """Every delivery of a line, oldest first, counted for each actor or contact it went to.

    A delivery without a day comes first: nothing says that it was later.
    """
    (owned,) = Message.owns
    found = [each for each in store.owned(message, owned) if isinstance(each, LineDelivery)]
    found.sort(key=lambda each: each.on.first.isoformat() if each.on else "")
    counted: Counter[str] = Counter()
    given = []
    for each in found:
        to = each.to_actor or each.to_person
        counted[to] += 1
        given.append(Given(each, to, counted[to]))
    return tuple(given)


def times_given(store: Store, message: Message) -> dict[str, int]:
    """How often a line was given, by the id of the actor or contact."""
    return {each.to: each.times for each in deliveries_of(store, message)}


def cited(store: Store, product: Product) -> tuple[AdvocacyItem, ...]:
    """The advocacy items that cite a product, oldest first."""
    query = Query(
        AdvocacyItem.noun, filters=(Filter("products", product.id, "has"),), descending=False
    )
    return tuple(each for each in store.records(query) if isinstance(each, AdvocacyItem))
