"""One page works for every record type: find, read, write, finish, correct, take back."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QTableView, QTableWidget, QWidget

from fieldapp.records import TYPES
from fieldapp.records.actors import Actor, Person
from fieldapp.records.dialogue import Action, Commitment, Meeting, Statement
from fieldapp.records.disclosures import Received
from fieldapp.records.fields import choice, day, text
from fieldapp.records.record import Record, evolve, record
from fieldapp.store.store import Query, Store
from fieldapp.vocab.days import Day
from ui.app import dress
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.page import PageSpec
from ui.pages.records import RecordsPage
from ui.session import Session

CONTROL = Qt.KeyboardModifier.ControlModifier


@record
class Well(Record):
    """A type that exists only in this test."""

    noun = "well"
    code = "WEL"
    label = "Well"
    plural = "Wells"
    about = "Where there is water."
    heading = ("name",)
    dated = "checked"
    sections = ("Water",)

    name: str = text("Name", section="Water", listed=True, searched=True, required=True)
    state: str = choice("State", "flag", section="Water", listed=True)
    checked: Day | None = day("Checked", section="Water", listed=True, sorted=True)


def part_of(page, name, kind=QWidget):
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def page_of(kind):
    return PageSpec(kind.noun, kind.plural, "folder", lambda s: RecordsPage(kind, s))


@pytest.fixture
def show(qtbot, session):
    """Shows the page of a type in a real window, by default with its usual types."""
    windows = []

    def make(kind, session=session, size=(1400, 800)):
        window = MainWindow(session, [page_of(each) for each in session.store.types])
        window.go(kind.noun)
        qtbot.addWidget(window)
        windows.append(window)
        window.resize(*size)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window.page(kind.noun)

    return make


def meeting(**values):
    started = dt.datetime(2025, 11, 12, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    return Meeting(**{"started": started, "statements": (Statement(text="Yes"),), **values})


def settle_search(qtbot, page):
    with qtbot.waitSignal(page.list.bar.changed):
        pass


def test_a_type_declared_here_is_listed_searched_and_edited_with_no_other_code(show, qtbot, vault):
    session = Session(Store(vault, (*TYPES, Well)), Jobs())
    page = show(Well, session)
    empty = part_of(page, "empty-well")
    assert empty.isVisible()
    qtbot.mouseClick(part_of(page, "action-new-well-first"), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(part_of(page, "field-name"), "Bir Sesame")
    qtbot.keyClicks(part_of(page, "field-checked"), "2025-11")
    qtbot.keyClick(part_of(page, "field-checked"), Qt.Key.Key_Return, CONTROL)
    (saved,) = session.store.records(Query("well"))
    assert (saved.name, saved.checked, saved.draft) == ("Bir Sesame", Day("2025-11"), False)

    session.save(Well(name="Bir Flood"))
    qtbot.keyClicks(part_of(page, "search-well"), "sesa")
    settle_search(qtbot, page)
    table = part_of(page, "list-well", QTableView)
    assert table.model().rowCount() == 1
    table.selectRow(0)
    name = part_of(page, "field-name", QLineEdit)
    assert name.text() == "Bir Sesame"
    qtbot.keyClick(name, Qt.Key.Key_End)
    qtbot.keyClicks(name, " two")
    page.keep()
    assert session.store.get(saved.id).name == "Bir Sesame two"


def test_nothing_is_saved_before_something_is_written(show, qtbot, session):
    page = show(Meeting)
    qtbot.keyClick(page, Qt.Key.Key_N, CONTROL)
    assert part_of(page, "field-title").hasFocus()
    page.keep()
    assert session.store.count(Query("meeting")) == 0


def test_a_draft_keeps_itself_and_comes_back_after_a_cut_of_power(show, qtbot, session):
    page = show(Meeting)
    qtbot.keyClick(page, Qt.Key.Key_N, CONTROL)
    qtbot.keyClicks(part_of(page, "field-title"), "Corridor")
    qtbot.waitUntil(lambda: bool(session.store.drafts()))
    kept = part_of(page, "kept")
    assert kept.text().startswith("Saved")
    assert kept.text().endswith("encrypted")
    page.pane.keeping.forget()  # as if the process had ended here
    again = show(Meeting)
    table = part_of(again, "list-meeting", QTableView)
    assert table.model().rowCount() == 1
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert part_of(again, "field-title", QLineEdit).text() == "Corridor"


def test_choosing_another_record_saves_the_one_before(show, qtbot, session):
    first, second = Action(what="Call", draft=True), Action(what="Write", draft=True)
    session.save(first)
    session.save(second)
    page = show(Action)
    page.open(first.id)
    qtbot.keyClicks(part_of(page, "field-owner"), "AB")
    table = part_of(page, "list-action", QTableView)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Up)
    assert page.pane.record.id == second.id
    assert session.store.get(first.id).owner == "AB"


def test_words_that_are_no_value_come_back_with_their_record(show, qtbot, session):
    first, second = Action(what="Call", draft=True), Action(what="Write", draft=True)
    session.save(first, second)
    page = show(Action)
    page.open(first.id)
    qtbot.keyClicks(part_of(page, "field-due"), "after eid")
    page.open(second.id)
    assert part_of(page, "field-due", QLineEdit).text() == ""
    page.open(first.id)
    assert part_of(page, "field-due", QLineEdit).text() == "after eid"
    assert "unfinished edit" in part_of(page, "kept").text()


def test_a_finished_record_is_never_saved_with_problems_but_its_edit_is_kept(show, qtbot, session):
    done = Action(what="Call")
    session.save(done)
    page = show(Action)
    page.open(done.id)
    what = part_of(page, "field-what")
    what.setFocus()
    what.selectAll()
    qtbot.keyClick(what, Qt.Key.Key_Delete)
    page.keep()
    assert session.store.get(done.id).what == "Call"
    assert session.store.draft(done.id).record.what == ""


def test_finishing_needs_what_is_declared_and_says_so_beside_the_field(show, qtbot, session):
    actor = Actor(name="Force", type="")
    session.save(actor)
    page = show(Meeting)
    page.new()
    qtbot.keyClick(part_of(page, "field-title"), Qt.Key.Key_Return, CONTROL)
    assert "needed" in part_of(page, "error-started").text()
    qtbot.keyClicks(part_of(page, "field-started"), "12 nov 2025")
    qtbot.keyClicks(part_of(page, "field-started-time"), "9:30")
    actors = part_of(page, "field-actors")
    qtbot.keyClicks(actors, "For")
    qtbot.keyClick(actors, Qt.Key.Key_Return)
    qtbot.keyClicks(part_of(page, "field-facts"), "The road was open.")
    qtbot.keyClicks(part_of(page, "field-title"), "Corridor")
    part_of(page, "action-add-commitments").click()
    qtbot.keyClicks(part_of(page, "field-commitments-1-what"), "Open the road")
    qtbot.mouseClick(part_of(page, "action-finish"), Qt.MouseButton.LeftButton)
    (saved,) = session.store.records(Query("meeting"))
    (promise,) = session.store.records(Query("commitment"))
    assert not saved.draft
    assert saved.finished_at
    assert (promise.meeting, promise.draft) == (saved.id, False)
    assert session.store.drafts() == []


def test_a_finished_event_is_read_only_until_it_is_reopened(show, qtbot, session):
    actor = Actor(name="Force", type="")
    done = meeting(actors=(actor.id,), title="Corridor", finished_at=session.store.now())
    session.save(actor, done)
    page = show(Meeting)
    page.open(done.id)
    assert part_of(page, "read-only").isVisible()
    assert part_of(page, "field-title", QLineEdit).isReadOnly()
    qtbot.mouseClick(part_of(page, "action-reopen"), Qt.MouseButton.LeftButton)
    assert session.store.get(done.id).draft
    assert not part_of(page, "read-only").isVisible()
    assert not part_of(page, "field-title", QLineEdit).isReadOnly()


def test_a_locked_record_is_corrected_by_a_new_version(show, qtbot, session):
    actor = Actor(name="Force", type="")
    done = meeting(actors=(actor.id,), title="Corridor")
    session.save(actor, done)
    session.store.seal([done.id])
    page = show(Meeting)
    page.open(done.id)
    assert part_of(page, "record-mark").text() == "Locked"
    assert not part_of(page, "action-delete", QAction).isVisible()
    qtbot.mouseClick(part_of(page, "action-correct"), Qt.MouseButton.LeftButton)
    shown = page.pane.record
    assert shown.supersedes == done.id
    assert shown.draft
    page.open(done.id)
    qtbot.mouseClick(part_of(page, "action-newer"), Qt.MouseButton.LeftButton)
    assert page.pane.record.id == shown.id


def test_a_received_record_can_only_be_copied(show, qtbot, session):
    theirs = Actor(name="Their force", type="")
    session.store.receive(Received(title="From them"), [theirs])
    page = show(Actor)
    page.open(theirs.id)
    assert "another station" in part_of(page, "read-only-why").text()
    qtbot.mouseClick(part_of(page, "action-copy"), Qt.MouseButton.LeftButton)
    assert page.pane.record.id != theirs.id
    assert page.pane.record.name == "Their force"
    assert not page.pane.record.received_from


def test_a_deleted_record_is_brought_back_with_ctrl_z(show, qtbot, session):
    session.save(Action(what="Call"))
    session.save(Action(what="Write"))
    page = show(Action)
    table = part_of(page, "list-action", QTableView)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert table.model().rowCount() == 1
    assert page.pane.record.what == "Call"
    qtbot.keyClick(table, Qt.Key.Key_Z, CONTROL)
    assert table.model().rowCount() == 2


def test_a_copy_is_a_draft_with_rows_of_its_own(show, qtbot, session):
    done = meeting(actors=(), title="Corridor", draft=True)
    session.save(done)
    page = show(Meeting)
    page.open(done.id)
    qtbot.keyClick(part_of(page, "field-title"), Qt.Key.Key_D, CONTROL)
    copy = page.pane.record
    assert copy.id != done.id
    assert copy.ref != session.store.get(done.id).ref
    assert copy.title == "Corridor"
    assert copy.statements[0].id != done.statements[0].id


def test_ctrl_p_asks_to_print_what_is_shown(show, qtbot, session):
    action = Action(what="Call")
    session.save(action)
    page = show(Action)
    page.open(action.id)
    with qtbot.waitSignal(page.print_asked) as asked:
        qtbot.keyClick(part_of(page, "field-what"), Qt.Key.Key_P, CONTROL)
    assert asked.args == [action.id]


def test_a_save_elsewhere_keeps_selection_scroll_and_edit(show, qtbot, session):
    session.store.import_records((Action(what=f"Call {n}") for n in range(300)), "test")
    page = show(Action)
    table = part_of(page, "list-action", QTableView)
    table.verticalScrollBar().setValue(100 * table.rowHeight(0) + 7)
    table.selectRow(105)
    shown = page.pane.record.id
    part_of(page, "field-owner").setFocus()
    qtbot.keyClicks(part_of(page, "field-owner"), "AB")
    top = table.model().row_at(table.rowAt(0)).id
    session.save(Action(what="New on top"))
    assert table.currentIndex().row() == 106
    assert page.pane.record.id == shown
    assert table.model().row_at(table.rowAt(0)).id == top
    assert part_of(page, "field-owner", QLineEdit).text() == "AB"
    assert part_of(page, "field-owner").hasFocus()


def test_filters_come_from_the_declaration_and_can_be_cleared(show, qtbot, session):
    session.save(Action(what="Call", status="done"), Action(what="Write", due=Day("2025-11-12")))
    page = show(Action)
    table = part_of(page, "list-action", QTableView)
    status = part_of(page, "filter-status")
    qtbot.mouseClick(status, Qt.MouseButton.LeftButton)
    line = part_of(page, "field-filter-status")
    qtbot.keyClicks(line, "Done")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert [table.model().row_at(0).title, table.model().rowCount()] == ["Call", 1]
    assert part_of(page, "count-action").text() == "1 shown"
    since = part_of(page, "filter-due-since")
    qtbot.mouseClick(since, Qt.MouseButton.LeftButton)
    line = part_of(page, "field-filter-due-since")
    qtbot.keyClicks(line, "1 nov 2025")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    none = part_of(page, "none-action")
    assert none.isVisible()
    qtbot.mouseClick(part_of(page, "action-clear-filters"), Qt.MouseButton.LeftButton)
    assert table.model().rowCount() == 2
    assert table.isVisible()


def test_a_header_sorts_by_a_field_that_is_declared_sorted(show, qtbot, session):
    for name in ("Beta", "Alpha", "Gamma"):
        session.save(Actor(name=name, type=""))
    page = show(Actor)
    table = part_of(page, "list-actor", QTableView)
    qtbot.mouseClick(part_of(page, "action-columns"), Qt.MouseButton.LeftButton)
    head = table.horizontalHeader()
    column = [f.name for f in table.model().columns].index("name")
    for order in (["Alpha", "Beta", "Gamma"], ["Gamma", "Beta", "Alpha"]):
        at = head.sectionViewportPosition(column) + 20
        qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at, 8))
        assert [table.model().row_at(n).title for n in range(3)] == order


def test_related_opens_what_is_linked_and_history_covers_what_is_protected(show, qtbot, session):
    actor = Actor(name="Force", type="")
    person = Person(code_name="KILO", actor=actor.id, phones="+249 1", draft=True)
    promise = Commitment(what="Open", by_person=person.id)
    session.save(actor, person, promise)
    session.save(evolve(session.store.get(person.id), phones="+249 2", rank="Major"))
    page = show(Person)
    page.open(person.id)
    page.pane.tabs.setCurrentIndex(1)
    here = part_of(page, "list-related-from", QTableView)
    with qtbot.waitSignal(session.opened) as opened:
        here.setFocus()
        here.selectRow(0)
        qtbot.keyClick(here, Qt.Key.Key_Return)
    assert opened.args == [promise.id]
    assert not page.isVisible()
    page.window().go("person")
    page.pane.tabs.setCurrentIndex(3)
    table = part_of(page, "list-history", QTableWidget)
    words = [table.item(r, c).text() for r in range(table.rowCount()) for c in range(5)]
    assert "Major" in words
    assert "(covered)" in words
    assert not any("249" in each for each in words)


def test_a_mirrored_window_shows_list_and_record_alike(show, qtbot, session):
    session.save(Action(what="Call"))
    session.save(Action(what="Write"))
    dress(dark=True, scale=150, mirrored=True)
    page = show(Action, size=(1800, 800))
    table = part_of(page, "list-action", QTableView)
    second = table.visualRect(table.model().index(1, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=second)
    assert page.pane.record.what == "Call"
    assert table.mapToGlobal(QPoint(0, 0)).x() > page.pane.mapToGlobal(QPoint(0, 0)).x()
    search = part_of(page, "search-action")
    search.setFocus()
    qtbot.keyClick(search, Qt.Key.Key_Down)
    assert table.hasFocus()


def test_in_a_narrow_window_the_record_takes_the_lists_place(show, qtbot, session):
    session.save(Action(what="Call"))
    page = show(Action, size=(1000, 700))
    table = part_of(page, "list-action", QTableView)
    assert table.isVisible()
    table.setFocus()
    assert table.isVisible()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert page.pane.record.what == "Call"
    assert not table.isVisible()
    back = part_of(page, "action-back")
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert table.isVisible()
    assert page.pane.record is None


def test_the_split_is_remembered_in_the_vault(show, qtbot, session):
    page = show(Action)
    page._split.setSizes([500, 600])
    page._split.splitterMoved.emit(500, 1)
    qtbot.waitUntil(lambda: session.setting("records.action.split") is not None)
    assert session.setting("records.action.split") == page._split.sizes()


def test_the_level_of_what_is_on_screen_is_the_highest(show, qtbot, session):
    session.save(Action(what="Call", sensitivity="low", sensitivity_reason="x"))
    page = show(Action)
    assert page.level() == "low"
    with qtbot.waitSignal(session.shown):
        page.new()
    assert page.level() == "severe"


def test_scrolling_a_long_list_reads_only_what_it_draws(show, session):
    session.store.import_records((Action(what=f"Call {n}") for n in range(5000)), "test")
    page = show(Action)
    table = part_of(page, "list-action", QTableView)
    asked: list[str] = []
    session.store.vault.db.conn.set_trace_callback(asked.append)
    for step in range(1, 30):
        asked.clear()
        table.verticalScrollBar().setValue(step * 160 * table.rowHeight(0))
        table.viewport().grab()
        assert len(asked) <= 2


def met(title, on):
    return Meeting(title=title, started=dt.datetime(2026, 5, on, 9, tzinfo=dt.UTC), draft=True)


def test_newest_first_is_by_the_date_of_what_happened_and_just_begun_is_newest(show, session):
    session.save(met("last week", 5))
    session.save(met("written late", 1))
    session.save(Meeting(title="just begun", draft=True))
    session.save(met("yesterday", 9))
    page = show(Meeting)

    def shown():
        return [page.list.row_at(at).title for at in range(page.list.model.rowCount())]

    assert shown() == ["just begun", "yesterday", "last week", "written late"]
    oldest = [option for option in page.list.bar._orders("") if option.label == "Oldest first"]
    page.list.bar._order.choose(oldest[0])
    assert shown() == ["written late", "last week", "yesterday", "just begun"]


def test_a_list_without_a_date_is_in_the_order_of_entry(show, session):
    session.save(Actor(name="First"))
    session.save(Actor(name="Second"))
    page = show(Actor)
    assert [page.list.row_at(at).title for at in range(2)] == ["Second", "First"]


def test_a_page_opens_on_its_list_so_that_enter_opens_a_row(show, session, qtbot):
    session.save(Actor(name="First"), Actor(name="Second"))
    window = show(Meeting).window()
    window.go("actor")
    page = window.page("actor")
    qtbot.waitUntil(page.list.table.hasFocus)
    assert page.list.table.selectionModel().isRowSelected(0)
    assert page.list.current_row() == 0
    assert page.pane.record is None  # nothing is opened that nobody asked for
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert page.pane.record.name == "Second"


def test_a_page_without_records_opens_on_the_first_step(show):
    window = show(Actor).window()
    window.go("meeting")
    window.go("actor")
    assert window.focusWidget().objectName() == "action-new-actor-first"


def test_days_and_times_to_read_are_written_as_people_do(show, session, qtbot):
    meeting = met("Corridor", 5)
    session.save(meeting)
    page = show(Meeting)
    page.open(meeting.id)
    page.pane.tabs.setCurrentIndex(
        [page.pane.tabs.tabText(at) for at in range(page.pane.tabs.count())].index("History")
    )
    table = part_of(page, "list-history", QTableWidget)
    assert re.fullmatch(r"\d+ [A-Z][a-z]{2} 20\d\d \d\d:\d\d \+02:00", table.item(0, 0).text())
