"""The protocol in the window: picked in the settings, ticked off, seen behind every level."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QTabBar, QTableWidget, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.records.dialogue import Meeting
from fieldapp.records.protocols import ImpactAssessment, Protocol, ProtocolRule, Raises
from fieldapp.records.record import evolve
from fieldapp.records.training import Training
from fieldapp.services.levelling import is_due
from fieldapp.store.store import Query, Store
from fieldapp.vocab.days import Day
from tests.journeys.officer import CTRL, ENTER, NONE, Officer
from tests.journeys.steps import begin
from tests.ui.desks import (
    agreement,
    exchange_cards,
    incident,
    open_desk,
    second_station,
    wait_for_release,
)


def turns_tab(officer: Officer, noun: str, label: str) -> None:
    tabs = officer.finds(QTabWidget, f"tabs-{noun}")
    at = next(n for n in range(tabs.count()) if tabs.tabText(n).startswith(label))
    bar: QTabBar = tabs.tabBar()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, NONE, bar.tabRect(at).center())
    officer.waits()


def level(officer: Officer, record_id: str) -> str:
    head = officer.frame.session.store.head(record_id)
    return head.level if head else ""


@pytest.fixture
def strict(officer: Officer) -> Protocol:
    rules = (
        ProtocolRule(rule="X-S1", kind="meeting", level="severe", interpretation="Every note."),
        ProtocolRule(rule="X-L1", stated="5W", level="low"),
    )
    made = Protocol(title="Protocol of the country", country="SDN", rules=rules)
    officer.frame.session.save(made)
    return made


def test_the_station_picks_its_protocol_and_every_level_follows(officer: Officer, strict: Protocol):
    meetings = [Meeting(draft=True) for _ in range(130)]
    officer.frame.session.save(*meetings)
    officer.turns_to()
    officer.goes_to("settings")
    assert "default profile alone" in officer.reads("protocol-notice")

    officer.chooses("station-protocol", "Protocol of the country")
    store = officer.frame.session.store
    officer.waits_until(lambda: not is_due(store))

    station = store.station()
    assert station is not None
    assert station.protocol == strict.id
    assert {level(officer, each.id) for each in meetings} == {"severe"}
    assert "2 of its 2 rows are to be checked" in officer.reads("protocol-notice")
    assert "rules that hold now" in officer.message()

    officer.chooses("station-protocol", "None")
    officer.waits_until(lambda: not is_due(store))
    assert {level(officer, each.id) for each in meetings} == {"high"}


def test_saving_the_station_keeps_the_protocol_that_was_picked_meanwhile(
    officer: Officer, strict: Protocol
):
    officer.turns_to()
    officer.goes_to("settings")
    officer.writes("organisation", "OCHA Sudan")
    officer.chooses("station-protocol", "Protocol of the country")
    officer.presses("action-save-station")

    station = officer.frame.session.store.station()
    assert station is not None
    assert (station.organisation, station.protocol) == ("OCHA Sudan", strict.id)


def test_levelling_goes_on_at_the_next_opening_where_it_was_locked_half_way(
    officer: Officer, strict: Protocol, made
):
    session = officer.frame.session
    meetings = [Meeting(draft=True) for _ in range(120)]
    session.save(*meetings)
    station = session.store.station()
    assert station is not None
    session.store.save(evolve(station, protocol=strict.id))  # told to nobody, as by the CLI
    officer.key(Qt.Key.Key_L, CTRL)
    officer.waits_until(lambda: officer.is_locked_out)

    officer.window.open(made.folder, made.key)
    store = officer.frame.session.store
    officer.waits_until(lambda: not is_due(store))
    assert {level(officer, each.id) for each in meetings} == {"severe"}


def test_a_record_says_why_it_has_its_level(officer: Officer, strict: Protocol):
    session = officer.frame.session
    station = session.store.station()
    assert station is not None
    meeting, training = Meeting(draft=True), Training(draft=True)
    session.save(meeting, training)
    officer.turns_to()
    officer.frame.open_record(meeting.id)
    officer.waits()
    assert officer.reads("level-why").startswith("High, by P12 of the default profile: ")

    session.save(evolve(station, protocol=strict.id))
    officer.waits_until(lambda: not is_due(session.store))
    assert officer.reads("level-why") == (
        "Severe, by X-S1 of Protocol of the country: Every note. "
        "To be checked against the signed protocol."
    )
    assert officer.reads("record-level") == "Severe"
    assert "Why this level" in officer.finds(QWidget, "level-why").accessibleName()


def test_rows_are_ticked_off_from_top_to_bottom_by_key(officer: Officer, strict: Protocol):
    officer.turns_to()
    officer.frame.open_record(strict.id)
    officer.waits()
    turns_tab(officer, "protocol", "Rows")
    assert officer.reads("rules-said") == "2 of 2 rows to be checked."

    officer.presses("action-rule-checked")
    table = officer.finds(QTableWidget, "list-protocol-rules")
    assert table.currentRow() == 1
    officer.presses("action-rule-not-found")

    kept = officer.frame.session.store.get(strict.id)
    assert isinstance(kept, Protocol)
    assert [each.checked for each in kept.rules] == ["checked", "not_found"]
    assert kept.checked_on is not None
    assert officer.reads("rules-said") == "Every row was checked."


def test_an_unsaved_edit_is_finished_before_rows_are_ticked(officer: Officer, strict: Protocol):
    officer.turns_to()
    officer.frame.open_record(strict.id)
    officer.waits()
    officer.writes("title", "")
    officer.key(Qt.Key.Key_Delete)
    turns_tab(officer, "protocol", "Rows")

    assert "not saved yet" in officer.reads("rules-said")
    assert not officer.finds(QWidget, "action-rule-checked").isEnabled()
    kept = officer.frame.session.store.get(strict.id)
    assert isinstance(kept, Protocol)
    assert kept.title.strip()


def test_the_starting_list_brings_every_country_and_the_own_one_is_first_to_pick(officer: Officer):
    officer.turns_to()
    officer.goes_to("protocol")
    officer.presses("action-add-protocols")
    assert officer.frame.session.store.count(Query("protocol", drafts=False)) == 12

    officer.goes_to("settings")
    box = officer.finds(QComboBox, "field-station-protocol")
    assert box.itemText(1).startswith("Information sharing protocol Sudan")


def test_an_assessment_says_what_it_raises_and_where_it_has_no_effect(officer: Officer):
    made = ImpactAssessment(
        title="Activity",
        decision="proceed",
        decided_on=Day("2026-01-05"),
        raises=(Raises(kind="training", level="high"), Raises(kind="actor", level="high")),
    )
    training = Training(draft=True)
    officer.frame.session.save(training, made)
    store = officer.frame.session.store
    officer.waits_until(lambda: not is_due(store))
    assert level(officer, training.id) == "high"

    officer.turns_to()
    officer.frame.open_record(made.id)
    officer.waits()
    turns_tab(officer, "impact_assessment", "What it raises")
    assert "at least High" in officer.reads("effect-1")
    assert "no effect" in officer.reads("effect-2")


def test_an_assessment_is_written_and_finished_by_key(officer: Officer):
    officer.turns_to()
    begin(officer, "impact_assessment")
    officer.types("Monthly snapshot to the working group")
    officer.chooses("decision", "Proceed with")
    officer.writes("decided_on", "2026-03-02")
    officer.key(ENTER, CTRL)

    (kept,) = officer.frame.session.store.records(Query("impact_assessment"))
    assert isinstance(kept, ImpactAssessment)
    assert (kept.draft, kept.decision) == (False, "proceed_with_changes")


def test_a_stopped_run_is_left_for_the_next_opening(officer: Officer, strict: Protocol):
    session = officer.frame.session
    session.save(*(Meeting(draft=True) for _ in range(120)))
    station = session.store.station()
    assert station is not None
    session.jobs.began.connect(session.jobs.stop)

    session.save(evolve(station, protocol=strict.id))
    officer.waits()

    assert is_due(session.store)


def test_the_share_page_says_by_which_rule_a_record_leaves(
    store: Store, qtbot: QtBot, made, tmp_path: Path
):
    rule = ProtocolRule(
        rule="X-H1", kind="incident", level="high", interpretation="Every row.", checked="checked"
    )
    protocol = Protocol(title="Protocol of the country", rules=(rule,))
    station = store.station()
    assert station is not None
    store.save(protocol, evolve(station, protocol=protocol.id))
    with second_station(made, tmp_path) as cluster:
        partner = exchange_cards(store, cluster)
        store.save(agreement(partner), incident())
        with open_desk(store, qtbot) as desk:
            desk.window.go("share")
            wait_for_release(desk)
            said = desk.words("share-level-why")

    assert said == "High as it leaves: X-H1 of Protocol of the country: Every row."
