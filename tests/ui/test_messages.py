"""The message bar speaks plainly, and never repeats what a fault of ours was about."""

from __future__ import annotations

import logging
import sys

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from fieldapp.errors import FullDiskError
from fieldapp.log import OUR_BUG
from ui.messages import Messages, catch_the_rest


@pytest.fixture
def place(qtbot) -> QWidget:
    place = QWidget()
    qtbot.addWidget(place)
    QVBoxLayout(place)
    return place


@pytest.fixture
def messages(place) -> Messages:
    made = Messages(place)
    place.layout().addWidget(made.bar)
    place.show()
    return made


def test_an_error_of_the_world_says_its_sentence_and_its_remedy(messages, place):
    messages.show(FullDiskError())
    said = place.findChild(QLabel, "message").text()
    assert said == f"{FullDiskError.sentence} {FullDiskError.remedy}"


def test_a_fault_of_ours_shows_and_logs_no_value(messages, caplog):
    with caplog.at_level(logging.ERROR), messages.guarding():
        int("Commander Sesame")
    assert messages.text() == OUR_BUG
    assert "ValueError" in caplog.text
    assert "Sesame" not in caplog.text


def test_what_nobody_caught_ends_in_the_bar(messages, capsys):
    before = sys.excepthook
    try:
        catch_the_rest(messages.show)
        sys.excepthook(ValueError, ValueError("Sesame"), None)
    finally:
        sys.excepthook = before
    assert messages.text() == OUR_BUG
    assert "Sesame" not in "".join(capsys.readouterr())


def test_a_quiet_word_goes_by_itself_and_an_error_stays(messages, qtbot):
    messages.say("Saved 21:04, encrypted")
    assert messages.error is None
    assert messages._timer.isActive()
    messages.show(FullDiskError())
    assert not messages._timer.isActive()
    messages.clear()
    assert messages.text() == ""


def test_the_bar_keeps_its_room_so_that_nothing_jumps(messages):
    empty = messages.bar.height()
    messages.say("Saved")
    assert messages.bar.height() == empty
