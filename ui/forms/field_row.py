"""One field in a form: label above, help beside the label while it has the focus, error below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fieldapp.errors import FieldappError
from fieldapp.records.record import Part, Record, evolve
from fieldapp.records.values import is_empty
from ui import pieces
from ui.forms.editor import Editor
from ui.forms.masking import is_masked
from ui.widgets.elided import Elided

Item = TypeVar("Item", bound=Part | Record)


class FieldRow(QWidget):
    """Holds an editor; covers what is protected until someone asks to see it (R5).

    The help stands in the label's own line, so that nothing moves when the focus does.
    """

    revealed = Signal()

    def __init__(self, editor: Editor, parent: QWidget) -> None:
        super().__init__(parent)
        self.editor = editor
        self.field = editor.field
        spec = self.field.spec
        self.setObjectName(f"row-{editor.name}")
        self._label = QLabel(spec.label)
        self._label.setBuddy(editor)
        self._note = Elided(role="muted")
        self._note.setObjectName(f"note-{editor.name}")
        self._error = pieces.words("", "error", f"error-{editor.name}")
        self._error.hide()
        self._said = ""
        self._cover: QFrame | None = None
        self._lay_out()
        if spec.help:
            focus = editor.focusProxy() or editor
            focus.setAccessibleDescription(spec.help)
        editor.noted.connect(self._take_note)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self._label)
        above.addWidget(self._note, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self._column.addLayout(above)
        self._column.addWidget(self.editor)
        self._column.addWidget(self._error)

    @property
    def wide(self) -> bool:
        """Whether it takes a whole line of the form."""
        return self.editor.wide

    # -- help and errors -------------------------------------------------------------------

    def enter(self) -> None:
        """The focus came in: show the help."""
        if self.field.spec.help:
            self._note.setText(self.field.spec.help)

    def leave(self) -> None:
        """The focus went: what was noted about the value comes back."""
        self._note.setText(self._said)

    def _take_note(self, words: str) -> None:
        self._said = words
        self._note.setText(words)

    def show_error(self, sentence: str) -> None:
        """Say in words what is wrong, or that nothing is."""
        if sentence == self._error.text():
            return
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        focus = self.editor.focusProxy() or self.editor
        focus.setProperty("wrong", bool(sentence))
        focus.style().unpolish(focus)
        focus.style().polish(focus)

    def has_error(self) -> bool:
        """Whether an error is shown."""
        return bool(self._error.text())

    # -- what is covered -------------------------------------------------------------------

    def cover(self, value: object, revealed: bool) -> None:
        """Cover a protected value; an empty one has nothing to hide and can be written."""
        covered = is_masked(self.field) and not is_empty(value) and not revealed
        if covered and self._cover is None:
            self._cover = self._make_cover()
            self._column.insertWidget(1, self._cover)
        if self._cover is not None:
            self._cover.setVisible(covered)
        self.editor.setVisible(not covered)

    def _make_cover(self) -> QFrame:
        cover = QFrame()
        row = QHBoxLayout(cover)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        dots = QLabel("••••••")
        dots.setProperty("role", "muted")
        dots.setAccessibleName(f"{self.field.spec.label}: covered")
        show = pieces.button("Reveal", f"action-reveal-{self.editor.name}")
        show.setAccessibleName(f"Reveal {self.field.spec.label}")
        show.clicked.connect(self._reveal)
        row.addWidget(dots)
        row.addWidget(show)
        row.addStretch(1)
        return cover

    def _reveal(self) -> None:
        assert self._cover is not None
        self._cover.hide()
        self.editor.show()
        self.editor.setFocus()
        self.revealed.emit()


def with_edits(item: Item, rows: Mapping[str, FieldRow], touched: Iterable[str]) -> Item:
    """An item with the values of the rows touched; what is not understood keeps its last value."""
    values: dict[str, Any] = {}
    for name in touched:
        with suppress(FieldappError):
            values[name] = rows[name].editor.value()
    return evolve(item, **values) if values else item
