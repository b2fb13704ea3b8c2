"""What is due is said once, in a number; the tray shows that number and no word."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize

from fieldapp.records.dialogue import Action
from fieldapp.records.record import evolve
from fieldapp.vocab.days import Day
from ui.reminders import Reminders
from ui.tray import Tray, number_icon


def action(session, what: str) -> Action:
    return Action(what=what, due=Day(session.store.now().date().isoformat()))


def test_what_is_due_is_said_when_the_vault_opens_and_not_again(session, qtbot):
    session.store.save(action(session, "Secret corridor"), action(session, "Other"))
    reminders = Reminders(session)
    said, numbers = [], []
    reminders.due.connect(said.append)
    reminders.counted.connect(numbers.append)
    reminders.look()
    reminders.look()
    assert said == ["2 things are due: see Today."]
    assert numbers == [2, 2]


def test_what_comes_due_by_the_clock_is_said_and_what_was_just_written_is_not(session, qtbot):
    reminders = Reminders(session)
    said, numbers = [], []
    reminders.due.connect(said.append)
    reminders.counted.connect(numbers.append)
    mine = action(session, "Just written")
    session.save(mine)
    assert (said, numbers) == ([], [1])
    session.store.save(action(session, "Came due"))
    reminders.look()
    assert said == ["1 thing is due: see Today."]
    session.save(evolve(session.store.get(mine.id), status="done"))
    assert numbers[-1] == 1


@pytest.mark.parametrize("number", [0, 7, 250])
def test_the_tray_shows_a_number(qapp, number):
    image = number_icon(number).pixmap(QSize(64, 64)).toImage()
    assert not image.isNull()
    shades = {image.pixel(x, y) for x in range(0, 64, 2) for y in range(0, 64, 2)}
    assert (len(shades) > 8) is (number > 0) or number == 0


def test_the_number_goes_when_it_locks(opened):
    opened.session.save(action(opened.session, "Call"))
    assert opened.tray.number == 1
    opened.lock()
    assert opened.tray.number == 0


def test_without_a_tray_nothing_breaks(qapp):
    tray = Tray()
    tray.show_number(3)
    assert tray.number == 3
