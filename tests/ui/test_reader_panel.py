"""Saving the reader from the page of keys."""

from __future__ import annotations

import hashlib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton

PAGE = b"<!doctype html>\n<title>x</title>\n"


@pytest.fixture
def app_files(monkeypatch, tmp_path):
    """Another place for what ships with the app, so that a reader is there or not."""
    folder = tmp_path / "app" / "resources"
    (folder / "reader" / "built").mkdir(parents=True)

    def move() -> None:
        monkeypatch.setattr("resources._HERE", folder)

    folder.joinpath("reader", "built", "reader.html").write_bytes(PAGE)
    return folder, move


def test_the_reader_is_saved_and_its_hash_told(qtbot, opened, app_files, tmp_path):
    page = shown(opened)
    _, move = app_files
    move()
    press(qtbot, page)
    dialog = page.window().findChild(QFileDialog, "file-dialog")
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    dialog.activateWindow()
    qtbot.waitUntil(name.hasFocus)
    name.clear()
    stick = tmp_path / "stick"
    stick.mkdir()
    qtbot.keyClicks(name, str(stick))
    qtbot.keyClick(name, Qt.Key.Key_Return)
    told = page.findChild(QLabel, "reader-hash")
    qtbot.waitUntil(lambda: bool(told.text()))
    assert told.accessibleDescription() == hashlib.sha256(PAGE).hexdigest()
    assert (stick / "reader.html").read_bytes() == PAGE
    assert (stick / "reader.html.sig").is_file()


def test_a_build_without_a_reader_says_so(qtbot, opened, app_files):
    page = shown(opened)
    folder, move = app_files
    (folder / "reader" / "built" / "reader.html").unlink()
    move()
    with qtbot.waitSignal(opened.session.failed) as failed:
        press(qtbot, page)
    assert "no reader" in str(failed.args[0])
    assert page.window().findChild(QFileDialog, "file-dialog") is None


def shown(opened):
    opened.frame().go("keys")
    return opened.frame().page("keys")


def press(qtbot, page) -> None:
    button = page.findChild(QPushButton, "action-save-reader")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
