"""Every kind of value is edited by typing, and what is not understood is never lost."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fieldapp.errors import FieldappError
from fieldapp.records import fields
from fieldapp.records.actors import Actor, Person
from fieldapp.records.dialogue import Meeting
from fieldapp.records.fields import Kind, fields_of
from fieldapp.records.incidents import Incident
from fieldapp.records.record import Part, part
from fieldapp.store.gazetteer import GazetteerRow
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place
from fieldapp.vocab.tallies import Tally
from ui.forms.editors import editor_for


@part
class Sample(Part):
    """One field of every kind."""

    words: str = fields.text("Words")
    account: str = fields.text("Account", lines=3)
    level: str = fields.choice("Level", "level")
    act: str = fields.choice("Act", "act")
    weapons: tuple[str, ...] = fields.choices("Weapons", "weapon")
    day: Day | None = fields.day("Day")
    moment: dt.datetime | None = fields.moment("Moment")
    number: float | None = fields.number("Number")
    known: str = fields.flag("Known")
    people: Tally = fields.tally("People")
    where: Place = fields.place("Where")
    who: str = fields.link("Who", "actor")
    those: tuple[str, ...] = fields.links("Those", "person", "actor")


FIELDS = {each.name: each for each in fields_of(Sample)}
ZONE = dt.timezone(dt.timedelta(hours=2))
VALUES = {
    "words": "a line",
    "account": "two\nlines",
    "level": "high",
    "act": "abduction_or_kidnapping",
    "weapons": ("mortar",),
    "day": Day("2025-11-12"),
    "moment": dt.datetime(2025, 11, 12, 21, 4, tzinfo=ZONE),
    "number": 2.5,
    "known": "unknown",
    "people": Tally(women=3, boys=0, estimated=frozenset({"women"})),
    "where": Place(
        path=(Area("SDN", ""), Area("SD02", "North Darfur")), heard="Kutum", precision="adm1"
    ),
}


@pytest.fixture
def edit(qtbot, session):
    """Makes the editor of a field in a window of its own, with something else to go to."""

    windows = []

    def make(name):
        window = QWidget()
        windows.append(window)
        column = QVBoxLayout(window)
        editor = editor_for(FIELDS[name], session)
        column.addWidget(editor)
        other = QLineEdit()
        other.setObjectName("elsewhere")
        column.addWidget(other)
        qtbot.addWidget(window)
        window.resize(600, 400)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        editor.set_value(FIELDS[name].default)
        editor.setFocus()
        return editor

    return make


def leave(qtbot, editor):
    other = editor.window().findChild(QLineEdit, "elsewhere")
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)


def typed(qtbot, editor, words, name=""):
    target = editor.findChild(QWidget, f"field-{name or editor.name}")
    target.setFocus()
    for char in words:
        # Not keyClicks: it knows the letters of one script only.
        for way in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(way, 0, Qt.KeyboardModifier.NoModifier, char))
    return target


@pytest.mark.parametrize("name", FIELDS)
def test_an_empty_value_stays_empty(edit, name):
    editor = edit(name)
    assert editor.value() == FIELDS[name].default
    assert editor.unread() == ""


@pytest.mark.parametrize("name", VALUES)
def test_a_value_comes_back_as_it_went_in(edit, name):
    editor = edit(name)
    value = VALUES[name]
    if name == "act":
        value = next(iter(editor._options)).value
    editor.set_value(value)
    assert editor.value() == value


@pytest.mark.parametrize("name", FIELDS)
def test_everything_that_takes_the_focus_has_a_name(edit, name):
    editor = edit(name)
    for widget in editor.findChildren(QWidget):
        if widget.window() is not editor.window():
            continue  # the list that a combo box opens is Qt's own
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.focusProxy():
            assert widget.objectName(), widget
            assert widget.accessibleName(), widget.objectName()


def test_every_kind_of_value_is_tried_here():
    assert {each.spec.kind for each in FIELDS.values()} == set(Kind) - {Kind.PARTS}


def test_yesterday_is_a_day_and_shows_its_weekday(edit, qtbot, session):
    editor = edit("day")
    noted = []
    editor.noted.connect(noted.append)
    typed(qtbot, editor, "yesterday")
    yesterday = session.store.now().date() - dt.timedelta(days=1)
    assert editor.value() == Day(yesterday.isoformat())
    assert f"{yesterday:%A}" in noted[-1]
    leave(qtbot, editor)
    assert editor.line.text() == f"{yesterday.day} {yesterday:%b} {yesterday.year}"
    assert editor.value() == Day(yesterday.isoformat())


def test_a_month_stays_a_month(edit, qtbot):
    editor = edit("day")
    typed(qtbot, editor, "2025-11")
    leave(qtbot, editor)
    assert editor.value() == Day("2025-11")
    assert editor.line.text() == "Nov 2025"


def test_what_is_no_day_is_said_and_kept(edit, qtbot):
    editor = edit("day")
    typed(qtbot, editor, "after eid")
    leave(qtbot, editor)
    assert "not a date" in editor.error()
    assert editor.unread() == "after eid"
    with pytest.raises(FieldappError):
        editor.value()
    editor.set_value(None)
    editor.set_unread("after eid")
    assert editor.line.text() == "after eid"


def test_a_moment_takes_day_time_and_the_stations_offset(edit, qtbot):
    editor = edit("moment")
    typed(qtbot, editor, "12 nov 2025")
    typed(qtbot, editor, "9pm", "moment-time")
    value = editor.value()
    assert value == dt.datetime(2025, 11, 12, 21, tzinfo=ZONE)
    assert value.utcoffset() == dt.timedelta(hours=2)


def test_a_moment_of_which_only_the_day_is_known_stays_a_day(edit, qtbot):
    editor = edit("moment")
    typed(qtbot, editor, "2025-11")
    assert editor.value() == Day("2025-11")


def test_a_time_without_a_day_is_refused_in_words(edit, qtbot):
    editor = edit("moment")
    typed(qtbot, editor, "21:04", "moment-time")
    assert "needs its day" in editor.error()


def test_numbers_take_digits_of_any_script(edit, qtbot):
    editor = edit("number")
    typed(qtbot, editor, "١٢")
    assert editor.value() == 12
    assert isinstance(editor.value(), int)


def test_a_flag_is_pressed_with_the_arrows_and_taken_back(edit, qtbot):
    editor = edit("known")
    yes = editor.findChild(QToolButton, "field-known-yes")
    qtbot.keyClick(yes, Qt.Key.Key_Right)
    assert editor.value() == "no"
    no = editor.findChild(QToolButton, "field-known-no")
    qtbot.keyClick(no, Qt.Key.Key_Delete)
    assert editor.value() == ""
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    assert editor.value() == "yes"
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    assert editor.value() == ""


def test_few_choices_are_a_box_and_many_are_searched(edit, qtbot):
    assert edit("level").findChild(QComboBox, "field-level").count() == 5
    editor = edit("act")
    line = typed(qtbot, editor, "abduc")
    assert line.is_offering()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert editor.value()
    assert "bduc" in line.text()
    assert not line.is_offering()


def test_words_that_are_no_choice_are_refused_but_kept(edit, qtbot):
    editor = edit("act")
    typed(qtbot, editor, "qqqq")
    leave(qtbot, editor)
    assert "not one of the choices" in editor.error()
    assert editor.unread() == "qqqq"


def test_choices_become_chips_and_backspace_takes_the_last_away(edit, qtbot):
    editor = edit("weapons")
    for words in ("mortar", "drone"):
        line = typed(qtbot, editor, words)
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert len(editor.value()) == 2
    assert editor.value()[0] == "mortar"
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert editor.value() == ("mortar",)
    out = editor.findChild(QToolButton, "action-remove-weapons-1")
    qtbot.mouseClick(out, Qt.MouseButton.LeftButton)
    assert editor.value() == ()


def test_up_and_down_count_people_and_a_mark_says_about(edit, qtbot):
    editor = edit("people")
    line = editor.findChild(QLineEdit, "field-people-women")
    for _ in range(3):
        qtbot.keyClick(line, Qt.Key.Key_Up)
    qtbot.keyClick(line, Qt.Key.Key_Down)
    typed(qtbot, editor, "0", "people-boys")
    editor.findChild(QWidget, "field-people-women-estimated").click()
    assert editor.value() == Tally(women=2, boys=0, estimated=frozenset({"women"}))
    assert editor.findChild(QWidget, "total-people").text() == "= about 2"


def test_a_place_is_found_by_two_letters_in_its_script_and_by_p_code(edit, qtbot, session):
    session.store.gazetteer.load(
        [
            GazetteerRow("SDN", 1, "SD02", "شمال دارفور", ""),
            GazetteerRow("SDN", 2, "SD02123", "الفاشر", "SD02"),
        ],
        "test",
    )
    editor = edit("where")
    line = typed(qtbot, editor, "شم")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert [area.pcode for area in editor.value().path] == ["SDN", "SD02"]
    line.selectAll()
    typed(qtbot, editor, "sd02123")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert editor.value().admin_level == 2


def test_a_place_in_no_gazetteer_is_kept_as_it_was_heard(edit, qtbot):
    editor = edit("where")
    typed(qtbot, editor, "Um Baru crossing")
    leave(qtbot, editor)
    assert editor.value() == Place(heard="Um Baru crossing")


def test_half_a_pair_of_coordinates_is_refused_in_words(edit, qtbot):
    editor = edit("where")
    editor.findChild(QWidget, "action-more-where").click()
    typed(qtbot, editor, "13.6", "where-latitude")
    assert "decimal degrees" in editor.error()
    typed(qtbot, editor, "25.3", "where-longitude")
    assert editor.value().latitude == 13.6


def test_two_letters_find_a_record_and_enter_takes_it(edit, qtbot, session):
    actor = Actor(name="قوات الشمال", type="")
    session.save(actor)
    editor = edit("who")
    line = typed(qtbot, editor, "قو")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert editor.value() == actor.id
    assert line.text() == "قوات الشمال"


def test_new_makes_a_record_without_leaving(edit, qtbot, session):
    editor = edit("who")
    line = typed(qtbot, editor, "Fourth Brigade")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    name = editor.findChild(QLineEdit, "field-who-new-name")
    assert name.text() == "Fourth Brigade"
    qtbot.keyClick(name, Qt.Key.Key_Return)
    made = session.store.get(editor.value())
    assert isinstance(made, Actor)
    assert made.name == "Fourth Brigade"
    assert not made.draft


def test_esc_in_the_small_form_makes_nothing(edit, qtbot, session):
    editor = edit("those")
    line = typed(qtbot, editor, "Nobody")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    code_name = editor.findChild(QLineEdit, "field-those-new-code_name")
    assert code_name.text() == "Nobody"
    qtbot.keyClick(code_name, Qt.Key.Key_Escape)
    assert session.store.suggest(["person"], "Nobody") == []
    assert editor.value() == ()


def test_text_runs_the_way_its_words_do(edit, qtbot):
    editor = edit("words")
    typed(qtbot, editor, "سلام")
    assert editor.line.layoutDirection() == Qt.LayoutDirection.RightToLeft
    editor.line.clear()
    typed(qtbot, editor, "peace")
    assert editor.line.layoutDirection() == Qt.LayoutDirection.LeftToRight
    editor.line.clear()
    editor.set_language("ar")
    assert editor.line.layoutDirection() == Qt.LayoutDirection.RightToLeft


def test_a_text_area_grows_with_its_text(edit, qtbot):
    editor = edit("account")
    box = editor.findChild(QPlainTextEdit, "field-account")
    before = box.height()
    for _ in range(6):
        qtbot.keyClicks(box, "line")
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.height() > before


def test_every_declared_field_has_an_editor_that_holds_its_default(qtbot, session):
    for kind in (Meeting, Incident, Person):
        for each in kind.fields():
            editor = editor_for(each, session)
            qtbot.addWidget(editor)
            editor.set_value(each.default)
            assert editor.value() == each.default, each.name
