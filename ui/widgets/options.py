"""A list of things to choose from, and a line in which typing narrows it down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from fieldapp.vocab.folding import fold

OPTION = Qt.ItemDataRole.UserRole
ROWS_SHOWN = 8


@attrs.frozen
class Option:
    """Something to choose: what it stands for, its words, and a muted note."""

    value: Any = attrs.field(repr=False)
    label: str = attrs.field(repr=False)
    note: str = attrs.field(default="", repr=False)


Options = Callable[[str], Sequence[Option]]


def matching(options: Sequence[Option], words: str) -> list[Option]:
    """Those whose words hold what was typed, in any script; beginnings first."""
    sought = fold(words.strip())
    if not sought:
        return list(options)
    found = [each for each in options if sought in fold(each.label)]
    return sorted(found, key=lambda each: not fold(each.label).startswith(sought))


class OptionList(QListWidget):
    """Shows options; it never takes the focus from the line that filters it."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Suggestions")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.itemClicked.connect(lambda item: self.chosen.emit(item.data(OPTION)))

    def fill(self, options: Sequence[Option], current: bool = True) -> None:
        """Show these; the first is ready to be taken."""
        self.clear()
        for each in options:
            item = QListWidgetItem(f"{each.label}   {each.note}" if each.note else each.label)
            item.setData(OPTION, each)
            item.setToolTip(item.text())
            self.addItem(item)
        if current and options:
            self.setCurrentRow(0)

    def move_by(self, step: int) -> None:
        """Go up or down."""
        if self.count():
            self.setCurrentRow(max(0, min(self.count() - 1, self.currentRow() + step)))

    def current(self) -> Option | None:
        """The option that Enter would take."""
        item = self.currentItem()
        option = None if item is None else item.data(OPTION)
        return option if isinstance(option, Option) else None

    def shown_height(self) -> int:
        """As tall as its rows, up to a few."""
        row = self.sizeHintForRow(0) if self.count() else 0
        return min(self.count(), ROWS_SHOWN) * row + 2 * self.frameWidth() + 2


class TypeAhead(QLineEdit):
    """A line that offers what fits as one types; Enter takes the marked one.

    The suggestions are a child of the window, not a window of their own, so that they are destroyed
    with it at once and never take the keyboard.
    """

    taken = Signal(object)  # an Option
    typed = Signal(str)

    def __init__(
        self, options: Options, *, letters: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._options, self._letters = options, letters
        self._list: OptionList | None = None
        self.textEdited.connect(self._edited)

    # -- suggestions -----------------------------------------------------------------------

    def is_offering(self) -> bool:
        """Whether suggestions are on screen."""
        return self._list is not None and self._list.isVisible()

    def offer(self) -> None:
        """Show what fits the words so far."""
        words = self.text() if self.isModified() else ""
        if self.isReadOnly() or len(words.strip()) < self._letters:
            self.stop_offering()
            return
        options = self._options(words)
        if not options:
            self.stop_offering()
            return
        shown = self._shown_list()
        shown.fill(options)
        self._place(shown)
        shown.show()
        shown.raise_()

    def stop_offering(self) -> None:
        """Take the suggestions away."""
        if self._list is not None:
            self._list.hide()

    def _shown_list(self) -> OptionList:
        window = self.window()
        if self._list is None:
            made = OptionList(window)
            made.setObjectName(f"options-{self.objectName()}")
            made.setProperty("floating", True)
            made.chosen.connect(self.take)
            self.destroyed.connect(made.deleteLater)
            made.destroyed.connect(self._forget_list)
            self._list = made
        elif self._list.parentWidget() is not window:
            self._list.setParent(window)
        return self._list

    def _forget_list(self) -> None:
        self._list = None

    def _place(self, shown: OptionList) -> None:
        window, height = self.window(), shown.shown_height()
        wide = min(max(self.width(), 280), window.width() - 16)
        at = self.mapTo(window, QPoint(0, self.height() + 2))
        if at.y() + height > window.height():
            above = self.mapTo(window, QPoint(0, -height - 2))
            at = above if above.y() >= 0 else at
        x = at.x()
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            x += self.width() - wide
        x = max(8, min(x, window.width() - wide - 8))
        shown.setGeometry(x, at.y(), wide, height)

    def take(self, option: Option) -> None:
        """Take one option, as by Enter or a click."""
        self.stop_offering()
        self.setModified(False)
        self.taken.emit(option)

    def _edited(self, words: str) -> None:
        self.setModified(True)
        self.typed.emit(words)
        self.offer()

    # -- what Qt asks ----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk through the suggestions, Enter takes one, Esc leaves them."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if self._list is not None and self.is_offering() and plain:
            if event.key() in steps:
                self._list.move_by(steps[Qt.Key(event.key())])
                return
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                option = self._list.current()
                if option is not None:
                    self.take(option)
                return
            if event.key() == Qt.Key.Key_Escape:
                self.stop_offering()
                return
        elif event.key() == Qt.Key.Key_Down and plain:
            self.offer()
            return
        super().keyPressEvent(event)

    def event(self, event: Any) -> bool:
        """Esc belongs to the suggestions while they are shown, not to the page."""
        if (
            event.type() == event.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Escape
            and self.is_offering()
        ):
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click shows what there is."""
        super().mousePressEvent(event)
        self.offer()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving takes the suggestions away."""
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.stop_offering()
        super().focusOutEvent(event)
