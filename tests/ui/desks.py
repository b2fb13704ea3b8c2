"""Two stations at their windows, who have exchanged cards: what the sharing tests drive."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import attrs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fieldapp.records.incidents import Incident
from fieldapp.records.record import Record, evolve
from fieldapp.records.sharing import Agreement, Partner
from fieldapp.records.station import Station
from fieldapp.services.package import cards
from fieldapp.store.store import Changes, Store
from fieldapp.store.vault import Vault
from fieldapp.vocab.days import Day
from fieldapp.vocab.places import Area, Place
from tests.approvals import decide
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.pages import pages_for
from ui.session import Session

_GOES_ON = (QDialogButtonBox.ButtonRole.AcceptRole,)
W = TypeVar("W", bound=QWidget)
FOR_CLUSTER = "Protection Cluster Sudan"
CONFIDENTIAL = "Xylotomous told us at the mill"


@attrs.frozen
class Desk:
    """One station's window, driven as a person would: what is not in view cannot be pressed."""

    window: MainWindow
    session: Session
    qtbot: QtBot

    def find(self, kind: type[W], name: str) -> W:
        """The one widget of this name that is in view."""
        found = [each for each in self.window.findChildren(kind, name) if each.isVisible()]
        assert len(found) == 1, (name, len(found))
        return found[0]

    def sees(self, name: str) -> bool:
        """Whether something of this name is in view."""
        return any(each.isVisible() for each in self.window.findChildren(QWidget, name))

    def press(self, name: str) -> None:
        """Press a button with the mouse."""
        button = self.find(QPushButton, name)
        assert button.isEnabled(), name
        assert button.accessibleName(), name
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def can_press(self, name: str) -> bool:
        """Whether a button that is in view can be pressed."""
        return self.find(QPushButton, name).isEnabled()

    def words(self, name: str) -> str:
        """What a label says."""
        return self.find(QLabel, name).text()

    def message(self) -> str:
        """What the message bar says."""
        return self.window.messages.text()

    def tick(self, name: str) -> None:
        """Tick a box by key."""
        box = self.find(QCheckBox, name)
        box.setFocus()
        self.qtbot.keyClick(box, Qt.Key.Key_Space)

    def type(self, name: str, words: str) -> None:
        """Write in a field, in place of what is there."""
        field = self.find(QLineEdit, name)
        field.setFocus()
        field.selectAll()
        self.qtbot.keyClicks(field, words)

    def answer(self, path: Path) -> None:
        """Type a path into the file dialog that is open."""
        dialog = self.window.findChild(QFileDialog)
        assert dialog is not None
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        dialog.activateWindow()
        field.setFocus()
        self.qtbot.waitUntil(field.hasFocus)
        field.clear()
        self.qtbot.keyClicks(field, str(path))
        assert field.text() == str(path)  # else Qt would complain in a box of its own

        # By mouse: Return may only close the list of completions that Qt opens when it is ready.
        if (completions := field.completer()) is not None:
            completions.popup().hide()
        box = dialog.findChild(QDialogButtonBox)
        (go,) = (each for each in box.buttons() if box.buttonRole(each) in _GOES_ON)
        self.qtbot.waitUntil(go.isEnabled)
        self.qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
        self.qtbot.waitUntil(lambda: not isValid(dialog) or not dialog.isVisible())
        self.window.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window)

    def settle(self) -> None:
        """Wait until no job runs and what was asked is shown."""
        self.qtbot.waitUntil(lambda: not self.session.jobs.busy)

    def save(self, record: Record) -> Record:
        """Keep a record, as any page would, and give it back as stored."""
        self.session.save(record)
        return self.session.store.get(record.id)


def second_person_agrees(desk: Desk) -> None:
    """Someone else approves what the share page shows, where that is needed."""
    release = desk.window.page("share").release
    if release.needs_approval and not release.approved:
        approval = decide(desk.session.store, release)
        desk.session.announce(Changes.of(approval))
        wait_for_release(desk)
        QApplication.processEvents()  # what was added to a page in view is shown after this


def incident(**values: object) -> Incident:
    """A finished incident that says nothing of who told it."""
    given: dict[str, object] = {
        "title": "Shelling of a market",
        "act": "killing",
        "happened": Day("2026-05-12"),
        "place": Place((Area("SDN", "Sudan"), Area("SD01", "Khartoum")), precision="adm1"),
        "narrative_shareable": "Shells fell on the market in the morning.",
        "narrative_confidential": CONFIDENTIAL,
        "verification_status": "reported",
        "shows_source": "no",
    }
    return Incident(**{**given, **values})


def agreement(*partners: Partner, **values: object) -> Agreement:
    """An agreement that holds today."""
    given: dict[str, object] = {
        "title": "Protocol with the cluster",
        "instrument": "cluster_dpisp",
        "recipient_kind": "humanitarian-partner",
        "recipients": tuple(each.id for each in partners),
        "purpose": "Protection analysis",
        "record_types": ("incident",),
        "included_classes": ("event", "count", "place", "time", "shareable_text"),
        "highest_sensitivity": "high",
        "signed_on": Day("2020-01-01"),
        "valid_from": Day("2020-01-01"),
        "valid_until": Day("2090-01-01"),
        "keep_until": Day("2090-05-12"),
    }
    return Agreement(**{**given, **values})


def wait_for_release(desk: Desk) -> None:
    """The share page decides after the event that asked for it."""
    page = desk.window.page("share")
    desk.qtbot.waitUntil(lambda: not page.is_deciding)


@contextmanager
def open_desk(store: Store, qtbot: QtBot) -> Iterator[Desk]:
    """The window of a station, in front."""
    jobs = Jobs()
    session = Session(store, jobs)
    window = MainWindow(session, pages_for(store.types))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    yield Desk(window, session, qtbot)
    jobs.stop_all()


@contextmanager
def second_station(made, folder: Path) -> Iterator[Store]:
    """The vault of another station, with keys of its own."""
    copy = folder / "second.vault"
    shutil.copytree(made.folder, copy)
    with Vault.open(copy, made.key) as vault:
        store = Store(vault)
        station = store.station()
        assert isinstance(station, Station)
        store.save(evolve(station, station_code="PCS", name=FOR_CLUSTER))
        yield store


def exchange_cards(ours: Store, theirs: Store) -> Partner:
    """Each takes the other's card and compares the code; the partner as we know it."""
    here = cards.read_card(cards.card_json(ours))
    there = cards.read_card(cards.card_json(theirs))
    cards.add_partner(theirs, here, "ocha", here.code)
    return cards.add_partner(ours, there, "humanitarian-partner", there.code)
