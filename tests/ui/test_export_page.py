"""An export for own use, by mouse and key: what leaves, a reason, a warning, and one log entry."""

from __future__ import annotations

import csv

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton

from fieldapp.records.incidents import Incident
from fieldapp.store.store import Query
from fieldapp.vocab.days import Day


@pytest.fixture
def desk(officer):
    usual = {"act": "killing", "happened": Day("2026-03-04"), "shows_source": "no"}
    officer.frame.session.save(
        Incident(title="Shelling", narrative_shareable="Shells fell.", **usual),
        Incident(title="Arrest", narrative_confidential="Sesamestory", **usual),
        Incident(title="Unanswered", act="looting", happened=Day("2026-03-05")),
    )
    officer.goes_to("incident")
    return officer


def asked(officer) -> None:
    menu = officer.finds(QToolButton, "action-more-incident").menu()
    menu.aboutToShow.emit()
    next(e for e in menu.actions() if e.objectName() == "action-export-list").trigger()
    officer.waits()
    assert officer.page() == "export"


def test_what_a_list_shows_is_exported_with_a_reason_and_logged(desk, tmp_path):
    asked(desk)
    assert desk.reads("export-leaves") == "2 records leave. Severe."
    assert "1 stay" in desk.reads("export-stays")
    assert "NOT encrypted" in desk.reads("export-warning")
    assert not desk.finds(QPushButton, "action-save-export").isEnabled()

    desk.writes("export_reason", "Quarterly review")
    desk.presses("action-save-export")
    desk.answers(tmp_path / "export.csv")
    desk.waits()

    rows = list(csv.reader((tmp_path / "export.csv").read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 4  # names, tags, two records
    assert "Sesamestory" not in str(rows)
    assert "NOT encrypted" in desk.message()
    (logged,) = desk.frame.session.store.records(Query("disclosure"))
    assert (logged.channel, logged.note) == ("export", "Quarterly review")


def test_only_what_the_filter_leaves_in_the_list_is_looked_at(desk):
    desk.finds(QLineEdit, "search-incident").setFocus()
    desk.types("Shelling")
    desk.waits()
    asked(desk)
    assert desk.reads("export-leaves") == "1 record leaves. Severe."


def test_a_change_behind_it_asks_for_a_new_look(desk):
    asked(desk)
    desk.frame.session.save(Incident(act="looting", happened=Day("2026-03-06")))
    assert "changed" in desk.finds(QLabel, "export-leaves").text()
    assert not desk.finds(QPushButton, "action-save-export").isEnabled()
