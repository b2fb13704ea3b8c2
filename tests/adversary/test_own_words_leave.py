"""Words that a station gave to a list of choices: they may name someone, and they leave too."""

from __future__ import annotations

import io

import openpyxl
import pytest

from fieldapp.records.incidents import AllegedActor
from fieldapp.services import tables
from fieldapp.services.package.content import words_of
from fieldapp.services.package.workbook import workbook
from fieldapp.vocab.vocabulary import Vocabulary, shipped, use_station_words
from tests.services.sharing.samples import all_words, field_of, incident, prepared


@pytest.fixture
def own_places():
    """A station that named types of place after people, a force and a number."""
    ships = shipped("place_type")
    own = {
        "his_gate": "Gate of Ibrahim Yusuf Adam",
        "phone_box": "Call +249 912 345 678",
        "plain_gate": "Gate of a camp",
        "unused_gate": "Gate of the widow Zxunused",
    }
    use_station_words(
        {"place_type": Vocabulary("place_type", {**ships.labels, **own}, ships.notes)}
    )
    yield
    use_station_words({})


@pytest.mark.parametrize("code", ["his_gate", "phone_box", "Ibrahim Yusuf Adam"])
def test_a_choice_whose_own_words_name_someone_stays(own_places, code):
    made = prepared(incident(place_type=code))

    assert not field_of(made.records[0], "place_type").leaves
    assert "Ibrahim" not in all_words(made)


def test_a_choice_whose_own_words_name_no_one_leaves(own_places):
    made = prepared(incident(place_type="plain_gate"))
    assert field_of(made.records[0], "place_type").after == "plain_gate"


def test_a_code_that_no_list_knows_is_read_like_a_text(own_places):
    row = AllegedActor(id="row-1", category="nsag", certainty="alleged")
    named = AllegedActor(id="row-2", category="Ibrahim Yusuf Adam", certainty="alleged")
    assert "Ibrahim" not in all_words(prepared(incident(alleged=(row, named))))


def test_the_codebook_of_a_package_holds_no_own_words_that_are_not_used(own_places):
    release = prepared(incident(place_type="plain_gate"))
    kinds = {each.kind: type(each.record) for each in release.records}
    made = tables.from_release(release, kinds, lambda _: "new", lambda: None)
    labels_of = words_of(made)

    book = openpyxl.load_workbook(io.BytesIO(workbook(made, labels_of, lambda: None)))
    cells = {
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    }
    schema = repr(tables.schema(made[0], lambda name: list(labels_of(name))))

    assert "Gate of a camp" in cells
    assert "plain_gate" in schema
    for word in ("Zxunused", "unused_gate", "Ibrahim", "his_gate", "912"):
        assert not any(word in cell for cell in cells), word
        assert word not in schema
