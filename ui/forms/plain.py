"""Editors of text and of numbers."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from fieldapp.errors import FieldappError
from fieldapp.records.fields import Field
from fieldapp.vocab.folding import fold
from fieldapp.vocab.vocabulary import vocabulary
from ui.forms.editor import Editor
from ui.forms.typed import TypedEditor
from ui.session import Session
from ui.widgets.direction import direction_of
from ui.widgets.growing_text import GrowingText


class NotANumberError(FieldappError):
    """The text is no number."""

    sentence = "This is not a number."
    remedy = "Write it in digits, such as 12 or 2.5."


def _direction(text: str, language: str = "") -> Qt.LayoutDirection:
    """Which way a text runs: by its first letter, else by its language, else as the window."""
    found = direction_of(text)
    notes = vocabulary("language").notes.get(language, {}) if language else {}
    if found == Qt.LayoutDirection.LayoutDirectionAuto and notes.get("direction") == "rtl":
        return Qt.LayoutDirection.RightToLeft
    return found


def turn(line: QLineEdit, language: str = "") -> None:
    """Let a line run the way its words do."""
    direction = _direction(line.text(), language)
    if direction == Qt.LayoutDirection.LayoutDirectionAuto:
        line.unsetLayoutDirection()
    elif direction != line.layoutDirection():
        line.setLayoutDirection(direction)


def boxed(editor: Editor, *widgets: QWidget, spacing: int = 4) -> QHBoxLayout:
    """The widgets of an editor side by side."""
    row = QHBoxLayout(editor)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    for each in widgets:
        row.addWidget(each)
    return row


def named(widget: QWidget, name: str, label: str) -> None:
    """Give what takes the keys its object name and its accessible name."""
    widget.setObjectName(f"field-{name}")
    widget.setAccessibleName(label)


class LineEditor(Editor):
    """One line of text."""

    def __init__(self, field: Field, session: Session, name: str) -> None:
        super().__init__(field, session, name)
        self.line = QLineEdit()
        self.line.setAcceptDrops(False)  # a file dropped here is attached; its path is no words
        named(self.line, name, field.spec.label)
        self._language = ""
        boxed(self, self.line)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(lambda _: self.edited.emit())
        self.line.textChanged.connect(lambda _: turn(self.line, self._language))

    def value(self) -> str:
        """The words without blanks around them."""
        return self.line.text().strip()

    def set_value(self, value: Any) -> None:
        """Show from the beginning."""
        self.line.setText(value or "")
        self.line.setCursorPosition(0)

    def set_read_only(self, on: bool) -> None:
        """Can still be read and copied."""
        self.line.setReadOnly(on)

    def set_language(self, code: str) -> None:
        """Decides while the line is empty."""
        self._language = code
        turn(self.line, code)


class TextEditor(Editor):
    """Several lines of text."""

    wide = True

    def __init__(self, field: Field, session: Session, name: str) -> None:
        super().__init__(field, session, name)
        self.box = GrowingText(field.spec.lines)
        named(self.box, name, field.spec.label)
        boxed(self, self.box)
        self.setFocusProxy(self.box)
        self._setting = False
        self.box.textChanged.connect(self._changed)

    def value(self) -> str:
        """The text without blanks around it."""
        return self.box.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        """Show a text, without its having been typed."""
        self._setting = True
        self.box.setPlainText(value or "")
        self._setting = False

    def set_read_only(self, on: bool) -> None:
        """Can still be read and copied."""
        self.box.setReadOnly(on)

    def set_language(self, code: str) -> None:
        """Decides while the box is empty; each paragraph decides for itself after that."""
        empty = _direction("", code)
        auto = Qt.LayoutDirection.LayoutDirectionAuto
        self.box.set_direction(empty if not self.box.toPlainText() else auto)

    def _changed(self) -> None:
        if not self._setting:
            self.edited.emit()


class NumberEditor(TypedEditor):
    """A whole or decimal number, in digits of any script."""

    def __init__(self, field: Field, session: Session, name: str) -> None:
        super().__init__(field, session, name)
        self.line = QLineEdit()
        self.line.setAcceptDrops(False)  # a file dropped here is attached; its path is no words
        self.line.setMaximumWidth(120)
        named(self.line, name, field.spec.label)
        boxed(self, self.line).addStretch(1)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(lambda _: self.edited.emit())

    def value(self) -> int | float | None:
        """The number, or None where nothing is written."""
        typed = fold(self.line.text()).strip().replace(",", ".")
        if not typed:
            return None
        try:
            number = float(typed)
        except ValueError:
            raise NotANumberError from None
        if number != number or abs(number) > 1e12:
            raise NotANumberError
        return int(number) if number == int(number) else number

    def set_value(self, value: Any) -> None:
        """Show a number as briefly as it is."""
        self.line.setText("" if value is None else f"{value:.12g}")
