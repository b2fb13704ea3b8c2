"""What every editor of a field answers to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from fieldapp.errors import FieldappError
from fieldapp.records.fields import Field
from ui.session import Session


class Editor(QWidget):
    """Edits the value of one field; `field-<name>` is the object name of what takes the keys.

    `value` raises a `FieldappError` while what was typed is not understood; `unread` is then those
    words, so that a draft can keep them.
    """

    edited = Signal()
    noted = Signal(str)  # how the value is understood, such as the weekday of a day
    wide = False  # whether it takes a whole line of the form

    def __init__(self, field: Field, session: Session, name: str) -> None:
        super().__init__()
        self.field, self.session, self.name = field, session, name
        self.setAccessibleName(field.spec.label)

    def value(self) -> Any:
        """What the field holds now."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value; this is no edit."""
        raise NotImplementedError

    def set_read_only(self, on: bool) -> None:
        """Show without letting it be changed."""
        self.setEnabled(not on)

    def unread(self) -> str:
        """What was typed but not understood; "" where all was."""
        return ""

    def set_unread(self, words: str) -> None:
        """Put such words back as they were typed."""

    def set_language(self, code: str) -> None:
        """The language of the record, for the direction of text that is not there yet."""

    def error(self) -> str:
        """Why what was typed is not understood; "" where it is."""
        try:
            self.value()
        except FieldappError as error:
            return error.in_full()
        return ""

    def rename(self, name: str) -> None:
        """Take another name, as when a row moves; object names of its parts follow."""
        old, self.name = self.name, name
        for part in self.findChildren(QWidget):
            for way in ("field-", "action-", "options-field-"):
                own = part.objectName()
                at = own.find(old)
                if own.startswith(way) and at >= 0:
                    part.setObjectName(own[:at] + name + own[at + len(old) :])
                    break


MakeEditor = Callable[[Field, Session, str], Editor]


class OnLeaving(QObject):
    """Calls when the focus leaves a widget for another one, not for a menu or another window."""

    def __init__(self, widget: QWidget, call: Callable[[], object]) -> None:
        super().__init__(widget)
        self._call = call
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Qt's own."""
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            self._call()
        return False
