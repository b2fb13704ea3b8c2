"""Assessments, advice, guidance, frameworks and concerns conveyed: what each must hold."""

from __future__ import annotations

import attrs
import pytest

from fieldapp.records.assessments import AssessedActor, CmcoordAssessment
from fieldapp.records.checks import problems
from fieldapp.records.planning import (
    AdviceNote,
    ConveyedConcern,
    Framework,
    Guidance,
    guidance_items,
)
from fieldapp.records.record import Record
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import DataClass
from fieldapp.vocab.vocabulary import vocabulary

ASSESSMENT = CmcoordAssessment(title="Spring", next_review=Day("2026-06"))
CONCERN = ConveyedConcern(
    title="Harvest",
    line="Families will be in the fields at dawn until the rains.",
    could_be_inferred="no",
    approved_by="Head of office",
)


def wrong(record: Record) -> set[str]:
    return {each.field for each in problems(record)}


def test_an_assessment_is_never_finished_for_good():
    assert not wrong(ASSESSMENT)
    assert wrong(attrs.evolve(ASSESSMENT, next_review=None)) == {"next_review"}


def test_an_assessment_names_the_actor_of_each_row_and_its_period_runs_forward():
    assert not wrong(attrs.evolve(ASSESSMENT, actors=(AssessedActor(actor="a"),)))
    assert wrong(attrs.evolve(ASSESSMENT, actors=(AssessedActor(why="Roads"),))) == {"actors"}
    back = attrs.evolve(ASSESSMENT, period_from=Day("2026-02"), period_to=Day("2026-01"))
    assert wrong(back) == {"period_to"}


def test_every_actor_is_asked_the_same():
    # R24: no field is there for one side only.
    names = {each.name for each in AssessedActor.fields()}

    assert {"mandate", "record", "relation", "own_relief", "strategy", "liaison"} <= names
    assert not AssessedActor.fields()[0].spec.vocabulary


def test_advice_asks_one_question_and_a_decision_has_its_day():
    note = AdviceNote(title="Escort", question="Take the escort that is offered?")

    assert not wrong(note)
    assert wrong(attrs.evolve(note, question="")) == {"question"}
    assert wrong(attrs.evolve(note, decision="followed")) == {"decided_on"}
    assert not wrong(attrs.evolve(note, decision="followed", decided_on=Day("2026-03-02")))
    assert not wrong(attrs.evolve(note, decision="pending"))


def test_guidance_starts_with_every_point_of_the_checklist_unseen():
    items = guidance_items()

    assert [each.item for each in items] == list(vocabulary("guidance_item"))
    assert len(items) == 20
    assert {each.state for each in items} == {"unknown"}
    assert len({each.id for each in items}) == 20
    assert set(vocabulary("presence")) == {"present", "absent", "not_applicable", "unknown"}
    assert not wrong(Guidance(title="Evacuation", items=items))


def test_guidance_in_force_was_endorsed_by_someone():
    assert wrong(Guidance(title="Evacuation", in_force="yes")) == {"endorsed_by"}
    assert not wrong(Guidance(title="Evacuation", in_force="yes", endorsed_by="HCT"))
    assert not wrong(Guidance(title="Evacuation", in_force="no"))


def test_a_framework_says_what_it_is():
    assert wrong(Framework(title="Order on crowds")) == {"kind"}
    for kind in ("roe", "code_of_conduct", "modalities", "sofa"):
        assert not wrong(Framework(title="Order on crowds", kind=kind))


@pytest.mark.parametrize("answer", ["", "yes", "unknown"])
def test_a_concern_is_not_finished_while_a_source_could_be_inferred(answer):
    assert not wrong(CONCERN)
    assert wrong(attrs.evolve(CONCERN, could_be_inferred=answer)) == {"could_be_inferred"}


def test_a_concern_is_a_line_that_someone_approved_and_someone_was_told():
    assert wrong(attrs.evolve(CONCERN, approved_by=" ")) == {"approved_by"}
    assert wrong(attrs.evolve(CONCERN, line="")) == {"line"}
    assert wrong(attrs.evolve(CONCERN, conveyed_on=Day("2026-03-02"))) == {"actor"}
    assert not wrong(attrs.evolve(CONCERN, conveyed_on=Day("2026-03-02"), actor="a"))


def test_of_a_concern_only_the_line_is_written_to_leave():
    classes = {each.name: each.spec.data_class for each in ConveyedConcern.fields()}

    assert classes["line"] == DataClass.AGREED_LINE
    assert classes["background"] == DataClass.CONFIDENTIAL_TEXT
    assert classes["during"] == DataClass.CONFIDENTIAL_TEXT
