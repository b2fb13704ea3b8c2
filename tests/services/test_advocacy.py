"""How often a line was given to whom, and which items cite a product: counted, never typed."""

from __future__ import annotations

import pytest

from fieldapp.records.actors import Actor
from fieldapp.records.advocacy import AdvocacyItem, LineDelivery, Message
from fieldapp.records.products import Product
from fieldapp.services.advocacy import cited, deliveries_of, times_given
from fieldapp.vocab.days import Day


@pytest.fixture
def line(store):
    """An agreed line that is kept, and two actors."""
    made = Message(title="Schools", line="No one may use a school.")
    store.save(made, Actor(id="force", name="A force"), Actor(id="group", name="A group"))
    return made


def given(line, on, to, **values):
    return LineDelivery(message=line.id, on=on and Day(on), to_actor=to, **values)


def test_each_delivery_knows_which_time_it_is_for_its_actor(store, line):
    store.save(
        given(line, "2026-03-09", "force"),
        given(line, "2026-01-20", "force"),
        given(line, "2026-02-01", "group"),
        given(line, "2026-03-10", "", to_person="colonel"),
    )

    found = deliveries_of(store, line)
    assert [(each.delivery.on, each.to, each.times) for each in found] == [
        (Day("2026-01-20"), "force", 1),
        (Day("2026-02-01"), "group", 1),
        (Day("2026-03-09"), "force", 2),
        (Day("2026-03-10"), "colonel", 1),
    ]
    assert times_given(store, line) == {"force": 2, "group": 1, "colonel": 1}


def test_another_line_and_what_was_deleted_are_not_counted(store, line):
    other = Message(title="Water", line="Water is for all.")
    gone = given(line, "2026-01-02", "force")
    store.save(other, gone, given(other, "2026-01-03", "force"), given(line, "2026-01-04", "force"))
    store.delete(gone.id)

    assert [each.times for each in deliveries_of(store, line)] == [1]
    assert deliveries_of(store, Message(title="Unsaid", line="Nothing")) == ()


def test_a_product_knows_which_items_cite_it(store):
    snapshot = Product(title="Snapshot", kind="snapshot", made_on=Day("2026-03-01"))
    brief = Product(title="Brief", kind="hct_brief", made_on=Day("2026-03-01"))
    items = [
        AdvocacyItem(title=title, target="force", why_target="It decides", products=products)
        for title, products in (
            ("Checkpoints", (snapshot.id, brief.id)),
            ("Wells", (brief.id,)),
            ("Schools", ()),
        )
    ]
    store.save(snapshot, brief, *items)

    assert [each.title for each in cited(store, snapshot)] == ["Checkpoints"]
    assert [each.title for each in cited(store, brief)] == ["Checkpoints", "Wells"]
