"""Tables of products on paper: one cell beside the other, not one text in a cell."""

from __future__ import annotations

from fieldapp.records.products import Product, ProductTable
from fieldapp.services.printing.released import released_sheet
from fieldapp.services.printing.sheet import Note, Rows, Template
from fieldapp.services.printing.sheets import sheet
from fieldapp.vocab.days import Day
from tests.services.sharing.samples import prepared

TABLE = ProductTable(
    title="Harm", unit="Victims", rows="State | Killed\nNorth | 9\nSouth | 3", finest="adm1"
)


def product() -> Product:
    return Product(
        title="March",
        kind="snapshot",
        made_on=Day("2026-04-02"),
        tables=(TABLE,),
        limits="The west is missing.",
        shows_reporter="no",
    )


def blocks(paper) -> list:
    return [block for section in paper.sections for block in section.blocks]


def test_for_the_own_office_every_count_is_there(store):
    store.save(made := product())
    (table,) = (b for b in blocks(sheet(store, store.get(made.id))) if isinstance(b, Rows))
    assert table.label == "Harm, Victims"
    assert table.heads == ("State", "Killed")
    assert table.rows == (("North", "9"), ("South", "3"))


def test_for_others_small_counts_are_not_and_a_note_says_why():
    made = product()
    release = prepared(
        made,
        channel="paper",
        shape="table",
        record_types=("product",),
        release_channels=("paper",),
        release_highest="high",
    )
    assert [each.rule for each in release.blocks if each.rule != "approval:needed"] == []
    found = blocks(released_sheet(release, made, Template.CLUSTER))
    (table,) = (each for each in found if isinstance(each, Rows))
    assert table.rows == (("North", "9"), ("South", "[c]"))
    assert any("smaller than 5" in each.words for each in found if isinstance(each, Note))
