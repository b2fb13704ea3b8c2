"""Every bad file is refused with one sentence, every bad value reported; nothing is half stored."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from fieldapp.records import Actor
from fieldapp.records.record import new_id
from fieldapp.services.importing.errors import (
    DamagedTableError,
    EmptyTableError,
    ImportingError,
    MissingColumnsError,
    NotATableError,
    NotImportedError,
    ProtectedWorkbookError,
    SwollenWorkbookError,
    TooLargeError,
    UnknownColumnsError,
    UnknownKindOfRecordError,
    UnknownMappingError,
    WrongEncodingError,
)
from fieldapp.services.importing.gazetteers import load_gazetteer, read_gazetteer
from fieldapp.services.importing.importing import foresee
from fieldapp.services.importing.reading import read_file
from fieldapp.services.importing.report import rows_not_stored
from fieldapp.services.importing.sheets import LARGEST_FILE, MOST_ROWS, open_sheet
from fieldapp.services.importing.storing import store_in_steps, store_parsed, through
from fieldapp.store.store import Query, Store

GOOD = "act,happened,Title\nkilling,2025-11-12,Market\n"


def _write(tmp_path: Path, content: str | bytes, name: str = "table.csv") -> Path:
    file = tmp_path / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def _workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _zip(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/workbook.xml", "<workbook/>")
        file.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "error"),
    [
        ("act,happened,Title\nkilling,2025,Marché\n".encode("cp1252"), "t.csv", WrongEncodingError),
        (b"\xff\xfea", "t.csv", WrongEncodingError),
        (b"", "t.csv", EmptyTableError),
        (b"act,happened\n", "t.csv", EmptyTableError),
        (b'act,happened\nkilling,"2025\n', "t.csv", DamagedTableError),
        (b"act,Title\nkilling,Market\n", "t.csv", MissingColumnsError),
        (b"alpha,beta\n1,2\n", "t.csv", UnknownColumnsError),
        (b"\x89PNG\r\n\0\0\0", "t.csv", NotATableError),
        (b"{", "t.json", DamagedTableError),
        (b'"words"', "t.json", NotATableError),
        (b"[1, 2]", "t.json", NotATableError),
        (b"[]", "t.json", EmptyTableError),
        (b'[{"act": NaN}]', "t.json", DamagedTableError),
        (b'[{"act": "killing", "act": "injury"}]', "t.json", DamagedTableError),
        (b"[" * 200_000, "t.json", DamagedTableError),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512), "t.xlsx", ProtectedWorkbookError),
        (b"PK\x03\x04 and then nothing", "t.xlsx", DamagedTableError),
        (_zip("xl/other.xml", b"<a/>"), "t.xlsx", DamagedTableError),
        (_zip("a", b"").replace(b"xl/workbook", b"xl/wardrobe"), "t.xlsx", NotATableError),
    ],
)
def test_a_bad_file_is_refused_with_its_sentence(tmp_path, content, name, error):
    with pytest.raises(ImportingError) as raised:
        read_file(_write(tmp_path, content, name), "incident")

    assert type(raised.value) is error
    assert str(raised.value)
    assert raised.value.remedy


def test_a_folder_or_a_file_that_is_not_there_is_no_table(tmp_path):
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(NotATableError):
            read_file(path, "incident")


def test_it_must_be_clear_which_records_and_which_mapping(tmp_path):
    file = _write(tmp_path, GOOD)
    with pytest.raises(UnknownKindOfRecordError):
        read_file(file)
    for mapping in ("no-such-mapping", "../insecurity-insight", str(tmp_path)):
        with pytest.raises(UnknownMappingError):
            read_file(file, "incident", mapping)


def test_a_missing_column_is_named_by_its_label(tmp_path):
    with pytest.raises(MissingColumnsError, match=r"no column for: Date\."):
        read_file(_write(tmp_path, "act\nkilling\n"), "incident")


def test_a_very_large_file_is_refused_before_it_is_read(tmp_path):
    file = tmp_path / "large.csv"
    with file.open("wb") as opened:
        opened.write(GOOD.encode())
        opened.truncate(100 * 1024 * 1024)  # mostly a hole: it takes no disk

    assert file.stat().st_size > LARGEST_FILE
    with pytest.raises(TooLargeError):
        read_file(file, "incident")


def test_too_many_rows_are_refused(tmp_path):
    lines = _write(tmp_path, "act\n" + "killing\n" * (MOST_ROWS + 1))
    with pytest.raises(TooLargeError):
        list(open_sheet(lines).rows)
    objects = _write(tmp_path, "[" + ",".join(['{"act":"x"}'] * (MOST_ROWS + 1)) + "]", "t.json")
    with pytest.raises(TooLargeError):
        open_sheet(objects)


def test_a_workbook_that_swells_is_not_unpacked(tmp_path):
    bomb = _zip("xl/worksheets/sheet1.xml", bytes(300 * 1024 * 1024))

    assert len(bomb) < 1024 * 1024
    with pytest.raises(SwollenWorkbookError):
        read_file(_write(tmp_path, bomb, "t.xlsx"), "incident")


def test_a_workbook_cut_off_anywhere_is_refused(tmp_path):
    whole = _workbook(("act", "happened"), ("killing", "2025-11-12"))
    for length in range(0, len(whole), 97):
        with pytest.raises(ImportingError):
            read_file(_write(tmp_path, whole[:length], "t.xlsx"), "incident")


def test_a_workbook_that_expands_its_own_words_is_refused(tmp_path):
    laughs = b'<!DOCTYPE a [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, (b"&a%d;" % (n - 1) if n else b"&a;") * 30) for n in range(9)
    )
    sheet = laughs + b"]><worksheet><sheetData>&a8;</sheetData></worksheet>"
    source, out = zipfile.ZipFile(io.BytesIO(_workbook(("act",), ("killing",)))), io.BytesIO()
    with source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            is_sheet = entry.filename.endswith("sheet1.xml")
            target.writestr(entry.filename, sheet if is_sheet else source.read(entry))

    with pytest.raises(ImportingError):
        read_file(_write(tmp_path, out.getvalue(), "t.xlsx"), "incident")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_letters_of_any_script_come_in_right(tmp_path, encoding, separator):
    text = GOOD.replace("Market", "سوق الفاشر").replace(",", separator)

    (record,) = read_file(_write(tmp_path, text.encode(encoding)), "incident").records

    assert record.title == "سوق الفاشر"


def test_formulas_are_text_and_never_worked_out(tmp_path):
    formula = '=HYPERLINK("http://example.org","x")'
    table = (("act", "happened", "Title", "Sites damaged"), ("killing", "2025", formula, "=1+1"))
    book = _write(tmp_path, _workbook(*table), "t.xlsx")
    lines = _write(tmp_path, 'act,happened,Title,Sites damaged\nkilling,2025,"=1+1",=1+1\n')

    for file, text in ((book, formula), (lines, "=1+1")):
        parsed = read_file(file, "incident")
        assert parsed.records[0].title == text
        assert parsed.records[0].attacks_damaged is None
        assert {(each.field, each.value) for each in parsed.reported} == {
            ("Title", text),
            ("Sites damaged", "=1+1"),
        }


def test_extra_columns_and_cells_are_counted(tmp_path):
    text = "act,happened,Colour\nkilling,2025,red,stray\nkilling,2025,\nkilling,2025,blue\n"

    parsed = read_file(_write(tmp_path, text), "incident")

    assert [(each.row, each.field, each.value) for each in parsed.reported] == [
        (2, "", "stray"),
        (0, "Colour", "2 values"),
    ]
    assert len(parsed.records) == 3


def test_a_second_column_for_one_field_is_extra(tmp_path):
    parsed = read_file(_write(tmp_path, "act,happened,Date\nkilling,2025,2024\n"), "incident")

    assert parsed.records[0].happened.iso == "2025"
    assert [(each.field, each.value) for each in parsed.reported] == [("Date", "1 values")]


@pytest.mark.parametrize("value", ["bad\0text", "\ud83d", "\x1b[2J"])
def test_signs_that_are_no_letters_are_reported(tmp_path, value):
    rows = [{"act": "killing", "happened": "2025", "title": value}]

    parsed = read_file(_write(tmp_path, json.dumps(rows), "t.json"), "incident")

    assert parsed.records[0].title == ""
    assert [each.field for each in parsed.reported] == ["title"]
    assert json.dumps([each.value for each in parsed.reported]).isascii()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("killed", {"women": -1}),
        ("killed", {"people": 1}),
        ("place", {"latitude": 200}),
        ("alleged", [{"no_such_field": 1}]),
        ("weapons", ["no_such_weapon"]),
        ("title", {"a": 1}),
    ],
)
def test_a_value_of_the_wrong_kind_is_reported(tmp_path, name, value):
    rows = [{"act": "killing", "happened": "2025", name: value}]

    parsed = read_file(_write(tmp_path, json.dumps(rows), "t.json"), "incident")

    assert parsed.rows == len(parsed.records) + rows_not_stored(parsed.reported)
    assert parsed.reported


def test_a_row_that_cannot_be_a_record_is_reported_and_the_rest_is_stored(tmp_path, store: Store):
    text = GOOD + "dancing,2025,Ball\n,2025,Nothing\n"

    report = store_parsed(store, read_file(_write(tmp_path, text), "incident"))

    assert (report.rows, report.stored, rows_not_stored(report.reported)) == (3, 1, 2)
    plain = report.to_plain()
    assert set(plain) == {"rows", "stored", "reported"}
    assert set(plain["reported"][0]) == {"row", "field", "value", "why", "stored"}
    assert (3, "act", "dancing") in {(e["row"], e["field"], e["value"]) for e in plain["reported"]}


def test_a_number_that_stands_twice_is_stored_once(tmp_path, store: Store):
    text = "act,happened,Data set,Number in that data set\n" + "killing,2025,X,7\n" * 2

    report = store_parsed(store, read_file(_write(tmp_path, text), "incident"))

    assert (report.rows, report.stored, rows_not_stored(report.reported)) == (2, 1, 1)


def test_an_import_that_is_broken_off_leaves_nothing(tmp_path, store: Store):
    parsed = read_file(_write(tmp_path, "act,happened\n" + "killing,2025\n" * 300), "incident")
    steps = store_in_steps(store, parsed)

    at = next(each for each in steps if each[0] >= 200)
    half = store.count(Query(kind="incident"))
    steps.close()

    assert (at, half) == ((200, 300), 200)
    assert store.count(Query(kind="incident")) == 0
    assert store_parsed(store, parsed).stored == 300


def test_what_is_foreseen_is_what_storing_then_says(tmp_path, store: Store):
    head = "act,happened,Data set,Number in that data set\n"
    store_parsed(store, read_file(_write(tmp_path, head + "killing,2025,X,7\n"), "incident"))
    text = head + "killing,2025,X,7\nkilling,2024,X,8\ndancing,2024,X,8\nkilling,soon,X,9\n"
    parsed = read_file(_write(tmp_path, text), "incident")

    foreseen = through(foresee(store, parsed))
    assert store.count(Query(kind="incident")) == 1
    stored = store_parsed(store, parsed)

    assert foreseen.to_plain() == stored.to_plain()
    assert stored.stored == store.count(Query(kind="incident")) - 1


def test_a_job_that_is_told_to_stop_stops_and_says_how_far_it_is(tmp_path):
    class StoppedError(Exception):
        pass

    class AfterTwo:
        asked = 0

        def check(self) -> None:
            self.asked += 1
            if self.asked > 2:
                raise StoppedError

    done: list[int] = []
    file = _write(tmp_path, "act,happened\n" + "killing,2025\n" * 300)
    with pytest.raises(StoppedError):
        read_file(file, "incident", stop=AfterTwo(), progress=lambda rows, _: done.append(rows))

    assert done == [0, 50]


def test_a_report_never_prints_a_value(tmp_path):
    parsed = read_file(_write(tmp_path, GOOD + "dancing,2025,Sesame\n"), "incident")

    assert "dancing" in {each.value for each in parsed.reported}
    assert "dancing" not in repr(parsed)
    assert "dancing" not in repr(parsed.reported)


def test_a_bad_row_of_a_gazetteer_is_reported(tmp_path):
    text = (
        "Location,Admin Level,P-Code,Name,Parent P-Code,Valid from date\n"
        "SDN,1,SD02,North Darfur,SDN,2024-01-01\n"
        "SDN,1,SD02,Again,SDN,2024-01-01\n"
        "SDN,x,SD09,Level,SDN,2024-01-01\n"
        "SDN,2,SD03001,Orphan,SD03,2024-02-01\n"
    )

    parsed = read_gazetteer(_write(tmp_path, text))

    assert (parsed.rows, len(parsed.areas), rows_not_stored(parsed.reported)) == (4, 2, 2)
    assert parsed.edition == "2024-02-01"
    assert (0, "SD03001") in {(each.row, each.value) for each in parsed.reported}


def test_a_country_table_by_levels_is_a_gazetteer_too(tmp_path):
    text = (
        "adm2_name,adm2_pcode,adm1_name,adm1_pcode,iso3\n"
        "El Fasher,SD02101,North Darfur,SD02,SDN\n"
        ",,North Darfur,SD02,SDN\n"
    )

    areas = read_gazetteer(_write(tmp_path, text)).areas

    assert [(a.country, a.level, a.pcode, a.name, a.parent) for a in areas] == [
        ("SDN", 2, "SD02101", "El Fasher", "SD02"),
        ("SDN", 1, "SD02", "North Darfur", "SDN"),
    ]


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=9), min_size=1, max_size=5))
def test_whatever_the_cells_hold_the_counts_balance(tmp_path, rows):
    columns = ["act", "happened", "weapons", "killed", "latitude", "longitude", "time_of_day"]
    table = [dict(zip(columns, row, strict=False)) for row in rows]
    file = _write(tmp_path, json.dumps([{"act": "killing", "happened": "2025"}, *table]), "t.json")

    parsed = read_file(file, "incident")

    assert parsed.rows == len(parsed.records) + rows_not_stored(parsed.reported)
    assert len(parsed.at) == len(parsed.records)


@pytest.mark.parametrize("noun", ["partner", "agreement", "disclosure", "received", "station"])
def test_what_decides_over_sharing_is_never_taken_from_a_table(tmp_path, noun):
    """A row could say that a partner's code was compared when it was not."""
    file = _write(tmp_path, "Name,Code compared on\nFalcon Front,2025-11-12\n")

    with pytest.raises(NotImportedError):
        read_file(file, noun)


MAPPING = 'kind = "incident"\ndataset = "X"\nrecognise = ["What"]\n[columns]\n'


@pytest.mark.parametrize(
    "columns",
    [
        '"What" = { to = "no_such_field" }',
        '"What" = { to = "act", table = "no_such_table" }',
        '"What" = { to = "act", colour = "red" }',
        '"What" = { to = "act", pattern = "(" }',
        '"What" = "act',
        '"What" = { to = "act" }\n[constants]\nno_such_field = 1',
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(tmp_path, columns):
    mapping = _write(tmp_path, MAPPING + columns, "mapping.toml")
    file = _write(tmp_path, "What,When\nkilling,2025\n")

    with pytest.raises(UnknownMappingError):
        read_file(file, "incident", str(mapping))


def test_a_mapping_of_ones_own_is_used(tmp_path, store: Store):
    mapping = _write(
        tmp_path,
        MAPPING + '"What" = { to = "act", table = "acts" }\n"When" = { to = "happened" }\n'
        '"No" = { to = "external_id" }\n[tables.acts]\n"Shot dead" = "killing"\n',
        "mapping.toml",
    )
    file = _write(tmp_path, "What,When,No\nShot dead,2025,7\nSesame,2025,8\n")

    report = store_parsed(store, read_file(file, "", str(mapping)))

    (record,) = store.records(Query(kind="incident"))
    assert (record.act, record.dataset, record.external_id) == ("killing", "X", "7")
    assert {(each.row, each.value) for each in report.reported} >= {(3, "Sesame")}


def test_links_inside_rows_of_parts_are_resolved(tmp_path, store: Store):
    store.save(Actor(id=new_id(), name="Third Brigade", type="state_military"))
    (actor,) = store.records(Query(kind="actor"))
    alleged = [{"actor": actor.ref}, {"actor": "SDN-ACT-25-Z9999"}]
    rows = [{"act": "killing", "happened": "2025", "alleged": alleged}]

    report = store_parsed(
        store, read_file(_write(tmp_path, json.dumps(rows), "t.json"), "incident")
    )

    (record,) = store.records(Query(kind="incident"))
    assert [each.actor for each in record.alleged] == [actor.id, ""]
    assert [each.value for each in report.reported] == ["SDN-ACT-25-Z9999"]


def test_centres_of_areas_are_read_and_a_list_without_them_leaves_them(tmp_path, store):
    whole = tmp_path / "centres.csv"
    whole.write_text(
        "adm1_name,adm1_pcode,iso3,center_lat,center_lon\n"
        "Khartoum,SD01,SDN,15.61,32.51\nSennar,SD14,SDN,95,33\nGedaref,SD12,SDN,,\n"
    )
    parsed = read_gazetteer(whole)
    assert [each.field for each in parsed.reported] == ["Centre"]
    load_gazetteer(store, parsed)
    bare = tmp_path / "bare.csv"
    bare.write_text("adm1_name,adm1_pcode,iso3\nAl Khartum,SD01,SDN\n")
    load_gazetteer(store, read_gazetteer(bare))

    found = store.gazetteer.centres(["SD01", "SD14", "SD99"])

    assert (found["SD01"].name, found["SD01"].latitude) == ("Al Khartum", 15.61)
    assert found["SD14"].latitude is None
    assert set(found) == {"SD01", "SD14"}
