"""Tables that cannot be taken in, or only in part, at the user's door; the reading itself is
tested in tests/services/importing."""

from __future__ import annotations

import pytest

from fieldapp.services.importing.errors import (
    DamagedTableError,
    EmptyTableError,
    NotATableError,
    NotImportedError,
    ProtectedWorkbookError,
    TooLargeError,
    UnknownColumnsError,
    UnknownKindOfRecordError,
    UnknownMappingError,
    WrongEncodingError,
)
from tests.bad_input.door import Desk, listing, refused

HEAD = "title,act,happened,narrative_confidential\n"


def unread(station: Desk, file, error, *words: object) -> None:
    held, before = station.kept(), listing(file.parent)
    said = station("import", file, *(words or ("--as", "incident")))
    wanted = "" if error else "This file has no column for: Date."  # a label of ours, no value
    refused(said, error, "Zikra", "Zikrabanufel", sentence=wanted)
    assert listing(file.parent) == before
    assert station.kept() == held


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyTableError),
        (HEAD.encode(), EmptyTableError),
        (HEAD.encode() + "Zikra \u00e9t\u00e9,killing,2025-01-01,x\n".encode("latin-1"),
         WrongEncodingError),
        (b"Zikra,zikrab\n1,2\n", UnknownColumnsError),
        (b"title,act\nZikra,killing\n", None),
        (b"PK\x03\x04" + b"Zikra" * 50, DamagedTableError),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"Zikra", ProtectedWorkbookError),
        (b"\x00\x01Zikra\x00\x00", NotATableError),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_of_ours(station, tmp_path, content, error):
    file = tmp_path / "zikra.csv"
    file.write_bytes(content)
    unread(station, file, error)


def test_json_that_is_no_list(station, tmp_path):
    file = tmp_path / "zikra.json"
    for content in (b"{", b'"Zikra"', b"\xff\xfe\x00Z"):
        file.write_bytes(content)
        said = station("import", file, "--as", "incident")
        refused(said, None, "Zikra", sentence="")


def test_a_hundred_megabytes(station, tmp_path):
    file = tmp_path / "zikra.csv"
    with file.open("wb") as made:
        made.write(HEAD.encode())
        made.truncate(100 * 1024 * 1024)
    unread(station, file, TooLargeError)


def test_a_file_or_a_mapping_that_is_not_there(station, tmp_path):
    file = tmp_path / "zikra.csv"
    refused(station("import", file, "--as", "incident"), NotATableError)
    refused(station("import", tmp_path, "--as", "incident"), NotATableError)
    file.write_text(HEAD + "Zikra,killing,2025-01-01,x\n")
    unread(station, file, UnknownKindOfRecordError, "--map", "")
    unread(station, file, UnknownKindOfRecordError, "--as", "zikra")
    unread(station, file, UnknownMappingError, "--map", "zikra")
    unread(station, file, NotImportedError, "--as", "disclosure")


def test_bad_values_are_reported_and_counted_and_formulas_are_only_text(station, tmp_path):
    file = tmp_path / "rows.csv"
    file.write_text(
        "title,act,happened,strange\n"
        '"=HYPERLINK(""http://zikra"")",killing,2025-01-01,x\n'
        "Good,killing,2025-02-30,\n"
        "Other,no such act,2025-01-02,\n"
        "Short\n"
        "Long,killing,2025-01-04,,beyond\n"
    )
    report = station.done("import", file, "--as", "incident", "--json").json
    lost = {each["row"] for each in report["reported"] if each["row"] and not each["stored"]}
    assert report["rows"] == 5 == report["stored"] + len(lost)
    wrong = " ".join(f"{each['row']} {each['field']}" for each in report["reported"])
    for row in (3, 4, 5, 6):
        assert str(row) in wrong
    titles = {each["title"] for each in station.done("list", "incident", "--json").json}
    assert '=HYPERLINK("http://zikra")' in titles
    assert len(station.kept().ids["incident"]) == report["stored"]
