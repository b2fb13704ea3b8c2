"""The crosswalk of actor types reaches every category of the MRM and ACLED."""

from __future__ import annotations

import pytest

from fieldapp.vocab.vocabulary import shipped

MRM = ("armed_force", "armed_group", "other_party", "unknown")
ACLED = (
    *("state forces", "rebel group", "political militia", "identity militia", "rioters"),
    *("protesters", "civilians", "external/other"),
)


@pytest.mark.parametrize(("column", "words"), [("mrm", MRM), ("acled", ACLED)])
def test_every_category_of_others_is_reached(column, words):
    cells = [notes.get(column, "") for notes in shipped("actor_type").notes.values()]
    assert [word for word in words if not any(word in cell for cell in cells)] == []


def test_every_armed_type_has_its_category_in_the_mrm():
    notes = shipped("actor_type").notes
    assert [code for code in notes if "mrm" not in notes[code]] == ["not_armed"]


def test_every_reported_perpetrator_leads_to_a_type_that_is_there():
    types = {notes["actor_type"] for notes in shipped("reported_perpetrator").notes.values()}
    assert types <= set(shipped("actor_type"))
