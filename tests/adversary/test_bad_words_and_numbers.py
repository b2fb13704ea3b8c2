"""Numbers, days, names and lists of choices as nobody writes them, by the ways they come in."""

from __future__ import annotations

import contextlib
import json

import pytest

from fieldapp.errors import FieldappError
from fieldapp.records.dialogue import Meeting, Statement
from fieldapp.records.incidents import Incident
from fieldapp.records.sharing import Agreement
from fieldapp.services.analysis.counting import count_by_act
from fieldapp.services.importing.importing import import_file
from fieldapp.services.station_words import keep_words, read_words, station_words
from fieldapp.services.templates import from_template, keep_template, template_names
from fieldapp.store.lists import Query
from fieldapp.vocab.days import Day
from fieldapp.vocab.tallies import Tally
from fieldapp.vocab.vocabulary import use_station_words

NUMBERS = ["1e999", "-1e999", "NaN", "1e308", "9" * 400, "-3", "0.5", "true", '"１２"', '"1e999"']
DAYS = ["9999-12-31", "0001-01-01", "10000-01-01", "-1", "2026-02-30", "1e9", "٢٠٢٦-٠١-٠١", "\x00"]
STRANGE = [
    "x" * 100_000,
    "\u202egnp.exe",
    "a\x00b\x1b[31m",
    "عربي " * 500,
    "'; DROP TABLE x;--",
    '%_*"',
    "😀",
]


def _imported(store, tmp_path, text: str) -> None:
    path = tmp_path / "table.json"
    path.write_text(text, encoding="utf-8")
    with contextlib.suppress(FieldappError):  # said plainly, where it is refused
        import_file(store, path, "incident")


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("name", ["closed_days", "killed_women", "latitude", "attacks_destroyed"])
def test_a_number_that_is_none_is_refused_or_told_and_never_kept(store, tmp_path, number, name):
    line = f'[{{"act": "killing", "happened": "2026-01-02", "{name}": {number}, "longitude": 3}}]'
    _imported(store, tmp_path, line)

    for each in store.records(Query("incident")):
        for value in (each.closed_days, each.place.latitude, *each.killed.counts.values()):
            assert value is None or abs(value) < 1e15
        assert each.draft or not (each.closed_days or 0) < 0


@pytest.mark.parametrize("day", DAYS)
def test_a_day_that_is_none_breaks_no_list_and_no_count(store, tmp_path, day):
    _imported(store, tmp_path, json.dumps([{"act": "killing", "happened": day}]))

    found = list(store.records(Query("incident", sort="happened")))
    count_by_act(found)
    assert len(found) <= 1


@pytest.mark.parametrize("words", STRANGE)
def test_tags_owners_and_templates_of_any_letters_come_back_as_they_were(store, words):
    made = Incident(title=words, tags=(words,), owner=words, draft=True)
    store.save(made)
    assert (store.get(made.id).tags, store.get(made.id).owner) == ((words,), words)
    keep_template(store, store.get(made.id), words)
    (name,) = template_names(store, "incident")
    assert from_template(store, "incident", name).title == words
    store.find(words)


def test_ten_thousand_rows_are_kept_shown_in_a_list_and_read_again(store):
    rows = tuple(Statement(text=f"Said {n}", attribution="on_record") for n in range(10_000))
    made = Meeting(title="Long", draft=True, statements=rows)
    store.save(made)
    assert len(store.get(made.id).statements) == 10_000
    assert store.rows("meeting", store.keys(Query("meeting")))[0].title == "Long"


@pytest.fixture
def words_back():
    yield
    use_station_words({})


WORDS = {
    "act": "code,label,unit,harm\nkilling,Killing,victims,no_such\nx_new,New,victims,ref id\n",
    "access_severity": "code,label\nzzz,Other\n",
    "actor_type": "code,label\nnsag,=cmd|' /C calc'!A0\n",
    "input_kind": "code,label,task\nscenario,Scenario,XX9\n",
    "training_topic": "code,label,setting\nnew,New,peacekeeping\n",
}


@pytest.mark.parametrize("name", WORDS)
def test_lists_of_a_station_that_shadow_what_ships_break_no_count(
    store, tmp_path, name, words_back
):
    path = tmp_path / "words.csv"
    path.write_text(WORDS[name], encoding="utf-8")
    keep_words(store.vault, read_words(path, name))
    use_station_words(station_words(store.vault))
    made = [
        Incident(act=act, happened=Day("2026-01-02"), killed=Tally(women=2))
        for act in ("killing", "x_new")
    ]
    told = {each.act: each.count.high for each in count_by_act(made)}

    assert told["killing"] == 2


def test_an_agreement_of_types_and_fields_that_no_one_knows_lets_nothing_more_out(store):
    made = Agreement(
        title="Odd",
        draft=True,
        record_types=("incident", "attachment", "tombstone", "label", "no_such_type"),
        included_fields=("incident.tags", "label.who", "x", "a.b.c.d", ""),
    )
    store.save(made)
    assert store.get(made.id).record_types == made.record_types
