"""A PDF on the screen: pages one below the other, each made only when it comes into view."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ui.printing import Pages

GAP = 16
_KEPT = 6  # images in memory: what is in view and its neighbours
_LEAST, _MOST, _STEP = 0.5, 4.0, 1.25


class PdfView(QAbstractScrollArea):
    """Scrolls through pages; the zoom follows the width until somebody zooms."""

    looked_at = Signal(int)  # the number of the page in view, from 1

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pdf-pages")
        self.setAccessibleName("Pages")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pages: Pages | None = None
        self._scale = 0.0  # pixels a point; 0 follows the width
        self._images: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._tops: list[int] = []
        self._at = 0
        self.verticalScrollBar().valueChanged.connect(self._moved)

    def show_pdf(self, pdf: bytes) -> None:
        """Show this document from its first page."""
        self.clear()
        self._pages = Pages(pdf)
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._moved()

    def clear(self) -> None:
        """Let go of the document and of every image of it."""
        self._images.clear()
        self._tops, self._at = [], 0
        if self._pages is not None:
            self._pages.close()
            self._pages = None
        self.viewport().update()

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages) if self._pages is not None else 0

    @property
    def made(self) -> int:
        """How many page images are in memory."""
        return len(self._images)

    @property
    def scale(self) -> float:
        """Pixels a point."""
        return self._scale or self._fitting()

    def zoom(self, larger: bool) -> None:
        """One step larger or smaller."""
        self._rescale(min(max(self.scale * (_STEP if larger else 1 / _STEP), _LEAST), _MOST))

    def fit_width(self) -> None:
        """Follow the width of the window again."""
        self._rescale(0.0)

    def _rescale(self, scale: float) -> None:
        bar = self.verticalScrollBar()
        place = bar.value() / max(bar.maximum(), 1)
        self._scale = scale
        self._images.clear()
        self._lay_out()
        bar.setValue(round(place * bar.maximum()))

    def _fitting(self) -> float:
        if self._pages is None:
            return 1.0
        widest = float(max(width for width, _ in self._pages.sizes))
        return min(max((self.viewport().width() - 2 * GAP) / widest, _LEAST), 1.6)

    def _lay_out(self) -> None:
        if self._pages is None:
            return
        scale, top, widest = self.scale, GAP, 0.0
        self._tops = []
        for width, height in self._pages.sizes:
            self._tops.append(top)
            top += round(height * scale) + GAP
            widest = max(widest, width * scale)
        view = self.viewport().size()
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(40)
        self.verticalScrollBar().setRange(0, max(0, top - view.height()))
        self.horizontalScrollBar().setPageStep(view.width())
        self.horizontalScrollBar().setRange(0, max(0, round(widest) + 2 * GAP - view.width()))
        self.viewport().update()

    def _place(self, at: int) -> QRect:
        assert self._pages is not None
        width, height = (round(side * self.scale) for side in self._pages.sizes[at])
        spare = max(GAP, (self.viewport().width() - width) // 2)
        left = spare - self.horizontalScrollBar().value()
        return QRect(left, self._tops[at] - self.verticalScrollBar().value(), width, height)

    def _moved(self, _value: int = 0) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        at = sum(top <= middle for top in self._tops)
        if at and at != self._at:
            self._at = at
            self.looked_at.emit(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the width again where nobody chose a zoom."""
        super().resizeEvent(event)
        if not self._scale:
            self._images.clear()
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in view, and only those."""
        painter = QPainter(self.viewport())
        ground = self.palette().color(QPalette.ColorRole.Window)
        painter.fillRect(event.rect(), ground.darker(106))
        for at in range(self.count):
            place = self._place(at)
            if place.intersects(event.rect()):
                painter.drawImage(place, self._image(at))
                painter.setPen(QColor(0, 0, 0, 40))
                painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.end()

    def _image(self, at: int) -> QImage:
        assert self._pages is not None
        ratio = self.devicePixelRatioF()
        key = at, round(self.scale * ratio * 1000)
        if key not in self._images:
            self._images[key] = self._pages.image(at, self.scale * ratio)
            while len(self._images) > _KEPT:
                self._images.popitem(last=False)
        self._images.move_to_end(key)
        return self._images[key]
