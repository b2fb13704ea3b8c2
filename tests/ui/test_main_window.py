"""The frame: every page by key and mouse, the level always in view, and back again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTableView, QToolButton, QWidget

from fieldapp.errors import FullDiskError
from fieldapp.records import Actor, Person
from ui.app import dress
from ui.main_window import MainWindow
from ui.page import PageSpec
from ui.session import Session

CTRL = Qt.KeyboardModifier.ControlModifier


class Opening(QWidget):
    """A page that shows one record and can step back from it."""

    def __init__(self, _session):
        super().__init__()
        self.record = ""

    def open(self, record_id):
        self.record = record_id

    def back(self):
        was, self.record = self.record, ""
        return bool(was)


@pytest.fixture
def frame(qtbot, session: Session, sheet) -> MainWindow:
    pages = (
        PageSpec("today", "Today", "sun", sheet, badge=lambda store: len(store.find("kilo"))),
        PageSpec("meeting", "Meetings", "chats-circle", lambda s: sheet(s, "high")),
        PageSpec("actor", "Actors", "users-three", Opening, group="second"),
        PageSpec("help", "Help", "question", lambda s: sheet(s, ""), group="second"),
        PageSpec("preview", "Preview", "eye", sheet, hidden=True),
    )
    frame = MainWindow(session, pages)
    qtbot.addWidget(frame)
    frame.resize(1366, 768)
    frame.show()
    frame.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is frame)
    return frame


def level(frame) -> QLabel:
    return frame.findChild(QLabel, "sensitivity")


def test_pages_are_reached_by_mouse_and_by_ctrl_and_number(qtbot, frame):
    assert frame.here() == "today"
    qtbot.mouseClick(frame.findChild(QToolButton, "nav-actor"), Qt.MouseButton.LeftButton)
    assert frame.here() == "actor"
    qtbot.keyClick(frame, Qt.Key.Key_2, CTRL)
    assert frame.here() == "meeting"
    assert frame.findChild(QToolButton, "nav-meeting").isChecked()


def test_a_page_that_is_not_listed_is_reached_by_asking(frame):
    assert frame.findChild(QToolButton, "nav-preview") is None
    frame.session.asked_page.emit("preview", "what to show")
    assert frame.here() == "preview"
    assert frame.page("preview").asked == ["what to show"]


def test_the_level_of_the_screen_is_a_word_and_a_colour_and_fails_closed(frame):
    assert (level(frame).text(), level(frame).property("level")) == ("MODERATE", "moderate")
    frame.go("meeting")
    assert level(frame).text() == "HIGH"
    frame.go("actor")  # does not say how sensitive it is
    assert level(frame).text() == "SEVERE"
    frame.go("help")
    assert level(frame).text() == ""
    frame.session.shown.emit("a level that nobody knows")
    assert level(frame).text() == "SEVERE"


def test_the_badge_counts_what_waits(frame):
    badge = frame.findChild(QToolButton, "nav-today")
    assert badge.accessibleName() == "Today"
    frame.session.save(Person(code_name="KILO 4", draft=True))
    assert badge.accessibleName() == "Today, 1 waiting"


def test_keys_go_to_the_page_that_is_open(qtbot, frame):
    frame.go("meeting")
    qtbot.keyClick(frame, Qt.Key.Key_N, CTRL)
    qtbot.keyClick(frame, Qt.Key.Key_F, CTRL)
    assert frame.page("meeting").asked == ["new", "find"]
    frame.go("help")
    qtbot.keyClick(frame, Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert frame.here() == "meeting"
    assert frame.page("meeting").asked[-1] == "new"


def test_esc_leaves_the_message_then_the_record_then_the_page(qtbot, frame):
    actor = Actor(name="Northern brigade", draft=True)
    frame.session.save(actor)
    frame.session.opened.emit(actor.id)
    assert frame.here() == "actor"
    assert frame.page("actor").record == actor.id
    frame.session.failed.emit(FullDiskError())
    qtbot.keyClick(frame, Qt.Key.Key_Escape)
    assert frame.messages.text() == ""
    assert frame.page("actor").record == actor.id
    qtbot.keyClick(frame, Qt.Key.Key_Escape)
    assert frame.page("actor").record == ""
    qtbot.keyClick(frame, Qt.Key.Key_Escape)
    assert frame.here() == "today"
    qtbot.keyClick(frame, Qt.Key.Key_Escape)
    assert frame.here() == "today"


def test_undo_takes_back_and_says_so_but_not_inside_a_field(qtbot, frame):
    actor = Actor(name="Northern brigade", draft=True)
    frame.session.save(actor)
    field = frame.page("today").field
    field.setFocus()
    qtbot.keyClicks(field, "words")
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert frame.session.store.find("northern")
    frame.navigation.setFocus()
    frame.findChild(QToolButton, "nav-today").setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, CTRL)
    assert not frame.session.store.find("northern")
    assert frame.messages.text() == "Undone."


def test_question_mark_and_f1_ask_for_help(qtbot, frame):
    field = frame.page("today").field
    field.setAccessibleName("Objective before")
    field.setToolTip("What you want from the meeting.")
    field.setFocus()
    qtbot.keyClicks(field, "why?")
    assert field.text() == "why?"
    qtbot.keyClick(field, Qt.Key.Key_F1)
    about = "Objective before\nWhat you want from the meeting."
    assert frame.page("help").asked == [("today", about)]
    frame.findChild(QToolButton, "nav-help").setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Question)
    assert frame.page("help").asked[-1] == "keys"


def test_search_from_anywhere_opens_what_was_found(qtbot, frame):
    actor = Actor(name="الكتيبة الشمالية", draft=True)
    frame.session.save(actor, Person(code_name="KILO 4", draft=True))
    search = frame.findChild(QLineEdit, "search")
    qtbot.keyClick(frame, Qt.Key.Key_K, CTRL)
    assert search.hasFocus()
    typed = QInputMethodEvent()  # as an Arabic keyboard sends it
    typed.setCommitString("الكتيبه")
    QApplication.sendEvent(search, typed)
    found = frame.findChild(QTableView, "list-search")
    assert found.isVisible()
    assert found.model().rowCount() == 1
    assert level(frame).text() == "SEVERE"
    qtbot.keyClick(search, Qt.Key.Key_Down)
    assert found.hasFocus()
    qtbot.keyClick(found, Qt.Key.Key_Return)
    assert frame.here() == "actor"
    assert frame.page("actor").record == actor.id
    assert search.text() == ""


def test_no_match_says_what_was_searched_and_esc_clears_it(qtbot, frame):
    frame.go("meeting")
    search = frame.findChild(QLineEdit, "search")
    search.setFocus()
    qtbot.keyClicks(search, "zebra")
    empty = frame.findChild(QLabel, "empty-search")
    assert empty.isVisible()
    assert "zebra" in empty.text()
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    assert frame.here() == "meeting"
    assert not empty.isVisible()


def test_a_search_at_rest_puts_the_best_first_but_never_under_someones_cursor(qtbot, frame):
    frame.session.save(*(Actor(name=f"Kilo {n}", draft=True) for n in range(3)))
    search = frame.findChild(QLineEdit, "search")
    search.setFocus()
    qtbot.keyClicks(search, "kilo")
    qtbot.keyClick(search, Qt.Key.Key_Down)
    found = frame.findChild(QTableView, "list-search")
    before = [found.model().index(row, 0).data() for row in range(3)]
    qtbot.waitUntil(lambda: not frame._results._rest.isActive())
    assert [found.model().index(row, 0).data() for row in range(3)] == before
    assert found.currentIndex().row() == 0


def test_collapsing_leaves_names_for_those_who_listen_and_is_remembered(qtbot, frame, session):
    fold = frame.findChild(QToolButton, "action-collapse")
    qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    button = frame.findChild(QToolButton, "nav-meeting")
    assert frame.navigation.is_collapsed()
    assert button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    assert button.accessibleName() == "Meetings"
    again = MainWindow(session, ())
    qtbot.addWidget(again)
    assert again.navigation.is_collapsed()


def test_every_control_has_a_name_for_those_who_listen(opened):
    frame = opened.frame()
    for name in ("keys", "settings", "help"):
        frame.go(name)
        nameless = [
            each.objectName() or type(each).__name__
            for each in frame.page(name).findChildren(QWidget)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and each.isVisibleTo(frame)
            and not each.accessibleName()
            and not getattr(each, "text", str)()
            and not each.objectName().startswith("qt_")
        ]
        assert nameless == []


def test_right_to_left_mirrors_the_frame(qtbot, opened):
    frame = opened.frame()
    assert frame.navigation.x() == 0
    opened.session.set_setting("window.right_to_left", True)
    opened.session.restyled.emit()
    qtbot.waitUntil(lambda: frame.navigation.x() > 0)


def test_larger_words_get_a_wider_column_and_taller_rows(qtbot, frame):
    button, width = frame.findChild(QToolButton, "nav-meeting"), frame.navigation.width()
    height = button.height()
    dress(dark=False, scale=200)
    qtbot.waitUntil(lambda: button.height() > 1.3 * height)
    assert frame.navigation.width() > 1.2 * width
    assert button.height() >= button.fontMetrics().height()
