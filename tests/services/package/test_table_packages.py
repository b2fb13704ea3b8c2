"""Tables under an agreement on tables: in the package with what is hidden, and compared later."""

from __future__ import annotations

import csv
import io
import json

import pypdfium2
import pytest
from openpyxl import load_workbook

from fieldapp.records.disclosures import Disclosure
from fieldapp.records.products import Product, ProductTable
from fieldapp.records.record import evolve
from fieldapp.services.disclosure_control.grid import HIDDEN
from fieldapp.services.package import seal
from fieldapp.services.package.opening import content
from fieldapp.services.sharing.product_tables import leaving_tables
from fieldapp.services.sharing.recheck import ChangedSinceError
from fieldapp.services.sharing.release import prepare
from fieldapp.store.lists import Query
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place
from tests.approvals import approve

ROWS = "State | Killed\nNorth | 9\nSouth | 3\nEast | 12\nTotal | 24"


@pytest.fixture
def tables_only(pair):
    """The pair's agreement, on tables."""
    values = {
        "shape": "table",
        "record_types": ("product",),
        "included_classes": ("event", "count", "place", "time", "shareable_text"),
        "date_precision": "month",
        "lowest_admin_level": "adm1",
    }
    pair.sender.save(evolve(pair.agreement, **values))
    return pair.sender.get(pair.agreement.id)


def product(pair, rows: str = ROWS, first: str = "2026-03-01", last: str = "2026-03-31"):
    made = Product(
        title="Harm in March",
        kind="snapshot",
        made_on=Day("2026-04-02"),
        period_from=Day(first),
        period_to=Day(last),
        place=Place(path=(Area("SDN", "Sudan"),)),
        tables=(
            ProductTable(title="Killed, as alleged", unit="Victims", rows=rows, finest="adm1"),
        ),
        limits="What reached this station.",
        shows_reporter="no",
    )
    pair.sender.save(made)
    return pair.sender.get(made.id)


def release_of(pair, agreement, *records):
    return approve(pair.sender, prepare(pair.sender, agreement, records))


def entries(pair, path) -> dict[str, bytes]:
    with content(pair.open(path)) as archive:
        return {e.path: b"".join(archive.chunks(e.path, lambda: None)) for e in archive.entries}


def test_a_table_has_a_sheet_of_its_own_in_every_form_and_what_is_hidden_in_none(pair, tables_only):
    release = release_of(pair, tables_only, product(pair))
    assert release.blocks == ()
    files = entries(pair, seal.seal(pair.sender, release, pair.folder).path)

    rows = list(csv.reader(io.StringIO(files["data/table-1.csv"].decode())))
    assert rows[:2] == [["state", "killed"], ["#meta+label", "#indicator+num"]]
    cells = dict(rows[2:])
    assert cells["South"] == "withheld"
    assert list(cells.values()).count("withheld") == 2
    described = json.loads(files["datapackage.json"])
    names = [each["name"] for each in described["resources"]]
    assert names == ["product", "table-1"]
    schema = described["resources"][1]["schema"]
    assert [each["type"] for each in schema["fields"]] == ["string", "integer"]
    assert "withheld" in schema["missingValues"]
    assert "smaller than 5" in schema["fields"][1]["description"]

    book = load_workbook(io.BytesIO(files["data.xlsx"]))
    assert book.sheetnames == ["Products", "Table 1 Killed, as alleged", "Codebook"]
    sheet = list(book["Table 1 Killed, as alleged"].values)
    assert ("South", "withheld") in sheet
    paper = pypdfium2.PdfDocument(files["summary.pdf"])
    said = "\n".join(page.get_textpage().get_text_range() for page in paper)
    assert HIDDEN in said
    assert "smaller than 5" in said
    for name in ("data/table-1.csv", "data/product.csv", "records.jsonl"):
        assert b"South | 3" not in files[name]
        assert b"South,3" not in files[name]


def test_the_recipient_imports_the_product_with_the_sign_and_the_note(pair, tables_only):
    release = release_of(pair, tables_only, product(pair))
    pair.receive(seal.seal(pair.sender, release, pair.folder).path)
    (came,) = pair.receiver.records(Query("product"))
    (table,) = came.tables
    assert table.rows.count(HIDDEN) == 2
    assert "smaller than 5" in table.note
    assert table.finest == "adm1"
    assert table.resting == ""


def test_the_frictionless_tool_finds_the_package_in_order(pair, tables_only, tmp_path):
    frictionless = pytest.importorskip("frictionless")
    release = release_of(pair, tables_only, product(pair))
    files = entries(pair, seal.seal(pair.sender, release, pair.folder).path)
    for path, held in files.items():
        target = tmp_path / "unpacked" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(held)
    report = frictionless.validate(str(tmp_path / "unpacked" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])


def test_what_left_is_kept_and_a_later_table_is_compared_with_it(pair, tables_only):
    whole = "State | Killed\nNorth | 20\nSouth | 30"
    first = release_of(pair, tables_only, product(pair, whole, last="2026-03-20"))
    sealed = seal.seal(pair.sender, first, pair.folder)
    kept = pair.sender.get(sealed.disclosure.id)
    assert isinstance(kept, Disclosure)
    assert "North | 20" in kept.tables

    later = product(pair, "State | Killed\nNorth | 22\nSouth | 36")
    second = release_of(pair, tables_only, later)
    (told,) = leaving_tables(second.records)
    assert told.told("rows") == f"State | Killed\nNorth | {HIDDEN}\nSouth | 36"
    field = next(each for each in second.records[0].fields if each.name == "tables")
    assert field.rule == "R16:differencing"
    assert sealed.disclosure.ref in field.words


def test_a_table_that_left_between_preview_and_seal_asks_for_a_new_preview(pair, tables_only):
    whole = "State | Killed\nNorth | 20\nSouth | 30"
    waiting = release_of(pair, tables_only, product(pair, "State | Killed\nNorth | 22\nSouth | 36"))
    first = release_of(pair, tables_only, product(pair, whole, last="2026-03-20"))
    seal.seal(pair.sender, first, pair.folder)
    with pytest.raises(ChangedSinceError):
        seal.seal(pair.sender, waiting, pair.folder)


def test_a_package_that_was_voided_is_not_compared_with(pair, tables_only):
    whole = "State | Killed\nNorth | 20\nSouth | 30"
    first = release_of(pair, tables_only, product(pair, whole, last="2026-03-20"))
    seal.abandon(pair.sender, seal.reserve(pair.sender, first))
    later = product(pair, "State | Killed\nNorth | 22\nSouth | 36")
    (told,) = leaving_tables(release_of(pair, tables_only, later).records)
    assert HIDDEN not in told.told("rows")
