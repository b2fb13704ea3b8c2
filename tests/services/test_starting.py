"""The lists that ship to start from, and what a new record starts with."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import attrs
import pytest

import resources
from fieldapp.records import TYPES
from fieldapp.records.across import Mission, Reference
from fieldapp.records.checklists import Checklist
from fieldapp.records.checks import problems
from fieldapp.records.dialogue import Meeting
from fieldapp.records.planning import Guidance, guidance_items
from fieldapp.records.training import Training
from fieldapp.services.reference import LISTS, starter
from fieldapp.services.starting import begin
from fieldapp.store.store import Query, Store
from fieldapp.vocab.days import Day
from fieldapp.vocab.folding import fold


def rows(name: str) -> list[dict[str, str]]:
    protocols = resources.path("sharing", "profiles", "index.csv")
    path = protocols if name == "protocols" else resources.path("reference", f"{name}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_taken_over_once(store: Store, name: str):
    offered = starter(store, name)
    assert len(offered) == len(rows(name)) > 10
    assert not [problem for each in offered for problem in problems(each)]
    assert not any(each.draft for each in offered)

    store.save(*offered)

    assert starter(store, name) == []
    assert store.count(Query(LISTS[name], drafts=False)) == len(offered)


def test_what_the_station_wrote_itself_is_not_offered_again(store: Store):
    before = len(starter(store, "library"))
    store.save(Reference(title="the SPHERE handbook", year=2018))
    assert len(starter(store, "library")) == before - 1

    store.save(Reference(title="OCHA on Message: Protection", year=2031))  # another edition
    assert len(starter(store, "library")) == before - 1

    store.save(Mission(title="UNMISS", since=Day("2011-07-09")))
    assert "UNMISS" not in {each.title for each in starter(store, "missions")}


def test_what_was_deleted_is_offered_again(store: Store):
    first = starter(store, "missions")[0]
    store.save(first)
    store.delete(first.id)

    assert first.title in {each.title for each in starter(store, "missions")}


def test_every_row_says_where_it_comes_from_and_doubt_is_shown_to_the_officer():
    for row in rows("missions"):
        assert row["source"] in ("S", "M", "M?")
        assert ("To be checked" in row["standing"]) == (row["source"] == "M?"), row["title"]
        assert row["standing"].strip()
        assert len(row["since"]) <= len("2026-11")
    assert {row["source"] for row in rows("library")} == {"S"}


def test_the_missions_of_the_traps_ended_when_they_did(store: Store):
    until = {each.title: str(each.until or "") for each in starter(store, "missions")}

    assert until["UNAMID"] == "2020-12"
    assert until["UNITAMS"] == until["MINUSMA"] == "2023-12"
    assert until["ATMIS"] == "2024-12"
    assert until["AUSSOM"] == until["UNTMIS"] == until["UNMISS"] == ""


def test_the_library_holds_annex_2_and_nothing_else(shared: Path):
    note = (shared / "guidance-note.txt").read_text(encoding="utf-8")
    annex = note.split("Annex 2: Reference Documents")[1].split("1 IASC Policy")[0]
    listed, links = annex.split("https://", 1)
    said = _plain(listed)

    for row in rows("library"):
        assert _plain(row["title"]) in said, row["title"]
        assert not row["year"] or row["year"] in listed
        assert not row["link_text"] or row["link_text"] in "https://" + links
    # A title a bullet; the policy that lists others is the one that has none of its own.
    assert listed.count("▪") + 1 == len(rows("library"))


def test_the_missions_of_the_note_are_in_the_list(shared: Path):
    note = (shared / "guidance-note.txt").read_text(encoding="utf-8")
    footnote = note.split("11  OCHA CMCoord Officers")[1].split("12  ")[0]
    named = set(re.findall(r"\b(?:UN[A-Z]{2,}|MIN[A-Z]+|MON[A-Z]+)\b", footnote))

    assert len(named) == 13
    assert named - {row["title"] for row in rows("missions")} == set()


def _plain(text: str) -> str:
    """Letters and digits only: lines of the note break within words."""
    return "".join(re.findall(r"\w", fold(text)))


# -- what a new record starts with -----------------------------------------------------------


def test_new_guidance_starts_with_its_checklist(store: Store):
    draft = begin(Guidance, store)

    assert draft.draft
    assert [each.item for each in draft.items] == [each.item for each in guidance_items()]
    assert not store.exists(draft.id)
    assert begin(Guidance, store).items[0].id != draft.items[0].id


def test_a_checklist_waits_for_its_kind(store: Store):
    assert begin(Checklist, store).items == ()


def test_what_takes_place_starts_in_the_usual_language_of_the_station(store: Store):
    assert begin(Training, store).language == ""
    station = store.station()
    assert station is not None
    store.save(attrs.evolve(station, spoken="ar"))

    assert begin(Training, store).language == "ar"
    assert begin(Meeting, store).languages == ("ar",)


def test_nothing_else_is_filled_in(store: Store):
    station = store.station()
    assert station is not None
    store.save(attrs.evolve(station, spoken="ar"))
    for kind in TYPES:
        draft, blank = begin(kind, store), kind(draft=True)
        filled = {
            each.name
            for each in kind.fields()
            if getattr(draft, each.name) != getattr(blank, each.name)
        }
        assert filled <= {"language", "languages", "items"}, kind.noun
