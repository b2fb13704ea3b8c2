"""Any type of record comes in by the names, labels or HXL tags of its fields."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fieldapp.records import Actor, Incident, Person
from fieldapp.records.record import new_id
from fieldapp.services.importing.areas import areas
from fieldapp.services.importing.reading import read_file
from fieldapp.services.importing.report import rows_not_stored
from fieldapp.services.importing.storing import store_parsed
from fieldapp.store.gazetteer import GazetteerRow
from fieldapp.store.store import Query, Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.tallies import Tally

SUDAN = areas(
    (row, "2024")
    for row in (
        GazetteerRow("SDN", 1, "SD02", "North Darfur", "SDN"),
        GazetteerRow("SDN", 2, "SD02101", "El Fasher", "SD02"),
        GazetteerRow("SDN", 1, "SD03", "South Darfur", "SDN"),
    )
)


def _write(tmp_path: Path, text: str, name: str = "table.csv") -> Path:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return file


def test_contacts_come_in_by_labels_and_by_field_names(tmp_path, store):
    file = _write(
        tmp_path,
        "Code name,purpose,Languages,Interpreter needed,first_met,Review on\n"
        "KILO,Corridor to the hospital,Arabic; English,oui,12 Nov 2025,2026-05\n",
    )

    report = store_parsed(store, read_file(file, "person"))

    assert (report.rows, report.stored, report.reported) == (1, 1, ())
    (person,) = store.records(Query(kind="person"))
    assert isinstance(person, Person)
    assert (person.code_name, person.languages) == ("KILO", ("ar", "en"))
    assert (person.interpreter_needed, person.first_met) == ("yes", Day("2025-11-12"))
    assert not person.draft


def test_incidents_come_in_by_hxl_tags(tmp_path):
    file = _write(
        tmp_path,
        "Quoi,Quand,Où,Lat,Lon,Nom\n"
        "#event+type,#date +occurred,#adm2+code+v_pcodes,#geo+lat,#geo+lon,#loc+name\n"
        "killing,2025-11-12,SD02101,13.6,25.3,Souk\n",
    )

    (incident,) = read_file(file, "incident", gazetteer=SUDAN).records

    assert isinstance(incident, Incident)
    assert [area.pcode for area in incident.place.path] == ["SDN", "SD02", "SD02101"]
    assert (incident.place.latitude, incident.place.longitude) == (13.6, 25.3)
    assert incident.place.heard == "Souk"
    assert incident.place.gazetteer == "2024"


def test_places_come_in_by_name_and_counts_by_group(tmp_path):
    file = _write(
        tmp_path,
        "act;happened;Country;State;District;Killed women;killed_boys\n"
        "Killing;2025;sdn;North Darfur State;El-Fasher;٣;0\n"
        "Killing;2025;SDN;Nowhere;;2;\n",
    )

    parsed = read_file(file, "incident", gazetteer=SUDAN)

    first, second = parsed.records
    assert [area.pcode for area in first.place.path] == ["SDN", "SD02", "SD02101"]
    assert first.killed == Tally(women=3, boys=0)
    assert [area.pcode for area in second.place.path] == ["SDN"]
    assert second.place.heard == "Nowhere"
    assert [(each.row, each.field, each.value) for each in parsed.reported] == [
        (3, "State", "Nowhere")
    ]


def test_links_are_references_and_lead_to_records_that_are_here(tmp_path, store: Store):
    store.save(Actor(id=new_id(), name="Third Brigade", type="state_military"))
    (actor,) = store.records(Query(kind="actor"))
    file = _write(
        tmp_path,
        "Code name,Purpose,Review on,Actor\n"
        f"KILO,Access,2026-05,{actor.ref}\n"
        "LIMA,Access,2026-05,SDN-ACT-25-Z9999\n",
    )

    report = store_parsed(store, read_file(file, "person"))

    by_name = {person.code_name: person for person in store.records(Query(kind="person"))}
    assert by_name["KILO"].actor == actor.id
    assert by_name["LIMA"].actor == ""
    assert [(each.row, each.field, each.stored) for each in report.reported] == [(3, "Actor", True)]


def test_a_link_that_every_record_needs_keeps_the_row_out(tmp_path, store: Store):
    file = _write(tmp_path, "From,Relation,To\nSDN-ACT-25-Z9999,commands,SDN-ACT-25-Z9998\n")

    report = store_parsed(store, read_file(file, "relation"))

    assert (report.rows, report.stored, rows_not_stored(report.reported)) == (1, 0, 1)


def test_json_takes_the_values_of_the_declarations(tmp_path):
    rows = [
        {
            "act": "killing",
            "happened": "2025-11",
            "killed": {"women": 2, "estimated": ["women"]},
            "alleged": [{"category": "nsag", "reported_name": "Falcon Front"}],
            "weapons": ["small_arms"],
        }
    ]
    file = _write(tmp_path, json.dumps(rows), "rows.json")

    (incident,) = read_file(file, "incident").records

    assert incident.killed == Tally(women=2, estimated=frozenset({"women"}))
    assert [each.reported_name for each in incident.alleged] == ["Falcon Front"]


def test_an_act_of_which_only_a_stub_is_kept_stays_a_stub(tmp_path):
    file = _write(
        tmp_path,
        "act,happened,Country,State,District,"
        "Latitude,Longitude,Confidential narrative,Killed women\n"
        "Sexual violence (stub only),2025-11-12,SDN,North Darfur,El Fasher,13.6,25.3,Sesame,1\n",
    )

    parsed = read_file(file, "incident", gazetteer=SUDAN)

    (incident,) = parsed.records
    assert incident.happened == Day("2025-11")
    assert [area.pcode for area in incident.place.path] == ["SDN", "SD02"]
    assert incident.place.latitude is None
    assert incident.narrative_confidential == ""
    assert not incident.killed
    assert {each.field for each in parsed.reported} == {
        "happened",
        "District",
        "Latitude",
        "Longitude",
        "Confidential narrative",
        "Killed women",
    }
    assert "Sesame" in {each.value for each in parsed.reported}


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Two women were raped at the well", True),
        ("Deux femmes violées près du puits", True),
        ("حالات اغتصاب قرب البئر", True),
        ("Violence at the well; drapes burnt", False),
    ],
)
def test_a_text_that_may_speak_of_sexual_violence_is_pointed_out(tmp_path, text, spoken):
    file = _write(tmp_path, f"act,happened,Confidential narrative\nkilling,2025,{text}\n")

    parsed = read_file(file, "incident")

    assert parsed.records[0].narrative_confidential == text
    assert [(each.field, each.stored) for each in parsed.reported] == (
        [("Confidential narrative", True)] if spoken else []
    )


def test_a_fine_code_is_reported_on_a_stub(tmp_path):
    file = _write(tmp_path, "act,happened,P-code\nsexual_violence,2025-11,SD02101\n")

    parsed = read_file(file, "incident", gazetteer=SUDAN)

    assert [area.pcode for area in parsed.records[0].place.path] == ["SDN", "SD02"]
    assert [each.value for each in parsed.reported] == ["SD02101"]


def test_a_seat_finer_than_the_district_is_refused(tmp_path):
    """R26: it would be a position, not an understanding."""
    file = _write(tmp_path, "Name,Seat latitude,Seat longitude\nThird Brigade,13.6,25.3\n")

    parsed = read_file(file, "actor", gazetteer=SUDAN)

    assert parsed.records == ()
    assert [(each.row, each.stored) for each in parsed.reported] == [(2, False)]


def test_what_only_needs_more_work_is_kept_as_a_draft(tmp_path):
    file = _write(tmp_path, "Code name,Purpose\nKILO,Access\n")

    parsed = read_file(file, "person")

    assert parsed.records[0].draft
    assert ["draft" in each.why for each in parsed.reported] == [True]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2025-11-12", "2025-11-12"),
        ("2025-11", "2025-11"),
        ("2025", "2025"),
        ("2025-11-12T00:00:00.000Z", "2025-11-12"),
        ("٢٠٢٥-١١-١٢", "2025-11-12"),
        ("12 November 2025", "2025-11-12"),
        ("1er août 2025", "2025-08-01"),
        ("Nov 2025", "2025-11"),
        ("25/11/2025", "2025-11-25"),
        ("11/25/2025", "2025-11-25"),
        ("5/5/2025", "2025-05-05"),
    ],
)
def test_a_date_is_read_as_it_was_meant(tmp_path, written, read):
    file = _write(tmp_path, f"act,happened\nkilling,{written}\n")

    assert read_file(file, "incident").records[0].happened == Day(read)


@pytest.mark.parametrize(
    "written", ["2025-02-30", "11/12/2025", "soon", "31 Nov 2025", "45973", "12 Smarch 2025"]
)
def test_a_date_that_is_none_or_two_is_reported_and_its_row_not_stored(tmp_path, written):
    file = _write(tmp_path, f"act,happened\nkilling,{written}\nkilling,2025\n")

    parsed = read_file(file, "incident")

    assert (parsed.rows, len(parsed.records), rows_not_stored(parsed.reported)) == (2, 1, 1)
    assert (2, written) in {(each.row, each.value) for each in parsed.reported}
