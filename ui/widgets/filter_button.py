"""A button that narrows a list down: what it filters by is typed or chosen in its own popup."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from ui.widgets.options import Option, OptionList, Options


class FilterButton(QToolButton):
    """Shows its label, or what was chosen; the first option of the popup takes it away again."""

    changed = Signal()

    def __init__(self, name: str, label: str, options: Options, *, clearable: bool = True) -> None:
        super().__init__()
        self._label, self._options, self._clearable = label, options, clearable
        self.option: Option | None = None
        self.setObjectName(f"filter-{name}")
        self.setProperty("filter", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._popup: _Popup | None = None
        self.clicked.connect(self.open)
        self._show()

    def choose(self, option: Option | None) -> None:
        """Filter by this, or by nothing."""
        self.option = option
        self._show()
        self.changed.emit()

    def show_option(self, option: Option | None) -> None:
        """Filter by this, without telling."""
        self.option = option
        self._show()

    def clear(self) -> None:
        """Filter by nothing, without telling."""
        self.option = None
        self._show()

    def said(self) -> str:
        """What it filters by, in words; "" where it does not."""
        if self.option is None:
            return ""
        return f"{self._label}: {self.option.label}" if self._clearable else self.option.label

    def open(self) -> None:
        """Show the popup."""
        if self._popup is None:
            self._popup = _Popup(self, self._label, self._offered)
            self._popup.list.chosen.connect(self._take)
        self._popup.open_below(self)

    def _offered(self, words: str) -> list[Option]:
        found = list(self._options(words))
        if self.option is not None and self._clearable and not words.strip():
            return [Option(None, "Any"), *found]
        return found

    def _take(self, option: Option) -> None:
        if self._popup is not None:
            self._popup.hide()
        self.setFocus()
        self.choose(None if option.value is None else option)

    def _show(self) -> None:
        chosen = self.option is not None
        words = self.said() if chosen else self._label
        self.setText(f"{words if len(words) <= 36 else words[:35] + '…'}  ▾")
        self.setToolTip(words if len(words) > 36 else "")
        self.setAccessibleName(f"Filter by {self._label}" + (f", now {words}" if chosen else ""))
        if self.property("on") != chosen:
            self.setProperty("on", chosen)
            self.style().unpolish(self)
            self.style().polish(self)
        self.updateGeometry()


class _Popup(QFrame):
    """A line and a list; it closes when something else is clicked."""

    def __init__(self, owner: QWidget, label: str, options: Options) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.setProperty("floating", True)
        self._options = options
        self.line = QLineEdit()
        self.line.setObjectName(f"field-{owner.objectName()}")
        self.line.setAccessibleName(label)
        self.line.setPlaceholderText(label)
        self.list = OptionList()
        self.list.setObjectName(f"options-{owner.objectName()}")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self.list)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._fill)
        self.line.installEventFilter(self)

    def open_below(self, button: QWidget) -> None:
        """Show what there is to choose, ready to type."""
        self.line.clear()
        self._fill("")
        self.resize(300, 320)
        at = button.mapToGlobal(QPoint(0, button.height() + 2))
        screen = button.screen().availableGeometry()
        x = max(screen.left(), min(at.x(), screen.right() - self.width()))
        y = at.y() if at.y() + self.height() <= screen.bottom() else at.y() - self.height() - 40
        self.move(x, max(screen.top(), y))
        self.show()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fill(self, words: str) -> None:
        self.list.fill(self._options(words))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Qt's own: the keys of the line move in the list."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        match event.key():
            case Qt.Key.Key_Down:
                self.list.move_by(1)
            case Qt.Key.Key_Up:
                self.list.move_by(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                option = self.list.current()
                if option is not None:
                    self.list.chosen.emit(option)
            case Qt.Key.Key_Escape:
                self.hide()
            case _:
                return False
        return True
