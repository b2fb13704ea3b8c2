"""The one box that a note is typed into, and the marks that its lines may begin with."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QWidget

from fieldapp.services.notes import MARKS
from ui import pieces
from ui.widgets.flow import Flow

HINT = """\
Write as you would on paper, one thing a line:

> what they said
! what they promised, by Friday
* what we do next
what you saw"""
_SHORT = {
    ">": "they said",
    "=": "we said",
    "?": "they ask",
    "!": "they promise",
    "+": "we promise",
    "*": "action",
    "#": "our reading",
}


class NoteBox(QPlainTextEdit):
    """Plain text, each paragraph in the direction of its words; Tab leaves it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("field-note")
        self.setAccessibleName("The note")
        marks = ", ".join(f"{mark} {words}" for mark, words in _SHORT.items())
        self.setAccessibleDescription(f"One thing a line. Marks: {marks}. No mark: a fact.")
        self.setPlaceholderText(HINT)
        self.setTabChangesFocus(True)
        option = self.document().defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)

    def line_number(self) -> int:
        """The line that the cursor is in, from 0."""
        return self.textCursor().blockNumber()

    def put_cursor(self, position: int) -> None:
        """Set the cursor; past the end means at the end."""
        cursor = self.textCursor()
        cursor.setPosition(min(max(position, 0), max(0, self.document().characterCount() - 1)))
        self.setTextCursor(cursor)

    def put_cursor_last(self) -> None:
        """Go on where the text ends."""
        self.moveCursor(QTextCursor.MoveOperation.End)


def legend() -> QWidget:
    """The marks in one muted line, always in view."""
    inside = QWidget()
    inside.setObjectName("note-legend")
    flow = Flow(inside, spacing=16)
    for mark in MARKS:
        flow.addWidget(_key(mark, _SHORT[mark]))
    flow.addWidget(_key("", "no mark: a fact"))
    return inside


def _key(mark: str, words: str) -> QFrame:
    pair = QFrame()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    if mark:
        key = QLabel(mark)
        key.setTextFormat(Qt.TextFormat.PlainText)
        key.setProperty("role", "key")
        row.addWidget(key)
    said = pieces.words(words, "muted")
    said.setWordWrap(False)
    row.addWidget(said)
    return pair
