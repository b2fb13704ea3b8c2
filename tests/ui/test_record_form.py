"""A form comes from its declaration, and what is written in it is never lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QToolButton, QWidget

from fieldapp.records import TYPES
from fieldapp.records.actors import Person
from fieldapp.records.dialogue import Commitment, Meeting, Statement
from fieldapp.records.incidents import STUB_ACTS, Incident
from fieldapp.records.record import evolve
from fieldapp.vocab.days import Day
from ui.forms.record_form import RecordForm


@pytest.fixture
def form_of(qtbot, session):
    """Makes a form on screen, with a record in it."""
    forms = []

    def make(record):
        form = RecordForm(type(record), session)
        qtbot.addWidget(form)
        forms.append(form)
        form.resize(800, 900)
        with qtbot.waitActive(form):
            form.show()
            form.activateWindow()
        form.show(record)
        return form

    return make


def part_of(form, name, kind=QWidget):
    found = form.findChild(kind, name)
    assert found is not None, name
    return found


def write(qtbot, form, name, words):
    target = part_of(form, name)
    target.setFocus()
    qtbot.keyClicks(target, words)
    return target


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.noun)
def test_every_type_shows_itself_and_gives_itself_back(form_of, kind):
    record = kind()
    form = form_of(record)
    assert form.record() == record
    assert not form.is_edited()


def test_what_is_typed_is_in_the_record_and_in_its_draft(form_of, qtbot):
    form = form_of(Meeting(draft=True))
    write(qtbot, form, "field-title", "Corridor to the hospital")
    assert form.record().title == "Corridor to the hospital"
    assert form.is_edited()


def test_rare_fields_are_made_when_they_are_asked_for(form_of):
    form = form_of(Meeting(absent="The deputy"))
    assert form.findChild(QWidget, "field-absent") is None
    more = part_of(form, "action-more-section-1")
    assert "1 filled" in more.text()
    more.click()
    assert part_of(form, "field-absent", QLineEdit).text() == "The deputy"
    assert more.text() == "Fewer"


def test_a_field_says_what_is_wrong_when_it_is_left(form_of, qtbot):
    form = form_of(Commitment())
    write(qtbot, form, "field-due", "after eid")
    part_of(form, "field-what").setFocus()
    error = part_of(form, "error-due")
    qtbot.waitUntil(error.isVisible)
    assert "not a date" in error.text()
    due = part_of(form, "field-due")
    due.setFocus()
    due.selectAll()
    qtbot.keyClicks(due, "2025-11")
    part_of(form, "field-what").setFocus()
    qtbot.waitUntil(lambda: not error.isVisible())
    assert form.record().due == Day("2025-11")


def test_help_is_shown_while_the_field_has_the_focus(form_of, qtbot):
    form = form_of(Meeting())
    note = part_of(form, "note-title")
    part_of(form, "field-title").setFocus()
    qtbot.waitUntil(lambda: note.text().startswith("Neutral"))
    part_of(form, "field-objective").setFocus()
    qtbot.waitUntil(lambda: note.text() == "")


def test_finishing_marks_everything_that_is_missing(form_of):
    form = form_of(Meeting(draft=True))
    assert form.mark_problems()
    assert "needed" in part_of(form, "error-started").text()
    assert "with whom" in part_of(form, "error-contacts").text().lower()


def test_a_stub_act_closes_every_field_that_could_point_to_a_person(form_of, qtbot):
    form = form_of(Incident(narrative_confidential="Told by a neighbour", draft=True))
    story = part_of(form, "field-narrative_confidential")
    assert story.isVisible()
    act = part_of(form, "field-act", QLineEdit)
    act.setFocus()
    label = next(o.label for o in act._options("") if o.value in STUB_ACTS)
    qtbot.keyClicks(act, label)
    qtbot.keyClick(act, Qt.Key.Key_Return)
    assert not story.isVisible()
    assert form.record().act in STUB_ACTS
    assert form.record().narrative_confidential == ""
    act.selectAll()
    qtbot.keyClicks(act, "Physical assault")
    qtbot.keyClick(act, Qt.Key.Key_Return)
    assert story.isVisible()
    assert form.record().narrative_confidential == "Told by a neighbour"


def test_protected_values_are_covered_until_they_are_asked_for(form_of, qtbot):
    form = form_of(Person(code_name="KILO", name="A. Person", phones="+249 1"))
    name, phones = part_of(form, "field-name"), part_of(form, "field-phones")
    assert part_of(form, "field-code_name").isVisible()
    assert not name.isVisible()
    assert not phones.isVisible()
    qtbot.mouseClick(part_of(form, "action-reveal-phones"), Qt.MouseButton.LeftButton)
    assert phones.isVisible()
    assert not name.isVisible()
    assert not form.is_edited()


def test_another_record_is_covered_again(form_of, qtbot):
    first, second = Person(phones="+249 1"), Person(phones="+249 2")
    form = form_of(first)
    qtbot.mouseClick(part_of(form, "action-reveal-phones"), Qt.MouseButton.LeftButton)
    form.show(second)
    assert not part_of(form, "field-phones").isVisible()
    form.show(first)
    assert part_of(form, "field-phones").isVisible()


def test_enter_adds_rows_alt_moves_them_and_ctrl_backspace_removes(form_of, qtbot):
    form = form_of(Meeting(draft=True))
    part_of(form, "action-add-statements").click()
    write(qtbot, form, "field-statements-1-text", "first")
    qtbot.keyClick(part_of(form, "field-statements-1-text"), Qt.Key.Key_Return)
    write(qtbot, form, "field-statements-2-text", "second")
    second = part_of(form, "field-statements-2-text", QPlainTextEdit)
    assert [row.text for row in form.record().statements] == ["first", "second"]
    qtbot.keyClick(second, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [row.text for row in form.record().statements] == ["second", "first"]
    assert second.objectName() == "field-statements-1-text"
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    assert [row.text for row in form.record().statements] == ["first"]


def test_a_row_in_which_nothing_was_written_does_not_count(form_of):
    form = form_of(Meeting(draft=True))
    part_of(form, "action-add-statements").click()
    assert form.record().statements == ()
    assert not form.is_edited()


def test_a_row_stays_the_same_row_through_an_edit(form_of, qtbot):
    row = Statement(text="They said yes")
    form = form_of(Meeting(statements=(row,)))
    write(qtbot, form, "field-statements-1-text", "!")
    assert form.record().statements[0].id == row.id


def test_owned_records_are_rows_of_the_same_form(form_of, qtbot, session):
    meeting = Meeting(draft=True)
    promise = Commitment(meeting=meeting.id, what="Open the road", draft=True)
    session.save(meeting, promise)
    form = form_of(session.store.get(meeting.id))
    what = part_of(form, "field-commitments-1-what", QPlainTextEdit)
    assert what.toPlainText() == "Open the road"
    assert not form.is_edited()
    what.setFocus()
    qtbot.keyClick(what, Qt.Key.Key_Return)
    write(qtbot, form, "field-commitments-2-what", "Return the trucks")
    write(qtbot, form, "field-commitments-2-due", "2025-12-01")
    (new,) = form.changed_rows()
    assert (new.what, new.meeting, new.due) == ("Return the trucks", meeting.id, Day("2025-12-01"))
    qtbot.keyClick(what, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    assert [each.id for each in form.removed_rows()] == [promise.id]


def test_a_draft_brings_back_rows_and_words_that_are_no_value(form_of, qtbot, session):
    meeting = Meeting(draft=True)
    promise = Commitment(meeting=meeting.id, what="Open the road", draft=True)
    session.save(meeting, promise)
    saved = session.store.get(meeting.id)
    form = form_of(saved)
    write(qtbot, form, "field-started", "after eid")
    write(qtbot, form, "field-commitments-1-due", "soonish")
    write(qtbot, form, "field-commitments-1-what", " north ")
    session.keep_draft(saved.id, form.record(), form.extra())

    again = form_of(saved)
    draft = session.store.draft(saved.id)
    again.restore(draft.record, draft.extra)
    assert part_of(again, "field-started", QLineEdit).text() == "after eid"
    assert part_of(again, "field-commitments-1-due", QLineEdit).text() == "soonish"
    assert "north" in part_of(again, "field-commitments-1-what", QPlainTextEdit).toPlainText()
    assert again.is_edited()
    assert again.has_unread()


def test_a_read_only_form_changes_nothing(form_of, qtbot):
    record = Meeting(title="Corridor", statements=(Statement(text="yes"),))
    form = form_of(record)
    form.show(record, read_only=True)
    write(qtbot, form, "field-title", "x")
    write(qtbot, form, "field-statements-1-text", "x")
    assert form.record() == record
    assert not part_of(form, "action-add-statements").isVisible()
    assert not part_of(form, "action-remove-statements-1", QToolButton).isVisible()


def test_tab_goes_in_reading_order_also_through_what_was_opened_later(form_of, qtbot):
    form = form_of(Meeting())
    part_of(form, "action-more-section-1").click()
    seen = []
    part_of(form, "field-title").setFocus()
    while (focused := form.focusWidget()) is not None and focused not in seen:
        seen.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    names = [widget.objectName() for widget in seen]
    order = ["field-title", "field-started", "field-started-time", "field-type",
             "action-more-section-1", "field-ended", "field-facts", "action-add-commitments",
             "field-summary"]  # fmt: skip
    assert [name for name in names if name in order] == order


def test_the_language_of_the_record_turns_empty_text(form_of):
    form = form_of(evolve(Meeting(), language="ar"))
    assert part_of(form, "field-title").layoutDirection() == Qt.LayoutDirection.RightToLeft


def test_a_new_statement_starts_from_the_attribution_of_its_meeting(form_of, qtbot):
    before = Statement(text="said before")
    form = form_of(Meeting(attribution="on_record", statements=(before,)))
    part_of(form, "action-add-statements").click()
    assert form.record().statements == (before,)  # what it starts with is nothing written
    write(qtbot, form, "field-statements-2-text", "said now")
    assert [row.attribution for row in form.record().statements] == ["", "on_record"]


def test_a_new_statement_takes_the_attribution_chosen_a_moment_ago(form_of, qtbot):
    form = form_of(Meeting())
    part_of(form, "action-add-statements").click()
    write(qtbot, form, "field-statements-1-text", "in the background")
    form._rows["attribution"].editor.set_value("background_only")
    form._rows["attribution"].editor.edited.emit()
    part_of(form, "action-add-statements").click()
    write(qtbot, form, "field-statements-2-text", "for all")
    assert [row.attribution for row in form.record().statements] == ["", "background_only"]
