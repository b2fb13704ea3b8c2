"""The first run, typed from the first field to the open vault; and a backup brought back."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton

from fieldapp.services.backup import backup
from fieldapp.store.vault import VaultExistsError, unlock
from tests.conftest import PASSPHRASE
from ui.app import AppWindow
from ui.main_window import MainWindow
from ui.pages.unlock import UnlockPage
from ui.setting_names import RECOVERY_SEEN

STRONG = "otter lantern velvet canoe thirteen"


@pytest.fixture
def window(qtbot, tmp_path):
    window = AppWindow(tmp_path / "new" / "station.vault")
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()


def field(window, name) -> QLineEdit:
    return window.findChild(QLineEdit, f"field-{name}")


def press(qtbot, window, name) -> None:
    button = window.findChild(QPushButton, f"action-{name}")
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def station(qtbot, window) -> None:
    qtbot.keyClicks(field(window, "station_code"), "sdn")
    qtbot.keyClicks(field(window, "name"), "El Fasher")
    qtbot.keyClicks(field(window, "officer"), "AB")
    qtbot.keyClick(field(window, "officer"), Qt.Key.Key_Return)


def test_from_nothing_to_an_open_vault_by_keyboard(qtbot, window):
    station(qtbot, window)
    for name in ("passphrase", "passphrase_again"):
        qtbot.keyClicks(field(window, name), STRONG)
    strength = window.findChild(QLabel, "strength")
    qtbot.waitUntil(lambda: "attacker" in strength.text())
    qtbot.keyClick(field(window, "passphrase_again"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(QLabel, "recovery-key") is not None, timeout=60_000)
    groups = window.findChild(QLabel, "recovery-key").accessibleDescription().split()
    assert len(groups) == 7

    qtbot.keyClicks(field(window, "group-3"), "AAAA")
    press(qtbot, window, "confirm")
    assert "Group 3" in window.findChild(QLabel, "recovery-problem").text()
    assert window.session is None

    field(window, "group-3").clear()
    for number in (3, 6):
        qtbot.keyClicks(field(window, f"group-{number}"), groups[number - 1].lower())
    qtbot.keyClick(field(window, "group-6"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), MainWindow), timeout=20_000)
    kept = window.session.store.station()
    assert (kept.station_code, kept.name, kept.officer) == ("SDN", "El Fasher", "AB")
    assert kept.utc_offset[0] in "+-"
    assert window.session.setting(RECOVERY_SEEN) is True
    assert len(unlock(window.folder, STRONG)) == 32


def test_it_goes_on_only_when_both_passphrases_are_the_same(qtbot, window):
    assert not window.findChild(QPushButton, "action-next").isEnabled()
    station(qtbot, window)
    make = window.findChild(QPushButton, "action-make")
    qtbot.keyClicks(field(window, "passphrase"), STRONG)
    qtbot.keyClicks(field(window, "passphrase_again"), "otter lamp")
    agree = window.findChild(QLabel, "passphrase-agree")
    assert "not the same" in agree.text()
    assert not make.isEnabled()
    field(window, "passphrase_again").clear()
    qtbot.keyClicks(field(window, "passphrase_again"), STRONG)
    assert make.isEnabled()


def test_a_weak_passphrase_is_called_weak_but_not_forbidden(qtbot, window):
    station(qtbot, window)
    for name in ("passphrase", "passphrase_again"):
        qtbot.keyClicks(field(window, name), "El Fasher")
    strength = window.findChild(QLabel, "strength")
    qtbot.waitUntil(lambda: "at once" in strength.text())
    assert strength.property("role") == "error"
    assert window.findChild(QPushButton, "action-make").isEnabled()


def test_going_back_keeps_what_was_typed(qtbot, window):
    station(qtbot, window)
    qtbot.keyClicks(field(window, "passphrase"), STRONG)
    press(qtbot, window, "back")
    assert field(window, "name").text() == "El Fasher"
    press(qtbot, window, "next")
    assert field(window, "passphrase").text() == STRONG


def test_a_place_that_is_taken_loses_nothing_that_was_typed(qtbot, window):
    station(qtbot, window)
    for name in ("passphrase", "passphrase_again"):
        qtbot.keyClicks(field(window, name), STRONG)
    window.folder.mkdir(parents=True)
    press(qtbot, window, "make")
    qtbot.waitUntil(lambda: isinstance(window.messages.error, VaultExistsError), timeout=20_000)
    assert field(window, "passphrase").text() == STRONG
    assert field(window, "passphrase").isEnabled()


def test_a_backup_is_restored_and_can_be_unlocked(qtbot, window, vault, tmp_path):
    file = tmp_path / "backup.zip"
    backup(vault, file, dt.datetime.now(dt.UTC))
    press(qtbot, window, "restore-backup")
    press(qtbot, window, "choose-backup")
    dialog = window.findChild(QFileDialog, "file-dialog")
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    dialog.activateWindow()
    qtbot.waitUntil(name.hasFocus)
    name.clear()
    qtbot.keyClicks(name, str(file))
    qtbot.keyClick(name, Qt.Key.Key_Return)
    panel = window.findChild(QPushButton, "action-restore").parentWidget()
    qtbot.keyClicks(panel.findChild(QLineEdit, "field-passphrase"), PASSPHRASE)
    press(qtbot, window, "restore")
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), UnlockPage), timeout=30_000)
    assert unlock(window.folder, PASSPHRASE) == vault.key
