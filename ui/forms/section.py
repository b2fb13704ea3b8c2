"""One section of a form: its fields, the rows it owns, and the rare fields behind a button."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fieldapp.records.fields import Field
from ui import pieces
from ui.forms.field_grid import FieldGrid
from ui.forms.field_row import FieldRow
from ui.forms.owned import OwnedRows
from ui.widgets.elided import Elided

MakeRow = Callable[[Field, QWidget], FieldRow]
COLUMN, COLUMNS = 34, 2


class Section(QFrame):
    """The rare fields are built only when they are asked for."""

    opened = Signal()

    def __init__(
        self,
        title: str,
        number: int,
        fields: Sequence[Field],
        owned: Sequence[OwnedRows],
        make: MakeRow,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"section-{number}")
        self.setAccessibleName(title)
        self._make = make
        self._usual = [each for each in fields if not each.spec.more]
        self._rare = [each for each in fields if each.spec.more]
        self.owned = list(owned)
        self._filled = 0
        self._more_grid: FieldGrid | None = None
        self._toggle = pieces.button("", f"action-more-section-{number}", "link")
        self._toggle.clicked.connect(self.toggle)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        if title:
            self._column.addWidget(Elided(title, "section"))
        self._grid = self._add_grid(self._usual)
        for each in self.owned:
            self._column.addWidget(each)
        self._column.addWidget(self._toggle, 0, Qt.AlignmentFlag.AlignLeading)
        self._title = title
        self.count_filled(0)

    @property
    def rare(self) -> list[Field]:
        """The fields that are folded away at first."""
        return self._rare

    def is_open(self) -> bool:
        """Whether the rare fields are shown."""
        return self._more_grid is not None and not self._more_grid.isHidden()

    def toggle(self) -> None:
        """Show the rare fields, or fold them away."""
        if self._more_grid is None:
            self.build()
        else:
            self._more_grid.setVisible(self._more_grid.isHidden())
        self.count_filled(self._filled)

    def build(self) -> None:
        """Make the rare fields and show them."""
        self._more_grid = self._add_grid(self._rare)
        self.opened.emit()

    def _add_grid(self, fields: Sequence[Field]) -> FieldGrid:
        grid = FieldGrid(self, least=COLUMN, most=COLUMNS)
        self._column.addWidget(grid)
        grid.fill([self._make(each, grid) for each in fields])
        grid.show()
        return grid

    def count_filled(self, number: int) -> None:
        """Say how many rare fields there are, and how many hold something."""
        self._filled = number
        said = f"{len(self._rare)} more"
        if self.is_open():
            said = "Fewer"
        elif number:
            said += f", {number} filled"
        self._toggle.setText(said)
        self._toggle.setAccessibleName(f"{self._title}: {said}")
        self._toggle.setVisible(bool(self._rare))

    def leave_out(self, names: frozenset[str]) -> None:
        """Hide fields that this record must not hold; a section without fields goes too."""
        for grid in (self._grid, self._more_grid):
            if grid is not None:
                grid.leave_out(names)
        rare = [each for each in self._rare if each.name not in names]
        self._toggle.setVisible(bool(rare))
        left = [each for each in self._usual if each.name not in names]
        self.setVisible(bool(left or rare or self.owned))
