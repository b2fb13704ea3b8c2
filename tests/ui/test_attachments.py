"""Attachments at the window: added in every way, seen here, taken out, and nothing left behind."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
)

from fieldapp.records import Actor, Incident, Person
from fieldapp.store.attachments import NewAttachment, Snapshot, read_content
from fieldapp.vocab.days import Day
from tests.services.attaching.conftest import exif
from tests.ui.desks import open_desk
from ui.clipboard import Clipboard
from ui.widgets.attachment_list import AttachmentLines

WORD = "Quetzalcanary"


@pytest.fixture
def desk(store, qtbot):
    with open_desk(store, qtbot) as opened:
        yield opened


@pytest.fixture
def actor(desk):
    """An actor on its page, at its attachments."""
    record = desk.save(Actor(name="Kilo force", draft=True))
    desk.session.opened.emit(record.id)
    turn_to(desk, "Attachments")
    return record


def pane(desk):
    return desk.window.shown().pane


def tab_words(desk) -> list[str]:
    tabs = pane(desk).tabs
    return [tabs.tabText(at) for at in range(tabs.count())]


def turn_to(desk, words: str) -> None:
    tabs = pane(desk).tabs
    at = next(n for n, each in enumerate(tab_words(desk)) if each.startswith(words))
    tabs.setCurrentIndex(at)


def come_to_rest(desk) -> None:
    tab = pane(desk).tabs.currentWidget()
    desk.qtbot.waitUntil(lambda: not (tab.is_deciding or desk.session.jobs.busy))


def attached(desk, record):
    return desk.session.store.attachments.of(record.id)


def content_of(desk, attachment) -> bytes:
    return read_content(Snapshot.of(desk.session.store.vault), attachment)


def photo(path: Path, size: tuple[int, int] = (640, 480)) -> Path:
    Image.new("RGB", size, "navy").save(path, "JPEG", exif=exif(), comment=WORD.encode())
    return path


def drop(desk, widget, *paths: Path) -> bool:
    """Drag files onto a widget and let go; whether it took them."""
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(each)) for each in paths])
    middle = QPointF(widget.rect().center())
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(middle.toPoint(), copy, held, buttons, keys)
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(widget, QDropEvent(middle, copy, held, buttons, keys))
    come_to_rest(desk)
    return True


def attach(desk, record, content: bytes, name: str, kind: str) -> None:
    changes = desk.session.store.attachments.attach(record.id, NewAttachment(name, kind, content))
    desk.session.announce(changes)


def test_a_photo_is_added_by_button_and_says_what_was_taken_out(desk, actor, tmp_path):
    desk.press("action-add-attachment")
    desk.answer(photo(tmp_path / "IMG_0042.JPG"))
    come_to_rest(desk)
    (kept,) = attached(desk, actor)
    assert kept.name == "IMG_0042.jpg"
    assert WORD.encode() not in content_of(desk, kept)
    assert tab_words(desk)[2:5] == ["Related", "Attachments 1", "History"]
    assert "Taken out: where it was taken, camera, time" in desk.words("attachment-about")
    assert kept.sha256 in desk.words("attachment-about")
    assert "Its original still lies where it was, and is not encrypted." in desk.message()
    table = desk.find(QTableView, "list-attachments")
    row = [table.model().index(0, column).data() for column in range(4)]
    assert row[0] == "IMG_0042.jpg"
    assert row[1].startswith("Picture, ")
    assert row[2].endswith(", AB")
    assert row[3] == kept.sha256[:8]


def test_files_dropped_anywhere_on_the_record_are_attached(desk, actor, tmp_path):
    turn_to(desk, "Record")
    (tmp_path / "notes.txt").write_text("Kharif")
    files = [photo(tmp_path / "a.jpg"), tmp_path / "notes.txt"]
    assert drop(desk, pane(desk), *files)
    assert [each.name for each in attached(desk, actor)] == ["a.jpg", "notes.txt"]
    assert "Attachments 2" in tab_words(desk)
    assert desk.message().startswith("2 files attached.")
    assert all(each.exists() for each in files)  # the originals are not ours to delete


def test_words_dragged_over_the_record_are_not_files(desk, actor):
    held = QMimeData()
    held.setText("just words")
    event = QDragEnterEvent(
        pane(desk).rect().center(),
        Qt.DropAction.CopyAction,
        held,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(pane(desk), event)
    assert not event.isAccepted()


def test_a_file_dropped_on_a_text_box_is_attached_and_its_path_not_written(desk, actor, tmp_path):
    turn_to(desk, "Record")
    line = desk.find(QLineEdit, "field-name")
    assert not line.acceptDrops()
    box = next(each for each in pane(desk).findChildren(QPlainTextEdit) if each.isVisible())
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.jpg"))])
    assert not box.canInsertFromMimeData(held)
    held = QMimeData()
    held.setText("words")
    assert box.canInsertFromMimeData(held)


def test_a_copied_picture_is_pasted(desk, actor, qtbot):
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("green"))
    QApplication.clipboard().setImage(image)
    qtbot.keyClick(pane(desk).tabs, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    come_to_rest(desk)
    (kept,) = attached(desk, actor)
    assert kept.name == "pasted.png"
    seen = Image.open(io.BytesIO(content_of(desk, kept)))
    assert (seen.size, seen.mode, seen.getpixel((3, 3))) == ((30, 20), "RGB", (0, 128, 0))
    assert desk.message() == "Attached."


def test_copied_files_are_pasted_and_words_are_not(desk, actor, tmp_path):
    tab = pane(desk).tabs.currentWidget()
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(photo(tmp_path / "a.jpg")))])
    QApplication.clipboard().setMimeData(held)
    tab.paste()
    come_to_rest(desk)
    assert len(attached(desk, actor)) == 1
    QApplication.clipboard().setText("words")
    tab.paste()
    assert desk.message() == "There is no file and no picture to paste."


def test_what_can_only_be_kept_as_it_is_is_asked_first(desk, actor, tmp_path):
    path = tmp_path / "call.m4a"
    path.write_bytes(b"\0\0\0 ftypM4A rest")
    drop(desk, pane(desk), path)
    assert attached(desk, actor) == []
    question = desk.words("attachment-question")
    assert question.startswith("What this file says about who made it")
    assert "call" not in question
    desk.press("action-attachment-not")
    assert attached(desk, actor) == []
    drop(desk, pane(desk), path)
    desk.press("action-attachment-go")
    come_to_rest(desk)
    (kept,) = attached(desk, actor)
    assert content_of(desk, kept) == path.read_bytes()
    assert "Kept as it was" in desk.words("attachment-about")


def test_of_several_files_those_that_may_not_come_are_said_once(desk, actor, tmp_path):
    (tmp_path / "a.exe").write_bytes(b"MZ")
    (tmp_path / "b.txt").write_bytes(b"")
    drop(desk, pane(desk), tmp_path / "a.exe", photo(tmp_path / "c.jpg"), tmp_path / "b.txt")
    assert [each.name for each in attached(desk, actor)] == ["c.jpg"]
    assert desk.message().startswith("2 of 3 files were not attached. This file is a program")


def test_a_folder_is_refused_in_a_sentence(desk, actor, tmp_path):
    drop(desk, pane(desk), tmp_path)
    assert desk.message().startswith("This is not a file that can be read.")


def test_a_picture_is_seen_here_and_escape_goes_back(desk, actor, tmp_path, qtbot):
    drop(desk, pane(desk), photo(tmp_path / "a.jpg"))
    table = desk.find(QTableView, "list-attachments")
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    desk.settle()
    view = desk.find(QLabel, "attachment-title")
    assert view.text() == "a.jpg"
    picture = view.window().findChild(object, "attachment-picture")
    assert picture.isVisible()
    small = picture.drawn
    assert 0 < small.width() <= 640
    assert abs(small.height() - small.width() * 640 // 480) <= 2  # turned upright
    desk.press("action-larger-attachment")
    assert picture.drawn.width() > small.width()
    desk.press("action-fit-attachment")
    assert picture.drawn == small
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert desk.sees("list-attachments")
    assert desk.window.here() == "actor"


def test_a_pdf_and_a_text_are_seen_here(desk, actor):
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 100)
    out = io.BytesIO()
    writer.write(out)
    for content, name, kind in (
        (out.getvalue(), "a.pdf", "pdf"),
        ("Kharif كلام".encode(), "a.txt", "text"),
        (b"%PDF-1.4 torn", "torn.pdf", "pdf"),
        (b"\xff\xd8\xff torn", "torn.jpg", "picture"),
        (b"sound", "a.m4a", "other"),
    ):
        attach(desk, actor, content, name, kind)
    pages, text = see(desk, 0, "pdf-pages"), see(desk, 1, "attachment-text")
    assert pages.count == 1
    assert text.toPlainText() == "Kharif كلام"
    assert text.isReadOnly()
    for number in (2, 3):
        assert "damaged" in see(desk, number, "attachment-instead").text()
    assert "cannot be seen in the app" in see(desk, 4, "attachment-instead").text()


def see(desk, number: int, name: str):
    """View a line; the widget that shows it, once it is in view. Then back to the list."""
    desk.find(QTableView, "list-attachments").selectRow(number)
    desk.press("action-view-attachment")
    desk.settle()
    found = desk.window.findChild(object, name)
    desk.qtbot.waitUntil(found.isVisible)
    if name == "pdf-pages":
        assert found.count
        desk.qtbot.waitUntil(lambda: found.made > 0)
        count = found.count
        desk.press("action-leave-attachment")
        return type("Shown", (), {"count": count})
    if name == "attachment-text":
        shown = found.toPlainText()
        read_only = found.isReadOnly()
        desk.press("action-leave-attachment")
        return type(
            "Shown", (), {"toPlainText": lambda _=0: shown, "isReadOnly": lambda _=0: read_only}
        )
    words = found.text()
    desk.press("action-leave-attachment")
    return type("Shown", (), {"text": lambda _=0: words})()


def test_rename_note_remove_and_undo(desk, actor, tmp_path, qtbot):
    drop(desk, pane(desk), photo(tmp_path / "a.jpg"))
    desk.press("action-rename-attachment")
    desk.type("field-attachment", "The ../bridge.exe")
    desk.press("action-attachment-go")
    desk.press("action-note-attachment")
    desk.type("field-attachment", "From the north")
    desk.press("action-attachment-go")
    (kept,) = attached(desk, actor)
    assert (kept.name, kept.note) == ("bridge.jpg", "From the north")
    table = desk.find(QTableView, "list-attachments")
    assert table.model().index(0, 0).data() == "bridge.jpg  ·  From the north"
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert attached(desk, actor) == []
    assert "Attachments" in tab_words(desk)
    qtbot.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert attached(desk, actor) == [kept]
    assert "Attachments 1" in tab_words(desk)


def test_what_was_removed_is_listed_brought_back_or_gone_for_ever(desk, actor, tmp_path):
    drop(desk, pane(desk), photo(tmp_path / "a.jpg"), photo(tmp_path / "b.jpg"))
    for _ in range(2):
        desk.press("action-remove-attachment")
    assert not desk.sees("list-attachments")
    assert desk.find(QPushButton, "action-removed-attachments").text() == "Removed 2"
    desk.press("action-removed-attachments")
    assert not desk.sees("action-rename-attachment")
    desk.press("action-back-attachment")
    assert len(attached(desk, actor)) == 1
    desk.press("action-purge-attachment")
    assert "Backups" in desk.words("attachment-question")
    desk.press("action-attachment-go")
    store = desk.session.store
    assert store.attachments.of(actor.id, removed=True) == []
    assert len(attached(desk, actor)) == 1
    assert desk.sees("list-attachments")  # back at those that are there


def test_a_copy_is_said_to_be_unencrypted_logged_and_written(desk, actor, tmp_path):
    drop(desk, pane(desk), photo(tmp_path / "secret name.jpg"))
    (kept,) = attached(desk, actor)
    desk.press("action-copy-attachment")
    assert "not encrypted" in desk.words("attachment-question")
    desk.press("action-attachment-go")
    field = desk.window.findChild(QLineEdit, "fileNameEdit")
    assert field.text() == "attachment.jpg"  # the name proposed tells nothing
    desk.answer(tmp_path / "copy.jpg")
    desk.settle()
    assert (tmp_path / "copy.jpg").read_bytes() == content_of(desk, kept)
    last = desk.session.store.history(actor.id)[-1].field
    assert (
        last == f"=an attached file was saved as a copy that is not encrypted ({kept.short_hash})"
    )
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "copy.jpg",
        "secret name.jpg",
        "station.vault",
    ]


def test_an_existing_file_is_not_written_over(desk, actor, tmp_path):
    attach(desk, actor, b"ours", "a.txt", "text")
    (tmp_path / "there.txt").write_bytes(b"theirs")
    desk.press("action-copy-attachment")
    desk.press("action-attachment-go")
    desk.answer(tmp_path / "there.txt")
    desk.settle()
    assert (tmp_path / "there.txt").read_bytes() == b"theirs"
    assert "nothing was written" in desk.message()


def test_a_locked_record_shows_and_changes_nothing(desk, tmp_path):
    incident = desk.save(Incident(title="Shelling", act="other", happened=Day("2026-11")))
    attach(desk, incident, b"Kharif", "a.txt", "text")
    desk.session.finish(desk.session.store.get(incident.id))
    desk.session.store.seal([incident.id])
    desk.session.opened.emit(incident.id)
    turn_to(desk, "Attachments")
    assert "is locked" in desk.words("attachments-locked")
    assert desk.sees("action-view-attachment")
    assert desk.sees("action-copy-attachment")
    for verb in ("add", "rename", "note", "remove"):
        assert not desk.sees(f"action-{verb}-attachment")
    drop(desk, pane(desk), photo(tmp_path / "b.jpg"))
    assert "is locked" in desk.message()
    assert len(attached(desk, incident)) == 1


def test_a_file_can_be_what_a_record_begins_with(desk, tmp_path):
    desk.window.go("actor")
    desk.window.shown().new()
    record = pane(desk).record
    assert drop(desk, pane(desk), photo(tmp_path / "a.jpg"))
    assert desk.session.store.get(record.id).draft
    assert len(attached(desk, record)) == 1


def test_an_empty_tab_says_what_it_is_for(desk, actor):
    assert "signed copies" in desk.words("empty-attachments")
    assert "Attachments" in tab_words(desk)


def test_the_other_record_keeps_its_own(desk, actor, tmp_path):
    drop(desk, pane(desk), photo(tmp_path / "a.jpg"))
    other = desk.save(Actor(name="Other", draft=True))
    desk.session.opened.emit(other.id)
    assert "Attachments" in tab_words(desk)
    turn_to(desk, "Attachments")
    assert not desk.sees("list-attachments")
    desk.session.opened.emit(actor.id)
    assert "Attachments 1" in tab_words(desk)


def test_locking_while_a_file_comes_in_leaves_nothing_of_it(opened, made, qtbot, tmp_path):
    session = opened.session
    actor = Actor(name="Kilo force", draft=True)
    session.save(actor)
    session.opened.emit(actor.id)
    tabs = opened.frame().shown().pane.tabs
    tabs.setCurrentIndex(3)
    path = tmp_path / "large.txt"
    path.write_bytes(b"x" * 20_000_000)
    tabs.currentWidget().take_files([path])
    attachments = session.store.vault.db
    qtbot.waitUntil(
        lambda: attachments.execute("SELECT count(*) FROM attachment_blocks").fetchone()[0] > 3
    )
    opened.lock()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    opened.open(made.folder, made.key)
    store = opened.session.store
    assert store.attachments.of(actor.id) == []
    assert store.vault.db.execute("SELECT count(*) FROM attachment_blocks").fetchone()[0] == 0


def test_the_list_is_a_sound_model(store, qtbot):
    model = AttachmentLines(store)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    actor = Actor(name="Kilo force")
    store.save(actor)
    store.attachments.attach(actor.id, NewAttachment("a.txt", "text", os.urandom(9)))
    model.show(store.attachments.of(actor.id))
    assert model.rowCount() == 1
    model.show([])
    assert tester.model() is model


def test_a_copied_text_of_an_attachment_is_marked_as_secret(desk, actor):
    attach(desk, actor, b"Kharif", "a.txt", "text")
    watching = Clipboard()
    desk.press("action-view-attachment")
    desk.settle()
    box = desk.find(QPlainTextEdit, "attachment-text")
    assert box.document().defaultTextOption().textDirection() == Qt.LayoutDirection.LeftToRight
    box.selectAll()
    box.copy()
    held = QApplication.clipboard().mimeData()
    assert held.data("x-kde-passwordManagerHint").data() == b"secret"
    watching.clear()
    assert QApplication.clipboard().text() == ""


def test_a_merged_contact_brings_its_attachments_and_undo_takes_them_back(desk, qtbot):
    one, two = (
        desk.save(Person(code_name=name, purpose="Road", review_on=Day("2027-01"), draft=False))
        for name in ("KILO", "LIMA")
    )
    attach(desk, two, b"Kharif", "a.txt", "text")
    desk.window.go("merge", (one.id, two.id))
    desk.press("action-merge")
    assert len(attached(desk, one)) == 1
    assert "Attachments 1" in tab_words(desk)
    qtbot.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (len(attached(desk, one)), len(attached(desk, two))) == (0, 1)


def test_an_arabic_text_runs_right_to_left(desk, actor):
    attach(desk, actor, "كلام في الاجتماع".encode(), "a.txt", "text")
    desk.press("action-view-attachment")
    desk.settle()
    box = desk.find(QPlainTextEdit, "attachment-text")
    line = box.document().firstBlock().layout().lineAt(0)
    assert line.naturalTextRect().x() > box.width() / 2
