"""A quiet button that takes over a list which ships with the app, while some of it is lacking."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldapp.services.reference import LISTS, starter
from fieldapp.store.store import Changes
from ui import pieces
from ui.session import Session


class StartingList(QWidget):
    """Says how many records it would add; there is none of it once the station holds them all."""

    taken = Signal()

    def __init__(self, name: str, session: Session) -> None:
        super().__init__()
        self._name, self._session = name, session
        self._add = pieces.button("", f"action-add-{name}", "flat")
        self._add.setToolTip("Records to start from: check them, change them, delete what is not.")
        self._add.clicked.connect(self._take_over)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._add)
        self._count()
        session.changed.connect(self._changed)

    def _count(self) -> None:
        number = len(starter(self._session.store, self._name))
        said = f"Add the starting list ({number})"
        self._add.setText(said)
        self._add.setAccessibleName(said)
        self._add.setVisible(number > 0)  # this widget has no parent yet, and would be a window

    def _changed(self, changes: Changes) -> None:
        if LISTS[self._name] in changes.kinds:
            self._count()

    def _take_over(self) -> None:
        lacking = starter(self._session.store, self._name)
        with self._session.telling():
            self._session.save(*lacking)
            self._session.said.emit(f"{len(lacking)} added. Ctrl+Z takes them out again.")
            self.taken.emit()
