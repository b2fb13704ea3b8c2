"""One row of the Today page: what it is about, why it is there, and the usual next step."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from fieldapp.services.today_rows import Item, Step
from ui import pieces
from ui.widgets.elided import Elided

STEPS: dict[Step, str] = {
    Step.DONE: "Done",
    Step.KEPT: "Kept",
    Step.CHECK: "Kept?",
    Step.CONTINUE: "Go on",
    Step.WRITE: "Write",
    Step.PRINT: "Print",
    Step.REVIEW: "Review",
    Step.RECEIPT: "Look",
    Step.OPEN: "Open",
    Step.CORRECT: "Send",
    Step.RECALL: "Ask back",
}
_SAID: dict[Step, str] = {
    Step.DONE: "Mark as done",
    Step.KEPT: "Mark as kept",
    Step.CHECK: "Say whether it was kept",
    Step.CONTINUE: "Go on writing",
    Step.WRITE: "Write the note of it",
    Step.PRINT: "Print",
    Step.REVIEW: "Review",
    Step.RECEIPT: "Look for the receipt",
    Step.OPEN: "Open it",
    Step.CORRECT: "Send the correction",
    Step.RECALL: "Ask back what is still held",
}


class TodayRow(QFrame):
    """A large button that opens the record, and beside it a small one for the next step."""

    opened = Signal(object)
    stepped = Signal(object)
    moved = Signal(object, int)

    def __init__(self, item: Item, place: str) -> None:
        super().__init__()
        self.item = item
        self.key = item.noun, item.id
        self._words = _Words(item, f"action-open-{place}")
        self._step = pieces.button(STEPS[item.step], f"action-{item.step.value}-{place}")
        self._step.setAccessibleName(f"{_SAID[item.step]}: {item.title}")
        self._step.setToolTip(_SAID[item.step])
        self._step.setMinimumWidth(self._step.fontMetrics().horizontalAdvance("Review") + 28)
        self._step.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._words, 1)
        row.addWidget(self._step, 0, Qt.AlignmentFlag.AlignVCenter)
        self._words.clicked.connect(lambda: self.opened.emit(item))
        self._words.moved.connect(lambda step: self.moved.emit(self, step))
        self._step.clicked.connect(lambda: self.stepped.emit(item))

    def focus(self) -> None:
        """Put the cursor on this row."""
        self._words.setFocus(Qt.FocusReason.OtherFocusReason)

    def has_focus(self) -> bool:
        """Whether the cursor is on this row, or on its button."""
        return self._words.hasFocus() or self._step.hasFocus()


class _Words(QPushButton):
    """Two lines that give way; Enter opens, Up and Down go to the neighbours."""

    moved = Signal(int)

    def __init__(self, item: Item, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("kind", "row")
        self.setAccessibleName(f"{item.title}. {item.note}")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        title = Elided(item.title, "strong")
        note = Elided(item.note, "urgent" if item.urgent else "muted")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 4, 8, 4)
        self._column.setSpacing(0)
        for each in (title, note):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._column.addWidget(each)

    def sizeHint(self) -> QSize:
        """Qt's own: as tall as its two lines."""
        return self._column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Qt's own."""
        return QSize(80, self._column.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        match Qt.Key(event.key()):
            case key if key in steps:
                self.moved.emit(steps[key])
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.click()
            case _:
                super().keyPressEvent(event)
