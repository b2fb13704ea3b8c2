"""The unlock page: typed passphrases, wrong ones, other vaults, and the recovery key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QLineEdit, QPushButton

from fieldapp.crypto.keyslots import WrongPassphraseError
from fieldapp.crypto.recovery_key import MistypedRecoveryKeyError
from fieldapp.store.vault import unlock
from tests.conftest import PASSPHRASE
from ui.app import AppWindow
from ui.pages.first_run import FirstRunPage
from ui.pages.unlock import NotAVaultError


@pytest.fixture
def window(qtbot, made):
    window = AppWindow(made.folder)
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()


def field(window, name) -> QLineEdit:
    return window.findChild(QLineEdit, f"field-{name}")


def press(qtbot, window, name) -> None:
    qtbot.mouseClick(window.findChild(QPushButton, f"action-{name}"), Qt.MouseButton.LeftButton)


def test_typing_the_passphrase_and_enter_opens_the_vault(qtbot, window):
    typed = field(window, "passphrase")
    assert typed.echoMode() == QLineEdit.EchoMode.Password
    qtbot.keyClicks(typed, PASSPHRASE)
    qtbot.keyClick(typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session is not None, timeout=20_000)
    assert window.session.store.station().name == "El Fasher"


def test_a_wrong_passphrase_says_only_that_and_can_be_typed_over(qtbot, window):
    typed = field(window, "passphrase")
    qtbot.keyClicks(typed, "not this one")
    qtbot.keyClick(typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.messages.error is not None, timeout=20_000)
    said = window.findChild(QLabel, "message").text()
    assert said == f"{WrongPassphraseError.sentence} {WrongPassphraseError.remedy}"
    assert typed.selectedText() != ""
    assert not typed.isReadOnly()
    qtbot.keyClicks(typed, PASSPHRASE)
    qtbot.keyClick(typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session is not None, timeout=20_000)


def test_enter_on_an_empty_passphrase_does_nothing(qtbot, window):
    qtbot.waitUntil(lambda: not window.derivation.busy)
    qtbot.keyClick(field(window, "passphrase"), Qt.Key.Key_Return)
    assert not window.derivation.busy


def test_what_is_typed_can_be_seen(qtbot, window):
    window.findChild(QCheckBox, "action-reveal").click()
    assert field(window, "passphrase").echoMode() == QLineEdit.EchoMode.Normal


def test_the_recovery_key_sets_a_new_passphrase_and_a_new_recovery_key(qtbot, window, made):
    press(qtbot, window, "use-recovery")
    qtbot.keyClicks(field(window, "recovery_key"), made.recovery_key.lower())
    panel = window.findChild(QPushButton, "action-recover").parentWidget()
    new, again = (panel.findChild(QLineEdit, f"field-passphrase{end}") for end in ("", "_again"))
    qtbot.keyClicks(new, "another five words for this")
    qtbot.keyClicks(again, "another five words for this")
    press(qtbot, window, "recover")
    qtbot.waitUntil(lambda: window.findChild(QLabel, "recovery-key") is not None, timeout=30_000)
    fresh = window.findChild(QLabel, "recovery-key").accessibleDescription().split()
    assert "-".join(fresh) != made.recovery_key
    for number in (3, 6):
        qtbot.keyClicks(field(window, f"group-{number}"), fresh[number - 1])
    press(qtbot, window, "confirm")
    qtbot.waitUntil(lambda: window.session is not None)
    assert unlock(made.folder, "another five words for this") == made.key


def test_a_mistyped_recovery_key_is_said_and_keeps_all_that_was_typed(qtbot, window, made):
    press(qtbot, window, "use-recovery")
    wrong = ("B" if made.recovery_key[0] != "B" else "C") + made.recovery_key[1:]
    qtbot.keyClicks(field(window, "recovery_key"), wrong)
    panel = window.findChild(QPushButton, "action-recover").parentWidget()
    for end in ("", "_again"):
        qtbot.keyClicks(panel.findChild(QLineEdit, f"field-passphrase{end}"), "some new words")
    press(qtbot, window, "recover")
    qtbot.waitUntil(lambda: isinstance(window.messages.error, MistypedRecoveryKeyError))
    assert field(window, "recovery_key").text() == wrong
    assert panel.findChild(QLineEdit, "field-passphrase").text() == "some new words"
    assert unlock(made.folder, PASSPHRASE) == made.key


def choose(qtbot, window, folder) -> None:
    dialog = window.findChild(QFileDialog, "file-dialog")
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    dialog.activateWindow()
    qtbot.waitUntil(name.hasFocus)  # as for a person: Qt takes marks over words where it is not
    name.clear()
    qtbot.keyClicks(name, str(folder))
    qtbot.keyClick(name, Qt.Key.Key_Return)


def test_a_folder_without_a_vault_is_refused_and_an_empty_place_begins_a_new_one(
    qtbot, window, tmp_path
):
    empty = tmp_path / "empty"
    empty.mkdir()
    press(qtbot, window, "choose-vault")
    choose(qtbot, window, empty)
    qtbot.waitUntil(lambda: isinstance(window.messages.error, NotAVaultError))
    qtbot.waitUntil(lambda: window.findChild(QFileDialog, "file-dialog") is None)
    press(qtbot, window, "new-vault")
    choose(qtbot, window, empty)
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), FirstRunPage))
    assert window.folder == empty / "station.vault"


def test_a_vault_in_a_synced_folder_is_warned_about(qtbot, made, tmp_path):
    synced = tmp_path / "Dropbox" / "station.vault"
    synced.parent.mkdir()
    made.folder.rename(synced)
    window = AppWindow(synced)
    qtbot.addWidget(window)
    window.show()
    place = window.findChild(QLabel, "vault-place")
    qtbot.waitUntil(lambda: "synced" in place.text())
    window.close()


def test_a_vault_open_elsewhere_is_said(qtbot, window, vault):
    window.open(vault.folder, vault.key)
    assert window.session is None
    assert "open in another window" in window.messages.text()
