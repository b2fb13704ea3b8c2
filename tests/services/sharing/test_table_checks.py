"""Tables of products as they leave: small counts hidden, earlier ones compared, who reported."""

from __future__ import annotations

import attrs
import pytest

from fieldapp.records.products import Product, ProductTable
from fieldapp.services.disclosure_control.grid import HIDDEN
from fieldapp.services.disclosure_control.joined import CountTable
from fieldapp.services.package.count_sheets import from_release
from fieldapp.services.sharing.checks import needs_approval
from fieldapp.services.sharing.product_tables import leaving_tables, left_tables
from fieldapp.services.sharing.release import assemble
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place
from tests.services.sharing.samples import DAY, agreement, field_of, gathered, incident, partner

ROWS = "State | Killed\nNorth | 9\nSouth | 3\nEast | 12\nTotal | 24"
TABLES = {"shape": "table", "record_types": ("product",), "lowest_admin_level": "adm2"}


def table(rows: str = ROWS, **values) -> ProductTable:
    return ProductTable(
        **{"title": "Harm", "unit": "Victims", "rows": rows, "finest": "adm1", **values}
    )


def product(*tables: ProductTable, **values) -> Product:
    usual = {
        "title": "March",
        "kind": "snapshot",
        "made_on": Day("2026-04-02"),
        "period_from": Day("2026-03-01"),
        "period_to": Day("2026-03-31"),
        "place": Place(path=(Area("SDN", "Sudan"),)),
        "tables": tables or (table(),),
        "sources_used": "Health facility 2, local organisation 11",
        "limits": "The west is missing.",
        "shows_reporter": "no",
    }
    return Product(**{**usual, **values})


def made(*records, earlier=(), **terms):
    have = attrs.evolve(gathered(), earlier=tuple(earlier))
    return assemble(agreement(**{**TABLES, **terms}), records, have, DAY)


def leaving(release) -> list[str]:
    return [each.told("rows") for each in leaving_tables(release.records)]


def rules(release) -> set[str]:
    return {each.rule for each in release.withheld}


def test_a_table_leaves_with_small_counts_hidden_and_says_what_the_sign_is():
    release = made(product())
    assert not [each.rule for each in release.blocks if each.rule != "approval:needed"]
    (rows,) = leaving(release)
    cells = [row.split(" | ")[1] for row in rows.split("\n")]
    assert cells[0] == "Killed"
    assert cells[2] == HIDDEN
    assert cells.count(HIDDEN) == 2
    (told,) = leaving_tables(release.records)
    assert "smaller than 5" in told.told("note")
    field = field_of(release.records[0], "tables")
    assert (field.action, field.rule) == ("coarsened", "R16:k")
    assert "2 counts are not shown" in field.words
    assert field.after[0].rows == rows


def test_small_numbers_of_sources_are_told_as_such():
    (record,) = made(product()).records
    assert field_of(record, "sources_used").after == (
        "Health facility fewer than 5, local organisation 11"
    )


def test_single_records_do_not_leave_where_only_tables_may():
    release = made(product(), incident(), record_types=("product", "incident"))
    assert [each.kind for each in release.records] == ["product"]
    assert rules(release) == {"agreement:shape"}


def test_tables_are_guarded_also_where_rows_may_leave():
    (rows,) = leaving(made(product(), shape="incident_rows"))
    assert HIDDEN in rows


@pytest.mark.parametrize(("agreed", "shown"), [(None, False), (3, True), (4, False)])
def test_the_agreement_says_how_small_a_count_may_be(agreed, shown):
    (rows,) = leaving(made(product(), smallest_count=agreed))
    assert ("South | 3" in rows) is shown
    assert needs_approval(agreement(smallest_count=agreed)) is (agreed is not None)


def test_the_digest_is_that_of_what_leaves_and_tells_two_releases_apart():
    shown = made(product(), smallest_count=3)
    hidden = made(product())
    assert shown.digest() != hidden.digest()
    assert made(product(table("State | Killed\nNorth | 9\nSouth | 4\nEast | 11\nTotal | 24")))


def test_a_table_that_is_too_fine_or_does_not_say_how_fine_stays():
    fine, unsaid = table(finest="adm2"), table(finest="")
    release = made(product(table(), fine, unsaid), lowest_admin_level="adm1")
    assert len(leaving(release)) == 1
    assert field_of(release.records[0], "tables").rule in ("R16:k", "agreement:place")
    assert leaving(made(product(fine))) != []
    assert leaving(made(product(unsaid))) == []


def test_a_table_by_month_stays_where_only_years_may_leave():
    rows = "Month | Killed\n2026-03 | 9\n2026-04 | 8"
    assert leaving(made(product(table(rows)), date_precision="year")) == []
    quarters = "Time | Killed\n2026 Q1 | 9\n2026 Q2 | 8"
    assert leaving(made(product(table(quarters)), date_precision="year")) == []
    assert leaving(made(product(table(rows)), date_precision="month")) == [rows]


def test_whether_a_reader_sees_who_reported_must_be_answered_where_it_is_not_known():
    for answer in ("", "unknown", "yes"):
        release = made(product(shows_reporter=answer))
        assert release.records == ()
        assert rules(release) == {"R16:dii"}
        assert "selection:withheld" in {each.rule for each in release.blocks}


def test_a_product_that_is_withheld_takes_no_part_in_the_checks_of_others():
    """The other's table would be read beside it only if both left."""
    other = product(table("State | Killed\nNorth | 9\nSouth | 3"), shows_reporter="")
    release = made(product(table("State | Killed\nWest | 9\nFar | 8")), other)
    assert leaving(release) == ["State | Killed\nWest | 9\nFar | 8"]


# -- beside what left before ---------------------------------------------------------------


def before(rows: str) -> CountTable:
    return CountTable(rows, "Victims", "2026-03-01", "2026-03-20", reference="SDN-DIS-26-A7")


def test_what_left_before_does_not_give_the_difference():
    whole = "State | Killed\nNorth | 22\nSouth | 36"
    assert leaving(made(product(table(whole)))) == [whole]
    release = made(
        product(table(whole)), earlier=[before("State | Killed\nNorth | 20\nSouth | 30")]
    )
    (rows,) = leaving(release)
    assert rows == f"State | Killed\nNorth | {HIDDEN}\nSouth | 36"
    field = field_of(release.records[0], "tables")
    assert field.rule == "R16:differencing"
    assert "SDN-DIS-26-A7" in field.words
    assert "20" not in field.words


def test_what_cannot_be_mended_blocks_and_names_the_package_and_no_value():
    """The first package told North, the second told the total: the rest is a small number."""
    earlier = [
        before("State | Killed\nNorth | 20"),
        attrs.evolve(before("State | Killed\nNorth | 22"), last="2026-03-31"),
    ]
    release = made(product(table("State | Killed\nNorth | 22\nSouth | 36")), earlier=earlier)
    block = next(each for each in release.blocks if each.rule == "R16:differencing")
    assert "SDN-DIS-26-A7" in block.sentence
    assert not any(char.isdigit() for char in block.sentence.replace("SDN-DIS-26-A7", ""))
    assert leaving(release) == []


def test_the_log_keeps_what_left_and_nothing_of_what_was_hidden():
    told = left_tables(made(product()).records)
    assert HIDDEN in told
    assert "South | 3" not in told
    assert (
        left_tables(made(incident(), shape="incident_rows", record_types=("incident",)).records)
        == ""
    )


# -- sheets --------------------------------------------------------------------------------


def test_each_table_has_a_sheet_with_numbers_and_a_declared_missing_value():
    release = made(
        product(table(), table("Act | Killed\n=Killing | 9\nInjury | some", title="Act?"))
    )
    first, second = from_release(release)
    assert (first.kind, first.title) == ("table-1", "Table 1 Harm")
    assert [each.type for each in first.columns] == ["string", "integer"]
    assert [row[1] for row in first.rows].count("withheld") == 2
    assert ("North", 9) in first.rows or ("North", "withheld") in first.rows
    assert [each.type for each in second.columns] == ["string", "string"]
    assert second.rows[0][0] == "'=Killing"
    assert "?" not in second.title


# -- individual rows -----------------------------------------------------------------------


def rows_of(number: int, **values) -> list:
    return [incident(**values) for _ in range(number)]


INDIVIDUAL = {
    "shape": "individual_rows",
    "record_types": ("incident",),
    "key_variables": ("incident.act", "incident.happened"),
    "smallest_count": 3,
}


def test_rows_that_could_be_told_apart_lose_a_key_variable_or_stay():
    common = rows_of(3, happened=Day("2026-03-04"))
    odd = [incident(happened=Day(f"2026-0{n}-04")) for n in (1, 2, 5)]
    lone = [incident(act="looting", happened=Day("2025-01-04"))]
    release = made(*common, *odd, *lone, **INDIVIDUAL)
    assert len(release.records) == 6
    assert rules(release) == {"R16:k"}
    told = [field_of(each, "happened") for each in release.records]
    assert [each.action for each in told] == ["coarsened"] * 3 + ["dropped"] * 3
    assert {each.rule for each in told[3:]} == {"R16:k"}
    assert all(field_of(each, "act").after == "killing" for each in release.records)


def test_without_key_variables_no_individual_row_leaves():
    release = made(*rows_of(4), **{**INDIVIDUAL, "key_variables": ()})
    assert "agreement:key_variables" in {each.rule for each in release.blocks}
    assert release.records == ()
    other = made(*rows_of(4), **{**INDIVIDUAL, "key_variables": ("meeting.type",)})
    assert rules(other) == {"agreement:key_variables"}


def test_a_tie_to_a_row_that_stays_does_not_leave():
    lone = incident(act="looting", happened=Day("2025-01-04"))
    others = [incident(related=(lone.id,)) for _ in range(3)]
    release = made(*others, lone, **INDIVIDUAL)
    assert len(release.records) == 3
    outside = gathered().outside.uuid(lone.id)
    assert all(outside not in repr(field_of(each, "related").after) for each in release.records)


def test_of_incident_rows_no_count_is_hidden():
    (record,) = made(incident(), shape="incident_rows", record_types=("incident",)).records
    assert field_of(record, "killed").after.women == 2


def test_to_a_kind_that_the_agreement_does_not_name_no_small_count_leaves_in_any_shape():
    """It is blocked already; this holds should that block ever be missed."""
    have = gathered((partner(recipient_kind="public"),))
    terms = agreement(shape="incident_rows", record_types=("incident",))
    release = assemble(terms, (incident(),), have, DAY)
    assert "recipients:kind" in {each.rule for each in release.blocks}
    for each in release.records:
        assert field_of(each, "killed").action == "dropped"


def test_counts_and_months_beside_each_other_are_no_phone_and_a_phone_in_a_cell_is():
    rows = "Month | Killed\n2026-03 | 9\n2026-04 | 8"
    assert leaving(made(product(table(rows)))) == [rows]
    assert leaving(made(product(table("Month | Killed\ncall +249 912 345 678 | 9")))) == []
    assert leaving(made(product(table("Lat | Lon | Killed\n15.6412 | 32.5318 | 9")))) == []


def test_counts_by_district_without_findings_are_moderate_and_with_them_high():
    """Profile P69: small counts are hidden; what is read from a table is no count (R2)."""
    fine = table(finest="adm2")
    (record,) = made(product(fine)).records
    assert (record.level.value, record.level_rule) == ("moderate", "profile:P69")
    (record,) = made(product(fine, findings="Most harm came with shelling.")).records
    assert (record.level.value, record.level_rule) == ("high", "profile:P71")
    (record,) = made(product(findings="Most harm came with shelling.")).records
    assert (record.level.value, record.level_rule) == ("moderate", "profile:P70")
