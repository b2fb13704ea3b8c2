"""Advocacy in the window, by key: a line given, an item finished, an escort that must explain."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from fieldapp.records.advocacy import AdvocacyItem, Message
from fieldapp.records.last_resort import CRITERIA
from fieldapp.records.record import Record
from fieldapp.services.advocacy import deliveries_of
from fieldapp.store.store import Query
from fieldapp.vocab.days import Day
from tests.journeys.officer import CTRL, ENTER, Officer
from tests.journeys.steps import begin


def finished(officer: Officer, noun: str) -> list[Record]:
    return list(officer.frame.session.store.records(Query(noun, drafts=False)))


def kept(officer: Officer, noun: str) -> Record:
    (found,) = officer.frame.session.store.records(Query(noun))
    return found


def finishes(officer: Officer) -> None:
    officer.key(ENTER, CTRL)


def error(officer: Officer, name: str) -> str:
    """What is wrong, as it stands beside the field."""
    label = officer.finds(QLabel, f"error-{name}")
    return label.text()


def test_an_item_says_why_this_target_before_it_is_finished(officer: Officer):
    begin(officer, "advocacy_item")
    officer.types("Families told where people are held")
    officer.links("target", "Sec")
    officer.writes("why_target", "The list of names lies with it")
    officer.writes("concern", "Nobody knows who is held at the bridge")
    officer.chooses("mode", "Private")
    finishes(officer)

    item = kept(officer, "advocacy_item")
    assert isinstance(item, AdvocacyItem)
    assert (item.title, item.mode, item.draft) == (
        "Families told where people are held",
        "bilateral",
        False,
    )
    assert officer.frame.session.store.titles([item.target]) == {item.target: "Second Region"}

    begin(officer, "advocacy_item")
    officer.types("Wells")
    officer.links("target", "Nor")
    finishes(officer)
    assert "needed" in error(officer, "why_target")


def test_a_delivery_is_written_below_its_line_and_counted(officer: Officer):
    begin(officer, "message")
    officer.types("Schools")
    officer.writes("line", "No one may use a school, whoever holds the town.")
    officer.writes("approved_on", "2026-03-02")
    officer.writes("approved_by", "HCT")
    officer.presses("action-add-deliveries")
    officer.writes("deliveries-1-on", "2026-03-05")
    officer.links("deliveries-1-to_actor", "Sec")
    officer.key(ENTER)  # the next row
    officer.writes("deliveries-2-on", "2026-03-20")
    officer.links("deliveries-2-to_actor", "Sec")
    finishes(officer)

    line = kept(officer, "message")
    assert isinstance(line, Message)
    assert not line.draft
    given = deliveries_of(officer.frame.session.store, line)
    assert [(each.delivery.on, each.times, each.delivery.draft) for each in given] == [
        (Day("2026-03-05"), 1, False),
        (Day("2026-03-20"), 2, False),
    ]


def test_an_escort_is_not_approved_without_its_alternatives(officer: Officer):
    begin(officer, "escort_decision")
    officer.types("Fuel for the hospital")
    for name in CRITERIA:
        officer.chooses(name, "Met")
    officer.chooses("decision", "Approve")
    officer.chooses("decider", "Humanitarian Coordinator")
    officer.writes("decided_on", "2026-03-02")
    officer.writes("ends_on", "2026-03-05")
    finishes(officer)

    assert "alternatives that were looked at" in error(officer, "alternatives")
    assert not finished(officer, "escort_decision")

    officer.presses("action-add-alternatives")
    officer.links("alternatives-1-what", "Notif")
    finishes(officer)
    assert "why it was rejected" in error(officer, "alternatives")

    officer.writes("alternatives-1-reason", "Refused twice this week")
    finishes(officer)
    decided = kept(officer, "escort_decision")
    assert not decided.draft
    assert [row.what for row in decided.alternatives] == ["notification"]


@pytest.mark.parametrize("noun", ["influence_path", "last_resort_test", "harm_check"])
def test_the_other_forms_open_by_key_and_say_what_is_missing(officer: Officer, noun):
    begin(officer, noun)
    officer.types("Through the elders")
    if noun == "influence_path":
        finishes(officer)
        assert "needed" in error(officer, "risk_to_intermediary")
        assert "between us and the target" in error(officer, "through")
    else:
        officer.chooses("decision", "Approve" if noun == "last_resort_test" else "Go ahead")
        finishes(officer)
        assert error(officer, "decider")
    assert not finished(officer, noun)
