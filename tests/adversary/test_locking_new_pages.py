"""Locking while a new page is half filled: what was typed is kept, and nothing of it is shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.ui.desks import open_desk


@pytest.fixture
def desk(store, qtbot):
    with open_desk(store, qtbot) as opened:
        yield opened


def test_the_keying_page_keeps_what_is_half_keyed_when_it_locks(desk):
    asked = []
    desk.session.asked_lock.connect(lambda: asked.append(True))
    desk.window.go("keying")
    page = desk.window.shown()
    line = next(e for e in page.findChildren(QLineEdit) if e.isVisible() and not e.isReadOnly())
    line.setFocus()
    QTest.keyClicks(line, "Zxhalf")
    QTest.keyClick(line, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    desk.window.keep()

    assert asked
    assert any("Zxhalf" in str(each.extra) for each in desk.session.store.drafts())
