"""Pictures of what stands before an open vault: the first run, unlocking, the recovery key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from tests.screenshots_camera import Camera, seen, settle, wait, write
from ui.app import AppWindow
from ui.passphrases import ADVICE

WORDS = "seven quiet herons cross the wadi"


def start_pages(camera: Camera, fresh: Path, made: Path) -> None:
    """The three steps of the first run, then the locked vault and its other ways in."""
    window = camera.window(fresh)
    camera.take(window, "first-run-1")
    write(window, "field-station_code", "EFS")
    write(window, "field-name", "El Fasher")
    write(window, "field-officer", "AB")
    press(window, "action-next")
    write(window, "field-passphrase", WORDS)
    write(window, "field-passphrase_again", WORDS)
    wait(lambda: seen(window, "strength").text() != ADVICE)
    camera.take(window, "first-run-2")
    press(window, "action-make")
    settle(window)
    camera.take(window, "first-run-3")
    window.close()

    window = camera.window(made)
    camera.take(window, "unlock")
    write(window, "field-passphrase", "not this one")
    press(window, "action-unlock")
    camera.take(window, "unlock-wrong")
    press(window, "action-use-recovery")
    camera.take(window, "recover")
    window.close()


def press(window: AppWindow, name: str) -> None:
    """Press a button that is in view."""
    button = seen(window, name)
    assert isinstance(button, QAbstractButton)
    button.click()


def press_enter(window: AppWindow) -> None:
    """Take what is offered where the cursor is."""
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
