"""Records by command: added, listed, shown and found, and what is refused."""

from __future__ import annotations

import json

import pytest

KILO = {"code_name": "KILO", "purpose": "The bridge.", "review_on": "2027-01-01"}


def test_a_record_is_added_and_its_reference_is_the_last_line(station):
    answer = station("add", "person", "-", stdin=json.dumps(KILO))

    assert answer.status == 0
    assert answer.last.startswith("SDN-PER-")
    assert answer.err == ""


def test_json_prints_the_record_with_its_reference(station):
    answer = station("add", "person", "-", "--json", stdin=json.dumps(KILO))

    assert answer.json["ref"].startswith("SDN-PER-")
    assert answer.json["code_name"] == "KILO"


def test_what_is_printed_can_be_added_again(station):
    station.add("person", KILO)
    printed = station("list", "person", "--json").json

    again = station("add", "person", "-", "--json", stdin=json.dumps(printed))

    assert again.status == 0, again.err
    assert again.json["code_name"] == "KILO"
    assert again.json["ref"] != printed[0]["ref"]


def test_records_of_one_file_name_each_other_by_label_in_any_order(station):
    station.add(
        "actor",
        {"label": "bn", "name": "14th Battalion", "parent": "@region"},
        {"@label": "region", "name": "Second Region"},
    )

    battalion, region = sorted(station("list", "actor", "--json").json, key=lambda r: r["name"])

    assert battalion["parent"] == region["ref"]


def test_a_meeting_brings_its_promises_along_and_links_by_reference(station):
    (kilo,) = station.add("person", KILO)
    station.add(
        "meeting",
        {
            "started": "2026-11-21T10:30+02:00",
            "contacts": [kilo],
            "statements": [{"text": "The bridge opens at six.", "speaker": kilo}],
            "commitments": [{"what": "Open the bridge at six", "by_person": kilo}],
            "actions": [{"what": "Tell the drivers"}],
        },
    )

    (meeting,) = station("list", "meeting", "--json").json
    (promise,) = station(
        "list", "commitment", "--where", f"meeting={meeting['ref']}", "--json"
    ).json
    (action,) = station("list", "action", "--json").json

    assert meeting["contacts"] == [kilo]
    assert meeting["statements"][0]["speaker"] == kilo
    assert (promise["by_person"], promise["what"]) == (kilo, "Open the bridge at six")
    assert action["meeting"] == meeting["ref"]


def test_what_lacks_something_is_kept_as_a_draft_that_says_so(station):
    answer = station("add", "person", "-", stdin='{"code_name": "HERON"}')

    assert answer.status == 0
    assert "kept as a draft. Purpose:" in answer.err
    assert station("show", answer.last, "--json").json["draft"] is True


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("person", "no json"),
        ("person", "[1]"),
        ("person", '{"codename": "KILO"}'),
        ("person", '{"code_name": 7}'),
        ("person", '{"code_name": "K", "sensitivity": "utmost"}'),
        ("person", '{"code_name": "K", "review_on": "2026-13-01"}'),
        ("person", '{"code_name": "K", "actor": "@nobody"}'),
        ("person", '{"code_name": "K", "actor": "SDN-ACT-26-A0001"}'),
        ("person", '{"code_name": "K", "actor": "SDN-STA-26-A0001"}'),
        ("person", '[{"label": "a", "code_name": "K"}, {"label": "a", "code_name": "L"}]'),
        ("meeting", '{"started": "2026-11-21T10:30"}'),
        ("meeting", '{"commitments": [7]}'),
        ("meeting", '{"statements": [{"attribution": "off_record", "text": "Words."}]}'),
        ("incident", '{"act": "killing", "killed": {"men": -1}}'),
        ("incident", '{"act": "killing", "place": {"pcode": "XX99"}}'),
        ("incident", '{"act": "sexual_violence", "happened": "2026-01", "title": "A name"}'),
        ("incident", '{"act": "killing", "verification_status": "verified_by_mandated_body"}'),
        ("unicorn", "{}"),
    ],
)
def test_what_is_wrong_is_refused_with_one_sentence_and_nothing_is_stored(station, kind, text):
    answer = station("add", kind, "-", stdin=text)

    assert answer.status == 1
    assert answer.out == ""
    assert answer.err.strip()
    assert len(answer.err.splitlines()) == 1
    assert "Traceback" not in answer.err
    for noun in ("person", "meeting", "incident"):
        assert station("list", noun, "--json").json == []


def test_one_wrong_record_keeps_all_of_its_file_out(station):
    answer = station("add", "person", "-", stdin=json.dumps([KILO, {"nonsense": 1}]))

    assert answer.status == 1
    assert station("list", "person", "--json").json == []


def test_a_list_is_filtered_by_any_field(station):
    station.add(
        "incident",
        {"act": "killing", "happened": "2026-10-03", "victim_types": ["idp"]},
        {"act": "looting", "happened": "2026-10-20"},
        {"act": "killing", "happened": "2026-11-01"},
    )

    def acts(*where: str) -> list[str]:
        words = [word for each in where for word in ("--where", each)]
        return [each["happened"] for each in station("list", "incident", *words, "--json").json]

    assert acts("act=killing") == ["2026-11-01", "2026-10-03"]
    assert acts("happened=2026-10") == ["2026-10-20", "2026-10-03"]
    assert acts("victim_types=idp") == ["2026-10-03"]
    assert acts("act=killing", "happened=2026-10-03") == ["2026-10-03"]
    assert acts("victim_types=") == ["2026-11-01", "2026-10-20"]


def test_a_filter_on_no_field_is_wrong_usage(station):
    assert station("list", "incident", "--where", "colour=red").status == 2
    assert station("list", "incident", "--where", "act").status == 2


def test_words_find_records_of_every_type_in_every_script(station):
    (ref,) = station.add(
        "incident", {"act": "raid", "happened": "2026-10-03", "title": "مداهمة سوق"}
    )
    station.add("action", {"what": "Call the market union"})

    found = station("find", "السوق", "--json").json
    words = station("find", "mark", "uni").out

    assert [(each["kind"], each["ref"]) for each in found] == [("incident", ref)]
    assert "Call the market union" in words


def test_names_behind_codes_are_shown_only_on_asking(station):
    (ref,) = station.add("person", {**KILO, "name": "Idriss Bachraoui", "phones": "+999 70 41 88"})

    plain = station("show", ref).out
    revealed = station("show", ref, "--reveal").out

    assert "KILO" in plain
    assert "Bachraoui" not in plain
    assert "+999" not in plain
    assert "Bachraoui" in revealed


def test_the_record_and_the_passphrase_cannot_both_be_standard_input(station):
    answer = station.run("add", station.vault, "person", "-", "--passphrase-file", "-")

    assert answer.status == 2


def test_the_passphrase_comes_from_standard_input_too(station, made):
    words = ("list", station.vault, "station", "--json", "--passphrase-file", "-")

    assert station.run(*words, stdin=made.passphrase).json[0]["kind"] == "station"
    assert station.run(*words, stdin="another one").status == 1


def test_without_a_terminal_the_passphrase_is_not_waited_for(station):
    assert station.run("list", station.vault, "person").status == 2


@pytest.mark.parametrize("words", [["nonsense"], ["list"], ["share", "--what"], ["new", "x.vault"]])
def test_wrong_usage_is_status_2(fieldapp, words):
    answer = fieldapp(*words)

    assert answer.status == 2
    assert "Usage:" in answer.err


def test_help_is_status_0(fieldapp):
    answer = fieldapp("--help")

    assert answer.status == 0
    assert all(name in answer.out for name in ("demo", "share", "recover", "bench"))


def test_a_fault_of_ours_is_logged_by_type_and_shows_no_value(station, monkeypatch, caplog):
    def broken(*_: object, **__: object) -> None:
        raise LookupError("Sesame")

    monkeypatch.setattr("fieldapp.store.store.Store.find", broken)

    answer = station("find", "anything")

    assert answer.status == 1
    assert answer.err == "Something went wrong. Your file was not changed.\n"
    assert "LookupError" in caplog.text
    assert "Sesame" not in caplog.text


def test_a_file_of_places_and_a_file_of_records_are_imported(station, tmp_path):
    places = tmp_path / "places.csv"
    places.write_text(
        "Location,Admin Level,P-Code,Name,Parent P-Code\nSDN,1,SD01,Khartoum,SDN\n", "utf-8"
    )
    rows = tmp_path / "rows.csv"
    rows.write_text("Act,Date,P-Code\nKilling,2026-10-03,SD01\nKilling,not a day,SD01\n", "utf-8")

    assert station("import", places).out.startswith("1 rows, 1 stored")
    report = station("import", rows, "--as", "incident", "--json").json

    not_stored = {each["row"] for each in report["reported"] if not each["stored"]}
    assert report["rows"] == 2
    assert report["rows"] == report["stored"] + len(not_stored)
    assert set(report["reported"][0]) == {"row", "field", "value", "why", "stored"}
    assert station("list", "incident", "--where", "place=SD01", "--json").json
