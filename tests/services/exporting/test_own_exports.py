"""Exports for own use: the same rules, one log entry, and files that other programs read."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest

from fieldapp.records.actors import Person
from fieldapp.records.incidents import Incident
from fieldapp.records.record import Record, evolve
from fieldapp.records.sources import Source
from fieldapp.services.exporting import formats, own
from fieldapp.services.sharing.recheck import BlockedError, ChangedSinceError
from fieldapp.services.sharing.result import Release
from fieldapp.store.store import Query, Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass, Level


def incidents() -> list[Incident]:
    usual = {"act": "killing", "happened": Day("2026-03-04"), "shows_source": "no"}
    return [
        Incident(id="one", title="Shelling", narrative_shareable="=Shells fell.", **usual),
        Incident(
            id="two",
            title="Arrest",
            narrative_confidential="Sesamestory",
            place_note="Sesameplace",
            **usual,
        ),
        Incident(id="three", act="sexual_violence", happened=Day("2026-03")),
        Incident(id="four", title="Unanswered", act="killing", happened=Day("2026-03-05")),
    ]


@pytest.fixture
def kept(store: Store) -> Store:
    store.save(*(each for each in incidents()))
    return store


def exported(store: Store, kind: type[Record] = Incident) -> Release:
    found = list(store.records(Query(kind.noun, descending=False)))
    return own.decide(own.ask(store, kind, found))


def spelled(release: Release, form: str, kind: type[Record] = Incident) -> bytes:
    return formats.spelled(release, kind, form, lambda: None)


def test_the_rules_are_those_of_any_release_to_the_own_office(kept):
    release = exported(kept)

    assert release.blocks == ()
    assert {each.record.id for each in release.records} == {"one", "two"}
    assert {each.rule for each in release.withheld} == {"R20:stub", "R13:shows_source"}
    assert [each.number for each in own.staying(release)] == [1, 1]
    assert DataClass.CONFIDENTIAL_TEXT in own.classes_left_out(release)


@pytest.mark.parametrize("form", formats.FORMS)
def test_no_form_holds_what_never_leaves(kept, form):
    raw = spelled(exported(kept), form)
    held = [raw]
    if raw[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            held = [archive.read(each) for each in archive.namelist()]
    text = b"\n".join(held)
    assert b"Shells fell." in text
    assert b"Sesame" not in text


def test_of_a_contact_a_code_stands_for_the_name_and_no_phone_leaves(store):
    store.save(
        Person(
            id="p",
            code_name="Falcon",
            name="Ibrahim Yusuf Adam",
            phones="+249 912 345 678",
            purpose="Passage",
            review_on=Day("2090-01-01"),
        ),
        Source(id="s", name="Hassan Deng", legitimate_basis=("consent",)),
    )
    text = spelled(exported(store, Person), "csv", Person).decode()
    assert "PER-" in text
    for never in ("Ibrahim", "Falcon", "912", "Hassan"):
        assert never not in text


def test_a_cell_is_never_a_formula_and_the_second_row_holds_tags(kept):
    rows = list(csv.reader(io.StringIO(spelled(exported(kept), "csv").decode())))
    assert rows[1][0].startswith("#")
    assert not any(cell.startswith("=") for row in rows for cell in row)


def test_json_holds_typed_values_by_the_names_of_the_declarations(kept):
    plain = json.loads(spelled(exported(kept), "json"))
    assert {each["kind"] for each in plain} == {"incident"}
    assert {each["values"]["act"] for each in plain} == {"killing"}


def test_excel_opens_it(kept):
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(spelled(exported(kept), "xlsx")))
    assert book.sheetnames[-1] == "Codebook"
    assert book.worksheets[0].max_row >= 3


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_libhxl_reads_the_tags(kept):
    try:
        import hxl
    except ImportError:
        pytest.skip("libhxl does not import here")
    text = io.BytesIO(spelled(exported(kept), "csv"))
    source = hxl.data(hxl.make_input(text, hxl.InputOptions(allow_local=True)))
    tags = {each.get_display_tag(sort_attributes=True) for each in source.columns}
    assert "#meta+code" in tags
    assert len(list(source)) == 2


def test_frictionless_finds_the_data_package_valid(kept, tmp_path, monkeypatch):
    frictionless = pytest.importorskip("frictionless")
    with zipfile.ZipFile(io.BytesIO(spelled(exported(kept), "data_package"))) as archive:
        archive.extractall(tmp_path)
    monkeypatch.chdir(tmp_path)
    report = frictionless.validate("datapackage.json")
    assert report.valid, report.flatten(["note"])
    assert report.tasks[0].stats["rows"] == 2


def test_it_is_logged_for_the_own_office_and_locks_nothing(kept):
    release = exported(kept)
    assert release.level in own.NEEDS_REASON
    logged = own.log_export(kept, release, "Quarterly review with the head of office")

    assert (logged.channel, logged.state, logged.handed_to) == ("export", "released", own.OFFICE)
    assert [each.record for each in logged.records] == [e.record.id for e in release.records]
    assert logged.note == "Quarterly review with the head of office"
    assert kept.get("one").sealed_at is None


def test_what_is_high_needs_a_reason_in_words(kept):
    with pytest.raises(BlockedError) as found:
        own.log_export(kept, exported(kept), "  ")
    assert found.value.rule == "export:reason"
    assert list(kept.records(Query("disclosure"))) == []


def test_a_record_that_changed_since_is_not_logged_as_it_was(kept):
    release = exported(kept)
    kept.save(evolve(kept.get("one"), title="Other"))
    with pytest.raises(ChangedSinceError):
        own.log_export(kept, release, "Review")


def test_the_level_is_that_of_what_leaves(store):
    store.save(Incident(id="five", act="killing", happened=Day("2026-03"), shows_source="no"))
    assert exported(store).level is Level.MODERATE
