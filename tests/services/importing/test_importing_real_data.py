"""The public data sets go in whole: what is counted in is stored or reported, nothing is lost."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

from fieldapp.records.incidents import STUB_ACTS, Incident
from fieldapp.records.values import record_to_plain
from fieldapp.services.importing.gazetteers import (
    areas_of,
    is_gazetteer,
    load_gazetteer,
    read_gazetteer,
)
from fieldapp.services.importing.importing import import_file
from fieldapp.services.importing.reading import read_file
from fieldapp.services.importing.report import Parsed, rows_not_stored
from fieldapp.services.importing.sheets import open_sheet
from fieldapp.services.importing.storing import store_parsed
from fieldapp.store.store import Filter, Query, Store

SPEAKS_OF_IT = re.compile(r"(?i)\b(gang.?)?rap(e|ed|es|ing|ists?)\b|\bsexual")


def _file(shared: Path, name: str) -> Path:
    file = shared / "data" / name
    if not file.is_file():
        pytest.skip(f"no {name} in the shared data folder")
    return file


@pytest.fixture(scope="module")
def places(shared: Path) -> Path:
    return _file(shared, "global_pcodes_adm_1_2.csv")


@pytest.fixture(scope="module")
def incidents(shared: Path) -> Path:
    return _file(shared, "insecurity_insight_protection.json")


@pytest.fixture(scope="module")
def workbook(shared: Path) -> Path:
    return _file(shared, "insecurity_insight_protection_2020_2023.xlsx")


@pytest.fixture(scope="module")
def raw(incidents: Path) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads(incidents.read_text(encoding="utf-8"))
    return rows


@pytest.fixture(scope="module")
def parsed(incidents: Path) -> Parsed:
    return read_file(incidents)


def test_every_place_is_loaded_and_found_by_code_and_by_name(store: Store, places: Path):
    with places.open(encoding="utf-8", newline="") as file:
        given = list(csv.DictReader(file))

    report = load_gazetteer(store, read_gazetteer(places))

    assert (report.rows, report.stored) == (len(given), len(given)) == (32767, 32767)
    assert store.gazetteer.count() == 32767
    nameless = sum(not row["Name"] for row in given)
    assert Counter(each.field for each in report.reported) == {"Name": nameless}
    found = areas_of(store).named("SDN", 1, "North Darfur State")
    assert [area.pcode for area in found.path] == ["SDN", "SD02"]
    assert found.gazetteer == max(row["Valid from date"] for row in given)


def test_a_list_of_places_is_told_from_incidents(places: Path, incidents: Path):
    assert is_gazetteer(open_sheet(places))
    assert not is_gazetteer(incidents)


def test_files_come_in_by_themselves_each_as_what_it_is(store: Store, places, incidents, workbook):
    """As `fieldapp import` does it: no kind and no mapping given."""
    reports = [import_file(store, file) for file in (places, incidents, workbook)]

    assert [report.rows for report in reports] == [32767, 1414, 624]
    for report in reports:
        plain = report.to_plain()
        left = {line["row"] for line in plain["reported"] if not line["stored"]}
        assert plain["rows"] == plain["stored"] + len(left)
    assert store.count(Query(kind="incident")) == reports[1].stored + reports[2].stored


def test_the_counts_of_the_incidents_balance(parsed: Parsed, raw: list[dict[str, str]]):
    assert parsed.rows == len(raw) == 1414
    assert parsed.rows == len(parsed.records) + rows_not_stored(parsed.reported)
    assert {r.external_id for r in parsed.records} == {str(row["SiND ID"]) for row in raw}


def test_no_victim_is_lost_and_none_is_invented(parsed: Parsed, raw: list[dict[str, str]]):
    stubs = {r.external_id for r in parsed.records if r.act in STUB_ACTS}
    columns = {
        "killed": ("Camp Resident Killed", "Service Provider Killed"),
        "injured": ("Camp Resident Injured",),
        "abducted": ("Camp Residents Kidnapped", "Service Provider Kidnapped"),
        "detained": ("Camp Residents Arrested", "Service Provider Arrested"),
    }
    for field, names in columns.items():
        given = sum(
            int(row[name]) for row in raw for name in names if str(row["SiND ID"]) not in stubs
        )
        assert sum(getattr(record, field).total for record in parsed.records) == given


def test_each_value_is_stored_or_reported(parsed: Parsed, raw: list[dict[str, str]]):
    """By the words themselves, for the columns whose words are translated."""
    said = {(each.row, each.field) for each in parsed.reported}
    for number, (row, record) in enumerate(zip(raw, parsed.records, strict=True), 1):
        kept = {
            "Weapon Carried/Used": record.weapons,
            "Protection Event Context": record.context or record.act,
            "Reported Perpetrator": [each.reported_category for each in record.alleged],
            "Victim of Violence": record.victim_types,
            "Event Description": record.narrative_confidential,
            "Geo Precision": record.place.precision,
        }
        for column, value in kept.items():
            assert value or not (row.get(column) or "").strip() or (number, column) in said


def test_of_sexual_violence_only_a_stub_is_kept(parsed: Parsed, raw: list[dict[str, str]]):
    may_stay = {
        *("act", "place", "happened", "date_estimated", "dataset", "external_id", "language"),
        *("status", "verification_status", "attacks_destroyed", "attacks_damaged"),
    }
    fine = {(each.row, each.value) for each in parsed.reported if "R20" in each.why}
    stubs = 0
    for number, (row, record) in enumerate(zip(raw, parsed.records, strict=True), 1):
        coded = row.get("Protection Event Context") == "CRSV in Protection Context"
        counted = int(row["Camp Residents Targeted with CRSV"]) > 0
        text = row.get("Event Description") or ""
        if not (coded or counted or SPEAKS_OF_IT.search(text)):
            continue
        stubs += 1
        assert record.act in STUB_ACTS
        assert set(record_to_plain(record)) <= may_stay
        assert record.place.admin_level <= 1
        assert not record.place.heard
        assert record.place.latitude is None
        assert record.happened.precision == "month"
        lost = ["Latitude", "Reported Perpetrator", "Weapon Carried/Used", "Date"]
        assert {(number, row[name]) for name in lost if row.get(name)} <= fine
        assert not text or (number, text) in fine or (number, text.strip()) in fine
    assert stubs == sum(record.act in STUB_ACTS for record in parsed.records) == 58


def test_importing_twice_stores_once(store: Store, parsed: Parsed):
    first = store_parsed(store, parsed)
    second = store_parsed(store, parsed)

    assert (first.stored, rows_not_stored(first.reported)) == (1414, 0)
    assert (second.stored, rows_not_stored(second.reported)) == (0, 1414)
    assert len(second.reported) == 1414  # one line a row, none about values that were not taken
    assert store.count(Query(kind="incident")) == 1414


def test_the_workbook_adds_what_the_json_does_not_have(
    store: Store, workbook: Path, parsed: Parsed
):
    store_parsed(store, parsed)
    rows = [
        row
        for row in load_workbook(workbook).worksheets[0].iter_rows(min_row=3, values_only=True)
        if any(cell is not None for cell in row)
    ]
    here = {record.external_id for record in parsed.records}
    already = sum(str(row[-1]) in here for row in rows)

    report = store_parsed(store, read_file(workbook))

    assert report.rows == len(rows) == 624
    assert (report.stored, rows_not_stored(report.reported)) == (624 - already, already)
    assert store.count(Query(kind="incident")) == 1414 + report.stored
    assert any("first sheet" in each.why for each in report.reported)


def test_the_workbook_is_read_whole(workbook: Path):
    read = read_file(workbook)

    assert read.rows == len(read.records) + rows_not_stored(read.reported) == 624
    mended = [each for each in read.reported if "garbled" in each.why]
    assert any("Ã©" in each.value for each in mended)
    assert not any("Ã©" in record.narrative_confidential for record in read.records)


def test_the_gazetteer_gives_places_their_path(store: Store, places: Path, incidents: Path):
    load_gazetteer(store, read_gazetteer(places))

    read = read_file(incidents, gazetteer=areas_of(store))

    pcodes = Counter(record.place.path[1].pcode for record in read.records if record.place.path[1:])
    assert pcodes["PS02"] == 373
    assert pcodes["SY08"] == 186  # spelt Al-Hasaka Governorate there, Al-Hasakeh here
    unknown = [each for each in read.reported if each.field == "Admin 1"]
    assert sum(pcodes.values()) + len(unknown) == sum(
        row.get("Admin 1", "No Information") != "No Information"
        for row in json.loads(incidents.read_text(encoding="utf-8"))
    )


def test_what_was_imported_is_found_listed_and_filtered(store: Store, parsed: Parsed):
    store_parsed(store, parsed)

    killings = Query(kind="incident", filters=(Filter("act", "killing"),))
    assert store.count(killings) == sum(record.act == "killing" for record in parsed.records)
    assert all(isinstance(record, Incident) for record in store.records(killings))
    assert store.find("Jabalia")
