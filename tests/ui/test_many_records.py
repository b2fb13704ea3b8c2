"""Several records at once, the bin, templates, saved filters and chosen columns."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)

from fieldapp.records.dialogue import Action
from fieldapp.records.incidents import Incident
from fieldapp.services import templates
from fieldapp.services.printing.sheet import Sheet
from fieldapp.store.store import Filter, Query
from fieldapp.vocab.days import Day
from ui.pages.bin_page import BinPage
from ui.pages.records import RecordsPage


@pytest.fixture
def page(session, qtbot):
    session.store.save(
        *(Incident(title=f"Shelling {n}", act="killing", happened=Day("2026-03")) for n in range(4))
    )
    page = RecordsPage(Incident, session)
    qtbot.addWidget(page)
    page.resize(1300, 750)
    page.show()
    return page


def find(page: QWidget, kind: type, name: str) -> QWidget:
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def press(page: QWidget, qtbot, name: str) -> None:
    qtbot.mouseClick(find(page, QPushButton, name), Qt.MouseButton.LeftButton)


def choose_all(page: RecordsPage, qtbot) -> None:
    table = find(page, QTableView, "list-incident")
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert find(page, QLabel, "bulk-count").text() == "4 chosen"


def answer(page: QWidget, qtbot, words: str) -> None:
    line = find(page, QLineEdit, "field-bulk")
    line.setText(words)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def incidents(session) -> list[Incident]:
    return list(session.store.records(Query("incident")))


def test_a_tag_on_many_is_one_step_of_undo_and_a_filter(page, session, qtbot):
    choose_all(page, qtbot)
    press(page, qtbot, "action-bulk-tag")
    answer(page, qtbot, "north road")
    assert {each.tags for each in incidents(session)} == {("north road",)}
    page.list.show_query(Query("incident", filters=(Filter("tags", "north road", "has"),)))
    assert page.list.model.rowCount() == 4
    session.undo()
    assert {each.tags for each in incidents(session)} == {()}
    assert page.list.model.rowCount() == 0


def test_owner_review_and_pin(page, session, qtbot):
    choose_all(page, qtbot)
    press(page, qtbot, "action-bulk-owner")
    answer(page, qtbot, "CB")
    choose_all(page, qtbot)
    press(page, qtbot, "action-bulk-review")
    answer(page, qtbot, "not a day")
    assert find(page, QLabel, "bulk-error").text()
    answer(page, qtbot, "2027-05-01")
    choose_all(page, qtbot)
    press(page, qtbot, "action-bulk-pin")
    for each in incidents(session):
        assert (each.owner, each.review_on, each.pinned) == ("CB", Day("2027-05-01"), "yes")


def test_a_level_is_raised_and_never_lowered(session, qtbot):
    session.store.save(Action(what="a", sensitivity="low", sensitivity_reason="public"))
    session.store.save(Action(what="b", sensitivity="severe"))
    page = RecordsPage(Action, session)
    qtbot.addWidget(page)
    page.show()
    page.list.table.selectAll()
    press(page, qtbot, "action-bulk-level")
    box = find(page, QComboBox, "field-bulk-choice")
    box.setCurrentText("High")
    press(page, qtbot, "action-bulk-go")
    found = {each.what: each.sensitivity for each in session.store.records(Query("action"))}
    assert found == {"a": "high", "b": "severe"}


def test_print_gives_one_paper_and_release_takes_the_choice_along(page, session, qtbot):
    choose_all(page, qtbot)
    with qtbot.waitSignal(session.asked_page) as asked:
        press(page, qtbot, "action-bulk-print")
    name, sheet = asked.args
    assert name == "preview"
    assert isinstance(sheet, Sheet)
    assert [s.heading.split()[0] for s in sheet.sections if "SDN-" in s.heading]
    with qtbot.waitSignal(session.asked_page) as asked:
        press(page, qtbot, "action-bulk-share")
    assert asked.args[0] == "share"
    assert set(asked.args[1]) == {each.id for each in incidents(session)}


def test_delete_puts_all_in_the_bin_and_the_bin_gives_back_or_purges(page, session, qtbot):
    choose_all(page, qtbot)
    press(page, qtbot, "action-bulk-delete")
    assert incidents(session) == []
    page = BinPage(session)
    qtbot.addWidget(page)
    page.show()
    table = find(page, QTableView, "list-bin")
    assert table.model().rowCount() == 4
    press(page, qtbot, "action-restore")
    assert len(incidents(session)) == 1
    press(page, qtbot, "action-purge")
    gone = table.model().row_at(table.currentIndex().row())
    assert session.store.exists(gone.id)
    qtbot.keyClicks(find(page, QLineEdit, "field-purge"), "Entered twice")
    press(page, qtbot, "action-purge-go")
    assert not session.store.exists(gone.id)
    assert table.model().rowCount() == 2


def test_giving_up_the_choice_leaves_one_row(page, qtbot):
    choose_all(page, qtbot)
    press(page, qtbot, "action-bulk-drop")
    assert find(page, QWidget, "bulk-bar").isHidden()


def test_a_template_is_kept_begun_from_and_forgotten(page, session, qtbot):
    first = incidents(session)[0]
    page.open(first.id)
    page.pane.asked.emit("template")
    (name,) = templates.template_names(session.store, "incident")
    page.list.select("")
    menu = find(page, QToolButton, "action-more-incident").menu()
    menu.aboutToShow.emit()
    begin = next(each for each in menu.actions() if name in each.text())
    begin.trigger()
    page.keep()
    new = next(each for each in incidents(session) if each.draft)
    assert (new.title, new.act, new.review_on) == (first.title, first.act, None)
    assert new.id != first.id
    templates.drop_template(session.store, "incident", name)
    assert not templates.template_names(session.store, "incident")


def test_filters_are_kept_under_a_name_and_come_back_in_another_session(page, session, qtbot):
    bar = page.list.bar
    bar.show_filters(Query("incident", words="Shelling", filters=(Filter("act", "killing"),)))
    kept = find(page, QToolButton, "filter-saved")
    offered = kept._offered("mine of the north")
    kept.choose(offered[0])
    bar.clear()
    assert not bar.is_narrowing()
    again = RecordsPage(Incident, session)
    qtbot.addWidget(again)
    button = find(again, QToolButton, "filter-saved")
    button.choose(button._offered("")[0])
    assert again.list.bar.query().words == "Shelling"
    assert Filter("act", "killing") in again.list.bar.query().filters
    button.choose(next(o for o in button._offered("") if o.label.startswith("Forget")))
    assert [o.value for o in button._offered("")] == [None]


def test_columns_are_chosen_and_remembered(page, session, qtbot):
    qtbot.mouseClick(find(page, QToolButton, "action-columns"), Qt.MouseButton.LeftButton)
    names = [each.name for each in page.list.model.columns]
    at = names.index("place")
    table = find(page, QTableView, "list-incident")
    assert not table.isColumnHidden(at)
    chooser = find(page, QToolButton, "action-choose-columns")
    next(a for a in chooser.menu().actions() if a.text() == "Where").trigger()
    assert table.isColumnHidden(at)
    again = RecordsPage(Incident, session)
    qtbot.addWidget(again)
    again.list.show_columns(True)
    assert again.list.table.isColumnHidden(at)
