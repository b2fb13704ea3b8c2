"""Editors of yes or no, and of one choice of a few or of many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QToolButton

from fieldapp.errors import FieldappError
from fieldapp.records.fields import Field
from ui.forms.choosing import options_of
from ui.forms.editor import Editor, OnLeaving
from ui.forms.plain import boxed, named
from ui.session import Session
from ui.widgets.options import Option, TypeAhead, matching

FEW = 7  # choices over this are searched, not scrolled


class NotAChoiceError(FieldappError):
    """The text is none of the choices."""

    sentence = "This is not one of the choices."
    remedy = "Type a part of it, then take one with Enter."


class FlagEditor(Editor):
    """Yes, no, unknown, or nothing where nobody asked; Left and Right go through them."""

    def __init__(self, field: Field, session: Session, name: str) -> None:
        super().__init__(field, session, name)
        self._buttons: dict[str, QToolButton] = {}
        for option in options_of(field, ()):
            made = QToolButton()
            made.setText(option.label)
            made.setCheckable(True)
            made.setProperty("segment", True)
            named(made, f"{name}-{option.value}", f"{field.spec.label}: {option.label}")
            made.clicked.connect(lambda on, code=option.value: self._choose(code if on else ""))
            made.installEventFilter(self)
            self._buttons[option.value] = made
        made.setProperty("last", True)
        boxed(self, *self._buttons.values(), spacing=0).addStretch(1)
        self._reach()

    def value(self) -> str:
        """A code, or "" where nobody asked."""
        return next((code for code, each in self._buttons.items() if each.isChecked()), "")

    def set_value(self, value: Any) -> None:
        """Press one, or none."""
        for code, each in self._buttons.items():
            each.setChecked(code == value)
        self._reach()

    def _choose(self, code: str) -> None:
        self.set_value(code)
        self.edited.emit()

    def _reach(self) -> None:
        # One stop for Tab, as with radio buttons: the pressed one, else the first.
        stop = self._buttons.get(self.value()) or next(iter(self._buttons.values()))
        for each in self._buttons.values():
            strong = each is stop
            policy = Qt.FocusPolicy.StrongFocus if strong else Qt.FocusPolicy.ClickFocus
            each.setFocusPolicy(policy)
        self.setFocusProxy(stop)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's own: arrows choose the next, Delete chooses none."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            codes = list(self._buttons)
            at = next(i for i, each in enumerate(self._buttons.values()) if each is watched)
            step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
            if step is not None:
                at = max(0, min(len(codes) - 1, at + step))
                self._choose(codes[at])
                self._buttons[codes[at]].setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self._choose("")
                return True
        return False


class QuietCombo(QComboBox):
    """A combo box that the wheel does not change by accident while a form scrolls."""

    def minimumSizeHint(self) -> QSize:
        """Qt's own: long choices are cut rather than push others aside."""
        return QSize(90, super().minimumSizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt's own."""
        event.ignore()


class FewChoicesEditor(Editor):
    """One of a few codes, or none."""

    def __init__(self, field: Field, session: Session, name: str) -> None:
        super().__init__(field, session, name)
        self.box = QuietCombo()
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        named(self.box, name, field.spec.label)
        self.box.addItem("–", "")
        for option in options_of(field, session.store.types):
            self.box.addItem(option.label, option.value)
        boxed(self, self.box).addStretch(1)
        self.setFocusProxy(self.box)
        self.box.activated.connect(lambda _: self.edited.emit())
        self.box.currentIndexChanged.connect(self._moved)
        self._setting = False

    def value(self) -> str:
        """The code, or ""."""
        return self.box.currentData() or ""

    def set_value(self, value: Any) -> None:
        """Choose a code; one that the vocabulary does not have is shown as it came."""
        self._setting = True
        at = self.box.findData(value or "")
        if at < 0:
            self.box.addItem(value, value)
            at = self.box.count() - 1
        self.box.setCurrentIndex(at)
        self._setting = False

    def _moved(self, _at: int) -> None:
        if not self._setting:
            self.edited.emit()


class ManyChoicesEditor(Editor):
    """One of many codes, found by typing a part of its words."""

    def __init__(self, field: Field, session: Session, name: str) -> None:
        super().__init__(field, session, name)
        self._options = options_of(field, session.store.types)
        self._code = ""
        self.line = TypeAhead(self._found)
        self.line.setPlaceholderText("Type to search")
        self.line.setClearButtonEnabled(True)
        named(self.line, name, field.spec.label)
        boxed(self, self.line)
        self.setFocusProxy(self.line)
        self.line.taken.connect(self._take)
        self.line.typed.connect(lambda _: self.edited.emit())
        OnLeaving(self.line, self._leave)

    def value(self) -> str:
        """The code, or ""; words that are none of the choices are refused."""
        if not self.line.text().strip():
            return ""
        if self.line.text() != self._label(self._code):
            raise NotAChoiceError
        return self._code

    def set_value(self, value: Any) -> None:
        """Show the words of a code."""
        self._code = value or ""
        self.line.setText(self._label(self._code))
        self.line.setCursorPosition(0)

    def set_read_only(self, on: bool) -> None:
        """Can still be read and copied."""
        self.line.setReadOnly(on)
        self.line.setClearButtonEnabled(not on)

    def unread(self) -> str:
        """What was typed but is none of the choices."""
        return self.line.text() if self.error() else ""

    def set_unread(self, words: str) -> None:
        """Put it back."""
        self.line.setText(words)

    def _found(self, words: str) -> Sequence[Option]:
        session = self.session
        offered = options_of(self.field, session.store.types, peacekeeping=session.peacekeeping())
        return matching(offered, words)

    def _label(self, code: str) -> str:
        return next((each.label for each in self._options if each.value == code), code)

    def _take(self, option: Option) -> None:
        self.set_value(option.value)
        self.edited.emit()

    def _leave(self) -> None:
        """Take what was meant where only one choice fits."""
        if self.error():
            found = self._found(self.line.text())
            if len(found) == 1:
                self._take(found[0])
