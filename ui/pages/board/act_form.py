"""A few fields that an action of the board asks for, in the page itself: no dialog."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.records.fields import Field, Kind
from ui import pieces
from ui.forms.editor import Editor
from ui.forms.editors import editor_for
from ui.session import Session
from ui.widgets.flow import Flow

WIDE, LINK_WIDE = 300, 240


@attrs.frozen
class Asked:
    """What is asked for an action, with which values it starts, and what is done with them."""

    words: str
    fields: tuple[Field, ...]
    values: Mapping[str, Any]
    done: Callable[[Mapping[str, Any]], object]
    note: str = ""


class ActForm(QFrame):
    """Enter in a line, or the button, does it; Esc leaves it."""

    left = Signal()
    answered = Signal(object, object)  # what was asked, and the values

    def __init__(self, session: Session, name: str = "board") -> None:
        super().__init__()
        self.setObjectName(f"{name}-form")
        self._session, self._name = session, name
        self._asked: Asked | None = None
        self._editors: dict[str, Editor] = {}
        self._inside: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def ask(self, asked: Asked) -> None:
        """Show the fields, ready to type."""
        self.clear()
        self._asked = asked
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        fields = QWidget()
        flow = Flow(fields, spacing=16)
        for field in asked.fields:
            flow.addWidget(self._field(field, asked.values.get(field.name, field.default)))
        column.addWidget(fields)
        column.addLayout(self._foot(asked))
        self._column.addWidget(self._inside)
        self._inside.show()
        self.show()
        first = next(iter(self._editors.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _field(self, field: Field, value: Any) -> QWidget:
        editor = editor_for(field, self._session, f"{self._name}-{field.name}")
        editor.set_value(value)
        self._editors[field.name] = editor
        whole = QWidget()
        whole.setLayout(pieces.labelled(field.spec.label, editor))
        column = whole.layout()
        assert column is not None
        column.setContentsMargins(0, 0, 0, 0)
        if editor.wide or field.spec.lines > 1:
            whole.setMinimumWidth(WIDE)
        elif field.spec.kind is Kind.LINK:
            whole.setMinimumWidth(LINK_WIDE)
        elif field.spec.kind is Kind.CHOICE:
            whole.setFixedWidth(LINK_WIDE)
        return whole

    def _foot(self, asked: Asked) -> QHBoxLayout:
        do = pieces.button(asked.words, f"action-{self._name}-do", "main")
        do.clicked.connect(self.answer)
        out = pieces.button("Leave", f"action-{self._name}-leave", "flat")
        out.clicked.connect(self.left)
        row = pieces.row(do, out, stretch=False)
        row.addWidget(pieces.words(asked.note, "muted", f"{self._name}-form-note"), 1)
        return row

    def clear(self) -> None:
        """Take the fields away."""
        self._asked, self._editors = None, {}
        if self._inside is not None:
            self._inside.hide()
            self._inside.setParent(None)
            self._inside.deleteLater()
            self._inside = None
        self.hide()

    def answer(self) -> None:
        """Do what was asked; what is not understood is said and nothing is done."""
        if self._asked is None:
            return
        asked = self._asked
        with self._session.telling():
            values = {name: editor.value() for name, editor in self._editors.items()}
            self.answered.emit(asked, values)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's own."""
        match event.key():
            case Qt.Key.Key_Escape:
                self.left.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.answer()
            case _:
                super().keyPressEvent(event)
