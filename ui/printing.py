"""Pages of a PDF as images, and onto a real printer; nothing of them is written to disk here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock

import pypdfium2
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from fieldapp.errors import FieldappError

POINTS = 72.0
_LEAST_DPI, _MOST_DPI = 150, 300
_PDFIUM = Lock()  # the library is not made for two threads at once, even on two documents


class PrinterError(FieldappError):
    """The printer took nothing."""

    sentence = "The printer did not take the pages."
    remedy = "See that it is on and connected, then print again, or save a PDF instead."


class Pages:
    """An open PDF: how many pages, how large, and each as an image when it is asked for."""

    def __init__(self, pdf: bytes) -> None:
        with _PDFIUM:
            self._document = pypdfium2.PdfDocument(pdf)
            self.sizes = tuple(self._document.get_page_size(at) for at in range(len(self)))

    def __len__(self) -> int:
        return len(self._document)

    def image(self, at: int, scale: float) -> QImage:
        """Page number `at`, from 0, at `scale` pixels a point."""
        with _PDFIUM:
            page = self._document[at]
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            form = QImage.Format.Format_RGBX8888
            image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, form).copy()
            bitmap.close()
            page.close()
        return image

    def text(self, at: int) -> str:
        """The words of a page, for a screen reader."""
        with _PDFIUM:
            page = self._document[at]
            found = page.get_textpage()
            words = str(found.get_text_range())
            found.close()
            page.close()
        return words

    def close(self) -> None:
        """Let go of the document."""
        with _PDFIUM:
            self._document.close()


def printers() -> Sequence[str]:
    """The printers of this computer by name, its usual one first."""
    names = list(QPrinterInfo.availablePrinterNames())
    usual = QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: name != usual)


def printer_named(name: str) -> QPrinter:
    """A printer that is ready to be painted on; the queue learns no name of a document."""
    printer = QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Document")
    printer.setCreator("")
    return printer


def print_pages(
    pdf: bytes, printer: QPrinter, told: Callable[[int, int], None] = lambda _at, _all: None
) -> None:
    """Paint every page at its own size; `told` hears how far it is, and may raise to stop."""
    pages = Pages(pdf)
    painter = QPainter()
    try:
        _fit(printer, pages.sizes[0])
        if not painter.begin(printer):
            raise PrinterError
        dpi = min(max(printer.resolution(), _LEAST_DPI), _MOST_DPI)
        for at in range(len(pages)):
            told(at, len(pages))
            if at and not printer.newPage():
                raise PrinterError
            sheet = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
            painter.drawImage(sheet, pages.image(at, dpi / POINTS))
    finally:
        if painter.isActive():
            painter.end()
        pages.close()


def _fit(printer: QPrinter, size: tuple[float, float]) -> None:
    """Paper of the page's size, the whole sheet: margins are in the page already."""
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QSizeF(*size), QPageSize.Unit.Point))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
