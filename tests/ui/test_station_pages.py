"""Keys and backup, settings, and help."""

from __future__ import annotations

import re
import zipfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTextBrowser,
    QWidget,
)

import resources
from fieldapp.crypto.keyslots import WrongPassphraseError
from fieldapp.services.files import ExistsError
from fieldapp.services.package.cards import own_card, read_card
from fieldapp.store.vault import recover, unlock
from tests.conftest import PASSPHRASE
from ui.code_square import CodeSquare
from ui.pages.help import topic_for
from ui.setting_names import RECOVERY_SEEN


@pytest.fixture
def go(opened):
    """Shows a page of the open window and gives it."""

    def there(name: str) -> QWidget:
        opened.frame().go(name)
        return opened.frame().page(name)

    return there


def press(qtbot, page, name) -> None:
    button = page.findChild(QPushButton, f"action-{name}")
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def write(qtbot, page, path) -> None:
    dialog = page.window().findChild(QFileDialog, "file-dialog")
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    dialog.activateWindow()
    qtbot.waitUntil(name.hasFocus)
    name.clear()
    qtbot.keyClicks(name, str(path))
    qtbot.keyClick(name, Qt.Key.Key_Return)


def fill(qtbot, page, **typed) -> None:
    for name, words in typed.items():
        qtbot.keyClicks(page.findChild(QLineEdit, f"field-{name}"), words)


def test_the_card_shows_its_code_and_is_saved_under_a_neutral_name(qtbot, go, opened, tmp_path):
    page = go("keys")
    code = page.findChild(QLabel, "own-code").accessibleDescription()
    assert re.fullmatch(r"(\d{5} ){7}\d{5}", code)
    assert code == own_card(opened.session.store).code
    press(qtbot, page, "save-card")
    proposed = page.window().findChild(QLineEdit, "fileNameEdit").text()
    assert proposed == "card.json"
    write(qtbot, page, tmp_path / "card.json")
    qtbot.waitUntil(lambda: "public" in opened.messages.text())
    assert read_card((tmp_path / "card.json").read_bytes()).code == code


def test_a_file_that_exists_is_not_overwritten(qtbot, go, opened, tmp_path):
    taken = tmp_path / "taken.json"
    taken.write_text("mine")
    page = go("keys")
    press(qtbot, page, "save-card")
    write(qtbot, page, taken)
    qtbot.waitUntil(lambda: isinstance(opened.messages.error, ExistsError))
    assert taken.read_text() == "mine"


def test_the_square_is_dark_on_light_with_a_quiet_edge(qtbot):
    square = CodeSquare("12345 67890 12345 67890 12345 67890 12345 67890")
    qtbot.addWidget(square)
    image = square.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    edge = {image.pixelColor(at, 3).name() for at in range(image.width())}
    assert edge == {"#ffffff"}
    dark = sum(
        image.pixelColor(x, y).lightness() < 128
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    )
    assert dark > 400


def test_a_backup_is_made_of_the_open_vault(qtbot, go, opened, tmp_path):
    page = go("keys")
    press(qtbot, page, "backup")
    write(qtbot, page, tmp_path / "backup.zip")
    qtbot.waitUntil(lambda: "read back" in opened.messages.text(), timeout=20_000)
    assert "vault.db" in zipfile.ZipFile(tmp_path / "backup.zip").namelist()


def test_the_passphrase_changes_only_with_the_present_one(qtbot, go, opened, made):
    page = go("keys")
    fill(
        qtbot,
        page,
        present_passphrase="wrong",
        passphrase="new words",
        passphrase_again="new words",
    )
    press(qtbot, page, "change-passphrase")
    qtbot.waitUntil(lambda: isinstance(opened.messages.error, WrongPassphraseError), timeout=20_000)
    assert page.findChild(QLineEdit, "field-passphrase").text() == "new words"
    assert unlock(made.folder, PASSPHRASE) == made.key
    page.findChild(QLineEdit, "field-present_passphrase").clear()
    fill(qtbot, page, present_passphrase=PASSPHRASE)
    press(qtbot, page, "change-passphrase")
    qtbot.waitUntil(lambda: "is changed" in opened.messages.text(), timeout=20_000)
    assert unlock(made.folder, "new words") == made.key
    with pytest.raises(WrongPassphraseError):
        unlock(made.folder, PASSPHRASE)


def test_a_new_recovery_key_counts_as_unseen_until_it_is_typed_back(qtbot, go, opened, made):
    page = go("keys")
    fill(qtbot, page, recovery_passphrase=PASSPHRASE)
    press(qtbot, page, "new-recovery")
    qtbot.waitUntil(lambda: page.findChild(QLabel, "recovery-key") is not None, timeout=20_000)
    groups = page.findChild(QLabel, "recovery-key").accessibleDescription().split()
    assert opened.session.setting(RECOVERY_SEEN) is False
    fill(qtbot, page, **{f"group-{number}": groups[number - 1] for number in (3, 6)})
    press(qtbot, page, "confirm")
    assert opened.session.setting(RECOVERY_SEEN) is True
    opened.lock()
    key, _ = recover(made.folder, "-".join(groups), "brand new words")
    assert key == made.key


def pick(box: QComboBox, text: str) -> None:
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())


def test_the_look_is_set_at_once_and_kept_in_the_vault(go, opened, made):
    page = go("settings")
    pick(page.findChild(QComboBox, "field-theme"), "Dark")
    pick(page.findChild(QComboBox, "field-scale"), "150 %")
    assert QApplication.palette().window().color().name() == "#15181d"
    assert QApplication.font().pointSizeF() == pytest.approx(15.75)
    opened.lock()
    opened.open(made.folder, made.key)
    page = go("settings")
    assert page.findChild(QComboBox, "field-theme").currentText() == "Dark"
    assert page.findChild(QComboBox, "field-scale").currentText() == "150 %"


def test_the_station_is_edited_and_its_name_shown_in_the_head(qtbot, go, opened):
    page = go("settings")
    field = page.findChild(QLineEdit, "field-name")
    assert field.text() == "El Fasher"
    field.setFocus()
    field.clear()
    qtbot.keyClicks(field, "Tawila")
    press(qtbot, page, "save-station")
    assert opened.session.store.station().name == "Tawila"
    assert opened.frame().findChild(QLabel, "station").text() == "SDN  Tawila"


def test_a_half_typed_station_survives_the_lock(qtbot, go, opened, made):
    field = go("settings").findChild(QLineEdit, "field-name")
    field.setFocus()
    field.clear()
    qtbot.keyClicks(field, "Tawi")
    opened.lock()
    opened.open(made.folder, made.key)
    assert opened.session.store.station().name == "El Fasher"
    assert go("settings").findChild(QLineEdit, "field-name").text() == "Tawi"


def test_every_help_page_opens_and_links_only_to_others(go):
    page = go("help")
    topics = page.findChild(QListWidget, "list-help")
    files = {file.stem: file for file in resources.path("help").glob("*.md")}
    assert topics.count() == len(files) >= 8
    for name, file in files.items():
        page.take(name)
        assert len(page.findChild(QTextBrowser, "help-text").toPlainText()) > 100
        text = file.read_text(encoding="utf-8")
        if name != "package":
            assert set(re.findall(r"\]\(([^)]*)\)", text)) <= set(files)


def test_help_speaks_about_the_field_and_the_page(go, opened):
    page = go("help")
    page.take(("meeting", "Objective before\nWhat you want."))
    said = page.findChild(QTextBrowser, "help-text").toPlainText()
    assert said.startswith("Objective before")
    assert "What you want." in said
    page.take("no such topic")
    assert page.findChild(QListWidget, "list-help").currentRow() == 0
    names = {file.stem for file in resources.path("help").glob("*.md")}
    assert {topic_for(spec) for spec in opened.frame()._specs} <= names
