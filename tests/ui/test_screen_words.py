"""Days and times on screen are written as people write them."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QLabel

from fieldapp.records.dialogue import Commitment, Meeting
from fieldapp.vocab.days import Day
from ui.pages.record_facts import RecordFacts
from ui.screen_words import on_screen

EAST = dt.timezone(dt.timedelta(hours=2))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (dt.datetime(2026, 11, 24, 8, 9, tzinfo=EAST), "24 Nov 2026 08:09 +02:00"),
        (Day("2026-11-24"), "24 Nov 2026"),
        (Day("2026-11"), "Nov 2026"),
        (None, ""),
    ],
)
def test_a_time_is_said_as_a_person_would(value, said):
    assert on_screen(Meeting.field("started"), value) == said


def test_what_is_no_time_is_said_as_everywhere():
    assert on_screen(Commitment.field("direction"), "theirs") == "Theirs, to us"


def test_the_facts_of_a_record_say_it_so(qtbot, session):
    facts = RecordFacts(session)
    qtbot.addWidget(facts)
    facts.show_record(
        Meeting(
            started=dt.datetime(2026, 11, 24, 8, 9, tzinfo=EAST), next_meeting=Day("2026-12-01")
        )
    )
    said = [each.text() for each in facts.findChildren(QLabel)]
    assert "24 Nov 2026 08:09 +02:00" in said
    assert "1 Dec 2026" in said
