"""What every window test may use: the look, a session on a real vault, and small real pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.records.actors import Actor
from fieldapp.store.store import Store
from tests.journeys.officer import Officer
from ui.app import AppWindow, dress
from ui.jobs import Jobs
from ui.session import Session


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Every test sees the light look, left to right; what it destroyed is gone after."""
    dress(dark=False)
    yield
    QApplication.clipboard().clear()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def session(qapp: QApplication, store: Store) -> Session:
    """A session on the vault of this test."""
    return Session(store, Jobs())


@pytest.fixture
def opened(qtbot: QtBot, made) -> Iterator[AppWindow]:
    """The app's window with the vault of this test open, without a derivation."""
    window = AppWindow(made.folder)
    qtbot.addWidget(window)
    window.show()
    window.open(made.folder, made.key)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    yield window
    window.close()


@pytest.fixture
def officer(qtbot: QtBot, made) -> Iterator[Officer]:
    """An officer at the open vault, which knows two forces."""
    officer = Officer(made.folder, lambda holds: qtbot.waitUntil(holds, timeout=20_000))
    officer.window.open(made.folder, made.key)
    officer.waits()
    officer.frame.session.save(
        Actor(name="Second Region", type="state_military"),
        Actor(name="Northern Front", type="nsag"),
    )
    yield officer
    officer.goes_home()
    officer.window.deleteLater()


class Sheet(QWidget):
    """A small page: one field, kept as a draft, with a level and a memory of what it was asked."""

    def __init__(self, session: Session, level: str = "moderate") -> None:
        super().__init__()
        self.session, self._level = session, level
        self.field = QLineEdit()
        self.asked: list[object] = []
        QVBoxLayout(self).addWidget(self.field)

    def level(self) -> str:
        return self._level

    def take(self, argument: object) -> None:
        self.asked.append(argument)

    def new(self) -> None:
        self.asked.append("new")

    def find_here(self) -> None:
        self.asked.append("find")

    def keep(self) -> None:
        if text := self.field.text():
            station = self.session.store.station()
            self.session.keep_draft("sheet", station, {"text": text})


@pytest.fixture
def sheet() -> Callable[..., Sheet]:
    """Makes a small page."""
    return Sheet
