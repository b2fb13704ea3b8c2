"""Several chosen things as chips, with a line in which more are found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ui.widgets.flow import Flow
from ui.widgets.options import Option, Options, TypeAhead


class Chips(QWidget):
    """Backspace in the empty line takes the last chip away; each has its own way out too."""

    taken = Signal(object)  # an Option, for the owner to add or to act on
    edited = Signal()
    opened = Signal(str)

    def __init__(self, name: str, label: str, options: Options, *, openable: bool = False) -> None:
        super().__init__()
        self._name, self._label, self._openable = name, label, openable
        self._chosen: list[Option] = []
        self._read_only = False
        self._row = QWidget()
        self._flow = Flow(self._row)
        self.line = TypeAhead(options)
        self.line.setObjectName(f"field-{name}")
        self.line.setAccessibleName(label)
        self.line.setPlaceholderText("Two letters find it" if openable else "Type to search")
        self.line.taken.connect(self._take)
        self.line.typed.connect(lambda _: self.edited.emit())
        self.line.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._row)
        column.addWidget(self.line)
        self._row.hide()

    def values(self) -> tuple[Any, ...]:
        """What is chosen, in order."""
        return tuple(option.value for option in self._chosen)

    def show_options(self, options: Sequence[Option]) -> None:
        """Show these chips; this is no edit."""
        self._chosen = list(options)
        self.line.clear()
        self._rebuild()

    def add(self, option: Option) -> None:
        """Add one, unless it is there."""
        self.line.clear()
        if option.value not in self.values():
            self._chosen.append(option)
            self._rebuild()
        self.edited.emit()

    def remove(self, value: Any) -> None:
        """Take one away."""
        self._chosen = [each for each in self._chosen if each.value != value]
        self._rebuild()
        self.line.setFocus()
        self.edited.emit()

    def set_read_only(self, on: bool) -> None:
        """Show without letting it be changed."""
        self._read_only = on
        self.line.setVisible(not on)
        self._rebuild()

    def _take(self, option: Option) -> None:
        self.taken.emit(option)

    def _rebuild(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                for part in widget.findChildren(QWidget):
                    part.setObjectName("")  # it is not gone before the event loop says so
                widget.deleteLater()
        for number, option in enumerate(self._chosen, start=1):
            self._flow.addWidget(self._chip(number, option))
        self._row.setVisible(bool(self._chosen))
        self._row.updateGeometry()

    def _chip(self, number: int, option: Option) -> QFrame:
        chip = QFrame()
        chip.setProperty("chip", True)
        row = QHBoxLayout(chip)
        row.setContentsMargins(2, 1, 2, 1)
        row.setSpacing(2)
        words = self._part(option.label, f"action-open-{self._name}-{number}", option.label)
        if self._openable:
            words.clicked.connect(lambda: self.opened.emit(option.value))
        else:
            words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(words)
        if not self._read_only:
            said = f"Remove {option.label} from {self._label}"
            out = self._part("×", f"action-remove-{self._name}-{number}", said)
            out.clicked.connect(lambda: self.remove(option.value))
            row.addWidget(out)
        return chip

    @staticmethod
    def _part(text: str, name: str, said: str) -> QToolButton:
        part = QToolButton()
        part.setText(text if len(text) <= 40 else f"{text[:39]}…")
        part.setToolTip(text if len(text) > 40 else "")
        part.setObjectName(name)
        part.setAccessibleName(said)
        part.setProperty("kind", "chip")
        return part

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Qt's own."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Backspace
            and not event.modifiers()
            and not self.line.text()
            and self._chosen
            and not self._read_only
        ):
            self.remove(self._chosen[-1].value)
            return True
        return False
