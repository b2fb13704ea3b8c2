"""Rows that are edited in place: Enter adds, Ctrl+Backspace removes, Alt+Up and Alt+Down move."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from fieldapp.records.fields import Field
from ui import pieces
from ui.forms.editor import MakeEditor
from ui.forms.item_row import Item, ItemRow
from ui.session import Session
from ui.widgets.tab_order import in_reading_order


class Rows(QWidget):
    """A list of rows; those in which nothing was written do not count."""

    edited = Signal()

    def __init__(
        self,
        name: str,
        label: str,
        first: Sequence[Field],
        rest: Sequence[Field],
        new: Callable[[], Item],
        session: Session,
        make: MakeEditor,
        *,
        movable: bool = True,
    ) -> None:
        super().__init__()
        self._name, self._label, self._movable = name, label, movable
        self._first, self._rest, self._new = first, rest, new
        self._session, self._make = session, make
        self._rows: list[ItemRow] = []
        self._kept: set[str] = set()  # ids of rows that came with the record
        self._begun: set[ItemRow] = set()  # rows added here, which count once they are written in
        self._read_only = False
        self._add = pieces.button("+ Add", f"action-add-{name}", "link")
        self._add.setAccessibleName(f"Add to {label}")
        self._add.setToolTip("Enter in a row adds the next, Ctrl+Backspace removes it")
        self._add.clicked.connect(self._add_last)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeading)
        self.setFocusProxy(self._add)

    # -- the value -------------------------------------------------------------------------

    def set_items(self, items: Sequence[Item]) -> None:
        """Show these rows; this is no edit."""
        for row in self._rows:
            self._drop(row)
        self._rows = []
        self._kept = {item.id for item in items}
        for item in items:
            self._insert(len(self._rows), item)
        self._renumber()

    def items(self) -> list[Item]:
        """The rows in which something is written, in order."""
        return [row.item() for row in self._rows if row not in self._begun or not row.is_blank()]

    def removed(self) -> set[str]:
        """Ids of rows that came with the record and are no longer there."""
        return self._kept - {row.item().id for row in self._rows}

    def remember(self, ids: set[str]) -> None:
        """Which rows came with the record, where a draft shows others."""
        self._kept = ids

    def unread(self) -> dict[str, dict[str, str]]:
        """What was typed but not understood, by row and field."""
        typed = {row.item().id: row.unread() for row in self._rows}
        return {row_id: words for row_id, words in typed.items() if words}

    def set_unread(self, typed: dict[str, dict[str, str]]) -> None:
        """Put such words back."""
        for row in self._rows:
            row.set_unread(typed.get(row.item().id, {}))

    def row_of(self, item_id: str) -> ItemRow | None:
        """The row that shows an item."""
        return next((row for row in self._rows if row.item().id == item_id), None)

    def all_rows(self) -> list[ItemRow]:
        """Every row, in order."""
        return list(self._rows)

    def set_read_only(self, on: bool) -> None:
        """Show without letting it be changed."""
        self._read_only = on
        self._add.setVisible(not on)
        for row in self._rows:
            row.set_read_only(on)

    # -- what keys and buttons do ----------------------------------------------------------

    def add(self, at: int | None = None) -> None:
        """Begin a row, at the end or in this place."""
        place = len(self._rows) if at is None else at
        row = self._insert(place, self._new())
        self._begun.add(row)
        self._renumber()
        row.focus_first()

    def _add_last(self) -> None:
        self.add()

    def remove(self, row: ItemRow) -> None:
        """Take a row away; the focus goes to the one above it."""
        at = self._rows.index(row)
        self._rows.pop(at)
        self._drop(row)
        self._renumber()
        if self._rows:
            self._rows[max(0, at - 1)].focus_first()
        else:
            self._add.setFocus()
        self.edited.emit()

    def move_row(self, row: ItemRow, step: int) -> None:
        """Move a row up or down; the focus goes with it."""
        at = self._rows.index(row)
        to = at + step
        if not self._movable or not 0 <= to < len(self._rows):
            return
        focused = QApplication.focusWidget()
        self._rows.insert(to, self._rows.pop(at))
        self._column.removeWidget(row)
        self._column.insertWidget(to, row)
        self._renumber()
        if focused is not None and row.isAncestorOf(focused):
            focused.setFocus()
        self.edited.emit()

    def _insert(self, place: int, item: Item) -> ItemRow:
        row = ItemRow(
            f"{self._name}-{place + 1}",
            item,
            self._first,
            self._rest,
            self._session,
            self._make,
            self,
        )
        row.edited.connect(self.edited)
        row.asked_removal.connect(lambda: self.remove(row))
        row.more.clicked.connect(lambda: self._watch_again(row))
        self._rows.insert(place, row)
        self._column.insertWidget(place, row)
        self._watch(row)
        if self._read_only:
            row.set_read_only(True)
        return row

    def _watch_again(self, row: ItemRow) -> None:
        self._watch(row)
        in_reading_order(self)

    def _watch(self, row: ItemRow) -> None:
        for widget in row.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                widget.removeEventFilter(self)
                widget.installEventFilter(self)

    def _drop(self, row: ItemRow) -> None:
        self._begun.discard(row)
        self._column.removeWidget(row)
        row.hide()
        for part in row.findChildren(QWidget):
            part.setObjectName("")  # it is not gone before the event loop says so
        row.deleteLater()

    def _renumber(self) -> None:
        for number, row in enumerate(self._rows, start=1):
            row.rename(f"{self._name}-{number}")
        in_reading_order(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's own: the keys of rows, wherever in the row the focus is."""
        if (
            not isinstance(event, QKeyEvent)
            or event.type() != QEvent.Type.KeyPress
            or self._read_only
        ):
            return False
        row = self._row_around(watched)
        if row is None:
            return False
        return self._act(row, watched, event)

    def _row_around(self, watched: QObject) -> ItemRow | None:
        return next(
            (
                row
                for row in self._rows
                if isinstance(watched, QWidget) and row.isAncestorOf(watched)
            ),
            None,
        )

    def _act(self, row: ItemRow, watched: QObject, event: QKeyEvent) -> bool:
        key = event.key()
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not modifiers and _adds(watched):
            self.add(self._rows.index(row) + 1)
            return True
        if key == Qt.Key.Key_Backspace and modifiers == control:
            self.remove(row)
            return True
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and modifiers == alt:
            self.move_row(row, -1 if key == Qt.Key.Key_Up else 1)
            return True
        return False


def _adds(watched: QObject) -> bool:
    """Enter adds a row, except where it presses a button or takes a suggestion."""
    if watched.inherits("QAbstractButton"):
        return False
    offering = getattr(watched, "is_offering", None)
    return not (offering and offering())
