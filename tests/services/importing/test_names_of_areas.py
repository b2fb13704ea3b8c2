"""Lists of areas come in under old and new column names, and any name finds an area."""

from __future__ import annotations

import csv
import statistics
import time
from pathlib import Path

import pytest
from openpyxl import Workbook

from fieldapp.services.importing.area_columns import iso3
from fieldapp.services.importing.gazetteers import (
    areas_of,
    is_gazetteer,
    load_gazetteer,
    read_gazetteer,
)
from fieldapp.services.importing.importing import import_file
from fieldapp.services.importing.reading import read_file
from fieldapp.services.importing.report import rows_not_stored
from fieldapp.store.gazetteer import GazetteerRow
from fieldapp.store.store import Store
from fieldapp.store.vault import Vault

Table = tuple[tuple[object, ...], ...]

# As OCHA publishes them now: one file a level, local scripts in name1 to name3.
NEW: Table = (
    (
        *("adm2_name", "adm2_name1", "adm2_name2", "adm2_name3", "adm2_pcode", "adm1_name"),
        *(
            "adm1_name1",
            "adm1_pcode",
            "adm0_name",
            "adm0_pcode",
            "valid_on",
            "valid_to",
            "area_sqkm",
        ),
        *("version", "lang", "lang1", "lang2", "iso2", "iso3", "center_lat", "center_lon"),
    ),
    (
        *("El Fasher", "الفاشر", None, None, "SD02101", "North Darfur"),
        *("شمال دارفور", "SD02", "Sudan", "SD", "2024-05-01", None, 20310.5),
        *("v03", "en", "ar", None, "SD", "SDN", 13.63, 25.35),
    ),
    (
        *("Kutum", "كتم", "Kutoum", "ኩቱም", "SD02104", "North Darfur"),
        *("شمال دارفور", "SD02", "Sudan", "SD", "2024-05-01", None, 40000),
        *("v03", "en", "ar", "fr", "SD", "SDN", 14.2, 24.66),
    ),
)
# As they were until then: every language has its ending, the country its two letters.
OLD: Table = (
    (
        *("ADM2_EN", "ADM2_AR", "ADM2_FR", "ADM2_PCODE", "ADM2_REF", "ADM2ALT1EN", "ADM2ALT1AR"),
        *(
            "ADM1_EN",
            "ADM1_AR",
            "ADM1_PCODE",
            "ADM0_EN",
            "ADM0_PCODE",
            "date",
            "validOn",
            "ADM2_ID",
        ),
    ),
    (
        *("El Fasher", "الفاشر", "El-Facher", "SD02101", "Al Fashir", "Fasher", "فاشر"),
        *("North Darfur", "شمال دارفور", "SD02", "Sudan", "SD", "2019-01-15", "2020-03-02", 7),
    ),
)
# Older still, and as some offices have kept it.
ADMIN: Table = (
    (
        *("admin1Name_ar", "admin1Name_en", "admin1Pcode", "admin1RefName", "admin1AltName1_en"),
        *("admin0Name_en", "admin0Pcode", "cod_version"),
    ),
    (
        *("شمال دارفور", "North Darfur", "SD02", "Shamal Darfur", "Darfur North"),
        *("Sudan", "SD", "SD_2018"),
    ),
)
REFERENCE: Table = (
    ("adm1_name_ar", "adm1_ref_name", "adm1_pcode", "iso3", "cod_version", "anything else"),
    ("شمال دارفور", "North Darfur", "SD02", "SDN", "v01", "=2+2"),
)
LISTED: Table = (
    (
        *("Location", "Admin Level", "P-Code", "Name", "Parent P-Code", "Name (Arabic)"),
        *("Valid from date",),
    ),
    ("SDN", 1, "SD02", "North Darfur", "SDN", "شمال دارفور", "2021-11-17"),
)


def written(folder: Path, table: Table, ending: str) -> Path:
    file = folder / f"areas.{ending}"
    if ending == "csv":
        with file.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened).writerows(table)
    else:
        book = Workbook()
        for row in table:
            book.active.append(row)
        book.save(file)
    return file


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("table", "pcode", "shown", "names", "edition"),
    [
        (NEW, "SD02104", "Kutum", {"كتم", "Kutoum", "ኩቱም"}, "v03, 2024-05-01"),
        (
            OLD,
            "SD02101",
            "El Fasher",
            {"الفاشر", "El-Facher", "Al Fashir", "Fasher", "فاشر"},
            "2020-03-02",
        ),
        (
            ADMIN,
            "SD02",
            "North Darfur",
            {"شمال دارفور", "Shamal Darfur", "Darfur North"},
            "SD_2018",
        ),
        (REFERENCE, "SD02", "North Darfur", {"شمال دارفور"}, "v01"),
        (LISTED, "SD02", "North Darfur", {"شمال دارفور"}, "2021-11-17"),
    ],
    ids=["new", "old", "admin", "reference", "global"],
)
def test_every_name_of_a_row_is_kept_and_the_latin_one_shown(
    tmp_path, table, ending, pcode, shown, names, edition
):
    file = written(tmp_path, table, ending)
    assert is_gazetteer(file)

    parsed = read_gazetteer(file)

    assert parsed.rows == len(table) - 1 == len(parsed.areas) + rows_not_stored(parsed.reported)
    (area,) = (each for each in parsed.areas if each.pcode == pcode)
    assert (area.country, area.name, set(area.names)) == ("SDN", shown, names)
    assert parsed.edition == edition


def test_any_name_finds_the_area_and_brings_its_path(tmp_path, store: Store):
    load_gazetteer(store, read_gazetteer(written(tmp_path, NEW, "csv")))

    for typed in ("kut", "KUTOUM", "كت", "ኩ", "sd02104"):
        (found,) = store.gazetteer.search(typed, "SDN")
        assert found.name == "Kutum"
        assert [area.name for area in found.path] == ["", "North Darfur", "Kutum"]
        assert found.gazetteer == "v03, 2024-05-01"
    for typed in ("فاشر", "الفاشر", "ألفاشر", "للفاشر"):  # with and without the article
        assert [each.name for each in store.gazetteer.search(typed)] == ["El Fasher"]
        assert [each.name for each in store.gazetteer.called(typed)] == ["El Fasher"]
    assert store.gazetteer.called("fash") == []
    assert [each.name for each in store.gazetteer.called("sd02")] == ["North Darfur"]


def test_areas_above_come_from_the_rows_below_but_replace_nothing(tmp_path, store: Store):
    first = ("adm1_name", "adm1_pcode", "iso3", "center_lat", "center_lon", "version")
    load_gazetteer(
        store,
        read_gazetteer(
            written(tmp_path, (first, ("Darfur N.", "SD02", "SDN", 16.0, 25.0, "v04")), "csv")
        ),
    )

    report = load_gazetteer(store, read_gazetteer(written(tmp_path, NEW, "csv")))

    assert (report.rows, report.stored) == (2, 2)
    assert [each.value for each in report.reported if "Areas above" in each.why] == ["1"]
    assert store.gazetteer.count() == 3
    centre = store.gazetteer.centres(["SD02"])["SD02"]
    assert (centre.name, centre.latitude) == ("Darfur N.", 16.0)
    assert dict(store.gazetteer.editions()) == {"v04": 1, "v03, 2024-05-01": 2}
    for typed in ("north d", "شمال", "darfur n"):
        assert [each.name for each in store.gazetteer.search(typed)] == ["Darfur N."]


def test_all_levels_may_stand_in_one_table(tmp_path, store: Store):
    table: Table = (
        ("adm0_pcode", "adm1_pcode", "adm1_name", "adm2_pcode", "adm2_name", "adm2_name1"),
        ("SD", None, None, None, None, None),
        ("SD", "SD02", "North Darfur", None, None, None),
        ("SD", "SD02", "North Darfur", "SD02104", "Kutum", "كتم"),
        ("SD", "SD02", "North Darfur", "SD02104", "Kutum again", None),
    )

    report = load_gazetteer(store, read_gazetteer(written(tmp_path, table, "xlsx")))

    assert (report.rows, report.stored) == (4, 2)
    said = {each.row: each.why for each in report.reported if not each.stored}
    assert said == {
        2: "A country needs no row: only areas below it are kept.",
        5: "This P-code stands twice in the file; the first was kept.",
    }
    (found,) = store.gazetteer.search("كتم", "SDN")
    assert [area.pcode for area in found.path] == ["SDN", "SD02", "SD02104"]


def test_a_workbook_may_hold_a_sheet_a_level(tmp_path, store: Store):
    book = Workbook()
    book.active.title = "ADM0"
    for row in (("ADM0_EN", "ADM0_PCODE", "date"), ("Sudan", "SD", "2020-01-01")):
        book.active.append(row)
    one, two, notes = map(book.create_sheet, ("ADM1", "ADM2", "Contact"))
    one.append(("ADM1_EN", "ADM1_AR", "ADM1_PCODE", "ADM0_PCODE", "date"))
    one.append(("North Darfur", "شمال دارفور", "SD02", "SD", "2020-01-01"))
    two.append(("ADM2_EN", "ADM2_AR", "ADM2_PCODE", "ADM1_PCODE", "ADM0_PCODE", "date"))
    two.append(("Kutum", "كتم", "SD02104", "SD02", "SD", "2020-01-01"))
    two.append(("Nowhere", "", "", "", "", "2020-01-01"))
    notes.append(("Write to",))
    notes.append(("the office",))
    file = tmp_path / "sdn.xlsx"
    book.save(file)

    report = import_file(store, file)

    assert (report.rows, report.stored, rows_not_stored(report.reported)) == (4, 2, 2)
    assert [e.value for e in report.reported if "Only the first sheet" in e.why] == ["Contact"]
    assert [each.name for each in store.gazetteer.search("كتم")[0].path] == (
        ["", "North Darfur", "Kutum"]
    )


def test_another_table_with_a_sheet_of_areas_is_no_gazetteer(tmp_path):
    book = Workbook()
    for row in (("act", "happened"), ("killing", "2025")):
        book.active.append(row)
    areas = book.create_sheet("P-codes")
    for row in REFERENCE:
        areas.append(row)
    file = tmp_path / "incidents.xlsx"
    book.save(file)

    assert not is_gazetteer(file)
    assert [each.pcode for each in read_gazetteer(file).areas] == ["SD02"]  # when asked to


def test_tables_are_placed_by_names_in_any_script(tmp_path, store: Store):
    load_gazetteer(store, read_gazetteer(written(tmp_path, NEW, "csv")))
    file = tmp_path / "incidents.csv"
    file.write_text(
        "act,happened,Country,State,District\nkilling,2025,SDN,شمال دارفور,كتم\n", encoding="utf-8"
    )

    parsed = read_file(file, "incident", gazetteer=areas_of(store))

    (incident,) = parsed.records
    assert [area.pcode for area in incident.place.path] == ["SDN", "SD02", "SD02104"]
    assert incident.place.name == "Kutum"
    assert parsed.reported == ()


def test_an_older_vault_finds_its_areas_and_takes_names_for_them(made, tmp_path):
    with Vault.open(made.folder, made.key) as vault:
        store = Store(vault)
        store.gazetteer.load([GazetteerRow("SDN", 1, "SD02", "شمال دارفور", "SDN")], "2021")
        with vault.transaction() as db:
            db.execute("DROP TABLE place_names")
            db.execute("CREATE INDEX places_folded ON places (folded)")
            vault.put("schema", "as it was")

    with Vault.open(made.folder, made.key) as vault:
        store = Store(vault)
        assert [each.name for each in store.gazetteer.search("شمال")] == ["شمال دارفور"]
        load_gazetteer(store, read_gazetteer(written(tmp_path, ADMIN, "csv")))
        for typed in ("شمال", "north"):
            assert [each.name for each in store.gazetteer.search(typed)] == ["North Darfur"]
        assert vault.db["places"].exists()
        assert "places_folded" not in {index.name for index in vault.db["places"].indexes}


def test_fifty_thousand_areas_answer_while_one_types(store: Store):
    """Within one frame, 16 ms; the worst start that everything begins with included."""
    rows = [
        GazetteerRow("SDN", 1, f"SD{n:02}", f"State {n}", "SDN", names=(f"ولاية {n}",))
        for n in range(20)
    ]
    rows += [
        GazetteerRow(
            "SDN" if n % 2 else "TCD",
            3,
            f"{'SD' if n % 2 else 'TD'}{n % 20:02}{n:05}",
            f"{'sakr'[n % 4]}a{n:05} village",
            f"SD{n % 20:02}",
            names=(f"قرية {n:05}", f"Dehe {n}"),
        )
        for n in range(50_000)
    ]
    store.gazetteer.load(rows, "2026")
    for typed in ("s", "sa", "sa0", "ق", "قرية", "قرية 00", "d", "SD", "sd19", "village", "zz"):
        took = []
        for _ in range(5):
            began = time.perf_counter()
            store.gazetteer.search(typed, "SDN")
            took.append(time.perf_counter() - began)
        assert statistics.median(took) < 0.016, typed
    assert store.gazetteer.search("s", "SDN")[0].name == "State 0"
    assert {each.path[0].pcode for each in store.gazetteer.search("ka0", "SDN")[:20]} <= {
        "SDN",
        "TCD",
    }


def test_codes_of_countries_are_those_of_the_global_list(shared: Path):
    file = shared / "data" / "global_pcodes_adm_1_2.csv"
    if not file.is_file():
        pytest.skip("no global list of P-codes in the shared data folder")
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    known = iso3()
    assert known["SD"] == "SDN"
    two = {(row["P-Code"][:2], row["Location"]) for row in rows if row["P-Code"][2:3].isdigit()}
    wrong = {code: place for code, place in two if code.isalpha() and known.get(code) != place}
    assert wrong == {}
