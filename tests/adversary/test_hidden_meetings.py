"""R13 with the records that came after meetings: no way around leads to who was there."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from fieldapp.records.access import AccessConstraint
from fieldapp.records.arrangements import Arrangement
from fieldapp.records.channels import Platform
from fieldapp.records.checklists import CheckItem, Checklist
from fieldapp.records.planning import ConveyedConcern
from fieldapp.services.printing.sheet import Template
from fieldapp.services.printing.sheets import sheet
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from tests.services.sharing.samples import FRONT, all_words, field_of, meeting, prepared

TYPES = (
    "meeting", "platform", "arrangement", "conveyed_concern", "checklist", "access_constraint",
)  # fmt: skip
TERMS = {
    "record_types": TYPES,
    "included_classes": tuple(DataClass),
    "attributions": ("on_record", "chatham_house"),
    "role_precision": "as_recorded",
}
TABLE = Platform(id="platform-1", title="Zxtable of three", members=(FRONT.id,))
PAUSE = Arrangement(id="arrangement-1", title="Zxpause", parties=(FRONT.id,), type="pause")
HELD = meeting(
    id="meeting-1",
    attribution="chatham_house",
    statements=(),
    platform_met=TABLE.id,
    arrangements=(PAUSE.id,),
)
CONCERN = ConveyedConcern(
    id="concern-1", title="Concern", line="Keep the market out of it", actor=FRONT.id,
    meeting=HELD.id, conveyed_on=Day("2026-03-05"), response="Zxresponse of theirs",
)  # fmt: skip
BLOCKED = AccessConstraint(
    id="constraint-1",
    title="Road",
    alleged=FRONT.id,
    alleged_certainty="alleged",
    meetings=(HELD.id,),
    happened=Day("2026-03"),
)


def test_under_chatham_house_no_tie_tells_at_which_table_or_over_what_they_sat():
    made = prepared(HELD, TABLE, PAUSE, CONCERN, BLOCKED, **TERMS)
    out = {each.kind: each for each in made.records}

    assert {"meeting", "platform", "conveyed_concern", "access_constraint"} <= set(out)
    assert not field_of(out["meeting"], "platform_met").leaves
    assert not field_of(out["meeting"], "arrangements").leaves
    # Nor the other way round: what was conveyed to a force at that meeting tells who was there.
    assert not field_of(out["conveyed_concern"], "meeting").leaves
    assert not field_of(out["access_constraint"], "meetings").leaves


def test_on_record_the_ties_leave():
    held = attrs.evolve(HELD, attribution="on_record")
    made = prepared(held, TABLE, CONCERN, **TERMS)
    out = {each.kind: each for each in made.records}
    assert field_of(out["meeting"], "platform_met").leaves
    assert field_of(out["conveyed_concern"], "meeting").leaves


def test_words_of_theirs_without_a_flag_never_leave():
    items = (CheckItem(question="", state="not_met", response="Zxanswer of theirs"),)
    listed = Checklist(id="checklist-1", title="Evacuation", kind="evacuation", items=items)
    told = all_words(prepared(CONCERN, listed, **TERMS))

    assert "Keep the market out of it" in told
    assert "Zxresponse" not in told
    assert "Zxanswer" not in told


@pytest.mark.parametrize(("flag", "told"), [("chatham_house", False), ("on_record", True)])
def test_on_paper_as_in_packages(store, flag, told):
    day = dt.datetime(2026, 3, 5, 10, tzinfo=dt.UTC)
    held = attrs.evolve(
        meeting(attribution=flag, statements=(), contacts=(), actors=(), started=day),
        platform_met=TABLE.id,
        draft=True,
    )
    store.save(attrs.evolve(TABLE, draft=True, members=()), held)
    paper = repr(attrs.asdict(sheet(store, held, Template.NO_NAMES)))
    assert ("Zxtable" in paper) is told
