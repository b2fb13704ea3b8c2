"""Editors into which words are typed: what is not understood yet is kept as it was typed."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from ui.forms.editor import Editor
from ui.widgets.chips import Chips


class TypedEditor(Editor):
    """Has one `line`, whose words are the value once they are understood."""

    line: QLineEdit

    def set_read_only(self, on: bool) -> None:
        """Can still be read and copied."""
        self.line.setReadOnly(on)

    def unread(self) -> str:
        """What was typed but not understood or not taken."""
        return self.line.text() if self.error() else ""

    def set_unread(self, words: str) -> None:
        """Put it back."""
        self.line.setText(words)


class ChipsEditor(Editor):
    """Has `chips`, before whose line stand the values that were taken."""

    chips: Chips

    def set_read_only(self, on: bool) -> None:
        """The chips stay."""
        self.chips.set_read_only(on)

    def unread(self) -> str:
        """What was typed but not taken."""
        return self.chips.line.text().strip()

    def set_unread(self, words: str) -> None:
        """Put it back."""
        self.chips.line.setText(words)
