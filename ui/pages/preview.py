"""The paper before it is paper: look at it, print it, or save it as a PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

import attrs
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from fieldapp.services.files import write_asked
from fieldapp.services.leaving import PRINTED, SAVED_IN_CLEAR
from fieldapp.services.printing.sheet import Sheet, Template
from ui.files import ask_save
from ui.jobs import Stop
from ui.pdf_view import PdfView
from ui.pieces import button, words
from ui.printing import print_pages, printer_named, printers
from ui.session import Session

FILE_NAME = "summary.pdf"
SPOOLED = (
    "Printing puts these pages in the printer's queue in plain text, and the printer may keep a "
    "copy. FieldApp cannot delete either. Print only where you can stand beside the printer."
)
SAVED = (
    "The PDF is not encrypted: whoever finds the file can read it. Keep it on a device that is, "
    "and delete it when you have what you need."
)
NO_PRINTER = "No printer is set up on this computer. You can save a PDF instead."
_TEMPLATES = ((Template.NO_NAMES, "Without names"), (Template.FULL, "In full: own office only"))
_SIZES = ("A4", "Letter")


class PreviewPage(QWidget):
    """Pages to scroll through, with a bar above them; both ways out say first that it is plaintext.

    It shows a finished PDF, or a record of this vault, for which the template and the paper can be
    chosen here. A paper for others comes from the share page as a PDF of what was released.
    """

    def __init__(self, session: Session, pdf: bytes = b"") -> None:
        super().__init__()
        self.setObjectName("page-preview")
        self._session = session
        self._pdf, self._record = b"", ""
        self._sheet: Sheet | None = None  # where there is one, each printed copy has its number
        self._view = PdfView()
        self._where = words("", "muted", "preview-page")
        self._template = _chooser("template", "Template", [label for _, label in _TEMPLATES])
        self._paper = _chooser("paper", "Paper", list(_SIZES))
        self._warning = _Warning()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 0)
        column.setSpacing(8)
        column.addLayout(self._bar())
        column.addWidget(self._warning)
        column.addWidget(self._view, 1)
        self._connect()
        self.show_pdf(pdf)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        self._back = button("Back", "action-back", "flat")
        self._smaller = button("Smaller", "action-zoom-out", "flat")
        self._larger = button("Larger", "action-zoom-in", "flat")
        self._fit = button("Fit width", "action-zoom-fit", "flat")
        self._save = button("Save PDF…", "action-save-pdf")
        self._print = button("Print…", "action-print", "main")
        for each in (self._back, self._template, self._paper, self._smaller, self._larger):
            bar.addWidget(each)
        bar.addWidget(self._fit)
        bar.addWidget(self._where)
        bar.addStretch(1)
        bar.addWidget(self._save)
        bar.addWidget(self._print)
        return bar

    def _connect(self) -> None:
        self._back.clicked.connect(self._go_back)
        self._smaller.clicked.connect(partial(self._view.zoom, False))
        self._larger.clicked.connect(partial(self._view.zoom, True))
        self._fit.clicked.connect(self._view.fit_width)
        self._save.clicked.connect(lambda: self._warning.ask(SAVED, "Choose where…", self._ask))
        self._print.clicked.connect(self._ask_to_print)
        self._template.activated.connect(self._make)
        self._paper.activated.connect(self._make)
        self._view.looked_at.connect(self._say_where)
        for keys, larger in ((QKeySequence.StandardKey.ZoomIn, True), ("Ctrl+-", False)):
            QShortcut(QKeySequence(keys), self, partial(self._view.zoom, larger))

    def take(self, argument: object) -> None:
        """Show a finished PDF (bytes), a sheet to draw, or a record (its id)."""
        if isinstance(argument, bytes):
            self._record, self._sheet = "", None
            self.show_pdf(argument)
        elif isinstance(argument, Sheet):
            self._record = ""
            self.show_pdf(b"")
            self._draw(argument)
        elif isinstance(argument, str):
            self._record = argument
            self.show_pdf(b"")
            self._template.setCurrentIndex(0)
            self._make()

    def show_pdf(self, pdf: bytes) -> None:
        """Show this document; empty bytes show none."""
        self._pdf = pdf
        self._warning.hide()
        for each in (self._back, self._template, self._paper):
            each.setVisible(bool(self._record))
        for each in (self._save, self._print, self._smaller, self._larger, self._fit):
            each.setEnabled(bool(pdf))
        if pdf:
            self._view.show_pdf(pdf)
            self._view.setFocus()
        else:
            self._view.clear()
            self._where.setText("")

    def level(self) -> str:
        """The level of the paper on screen; a PDF from elsewhere counts as Severe."""
        if not self._pdf:
            return ""
        return self._sheet.level if self._sheet else "severe"

    def keep(self) -> None:
        """Let go of the pages before the vault locks; there is nothing to keep."""
        self._record, self._sheet = "", None
        self.show_pdf(b"")

    def back(self) -> bool:
        """Put the warning away, if it is there."""
        shown = self._warning.isVisible()
        self._warning.hide()
        return shown

    def _make(self, _index: int = 0) -> None:
        from fieldapp.services.printing.sheets import sheet

        store = self._session.store
        template = _TEMPLATES[self._template.currentIndex()][0]
        with self._session.telling():
            self._draw(sheet(store, store.get(self._record), template, self._paper.currentText()))

    def _draw(self, made: Sheet) -> None:
        self._session.jobs.run(
            lambda _stop: draw(made),
            lambda pdf: self._show_sheet(made, pdf),
            label="Drawing the pages",
        )

    def _show_sheet(self, made: Sheet, pdf: bytes) -> None:
        self._sheet = made
        self.show_pdf(pdf)
        self._session.shown.emit(self.level())

    def _say_where(self, number: int) -> None:
        self._where.setText(f"Page {number} of {self._view.count}")

    def _go_back(self) -> None:
        if self._record:
            self._session.opened.emit(self._record)

    def _ask_to_print(self) -> None:
        names = printers()
        if names:
            self._warning.ask(SPOOLED, "Print", self._to_printer, names)
        else:
            self._warning.ask(NO_PRINTER)

    def _to_printer(self) -> None:
        self._log(PRINTED)
        pdf, made, name = self._pdf, self._sheet, self._warning.printer
        copies = self._warning.copies

        def work(stop: Stop) -> None:
            for one in numbered(pdf, made, copies):
                print_pages(one, printer_named(name), stop.progress)

        said = "Sent to the printer. Its queue holds a plaintext copy until it is done."
        self._session.jobs.run(work, lambda _: self._session.said.emit(said), label="Printing")

    def _log(self, event: str) -> None:
        """The history of the record, or of the station, says what was put into clear and when."""
        store = self._session.store
        station = store.station()
        about = self._record or (station.id if station is not None else "")
        if about:
            with self._session.telling():
                self._session.announce(store.note(about, event))

    def _ask(self) -> None:
        ask_save(self, "Save as a PDF that is not encrypted", FILE_NAME, self._save_to)

    def _save_to(self, path: Path) -> None:
        # The dialog has asked before it lets an existing file be chosen.
        self._log(SAVED_IN_CLEAR)
        pdf = self._pdf

        def work(_stop: Stop) -> None:
            write_asked(path, lambda file: _write(file, pdf), replace=True)

        said = "Saved as a PDF that is not encrypted."
        self._session.jobs.run(work, lambda _: self._session.said.emit(said), label="Saving")


def draw(made: Sheet) -> bytes:
    """The PDF of a sheet; what draws it is loaded only now."""
    from fieldapp.services.printing.summary import meeting_summary

    return meeting_summary(made)


def numbered(pdf: bytes, made: Sheet | None, copies: int) -> Iterator[bytes]:
    """One PDF a copy, each with its number where it is drawn here."""
    for number in range(1, copies + 1):
        if made is None:
            yield pdf
        else:
            yield draw(attrs.evolve(made, copy=f"Copy {number} of {copies}"))


def _write(file: BinaryIO, pdf: bytes) -> None:
    file.write(pdf)


def _chooser(name: str, label: str, choices: list[str]) -> QComboBox:
    box = QComboBox()
    box.setObjectName(f"field-{name}")
    box.setAccessibleName(label)
    box.addItems(choices)
    return box


class _Warning(QFrame):
    """What the user reads before plaintext leaves, with the button that goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("preview-warning")
        self.setProperty("panel", True)
        self._words = words("", "", "preview-warning-words")
        self._printer = _chooser("printer", "Printer", [])
        self._copies = QSpinBox()
        self._copies.setObjectName("field-copies")
        self._copies.setAccessibleName("Copies")
        self._copies.setRange(1, 20)
        self._go = button("", "action-go-on", "main")
        self._not = button("Not now", "action-cancel-printing", "flat")
        self._then: Callable[[], None] = lambda: None
        choices = QHBoxLayout()
        for each in (self._printer, self._copies, self._go, self._not):
            choices.addWidget(each)
        choices.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self._words)
        column.addLayout(choices)
        self._go.clicked.connect(self._go_on)
        self._not.clicked.connect(self.hide)
        self.hide()

    def ask(
        self,
        sentence: str,
        then_words: str = "",
        then: Callable[[], None] | None = None,
        names: Sequence[str] = (),
    ) -> None:
        """Say this, and offer to go on where there is a way."""
        self._words.setText(sentence)
        self._printer.clear()
        self._printer.addItems(list(names))
        for each in (self._printer, self._copies):
            each.setVisible(bool(names))
        self._go.setVisible(then is not None)
        self._go.setText(then_words)
        self._go.setAccessibleName(then_words)
        self._then = then or self.hide
        self.show()
        (self._go if then is not None else self._not).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def printer(self) -> str:
        """The printer chosen."""
        return self._printer.currentText()

    @property
    def copies(self) -> int:
        """How many copies."""
        return self._copies.value()

    def _go_on(self) -> None:
        self.hide()
        self._then()
