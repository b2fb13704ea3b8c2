"""Access, channels and talks in the window, by key: each form is filled in and finished."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTabBar, QTabWidget

from fieldapp.records.access import AccessConstraint
from fieldapp.records.arrangements import Arrangement
from fieldapp.records.channels import Channel, ClusterLink, Platform
from fieldapp.records.checklists import Checklist
from fieldapp.records.dialogue import Meeting
from fieldapp.records.negotiation import Negotiation
from fieldapp.records.record import Record
from fieldapp.store.store import Query
from fieldapp.vocab.days import Day
from tests.journeys.officer import CTRL, ENTER, NONE, Officer
from tests.journeys.steps import begin


def kept(officer: Officer, noun: str) -> Record:
    (found,) = officer.frame.session.store.records(Query(noun))
    return found


def finishes(officer: Officer) -> None:
    officer.key(ENTER, CTRL)


def error(officer: Officer, name: str) -> str:
    """What is wrong, as it stands beside the field."""
    return officer.finds(QLabel, f"error-{name}").text()


def turns(officer: Officer, noun: str, tab: str) -> None:
    """Look at a tab beside the form."""
    bar = officer.finds(QTabWidget, f"tabs-{noun}").tabBar()
    assert isinstance(bar, QTabBar)
    at = next(n for n in range(bar.count()) if bar.tabText(n) == tab)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, NONE, bar.tabRect(at).center())


def test_a_constraint_needs_its_category_and_day(officer: Officer):
    begin(officer, "access_constraint")
    officer.types("Fee at the gate")
    finishes(officer)
    assert "needed" in error(officer, "category")

    officer.links("category", "Interference")
    officer.writes("happened", "2026-03-02")
    officer.links("alleged", "Sec")
    officer.chooses("severity", "3 High")
    officer.chooses("resolution", "Not resolved")
    finishes(officer)

    made = kept(officer, "access_constraint")
    assert isinstance(made, AccessConstraint)
    assert (made.category, made.severity, made.severity_scheme, made.draft) == (
        "6",
        "3",
        "default_3",
        False,
    )


def test_a_breached_arrangement_logs_its_breach(officer: Officer):
    begin(officer, "arrangement")
    officer.types("Market days")
    officer.links("type", "Local cease")
    officer.links("status", "Breached")
    officer.links("parties", "Nor")
    finishes(officer)
    assert "Log the breach" in error(officer, "breaches")

    officer.presses("action-add-breaches")
    officer.writes("breaches-1-what", "Shots at noon")
    officer.writes("breaches-1-on", "2026-03-02")
    finishes(officer)

    made = kept(officer, "arrangement")
    assert isinstance(made, Arrangement)
    assert not made.draft
    assert [(row.what, row.reliability) for row in made.breaches] == [("Shots at noon", "F")]


def test_the_kind_of_a_checklist_brings_its_questions_and_the_gaps_a_meeting(officer: Officer):
    begin(officer, "checklist")
    officer.types("Gate")
    assert not officer.sees("action-usual-items")
    officer.chooses("kind", "Camp closure")
    officer.presses("action-usual-items")
    assert not officer.sees("action-usual-items")
    officer.chooses("items-2-state", "Not met")
    officer.chooses("items-3-state", "Partly")
    finishes(officer)
    made = kept(officer, "checklist")
    assert isinstance(made, Checklist)
    assert not made.draft
    assert [row.state for row in made.items] == ["unknown", "not_met", "partly", *["unknown"] * 3]

    officer.chooses("items-1-state", "Not met")  # not saved yet, and still a gap
    turns(officer, "checklist", "Gaps")
    assert officer.reads("gaps-head") == "2 not met, 1 met in part"
    assert "3 of 6" in officer.reads("gaps-unknown")
    officer.presses("action-raise-gaps")
    assert officer.page() == "meeting"
    meeting = kept(officer, "meeting")
    assert isinstance(meeting, Meeting)
    assert meeting.draft
    assert meeting.talking_points.split("\n") == [
        "Notice was given in time: not met.",
        "People were consulted: not met.",
        "Alternatives were offered: partly.",
    ]


def test_guidance_starts_with_its_points(officer: Officer):
    begin(officer, "guidance")
    officer.types("Meetings with forces")
    assert not officer.sees("action-usual-items")
    finishes(officer)

    assert len(kept(officer, "guidance").items) == 20


def test_a_channel_names_its_actor(officer: Officer):
    begin(officer, "channel")
    officer.types("Operations desk")
    officer.links("actor", "Sec")
    officer.chooses("kind", "Hotline")
    officer.writes("test_by", "2026-04-01")
    finishes(officer)

    made = kept(officer, "channel")
    assert isinstance(made, Channel)
    assert (made.kind, made.test_by, made.draft) == ("hotline", Day("2026-04-01"), False)


def test_a_platform_is_written_down(officer: Officer):
    begin(officer, "platform")
    officer.types("Access group")
    officer.writes("chair_org", "OCHA")
    officer.links("members", "Sec")
    officer.presses("field-humanitarian-yes")
    finishes(officer)

    made = kept(officer, "platform")
    assert isinstance(made, Platform)
    assert (made.chair_org, len(made.members), made.draft) == ("OCHA", 1, False)


def test_nobody_is_introduced_before_leadership_said_so(officer: Officer):
    begin(officer, "cluster_link")
    officer.types("Cluster and region")
    officer.writes("asked_by", "Cluster")
    officer.links("actor", "Sec")
    officer.writes("purpose", "Patrols near wells")
    officer.chooses("status", "Introduced")
    finishes(officer)
    assert "Leadership" in error(officer, "cleared")

    officer.presses("field-cleared-yes")
    officer.writes("cleared_by", "HC")
    finishes(officer)
    made = kept(officer, "cluster_link")
    assert isinstance(made, ClusterLink)
    assert (made.status, made.cleared_by, made.draft) == ("introduced", "HC", False)


def test_talks_open_with_a_mandate_and_keep_both_sides(officer: Officer):
    begin(officer, "negotiation")
    officer.types("The road")
    officer.links("actor", "Nor")
    officer.chooses("status", "Open")
    officer.presses("action-add-icebergs")
    officer.chooses("icebergs-1-side", "Their side")
    officer.writes("icebergs-1-position", "A fee keeps the road")
    officer.presses("action-add-issues")
    officer.writes("issues-1-what", "The fee")
    officer.writes("issues-1-our_red", "No payment")
    finishes(officer)
    assert "mandate" in error(officer, "mandate_from")

    officer.writes("mandate_from", "HC")
    finishes(officer)
    made = kept(officer, "negotiation")
    assert isinstance(made, Negotiation)
    assert not made.draft
    assert (made.icebergs[0].side, made.issues[0].our_red) == ("theirs", "No payment")
