"""Gaps as talking points: what is said to a force, and what is not."""

from __future__ import annotations

import attrs

from fieldapp.records.arrangements import Arrangement
from fieldapp.records.checklists import Checklist, questions
from fieldapp.services.analysis.gaps import gaps, meeting_about, talking_point

STATES = {"sc_women": "partly", "sc_children": "not_met", "sc_time": "met", "sc_told": "not_met"}
ITEMS = tuple(
    attrs.evolve(row, state=STATES.get(row.question, "unknown"), evidence="A cook told us")
    for row in questions("screening")
)
GATE = Checklist(title="Gate", kind="screening", items=ITEMS, arrangement="arr")


def test_what_is_not_met_comes_before_what_is_met_in_part():
    assert [row.question for row in gaps(GATE)] == ["sc_children", "sc_told", "sc_women"]
    assert talking_point(gaps(GATE)[2]) == "Women are screened by women: partly."


def test_talking_points_never_tell_who_told_us():
    meeting = meeting_about(GATE)

    assert "cook" not in meeting.talking_points
    assert meeting.talking_points.count("\n") == 2
    assert meeting.draft
    assert meeting.arrangements == ("arr",)


def test_the_meeting_is_with_those_it_was_raised_with_else_with_the_parties():
    arrangement = Arrangement(title="Gate", parties=("north", "south"))
    assert meeting_about(GATE, arrangement).actors == ("north", "south")

    raised = tuple(
        attrs.evolve(row, raised_with="north") if row.question == "sc_told" else row
        for row in ITEMS
    )
    assert meeting_about(attrs.evolve(GATE, items=raised), arrangement).actors == ("north",)
    assert meeting_about(GATE).actors == ()
