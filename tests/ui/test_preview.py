"""The print preview: pages made as they are looked at, and both ways out say plaintext first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import attrs
import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fieldapp.records import Meeting, Person
from fieldapp.records.dialogue import Statement
from fieldapp.services.printing.sheets import sheet
from fieldapp.services.printing.summary import meeting_summary
from fieldapp.store.store import Store
from fieldapp.vocab.days import Day
from ui.jobs import Jobs
from ui.pages.preview import PreviewPage, numbered
from ui.pdf_view import PdfView
from ui.printing import Pages, print_pages
from ui.session import Session

NAME = "Ibrahim Musa Adam"


@pytest.fixture
def meeting(store: Store) -> Meeting:
    person = Person(code_name="KILO", name=NAME, purpose="Access", review_on=Day("2027-01-01"))
    said = Statement(text="The road will be open. " * 40, attribution="on_record")
    made = Meeting(
        title="Corridor",
        started=dt.datetime(2026, 11, 12, 16, 30, tzinfo=dt.UTC),
        contacts=(person.id,),
        statements=(said,) * 20,
        attribution="on_record",
    )
    store.save(person, made)
    found = store.get(made.id)
    assert isinstance(found, Meeting)
    return found


@pytest.fixture
def pdf(store: Store, meeting: Meeting) -> bytes:
    return meeting_summary(sheet(store, meeting))


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    jobs = Jobs()
    yield Session(store, jobs)
    jobs.stop_all()


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> PreviewPage:
    made = PreviewPage(session)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


def press(page: PreviewPage, name: str, qtbot: QtBot) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    assert button.isVisible()
    assert button.accessibleName()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def view(page: PreviewPage) -> PdfView:
    found = page.findChild(PdfView)
    assert found is not None
    return found


def test_pages_are_made_only_when_they_come_into_view(page, pdf, qtbot) -> None:
    page.take(pdf)
    shown = view(page)
    qtbot.waitUntil(lambda: shown.made > 0)
    assert shown.count > 5
    assert shown.made <= 2

    bar = shown.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: page.findChild(QLabel, "preview-page").text().startswith("Page "))
    assert page.findChild(QLabel, "preview-page").text() == f"Page {shown.count} of {shown.count}"
    qtbot.waitUntil(lambda: shown.made > 1)
    assert shown.made <= 6


def test_nothing_of_a_paper_is_left_when_the_vault_locks(page, pdf, qtbot) -> None:
    page.take(pdf)
    qtbot.waitUntil(lambda: view(page).made > 0)
    page.keep()
    assert view(page).count == 0
    assert page.level() == ""


def test_zoom_grows_and_fits_again(page, pdf, qtbot) -> None:
    page.take(pdf)
    fitting = view(page).scale
    press(page, "action-zoom-in", qtbot)
    assert view(page).scale > fitting
    press(page, "action-zoom-fit", qtbot)
    assert view(page).scale == fitting


def test_a_record_is_drawn_without_names_until_full_is_chosen(page, meeting, qtbot) -> None:
    page.take(meeting.id)
    qtbot.waitUntil(lambda: view(page).count > 0)
    assert NAME not in page_text(page)

    chooser = page.findChild(QComboBox, "field-template")
    chooser.setFocus()
    qtbot.keyClick(chooser, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: NAME in page_text(page))
    assert page.level() == "severe"


def page_text(page: PreviewPage) -> str:
    return view(page)._pages.text(0) if view(page).count else ""


def test_saving_says_that_it_is_plaintext_then_writes_the_file(page, pdf, tmp_path, qtbot) -> None:
    page.take(pdf)
    press(page, "action-save-pdf", qtbot)
    warning = page.findChild(QFrame, "preview-warning")
    assert warning.isVisible()
    assert "not encrypted" in warning.findChild(QLabel, "preview-warning-words").text()
    assert page.findChild(QFileDialog) is None

    press(page, "action-go-on", qtbot)
    dialog = page.findChild(QFileDialog)
    target = tmp_path / "out.pdf"
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    field.clear()
    qtbot.keyClicks(field, str(target))

    def taken() -> bool:  # the first Return may only close the list of completions
        if isValid(dialog) and dialog.isVisible():
            qtbot.keyClick(field, Qt.Key.Key_Return)
            return False
        return True

    qtbot.waitUntil(taken)
    qtbot.waitUntil(target.exists)
    assert target.read_bytes() == pdf


def test_printing_warns_of_the_queue_or_says_that_there_is_no_printer(page, pdf, qtbot) -> None:
    page.take(pdf)
    press(page, "action-print", qtbot)
    said = page.findChild(QLabel, "preview-warning-words").text()
    assert "plain text" in said or "No printer" in said
    press(page, "action-cancel-printing", qtbot)
    assert not page.findChild(QFrame, "preview-warning").isVisible()


def test_pages_reach_a_printer_whole(pdf: bytes, tmp_path: Path, qtbot: QtBot) -> None:
    target = tmp_path / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    told: list[int] = []
    print_pages(pdf, printer, lambda at, _all: told.append(at))

    printed, source = pypdfium2.PdfDocument(target), Pages(pdf)
    assert len(printed) == len(source) == len(told)
    assert [round(side) for side in printed.get_page_size(0)] == [595, 842]
    printed.close()
    source.close()


def test_each_copy_has_its_number(store: Store, meeting: Meeting) -> None:
    made = attrs.evolve(sheet(store, meeting), sections=())
    texts = []
    for pdf in numbered(b"", made, 2):
        pages = Pages(pdf)
        texts.append(pages.text(0))
        pages.close()
    assert "Copy 1 of 2" in texts[0]
    assert "Copy 2 of 2" in texts[1]


def test_what_may_not_be_printed_shows_no_page(page, store, session, qtbot) -> None:
    told: list[object] = []
    session.failed.connect(told.append)
    closed = Meeting(
        title="Closed", started=dt.datetime.now(dt.UTC), print_allowed="no", draft=True
    )
    store.save(closed)
    page.take(closed.id)
    assert len(told) == 1
    assert view(page).count == 0
    assert not page.findChild(QPushButton, "action-print").isEnabled()
