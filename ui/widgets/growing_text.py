"""A box of text that is as tall as what it holds, and turns right to left with its words."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSizeF, Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

MOST_LINES = 30


class GrowingText(QPlainTextEdit):
    """Plain text; Tab leaves it, and it grows instead of scrolling."""

    def __init__(self, lines: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = lines
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        option = self.document().defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow(QSizeF(0, lines))

    def set_direction(self, direction: Qt.LayoutDirection) -> None:
        """Which way text runs; `LayoutDirectionAuto` lets each paragraph decide by its words."""
        option = self.document().defaultTextOption()
        if option.textDirection() != direction:
            option.setTextDirection(direction)
            self.document().setDefaultTextOption(option)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Qt's own: a file is attached to the record, and its path is not written as words."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def _grow(self, size: QSizeF) -> None:
        # A plain-text layout gives its height in lines, not in pixels.
        lines = min(max(int(size.height()), self._least), MOST_LINES)
        margins = 2 * int(self.document().documentMargin())
        edges = self.frameWidth() * 2 + 12  # the style sheet's own padding and border
        height = lines * self.fontMetrics().lineSpacing() + margins + edges
        if height != self.height():
            self.setFixedHeight(height)
