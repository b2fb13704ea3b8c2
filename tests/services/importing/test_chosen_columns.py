"""A person says which column goes where; it is guessed first, and may be read as chosen."""

from __future__ import annotations

from fieldapp.records import TYPES
from fieldapp.records.actors import Person
from fieldapp.records.dialogue import Meeting
from fieldapp.services.importing.chosen import look, setting_of, targets
from fieldapp.services.importing.importing import parse
from fieldapp.services.importing.sheets import open_sheet

CONTACTS = "Nickname,Function,Seen,Why\nKILO,Liaison,2025-03,Road\nLIMA,Checkpoint,2025,Bridge\n"


def test_every_field_may_be_chosen_but_those_the_vault_gives(store):
    offered = {each.to for each in targets(Person)}
    assert {"code_name", "function", "actor", "aliases.name"} <= offered
    assert not {"ref", "supersedes", "pinned"} & offered
    labels = [each.label for each in targets(Meeting)]
    assert len(labels) == len(set(labels))


def test_columns_are_guessed_by_name_and_shown_with_samples(tmp_path):
    file = tmp_path / "contacts.csv"
    file.write_text(CONTACTS, encoding="utf-8")
    seen = look(Person, open_sheet(file))
    assert [(each.name, each.to) for each in seen] == [
        ("Nickname", ""), ("Function", "function"), ("Seen", ""), ("Why", ""),
    ]  # fmt: skip
    assert seen[0].samples == ("KILO", "LIMA")


def test_what_was_remembered_wins_unless_the_field_is_gone(tmp_path):
    file = tmp_path / "contacts.csv"
    file.write_text(CONTACTS, encoding="utf-8")
    seen = look(
        Person, open_sheet(file), {"Nickname": "code_name", "Function": "", "Why": "no_such_field"}
    )
    assert [each.to for each in seen] == ["code_name", "", "", ""]


def test_a_table_is_read_as_chosen_and_the_rest_is_reported(tmp_path):
    file = tmp_path / "contacts.csv"
    file.write_text(CONTACTS, encoding="utf-8")
    chosen = {"Nickname": "code_name", "Function": "function", "Seen": "first_met", "Why": ""}
    parsed = parse(file, "person", types=TYPES, chosen=chosen | {"Why": "purpose"})
    assert [each.code_name for each in parsed.records] == ["KILO", "LIMA"]
    assert [str(each.first_met) for each in parsed.records] == ["2025-03", "2025"]
    assert [each.purpose for each in parsed.records] == ["Road", "Bridge"]


def test_the_same_columns_in_any_order_are_remembered_together():
    one, other = setting_of(Person, ["A", "b "]), setting_of(Person, ["B", "a"])
    assert one == other
    assert one != setting_of(Meeting, ["A", "b"])
