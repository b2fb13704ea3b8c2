"""The five areas of the guidance note, each worked at the window from blank to closed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTreeView

from fieldapp.records.actors import Actor, Person
from fieldapp.records.incidents import Incident
from fieldapp.records.record import Record
from fieldapp.store.store import Query
from fieldapp.vocab.days import Day
from tests.journeys.officer import CTRL, ENTER, Officer
from tests.journeys.steps import begin, unlock


@pytest.fixture
def at_work(officer: Officer, made) -> Officer:
    """An officer at the open vault, who knows two forces and one contact."""
    unlock(officer, made.passphrase)
    region = Actor(name="Second Region", type="state_military")
    officer.frame.session.save(
        region,
        Actor(name="Northern Front", type="nsag"),
        Person(code_name="KILO", purpose="Road", actor=region.id, review_on=Day("2090")),
    )
    return officer


def finishes(officer: Officer) -> None:
    officer.key(ENTER, CTRL)
    assert officer.message() in ("Saved.", "Finished."), officer.message()


def kept(officer: Officer, noun: str) -> Record:
    (found,) = officer.frame.session.store.records(Query(noun, drafts=False))
    return found


def done_under(officer: Officer) -> dict[str, str]:
    """What the task report says now, by code."""
    officer.goes_to("task_report")
    model = officer.finds(QTreeView, "list-task_report").model()
    found = {}
    for area in (model.index(row, 0) for row in range(model.rowCount())):
        for row in range(model.rowCount(area)):
            code = model.index(row, 0, area).data().split()[0]
            found[code] = model.index(row, 1, area).data()
    return found


def test_analysis_from_an_objective_to_a_product(at_work: Officer):
    officer = at_work
    begin(officer, "objective")
    officer.types("The northern road stays open")
    officer.chooses("kind", "Access")
    finishes(officer)

    begin(officer, "scoring")
    officer.links("who", "Sec")
    officer.links("objective", "nor")
    officer.writes("on", "yesterday")
    officer.chooses("stance", "Against")
    officer.chooses("power", "High")
    officer.chooses("confidence", "Medium")
    officer.writes("basis", "Two meetings in spring")
    finishes(officer)
    assert kept(officer, "scoring").stance == "m1"

    begin(officer, "relation")
    officer.links("source_end", "Sec")
    officer.links("type", "rival")
    officer.links("target_end", "Nor")
    finishes(officer)
    officer.goes_to("stakeholders")
    assert officer.page() == "stakeholders"

    officer.frame.session.save(Incident(act="killing", happened=Day(_today(officer))))
    officer.goes_to("make_product")
    officer.writes("product-title", "The month in short")
    officer.writes("product-first", _today(officer))
    officer.writes("product-last", _today(officer))
    officer.presses("action-make-product")
    assert officer.page() == "product"
    officer.writes("findings", "One killing reached us.")
    finishes(officer)
    product = kept(officer, "product")
    assert "Killing | victims | number not known in 1 incident" in product.tables[0].rows

    told = done_under(officer)
    assert told["AN1"] != "–"
    assert told["AN4"] == "2"


def _today(officer: Officer) -> str:
    return officer.frame.session.store.now().date().isoformat()


def test_dialogue_from_a_channel_to_the_gaps_raised_at_a_meeting(at_work: Officer):
    officer = at_work
    begin(officer, "channel")
    officer.types("Second Region, weekly call")
    officer.links("actor", "Sec")
    finishes(officer)

    begin(officer, "arrangement")
    officer.types("Safe passage to the clinic")
    officer.links("type", "safe passage")
    officer.links("parties", "Sec")
    finishes(officer)

    begin(officer, "checklist")
    officer.types("Screening at the bridge")
    officer.chooses("kind", "Security screening")
    officer.links("arrangement", "safe")
    officer.presses("action-usual-items")
    officer.chooses("items-1-state", "Not met")
    finishes(officer)
    assert len(kept(officer, "checklist").items) == 15
    tabs = officer.frame.shown().pane.tabs
    names = [tabs.tabText(number) for number in range(tabs.count())]
    tabs.setCurrentIndex(names.index("Gaps"))
    officer.presses("action-raise-gaps")

    assert officer.page() == "meeting"
    (meeting,) = officer.frame.session.store.records(Query("meeting"))
    assert meeting.talking_points.endswith(": not met.")
    assert meeting.arrangements == (kept(officer, "arrangement").id,)
    told = done_under(officer)
    assert (told["DI1"], told["DI4"]) != ("–", "–")


def test_a_negotiation_file_holds_its_mandate_before_the_talks_are_open(at_work: Officer):
    officer = at_work
    begin(officer, "negotiation")
    officer.types("Access to the camp")
    officer.links("actor", "Nor")
    officer.chooses("status", "Open")
    officer.key(ENTER, CTRL)
    assert "mandate" in officer.finds(QLabel, "error-mandate_from").text()
    officer.writes("mandate_from", "Humanitarian Coordinator")
    officer.presses("action-add-islands")
    officer.chooses("islands-1-island", "Agreed fact")
    officer.writes("islands-1-words", "There is cholera")
    officer.presses("action-add-issues")
    officer.writes("issues-1-what", "Escorts")
    officer.writes("issues-1-our_red", "No arms in the convoy")
    finishes(officer)
    file = kept(officer, "negotiation")
    assert file.islands[0].words == "There is cholera"
    assert file.issues[0].our_red == "No arms in the convoy"


def test_advocacy_from_a_line_to_its_delivery(at_work: Officer):
    officer = at_work
    begin(officer, "message")
    officer.types("Hospitals are not targets")
    officer.writes("line", "The HC asks all parties to spare hospitals.")
    officer.presses("action-add-deliveries")
    officer.writes("deliveries-1-on", "yesterday")
    officer.links("deliveries-1-to_actor", "Sec")
    finishes(officer)
    assert kept(officer, "delivery").message == kept(officer, "message").id
    assert done_under(officer)["AD2"] != "–"


def test_capacity_building_from_a_guideline_to_whether_it_took(at_work: Officer):
    officer = at_work
    begin(officer, "guidance")
    officer.types("Evacuation of civilians")
    finishes(officer)
    begin(officer, "awareness")
    officer.links("guidance", "eva")
    officer.links("actor", "Sec")
    officer.writes("told_on", "yesterday")
    finishes(officer)
    begin(officer, "training")
    officer.types("IHL for platoon leaders")
    officer.writes("held_on", "yesterday")
    officer.links("audience", "Sec")
    officer.key(ENTER, CTRL)
    assert "due diligence" in officer.finds(QLabel, "error-due_diligence").text()
    officer.chooses("due_diligence", "Done")
    finishes(officer)
    told = done_under(officer)
    assert (told["CB1"], told["CB2"]) != ("–", "–")


def test_planning_conveys_only_what_shows_no_source(at_work: Officer):
    officer = at_work
    begin(officer, "conveyed_concern")
    officer.types("Harvest season")
    officer.writes("line", "Families will be in the fields at dawn until the rains.")
    officer.links("actor", "Sec")
    officer.writes("approved_by", "Head of office")
    officer.key(ENTER, CTRL)
    assert officer.finds(QLabel, "error-could_be_inferred").text()
    officer.presses("field-could_be_inferred-no")
    finishes(officer)
    assert kept(officer, "conveyed_concern").could_be_inferred == "no"
    begin(officer, "cmcoord_assessment")
    officer.types("Autumn")
    officer.writes("next_review", "2090-01")
    finishes(officer)
    officer.goes_to("calendar")
    officer.key(Qt.Key.Key_PageDown)
    assert officer.page() == "calendar"
