"""Capacity and planning in the window, by key: trainings, guidance, assessments, concerns."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from fieldapp.records.assessments import CmcoordAssessment
from fieldapp.records.planning import ConveyedConcern, Guidance
from fieldapp.records.record import Record
from fieldapp.records.training import Training
from fieldapp.services.reference import starter
from fieldapp.store.store import Query
from fieldapp.vocab.days import Day
from tests.journeys.officer import CTRL, ENTER, Officer
from tests.journeys.steps import begin


def kept(officer: Officer, noun: str) -> Record:
    (found,) = officer.frame.session.store.records(Query(noun))
    return found


def finishes(officer: Officer) -> None:
    officer.key(ENTER, CTRL)


def error(officer: Officer, name: str) -> str:
    """What is wrong, as it stands beside the field."""
    return officer.finds(QLabel, f"error-{name}").text()


def offered(officer: Officer, name: str) -> str:
    """What the button of a starting list says; "" where it is gone."""
    button = f"action-add-{name}"
    return officer.finds(QPushButton, button).text() if officer.sees(button) else ""


def test_a_training_is_written_and_finished(officer: Officer):
    begin(officer, "training")
    officer.types("Rules for those who keep the posts")
    officer.writes("held_on", "2026-03-02")
    officer.links("topics", "Civilian evac")
    officer.links("audience", "Sec")
    officer.writes("participants-women", "2")
    officer.writes("participants-men", "19")
    officer.writes("score_before", "40")
    officer.writes("score_after", "140")
    officer.writes("follow_up_on", "2026-06")
    finishes(officer)
    assert "due diligence" in error(officer, "due_diligence")
    assert "more than 100" in error(officer, "score_after")

    officer.chooses("due_diligence", "Not needed")
    officer.writes("score_after", "75")
    finishes(officer)

    training = kept(officer, "training")
    assert isinstance(training, Training)
    assert not training.draft
    assert (training.topics, training.participants.total) == (("evacuation",), 21)
    assert (training.score_before, training.score_after) == (40, 75)
    assert training.follow_up_on == Day("2026-06")


def test_guidance_opens_with_its_checklist_and_nothing_is_kept_before_a_word(officer: Officer):
    begin(officer, "guidance")
    assert officer.sees("field-items-20-item")
    officer.goes_to("training")
    assert not officer.frame.session.store.count(Query("guidance"))

    begin(officer, "guidance")
    officer.types("Leaving a town under fire")
    officer.chooses("items-15-state", "Present")
    officer.writes("items-15-note", "One page for commanders")
    finishes(officer)

    guidance = kept(officer, "guidance")
    assert isinstance(guidance, Guidance)
    assert not guidance.draft
    assert len(guidance.items) == 20
    told = {each.item: (each.state, each.note) for each in guidance.items}
    assert told.pop("evacuation") == ("present", "One page for commanders")
    assert set(told.values()) == {("unknown", "")}


def test_an_assessment_is_filled_in_parts_and_needs_its_next_review(officer: Officer):
    begin(officer, "cmcoord_assessment")
    officer.types("Spring, before the rains")
    officer.chooses("trigger", "Transition")
    officer.presses("action-add-actors")
    officer.links("actors-1-actor", "Sec")
    officer.writes("actors-1-why", "Controls the bridge")
    officer.key(ENTER)
    officer.links("actors-2-actor", "Nor")
    officer.presses("action-add-roles")
    officer.links("roles-1-actor", "Sec")
    officer.writes("roles-1-role", "First at the bridge when people flee")
    officer.presses("action-add-plan")
    officer.writes("plan-1-what", "Ask for a second crossing")
    officer.writes("plan-1-due", "2026-04-01")
    finishes(officer)
    assert "next review" in error(officer, "next_review")

    officer.writes("next_review", "2026-09")
    finishes(officer)

    assessment = kept(officer, "cmcoord_assessment")
    assert isinstance(assessment, CmcoordAssessment)
    assert not assessment.draft
    named = officer.frame.session.store.titles([each.actor for each in assessment.actors])
    assert sorted(named.values()) == ["Northern Front", "Second Region"]
    assert [each.role for each in assessment.roles] == ["First at the bridge when people flee"]
    assert [each.due for each in assessment.plan] == [Day("2026-04-01")]


def test_a_concern_is_not_finished_while_a_source_could_be_inferred(officer: Officer):
    begin(officer, "conveyed_concern")
    officer.types("Harvest")
    officer.writes("line", "Families will be in the fields at dawn until the rains.")
    officer.writes("approved_by", "Head of office")
    for answer in ("", "unknown", "yes"):
        if answer:
            officer.presses(f"field-could_be_inferred-{answer}")
        finishes(officer)
        assert "no source, village or witness" in error(officer, "could_be_inferred")
        assert not officer.frame.session.store.count(Query("conveyed_concern", drafts=False))

    officer.presses("field-could_be_inferred-no")
    finishes(officer)

    concern = kept(officer, "conveyed_concern")
    assert isinstance(concern, ConveyedConcern)
    assert (concern.draft, concern.could_be_inferred) == (False, "no")


@pytest.mark.parametrize(("name", "noun"), [("missions", "mission"), ("library", "reference")])
def test_a_starting_list_is_taken_over_and_taken_back(officer: Officer, name: str, noun: str):
    store = officer.frame.session.store
    number = len(starter(store, name))
    officer.turns_to()
    officer.goes_to(noun)
    assert offered(officer, name) == f"Add the starting list ({number})"
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [officer.window]

    officer.presses(f"action-add-{name}")
    assert store.count(Query(noun, drafts=False)) == number
    assert offered(officer, name) == ""
    assert str(number) in officer.message()

    officer.key(Qt.Key.Key_Z, CTRL)
    assert store.count(Query(noun)) == 0
    assert str(number) in offered(officer, name)


def test_the_starting_list_is_reached_by_tab_from_the_first_step(officer: Officer):
    officer.turns_to()
    officer.goes_to("reference")
    first = officer.finds(QWidget, "action-new-reference-first")
    first.setFocus(Qt.FocusReason.TabFocusReason)
    passed = set()
    for _ in range(40):
        officer.key(Qt.Key.Key_Tab)
        focused = officer.window.focusWidget()
        passed.add(focused.objectName() if focused else "")
    assert "action-add-library" in passed
