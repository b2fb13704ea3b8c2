"""The editor of a tally: women, men, girls, boys, unknown, each with a mark for an estimate."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit

from fieldapp.errors import FieldappError
from fieldapp.records.fields import Field
from fieldapp.vocab.folding import fold
from fieldapp.vocab.tallies import GROUPS, Tally
from ui.forms.editor import Editor
from ui.forms.plain import named
from ui.session import Session


class NotACountError(FieldappError):
    """The text is no whole number of people."""

    sentence = "A count is a whole number, 0 or more."
    remedy = "Leave it empty where the number is not known."


class TallyEditor(Editor):
    """Five numbers side by side; empty is not known, 0 is none. Up and Down count."""

    wide = True

    def __init__(self, field: Field, session: Session, name: str) -> None:
        super().__init__(field, session, name)
        self._lines: dict[str, QLineEdit] = {}
        self._about: dict[str, QCheckBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for column, group in enumerate(GROUPS):
            self._add_group(grid, column, group)
        self._total = QLabel()
        self._total.setProperty("role", "strong")
        self._total.setObjectName(f"total-{name}")
        grid.addWidget(self._total, 1, len(GROUPS), Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(len(GROUPS), 1)
        self.setFocusProxy(self._lines[GROUPS[0]])

    def _add_group(self, grid: QGridLayout, column: int, group: str) -> None:
        label = QLabel(group.capitalize())
        label.setProperty("role", "muted")
        line, about = QLineEdit(), QCheckBox("about")
        line.setFixedWidth(line.fontMetrics().horizontalAdvance("00000") + 28)
        line.setMaxLength(7)
        said = f"{self.field.spec.label}: {group}"
        named(line, f"{self.name}-{group}", said)
        named(about, f"{self.name}-{group}-estimated", f"{said}, an estimate")
        about.setToolTip("This number is an estimate")
        line.installEventFilter(self)
        line.textEdited.connect(lambda _: self._changed())
        about.toggled.connect(lambda _: self._changed())
        for row, widget in enumerate((label, line, about)):
            grid.addWidget(widget, row, column)
        self._lines[group], self._about[group] = line, about

    def value(self) -> Tally:
        """The numbers that are known."""
        counts = {group: _count(line.text()) for group, line in self._lines.items()}
        about = {group for group, box in self._about.items() if box.isChecked()}
        known = {group for group, number in counts.items() if number is not None}
        return Tally(**counts, estimated=frozenset(about & known))

    def set_value(self, value: Any) -> None:
        """Show numbers and marks."""
        for group, line in self._lines.items():
            number = getattr(value, group)
            line.setText("" if number is None else str(number))
            box = self._about[group]
            box.blockSignals(True)
            box.setChecked(group in value.estimated)
            box.blockSignals(False)
        self._show_total()

    def set_read_only(self, on: bool) -> None:
        """Can still be read and copied."""
        for line in self._lines.values():
            line.setReadOnly(on)
        for box in self._about.values():
            box.setEnabled(not on)

    def unread(self) -> str:
        """The five as typed, where one is no number."""
        return "\t".join(line.text() for line in self._lines.values()) if self.error() else ""

    def set_unread(self, words: str) -> None:
        """Put them back."""
        for line, typed in zip(self._lines.values(), words.split("\t"), strict=False):
            line.setText(typed)

    def _changed(self) -> None:
        self._show_total()
        self.edited.emit()

    def _show_total(self) -> None:
        try:
            tally = self.value()
        except FieldappError:
            self._total.setText("")
            return
        about = "about " if tally.estimated else ""
        self._total.setText(f"= {about}{tally.total}" if tally else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's own: Up and Down count, as in a spin box."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if step and plain and isinstance(watched, QLineEdit) and not watched.isReadOnly():
                try:
                    number = _count(watched.text())
                except FieldappError:
                    return True
                watched.setText(str(max(0, (number or 0) + step)))
                self._changed()
                return True
        return False


def _count(typed: str) -> int | None:
    said = fold(typed).strip()
    if not said:
        return None
    if not said.isdecimal():
        raise NotACountError
    return int(said)
