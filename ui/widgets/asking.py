"""A question in one line, where the answer is needed: no box comes up over the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fieldapp.errors import FieldappError
from ui import pieces

Answer = Callable[[str], object]


class Asking(QWidget):
    """Enter gives the answer, Esc takes the question back; a wrong answer says why beside it."""

    left = Signal()  # it is no longer on screen

    def __init__(self, name: str) -> None:
        super().__init__()
        self._question = pieces.words("", "", f"{name}-question")
        self._line = pieces.line(name, "", width=220)
        self._box = QComboBox()
        self._box.setObjectName(f"field-{name}-choice")
        self._error = pieces.words("", "error", f"{name}-error")
        self._error.setWordWrap(False)
        self._go = pieces.button("", f"action-{name}-go", "main")
        self._not = pieces.button("Not now", f"action-{name}-not", "flat")
        self._answer: Answer = lambda _: None
        row = QHBoxLayout()
        row.setSpacing(8)
        for each in (self._line, self._box, self._go, self._not, self._error):
            row.addWidget(each)
        row.addStretch(1)
        column = QVBoxLayout(self)  # a question beside the line would wrap word by word
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._question)
        column.addLayout(row)
        self._line.returnPressed.connect(self._give)
        self._go.clicked.connect(self._give)
        self._not.clicked.connect(self.hide)
        self.hide()

    def ask(
        self,
        question: str,
        verb: str,
        answer: Answer,
        choices: Sequence[tuple[str, str]] = (),
        *,
        words: str = "",
        plain: bool = False,
    ) -> None:
        """Ask for words, or for one of the choices (code, label); `plain` asks only for the go."""
        self._question.setText(question)
        self._answer = answer
        self._error.setText("")
        self._go.setText(verb)
        self._go.setAccessibleName(verb)
        self._line.setVisible(not choices and not plain)
        self._line.setAccessibleName(question)
        self._line.setText(words)
        self._box.setVisible(bool(choices))
        self._box.setAccessibleName(question)
        self._box.clear()
        for code, label in choices:
            self._box.addItem(label, code)
        self.show()
        field: QWidget = self._box if choices else self._go if plain else self._line
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(field, QLineEdit):
            field.selectAll()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt's own."""
        super().hideEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)

    def _give(self) -> None:
        chosen = self._box.currentData() if self._box.count() else self._line.text().strip()
        if not chosen and not self._line.isHidden():
            self._error.setText("Write something first.")
            return
        try:
            self._answer(str(chosen or ""))
        except FieldappError as error:
            self._error.setText(error.in_full())
            return
        self.hide()
