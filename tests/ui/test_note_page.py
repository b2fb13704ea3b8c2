"""Tonight's note: rows appear as one types, links are offered and never put in, it keeps itself."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.records.actors import Actor, Person
from fieldapp.records.dialogue import Commitment, Meeting
from fieldapp.records.record import evolve
from fieldapp.store.gazetteer import GazetteerRow
from fieldapp.store.store import Query
from fieldapp.vocab.days import Day
from ui.pages.note.page import NotePage
from ui.pages.note.rows import LineRow
from ui.session import Session

BRIGADE = Actor(name="Third Brigade")
KILO = Person(
    code_name="KILO", name="Idriss Bachraoui", purpose="x", review_on=Day("2030"), actor=BRIGADE.id
)
HERON = Person(code_name="HERON", purpose="x", review_on=Day("2030"))


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> NotePage:
    session.store.save(BRIGADE, KILO, HERON)
    session.store.gazetteer.load([GazetteerRow("SDN", 1, "SD01", "Kutum", "SDN")], "test")
    return shown(qtbot, session)


def shown(qtbot: QtBot, session: Session) -> NotePage:
    page = NotePage(session)
    qtbot.addWidget(page)
    page.resize(1150, 680)
    page.show()
    return page


def write(page: NotePage, text: str) -> None:
    page.box.setFocus()
    page.box.insertPlainText(text)
    QApplication.processEvents()


def rows(page: NotePage) -> list[str]:
    found = sorted(page.findChildren(LineRow), key=lambda row: int(row.objectName()[9:]))
    return [row.accessibleName() for row in found if not row.isHidden()]


def with_kilo(page: NotePage, qtbot: QtBot) -> None:
    page.new()
    line = page.findChild(QLineEdit, "field-contacts")
    qtbot.keyClicks(line, "KI")
    qtbot.keyClick(line, Qt.Key.Key_Return)


def meeting_of(session: Session) -> Meeting:
    (found,) = session.store.records(Query("meeting"))
    assert isinstance(found, Meeting)
    return found


# -- writing -----------------------------------------------------------------------------------


def test_each_line_has_its_row_as_it_is_typed(page, qtbot):
    write(page, "> the bridge opens\n! a list by Friday")
    assert rows(page) == ["They said: the bridge opens", "Their promise: a list by Friday"]
    qtbot.keyClicks(page.box, ", signed")
    assert rows(page)[1] == "Their promise: a list by Friday, signed"
    page.box.setPlainText("# only this")
    QApplication.processEvents()
    assert rows(page) == ["Our reading: only this"]


def test_a_row_stays_the_same_widget_while_its_line_is_typed(page, qtbot):
    write(page, "> one\n> two")
    row = page.rows.row(page._writing.note.lines[1].id)
    qtbot.keyClicks(page.box, " and more")
    assert page.rows.row(page._writing.note.lines[1].id) is row
    assert row.accessibleName() == "They said: two and more"


def test_a_name_is_offered_and_taken_by_a_press_but_the_text_stays(page, session, qtbot):
    with_kilo(page, qtbot)
    write(page, "> said Idriss Bachraoui and HERON\n! Kutum road opens")
    heron = page.findChild(QToolButton, "action-accept-1-2")
    assert heron.accessibleName() == "Speaker: HERON, take"
    heron.click()
    place = page.findChild(QToolButton, "action-accept-2-1")
    assert place.accessibleName().startswith("Area: Kutum")
    place.click()
    page.finish()
    meeting = meeting_of(session)
    assert meeting.statements[0].speaker == HERON.id
    assert meeting.statements[0].text == "said Idriss Bachraoui and HERON"
    assert "Idriss" not in meeting.summary
    assert "HERON" not in meeting.summary
    (promise,) = session.store.records(Query("commitment"))
    assert isinstance(promise, Commitment)
    assert promise.place.name == "Kutum"


def test_a_fact_may_name_the_company_and_the_area(page, session):
    write(page, "Third Brigade held Kutum")
    for _ in range(2):  # each goes from the offers once it stands in the meeting
        offers = page.findChildren(QToolButton, "action-accept-1-1")
        next(each for each in offers if each.isVisible()).click()
        QApplication.processEvents()
    assert page._writing.meeting.actors == (BRIGADE.id,)
    page.finish()
    assert meeting_of(session).place.name == "Kutum"


def test_a_day_counts_until_it_is_taken_off(page, session, qtbot):
    with_kilo(page, qtbot)
    write(page, "> a\n! list by Friday\n! men by Friday")
    due = page.findChild(QToolButton, "action-due-2")
    assert due.isChecked()
    due.click()
    page.finish()
    first, second = session.store.records(Query("commitment", descending=False))
    assert isinstance(first, Commitment)
    assert isinstance(second, Commitment)
    assert first.due is None
    assert second.due is not None


# -- defaults ----------------------------------------------------------------------------------


def test_what_was_usual_with_the_contact_is_filled_in_and_gives_way(page, session, qtbot):
    last = Meeting(
        started=session.store.now() - dt.timedelta(days=3),
        contacts=(KILO.id,),
        facts="x",
        type="call",
        platform="bilateral",
    )
    session.save(last)
    with_kilo(page, qtbot)
    assert page.fields.editor("type").value() == "call"
    assert page.fields.editor("platform").value() == "bilateral"
    assert "last meeting" in page.findChild(QLabel, "note-told").text()
    page.findChild(QToolButton, "action-remove-contacts-1").click()
    assert page.fields.editor("type").value() == "meeting"
    assert page.findChild(QLabel, "note-told").text() == ""


def test_at_most_twelve_fields_before_more(page):
    names = {
        each.objectName()
        for each in page.findChildren(QWidget)
        if each.objectName().startswith("field-") and each.isVisible()
    }
    fields = {name.removesuffix("-time").removesuffix("-offset") for name in names}
    assert {"field-started", "field-contacts", "field-note"} <= fields
    assert len(fields) <= 12


def test_the_shareable_text_is_a_copy_until_it_is_the_officers_own(page, session, qtbot):
    with_kilo(page, qtbot)
    write(page, "> KILO opens the bridge\n# he fears his chief")
    page.fields.toggle()
    summary = page.fields.editor("summary")
    assert summary.value() == "They said: [contact A] opens the bridge"
    summary.box.selectAll()
    qtbot.keyClicks(summary.box, "My own words")
    write(page, "\n> more")
    page.finish()
    assert meeting_of(session).summary == "My own words"


# -- finishing ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "who", "error", "cursor"),
    [
        ("> a", False, "error-contacts", "field-contacts"),
        ("", True, "error-note", "field-note"),
    ],
)
def test_what_is_missing_is_said_where_it_is_missing(
    page, session, qtbot, text, who, error, cursor
):
    if who:
        with_kilo(page, qtbot)
    write(page, text)
    page.finish()
    assert page.findChild(QLabel, error).isVisible()
    assert page.focusWidget().objectName() == cursor
    assert session.store.count(Query("meeting")) == 0


def test_a_day_that_is_no_day_is_not_finished(page, session, qtbot):
    with_kilo(page, qtbot)
    write(page, "> a")
    day = page.findChild(QLineEdit, "field-started")
    day.selectAll()
    qtbot.keyClicks(day, "someday")
    page.finish()
    assert page.findChild(QLabel, "error-started").isVisible()
    assert session.store.count(Query("meeting")) == 0


def test_a_finished_note_offers_the_next_step_and_leaves_no_draft(page, session, qtbot):
    said, pages, opened = [], [], []
    session.said.connect(said.append)
    session.asked_page.connect(lambda name, what: pages.append((name, what)))
    session.opened.connect(opened.append)
    with_kilo(page, qtbot)
    write(page, "> a\n! b\n+ c\n* d")
    page.keep()
    page.finish()
    meeting = meeting_of(session)
    assert said == ["Finished. Locks in 24 hours, or when it first leaves."]
    assert page.focusWidget().objectName() == "action-print"
    counts = "1 statement, 1 promise of theirs, 1 promise of ours, 1 action"
    assert page.findChild(QLabel, "note-counts").text() == counts
    assert not session.store.drafts()
    for name in ("print", "share", "open"):
        page.findChild(QPushButton, f"action-{name}").click()
    assert pages == [("preview", meeting.id), ("share", None)]
    assert opened == [meeting.id]
    page.findChild(QPushButton, "action-new-note").click()
    assert page.box.toPlainText() == ""
    assert page.level() == ""


def test_an_undone_finish_takes_back_all_of_it(page, session, qtbot):
    with_kilo(page, qtbot)
    write(page, "> a\n! b\n* d")
    page.finish()
    session.undo()
    assert [session.store.count(Query(k)) for k in ("meeting", "commitment", "action")] == [0, 0, 0]


# -- keeping -----------------------------------------------------------------------------------


def test_it_keeps_itself_and_comes_back_as_it_was(page, session, qtbot):
    with_kilo(page, qtbot)
    write(page, "> said HERON\n! list by Friday")
    page.findChild(QToolButton, "action-accept-1-1").click()
    page.findChild(QToolButton, "action-due-2").click()
    day = page.findChild(QLineEdit, "field-started")
    day.selectAll()
    qtbot.keyClicks(day, "12 no")
    day.setText("12 nowhere")
    page.box.put_cursor(3)
    page.keep()
    ids = [line.id for line in page._writing.note.lines]
    again = shown(qtbot, session)
    assert again.box.toPlainText() == "> said HERON\n! list by Friday"
    assert again.box.textCursor().position() == 3
    assert [line.id for line in again._writing.note.lines] == ids
    assert again.findChild(QToolButton, "action-accept-1-1").isChecked()
    assert not again.findChild(QToolButton, "action-due-2").isChecked()
    assert again._writing.meeting.contacts == (KILO.id,)
    assert again.findChild(QLineEdit, "field-started").text() == "12 nowhere"


def test_typing_keeps_it_within_two_seconds(page, session, qtbot):
    write(page, "> a")
    qtbot.waitUntil(lambda: bool(session.store.draft("note")), timeout=4000)
    draft = session.store.draft("note")
    assert draft is not None
    assert draft.extra["text"] == "> a"


def test_an_emptied_note_leaves_no_draft(page, session):
    write(page, "> a")
    page.keep()
    page.box.clear()
    page.keep()
    assert session.store.draft("note") is None


# -- the full form -----------------------------------------------------------------------------


def test_the_full_form_and_the_note_write_the_same_rows(page, session, qtbot):
    opened = []
    session.opened.connect(opened.append)
    with_kilo(page, qtbot)
    write(page, "> one\n> two\n! three")
    page.findChild(QPushButton, "action-open-form").click()
    stored = meeting_of(session)
    assert opened == [stored.id]
    assert stored.draft
    page.hide()
    first, second = stored.statements
    session.save(
        evolve(stored, statements=(evolve(first, attribution="on_record"), second), tone="calm")
    )
    page.show()
    page.box.put_cursor_last()
    write(page, " by Friday\n* four")
    page.finish()
    finished = meeting_of(session)
    assert [each.attribution for each in finished.statements] == ["on_record", ""]
    assert (finished.tone, finished.draft) == ("calm", False)
    (promise,) = session.store.records(Query("commitment"))
    assert isinstance(promise, Commitment)
    assert promise.what == "three by Friday"
    assert session.store.count(Query("action")) == 1


def test_a_note_finished_in_the_full_form_makes_room_for_a_new_one(page, session, qtbot):
    with_kilo(page, qtbot)
    write(page, "> one\n! two")
    page.open_form()
    page.hide()
    session.finish(meeting_of(session), list(session.store.records(Query("commitment"))))
    page.show()
    assert page.box.toPlainText() == ""
    assert session.store.draft("note") is None


def test_a_meeting_that_was_agreed_on_begins_with_its_company(page, session):
    agreed = Meeting(started=session.store.now(), contacts=(HERON.id,), facts="x")
    session.save(agreed)
    page.take(agreed.id)
    assert page._writing.meeting.contacts == (HERON.id,)
    assert page.focusWidget() is page.box
