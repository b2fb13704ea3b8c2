"""The windows of the board as a row of segments, each with how many stand in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from fieldapp.services.notifications.board_rows import Board, Line, Window, ageing

ALL, AGEING = "all", "ageing"
Choose = Callable[[Board], Sequence[Line]]

SHOWN: Mapping[str, tuple[str, Choose]] = {
    ALL: ("All", lambda board: board.lines),
    Window.NOW: ("Now", lambda board: board.within(Window.NOW)),
    Window.SOON: ("Next 48 h", lambda board: board.within(Window.SOON)),
    Window.WEEK: ("This week", lambda board: board.within(Window.WEEK)),
    Window.LATER: ("Later", lambda board: board.within(Window.LATER)),
    Window.SITES: ("Sites", lambda board: board.within(Window.SITES)),
    Window.OVER: ("Over", lambda board: board.within(Window.OVER)),
    AGEING: ("Waiting longest", ageing),
}


class Windows(QWidget):
    """One of them is always chosen."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for name, (words, _) in SHOWN.items():
            made = QToolButton()
            made.setText(words)
            made.setObjectName(f"window-{name}")
            made.setCheckable(True)
            made.setProperty("segment", True)
            made.setProperty("last", name == AGEING)
            made.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
            self._group.addButton(made)
            self._buttons[name] = made
            row.addWidget(made)
        row.addStretch(1)
        self._buttons[ALL].setChecked(True)

    def choose(self, name: str) -> None:
        """Show which one is chosen; an unknown one is all."""
        self._buttons.get(name, self._buttons[ALL]).setChecked(True)

    def now(self) -> str:
        """The one that is chosen."""
        return next(name for name, each in self._buttons.items() if each.isChecked())

    def show_counts(self, board: Board) -> None:
        """How many stand in each."""
        for name, (words, choose) in SHOWN.items():
            number = len(choose(board))
            button = self._buttons[name]
            button.setText(f"{words}  {number:,}" if number else words)
            button.setAccessibleName(f"{words}, {number} notifications")

    def lines(self, board: Board) -> Sequence[Line]:
        """What stands in the chosen one."""
        return SHOWN[self.now()][1](board)
