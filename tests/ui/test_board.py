"""The notifications board in the window: by key and mouse, one party at a time."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QTextEdit,
    QToolButton,
    QWidget,
)

from fieldapp.records.actors import Actor
from fieldapp.records.channels import Channel
from fieldapp.records.notification_rows import SystemParty
from fieldapp.records.notifications import Notification, NotificationSystem, PartyNotice
from fieldapp.records.record import evolve
from fieldapp.records.sharing import Agreement, Partner
from fieldapp.services.notes_records import here_now
from fieldapp.services.notifications import versions
from fieldapp.services.notifications.handing import NoProcedureError
from fieldapp.services.notifications.sending import Sending, transmit
from fieldapp.store.store import Query
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place
from ui import theme
from ui.pages.board.page import BoardPage

HOUR = dt.timedelta(hours=1)
WHAT, KILO, LIMA = 1, 3, 4
DARFUR = (Area("SDN", "Sudan"), Area("SD02", "North Darfur"))


class Board:
    """The page, driven as a person would."""

    def __init__(self, session, qtbot) -> None:
        self.session, self.qtbot = session, qtbot
        self.store = session.store
        self.now = here_now(self.store, self.store.now())
        self.kilo, self.lima = Actor(name="KILO"), Actor(name="LIMA")
        self.channel = Channel(title="Weekly call", actor=self.kilo.id)
        self.store.save(
            self.kilo,
            self.lima,
            self.channel,
            NotificationSystem(
                title="HNS",
                parties=(SystemParty(actor=self.kilo.id), SystemParty(actor=self.lima.id)),
            ),
        )
        self.page: BoardPage | None = None

    def movement(self, title: str, hours: float = 60, **values: object) -> Notification:
        start = self.now + hours * HOUR
        made = evolve(
            Notification(
                title=title,
                kind="movement",
                organisation="WFP",
                window_start=start,
                window_end=start + 8 * HOUR,
            ),
            **values,
        )
        self.store.save(made)
        return made

    def site(self, title: str) -> Notification:
        made = Notification(
            title=title,
            kind="site",
            organisation="MSF",
            window_start=self.now,
            place=Place(path=DARFUR, latitude=13.6, longitude=25.3),
            confirmed_by="CD",
            revalidate_by=Day(self.now.date().isoformat()),
        )
        self.store.save(made)
        return made

    def open(self) -> BoardPage:
        self.page = BoardPage(self.session)
        self.qtbot.addWidget(self.page)
        self.page.resize(1100, 640)
        self.page.show()
        return self.page

    @property
    def table(self) -> QTableView:
        return self.page.findChild(QTableView, "list-board")

    def cell(self, row: int, column: int) -> str:
        return self.table.model().index(row, column).data()

    def titles(self) -> list[str]:
        return [self.cell(row, WHAT) for row in range(self.table.model().rowCount())]

    def at(self, row: int, column: int) -> None:
        self.table.setFocus()
        self.table.setCurrentIndex(self.table.model().index(row, column))

    def key(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.table, key)

    def press(self, name: str) -> None:
        button = next(
            each for each in self.page.findChildren(QPushButton, name) if each.isVisible()
        )
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def offers(self) -> set[str]:
        found = self.page.findChildren(QPushButton)
        return {
            each.objectName().removeprefix("action-board-")
            for each in found
            if each.objectName().startswith("action-board-") and each.isVisible()
        }

    def notices(self, notification: Notification) -> list[PartyNotice]:
        kept = versions.notification_of(self.store, notification.id)
        return versions.was_told(self.store, kept)

    def send(self, notification: Notification, hours_ago: float = 1) -> None:
        transmit(self.store, [notification.id], Sending(self.kilo.id, self.now - hours_ago * HOUR))


@pytest.fixture
def board(session, qtbot) -> Board:
    return Board(session, qtbot)


def test_it_says_what_it_is_for_while_it_is_empty(board):
    board.open()
    with board.qtbot.waitSignal(board.session.asked_page) as asked:
        board.press("action-board-new")
    assert asked.args[0] == "notification"
    assert asked.args[1].draft
    assert board.page.level() == ""


def test_a_row_a_notification_a_column_a_party_and_words_with_every_colour(board):
    board.send(board.movement("Flour"))
    board.movement("Short", 30)
    board.open()

    heads = [board.table.model().headerData(n, Qt.Orientation.Horizontal) for n in range(5)]
    assert heads == ["When", "What", "Lead time", "KILO", "LIMA"]
    assert board.titles() == ["Short", "Flour"]
    assert board.cell(0, 2).endswith("short of 48")
    assert board.cell(0, KILO) == "not sent, late"
    assert board.cell(1, KILO) == "sent, 1 h"
    said = board.table.model().index(1, KILO).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Flour, KILO, sent, 1 h")
    assert board.page.level() == "severe"


def test_what_is_late_is_painted_in_the_colour_of_alarm(board):
    board.movement("Short", 30)
    board.open()
    image: QImage = board.table.viewport().grab().toImage()
    at = board.table.visualRect(board.table.model().index(0, KILO)).topLeft()

    ground = image.pixelColor(at.x() + 3, at.y() + 3)
    assert ground == QColor(theme.current().error_ground)


def test_sending_by_keys_asks_the_channel_and_locks(board):
    one = board.movement("Flour")
    board.open()
    board.at(0, KILO)
    board.key(Qt.Key.Key_Return)
    line = board.page.findChild(QLineEdit, "field-board-channel")
    assert line.text() == "Weekly call"  # the only channel of this party
    board.qtbot.keyClick(line, Qt.Key.Key_Return)

    (notice,) = board.notices(one)
    assert (notice.actor, notice.channel) == (board.kilo.id, board.channel.id)
    assert board.store.get(one.id).sealed_at is not None
    assert board.cell(0, KILO).startswith("sent")
    assert board.table.currentIndex().column() == KILO
    assert board.page.focusWidget() is board.table


def test_several_are_sent_to_one_party_at_once(board):
    made = [board.movement(f"Convoy {n}", 60 + n) for n in range(4)]
    board.send(made[1])
    board.open()
    board.at(0, KILO)
    for row in range(1, 4):
        board.table.selectionModel().select(
            board.table.model().index(row, KILO), QItemSelectionModel.SelectionFlag.Select
        )
    board.press("action-board-send")
    board.press("action-board-do")

    assert [len(board.notices(each)) for each in made] == [1, 1, 1, 1]
    assert all(notice.actor == board.kilo.id for each in made for notice in board.notices(each))


def test_what_lacks_something_is_said_and_nothing_is_sent(board):
    half = board.movement("Half", organisation="", draft=True)
    board.open()
    board.at(0, KILO)
    board.key(Qt.Key.Key_S)
    with board.qtbot.waitSignal(board.session.failed):
        board.press("action-board-do")
    assert board.notices(half) == []
    assert board.page.findChild(QPushButton, "action-board-do").isVisible()  # nothing is lost
    assert board.page.back()
    assert not board.page.back()


def test_received_and_acknowledged_are_a_key_each(board):
    one = board.movement("Flour")
    board.send(one)
    board.open()
    board.at(0, KILO)
    board.key(Qt.Key.Key_R)
    assert board.cell(0, KILO) == "received"
    board.key(Qt.Key.Key_K)
    assert board.cell(0, KILO) == "acknowledged"
    assert not {"received", "acknowledged"} & board.offers()


def test_their_own_words_stand_beside_the_answer_and_are_no_permission(board):
    one = board.movement("Flour")
    board.send(one)
    board.open()
    board.at(0, KILO)
    board.press("action-board-answer")
    response = board.page.findChild(QComboBox, "field-board-response")
    response.setCurrentIndex(response.findData("their_approval"))
    with board.qtbot.waitSignal(board.session.failed):  # their words are missing
        board.press("action-board-do")
    words = board.page.findChild(QWidget, "field-board-their_words")
    assert isinstance(words, QPlainTextEdit | QTextEdit)
    board.qtbot.keyClicks(words, "You are approved")
    board.press("action-board-do")

    (notice,) = board.notices(one)
    assert notice.their_words == "You are approved"
    assert "approv" not in board.cell(0, KILO)
    said = board.page.findChild(QLabel, "board-said").text()
    assert said.startswith("Response of party: “You are approved”")
    assert board.store.get(one.id).status == "transmitted"


def test_a_new_version_is_opened_and_the_parties_are_told_again(board):
    one = board.movement("Flour")
    board.send(one)
    board.open()
    board.at(0, KILO)
    with board.qtbot.waitSignal(board.session.opened) as opened:
        board.key(Qt.Key.Key_V)
    draft = board.store.get(opened.args[0])
    assert (draft.version, draft.draft, draft.supersedes) == (2, True, one.id)
    assert "version 2 being written" in str(
        board.table.model().index(0, WHAT).data(Qt.ItemDataRole.UserRole)
    )
    board.session.finish(evolve(draft, cargo="Salt"))
    assert board.cell(0, KILO) == "version 2 not sent"
    said = board.page.findChild(QLabel, "board-said").text()
    assert "Cargo: Salt (was nothing)." in said  # what the party is to be told


def test_cancelling_asks_nothing_and_shows_whom_to_tell(board):
    one, silent = board.movement("Flour"), board.movement("Quiet", 70)
    board.send(one)
    board.open()
    board.at(0, WHAT)
    board.press("action-board-cancel")
    assert board.cell(0, KILO) == "cancellation not sent"
    board.at(1, WHAT)
    board.key(Qt.Key.Key_X)
    assert board.titles() == ["Flour"]
    assert board.store.get(silent.id).status == "cancelled"


def test_a_delay_moves_the_window(board):
    one = board.movement("Flour")
    board.send(one)
    board.open()
    board.at(0, WHAT)
    board.press("action-board-delay")
    hour = board.page.findChild(QLineEdit, "field-board-window_start-time")
    later = one.window_start + HOUR
    day = board.page.findChild(QLineEdit, "field-board-window_start")
    day.setText(f"{later:%Y-%m-%d}")
    hour.setText(f"{later:%H:%M}")
    board.press("action-board-do")

    newer = versions.successor_of(board.store, board.store.get(one.id))
    assert newer.window_start == later
    assert board.cell(0, KILO) == "delay not sent"


def test_a_site_is_revalidated_and_has_no_lead_time(board):
    clinic = board.site("Clinic")
    board.send(clinic)
    board.open()
    assert board.cell(0, 2) == "0 days left"
    board.at(0, WHAT)
    assert {"revalidate", "remove", "open"} <= board.offers()
    assert not {"delay", "cancel", "again"} & board.offers()
    board.key(Qt.Key.Key_T)
    board.press("action-board-do")

    assert board.store.get(clinic.id).revalidate_by.first > board.now.date()


def test_last_weeks_forms_are_made_again_in_bulk(board):
    for n in range(5):
        board.movement(f"Convoy {n}", 10 + n)
    board.open()
    board.at(0, WHAT)
    for row in range(5):
        board.table.selectionModel().select(
            board.table.model().index(row, WHAT), QItemSelectionModel.SelectionFlag.Select
        )
    board.press("action-board-again")
    board.press("action-board-do")

    assert board.store.count(Query("notification")) == 10
    assert len(board.titles()) == 10


def test_what_began_is_completed_with_a_key(board):
    one = board.movement("Flour", -3)
    board.movement("Later", 90)
    board.send(one, 80)
    board.open()
    board.at(0, WHAT)
    board.key(Qt.Key.Key_C)
    assert board.store.get(one.id).status == "completed"
    board.at(board.titles().index("Later"), WHAT)
    assert "complete" not in board.offers()


def test_an_incident_is_linked_though_it_is_locked(board):
    one = board.movement("Flour", -3)
    board.send(one, 80)
    board.open()
    board.at(0, KILO)
    board.press("action-board-after")
    note = board.page.findChild(QWidget, "field-board-after_note")
    board.qtbot.keyClicks(note, "Two trucks hit")
    board.press("action-board-do")

    kept = board.store.get(one.id)
    assert kept.after_note == "Two trucks hit"
    assert "KILO: told 4800 minutes before, not acknowledged." in kept.was_in_force


def test_windows_narrow_and_are_remembered_and_words_are_sought(board):
    board.movement("Tomorrow", 20)
    board.movement("Next month", 800)
    board.site("Clinic")
    board.open()
    later = board.page.findChild(QToolButton, "window-later")
    assert later.text() == "Later  1"
    board.qtbot.mouseClick(later, Qt.MouseButton.LeftButton)
    assert board.titles() == ["Next month"]
    board.open()
    assert board.titles() == ["Next month"]
    board.qtbot.mouseClick(
        board.page.findChild(QToolButton, "window-all"), Qt.MouseButton.LeftButton
    )
    board.page.find_here()
    board.qtbot.keyClicks(board.page.findChild(QLineEdit, "search-board"), "clin")
    assert board.titles() == ["Clinic"]


def test_what_waits_longest_stands_first(board):
    board.movement("Short", 30)
    board.send(board.movement("Sent", 200), 100)
    board.movement("Fine", 300)
    board.open()
    board.qtbot.mouseClick(
        board.page.findChild(QToolButton, "window-ageing"), Qt.MouseButton.LeftButton
    )
    assert board.titles() == ["Sent", "Short"]


def test_enter_on_a_notification_opens_it_and_letters_elsewhere_do_nothing(board):
    one = board.movement("Flour")
    board.open()
    board.at(0, WHAT)
    board.key(Qt.Key.Key_S)  # no party is chosen
    assert board.page.findChild(QPushButton, "action-board-do") is None
    with board.qtbot.waitSignal(board.session.opened) as opened:
        board.key(Qt.Key.Key_Return)
    assert opened.args == [one.id]


def test_qt_finds_no_fault_with_its_model(board):
    board.movement("Flour")
    board.open()
    model = board.table.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    board.session.save(Actor(name="NOVEMBER"))
    board.movement("Salt")
    board.page.refresh()
    assert model.rowCount() == 2


def test_five_thousand_notifications_open_in_half_a_second(board):
    made: list[Notification | PartyNotice] = []
    for n in range(5000):
        start = board.now + dt.timedelta(hours=n % 900 - 300)
        one = Notification(
            title=f"Convoy {n}",
            kind="site" if n % 3 == 0 else "movement",
            organisation="WFP",
            window_start=start,
            window_end=start + 9 * HOUR,
            status="transmitted",
        )
        made.append(one)
        made.append(
            PartyNotice(notification=one.id, actor=board.kilo.id, sent_at=start - 50 * HOUR)
        )
    board.store.import_records(made, "many")
    started = time.process_time()  # another program at work is not the page's doing
    board.open()
    board.page.grab()
    spent = time.process_time() - started

    assert board.table.model().rowCount() == 5000
    assert spent < 0.5


def test_handing_over_goes_to_the_share_page_under_the_procedure_with_that_party(board):
    asked: list[object] = []
    board.session.asked_page.connect(lambda name, what: asked.append((name, what)))
    one = board.movement("Food for Kutum")
    liaison = Partner(name="Liaison", recipient_kind="party", actor=board.kilo.id)
    agreed = Agreement(
        title="Procedure",
        instrument="hns_sop",
        recipient_kind="party",
        recipients=(liaison.id,),
        status="in_force",
        record_types=("notification",),
        draft=True,
    )
    board.store.save(liaison, agreed)
    board.open()
    board.at(0, KILO)
    board.press("action-board-hand")
    assert asked == [("share", (agreed.id, one.id))]


def test_a_party_without_a_procedure_is_named_as_such(board):
    board.movement("Food for Kutum")
    board.open()
    board.at(0, LIMA)
    failed: list[Exception] = []
    board.session.failed.connect(failed.append)
    board.press("action-board-hand")
    assert [type(each) for each in failed] == [NoProcedureError]
