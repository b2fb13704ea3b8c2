"""The ticks by which a person says that a High or Severe text was read before it leaves (R27)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from fieldapp.services.sharing.release import ReleasedRecord
from ui.pages.share.reading import Text, texts
from ui.pieces import button, row, words
from ui.widgets.flow import Flow

SCAN = "The scan helps and misses some: read it. Would it show which village or person told us?"

ALL_KEY = "Ctrl+R"


class _Tick(QCheckBox):
    """Says when it has focus, so that the text it is about comes into view."""

    looked_at = Signal(str)

    def __init__(self, text: Text, number: int) -> None:
        super().__init__(f"Read: {text.label}")
        self._words = text.words
        self.setObjectName(f"field-read-{number}")
        self.setAccessibleName(f"I have read: {text.label}")
        self.setAccessibleDescription(SCAN)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Point at the text."""
        super().focusInEvent(event)
        self.looked_at.emit(self._words)


class ReadingPanel(QWidget):
    """A tick for each text of the record on screen, and a way to the next one that waits."""

    ticked = Signal(object, bool)  # the marks of texts
    looked_at = Signal(str)  # the words of a text
    asked_next = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._boxes: dict[str, _Tick] = {}
        self._next = button("", "action-next-unread", "link")
        self._next.clicked.connect(self.asked_next)
        self._all = button("", "action-tick-texts", "link")
        self._all.clicked.connect(self._tick_all)
        self._scan = words(SCAN, "muted")
        inside = QWidget()
        self._flow = Flow(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addWidget(self._scan)
        whole.addWidget(inside)
        whole.addLayout(row(self._all, self._next))

    def show_texts(
        self, released: ReleasedRecord | None, read: frozenset[str], waiting: Sequence[Text]
    ) -> None:
        """Show the texts of a record, and how many wait in the whole release."""
        here = texts(released) if released else ()
        if [text.mark for text in here] != list(self._boxes):
            self._replace(here)
        for mark, box in self._boxes.items():
            with QSignalBlocker(box):
                box.setChecked(mark in read)
        self._scan.setVisible(bool(here))
        left = sum(not box.isChecked() for box in self._boxes.values())
        self._all.setText(f"Tick this record's texts ({ALL_KEY})")
        self._all.setAccessibleName(f"I have read all {len(here)} texts of this record")
        self._all.setShortcut(ALL_KEY)
        self._all.setVisible(left > 0)
        elsewhere = [text for text in waiting if text.mark not in self._boxes]
        number = len(elsewhere)
        told = "1 text waits" if number == 1 else f"{number:,} texts wait"
        self._next.setText(f"Next text to read ({told} elsewhere)")
        self._next.setAccessibleName(self._next.text())
        self._next.setVisible(bool(elsewhere))
        self.setVisible(bool(here or elsewhere))

    def focus_first(self) -> None:
        """Put the cursor on the first tick that is missing; where none is, on the way onward."""
        for box in self._boxes.values():
            if not box.isChecked():
                box.setFocus()
                return
        if self._next.isVisibleTo(self):
            self._next.setFocus()

    def _replace(self, here: Sequence[Text]) -> None:
        for old in self._boxes.values():
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._boxes = {}
        for number, text in enumerate(here, start=1):
            box = _Tick(text, number)
            box.toggled.connect(lambda on, mark=text.mark: self._tick([mark], on))
            box.looked_at.connect(self.looked_at)
            self._flow.addWidget(box)
            self._boxes[text.mark] = box

    def _tick_all(self) -> None:
        """As if each box had been ticked: one answer for the texts of one record."""
        self._tick([mark for mark, box in self._boxes.items() if not box.isChecked()], True)

    def _tick(self, marks: Collection[str], on: bool) -> None:
        self.ticked.emit(marks, on)
        if on:
            self.focus_first()
