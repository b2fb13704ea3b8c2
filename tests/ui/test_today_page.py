"""Today in the window: rows open by Enter, next steps are buttons, the cursor keeps its place."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from fieldapp.records.actors import Person
from fieldapp.records.dialogue import Action, Commitment, Meeting
from fieldapp.services.notes_records import here_now
from fieldapp.store.store import Query
from fieldapp.vocab.days import Day
from ui.pages.today import TodayPage
from ui.session import Session

KILO = Person(code_name="KILO", purpose="x", review_on=Day("2030"))


def day(session: Session, days: int) -> Day:
    today = here_now(session.store, session.store.now()).date()
    return Day((today + dt.timedelta(days=days)).isoformat())


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> TodayPage:
    page = TodayPage(session)
    qtbot.addWidget(page)
    page.resize(1150, 680)
    page.show()
    return page


def button(page: TodayPage, name: str) -> QPushButton:
    QApplication.processEvents()
    (found,) = [each for each in page.findChildren(QPushButton, name) if each.isVisible()]
    return found


def names(page: TodayPage) -> list[str]:
    QApplication.processEvents()
    found = [each for each in page.findChildren(QPushButton) if each.isVisible()]
    return [each.objectName() for each in found if each.objectName().startswith("action-open-")]


def promise(session: Session, days: int, **values) -> Commitment:
    return Commitment(
        **{"what": "The bridge", "due": day(session, days), "by_person": KILO.id} | values
    )


def test_an_empty_day_says_so_and_leads_to_the_note(page, session, qtbot):
    asked = []
    session.asked_page.connect(lambda name, what: asked.append((name, what)))
    words = " ".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())
    assert "Nothing is due" in words
    assert "Ctrl+Shift+N" in words
    button(page, "action-begin-note").click()
    button(page, "action-new-note").click()
    assert asked == [("note", ""), ("note", "")]
    assert page.level() == ""


def test_rows_open_by_enter_and_arrows_go_from_one_to_the_next(page, session, qtbot):
    opened = []
    session.opened.connect(opened.append)
    late, now = promise(session, -2), Action(what="Call", due=day(session, 0))
    session.save(KILO, late, now)
    assert names(page) == ["action-open-due-1", "action-open-due-2"]
    page.find_here()
    first = button(page, "action-open-due-1")
    assert first.accessibleName() == "The bridge. 2 days late · Theirs · KILO"
    qtbot.keyClick(first, Qt.Key.Key_Down)
    second = button(page, "action-open-due-2")
    assert page.focusWidget() is second
    qtbot.keyClick(second, Qt.Key.Key_Return)
    qtbot.keyClick(second, Qt.Key.Key_Up)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Enter)
    assert opened == [now.id, late.id]


def test_an_action_is_done_from_its_row_and_the_cursor_goes_to_the_next(page, session, qtbot):
    first, second = (Action(what=what, due=day(session, 0)) for what in ("Call", "Write"))
    session.save(first, second)
    done = button(page, "action-done-due-1")
    title = done.accessibleName().removeprefix("Mark as done: ")
    done.setFocus()
    qtbot.keyClick(done, Qt.Key.Key_Space)
    records = session.store.get_many([first.id, second.id]).values()
    (changed,) = [each for each in records if isinstance(each, Action) and each.what == title]
    assert (changed.status, changed.done_on) == ("done", day(session, 0))
    assert names(page) == ["action-open-due-1"]
    assert page.focusWidget() is button(page, "action-open-due-1")
    session.undo()
    assert len(names(page)) == 2


def test_our_promise_is_kept_here_and_theirs_is_judged_in_its_record(page, session):
    opened = []
    session.opened.connect(opened.append)
    ours = promise(session, -1, direction="ours", what="Maps")
    theirs = promise(session, -2)
    session.save(KILO, ours, theirs)
    button(page, "action-kept-due-1").click()
    kept = session.store.get(ours.id)
    assert isinstance(kept, Commitment)
    assert kept.status == "kept"
    button(page, "action-check-due-1").click()
    assert opened == [theirs.id]


def test_meetings_lead_to_paper_and_to_the_next_note(page, session):
    asked = []
    session.asked_page.connect(lambda name, what: asked.append((name, what)))
    meeting = Meeting(
        title="Corridor",
        started=session.store.now(),
        contacts=(KILO.id,),
        facts="x",
        next_meeting=day(session, 2),
    )
    session.save(KILO, meeting)
    button(page, "action-print-happening-1").click()
    button(page, "action-write-happening-2").click()
    assert asked == [("preview", meeting.id), ("note", meeting.id)]


def test_an_unfinished_note_waits_and_opens_where_it_is_written(page, session):
    asked = []
    session.asked_page.connect(lambda name, what: asked.append(name))
    session.keep_draft("note", Meeting(started=session.store.now()), {"text": "> a"})
    page.hide()
    page.show()
    button(page, "action-continue-waiting-1").click()
    button(page, "action-open-waiting-1").click()
    assert asked == ["note", "note"]
    assert page.level() == "severe"


def test_more_leads_to_the_whole_list(page, session):
    asked = []
    session.asked_page.connect(lambda name, what: asked.append(name))
    session.save(KILO, *(promise(session, -1) for _ in range(9)))
    more = button(page, "action-more-due-1")
    assert more.text() == "3 more"
    more.click()
    assert asked == ["calendar"]


def test_the_number_beside_today_follows_what_is_due(opened):
    session = opened.session
    assert session is not None
    frame = opened.frame()
    assert frame is not None
    assert frame.here() == "today"
    session.save(KILO, promise(session, -1), promise(session, 0), promise(session, 3))
    nav = frame.findChild(QToolButton, "nav-today")
    assert nav.accessibleName() == "Today, 2 waiting"
    (first, *_) = session.store.records(Query("commitment", sort="due", descending=False))
    session.delete(first.id)
    assert nav.accessibleName() == "Today, 1 waiting"
