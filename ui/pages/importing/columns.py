"""Which column of a table goes where: guessed, remembered, and changed by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.records.record import Record
from fieldapp.services.importing.chosen import ColumnSeen, targets
from ui.forms.choice import QuietCombo
from ui.pieces import button, scrolled, title, words
from ui.widgets.elided import Elided

NOWHERE = "Leave out"


class ColumnsPane(QWidget):
    """One line a column: its name, some of its values, and a choice of where it goes."""

    agreed = Signal(object, object, object)  # path, type, {column: target}
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._path, self._kind = Path(), Record
        self._boxes: dict[str, QuietCombo] = {}
        self._about = words("", "muted", "columns-about")
        self._go = button("Read the file", "action-read-columns", "main")
        self._not = button("Leave it", "action-leave-columns")
        head = QHBoxLayout()
        head.addWidget(title("Which column goes where"))
        head.addStretch(1)
        head.addWidget(self._not)
        head.addWidget(self._go)
        self._place = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._about)
        column.addLayout(self._place, 1)
        self._go.clicked.connect(self._agree)
        self._not.clicked.connect(self.left)

    def show_columns(self, path: Path, kind: type[Record], columns: Sequence[ColumnSeen]) -> None:
        """Offer the choice for a file."""
        self._path, self._kind = path, kind
        self._about.setText(
            f"{kind.plural}. The choice is remembered for files with these columns. What is left "
            "out is listed in the report."
        )
        while (item := self._place.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                for part in widget.findChildren(QWidget):
                    part.setObjectName("")
                widget.deleteLater()
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self._boxes = {}
        for number, each in enumerate(columns):
            name = Elided(each.name or f"column {number + 1}", "strong")
            name.setFixedWidth(220)
            grid.addWidget(name, number, 0)
            grid.addWidget(Elided("  ·  ".join(each.samples), "muted"), number, 1)
            self._boxes[each.name] = self._box(number, each)
            grid.addWidget(self._boxes[each.name], number, 2)
        grid.setRowStretch(len(columns), 1)
        self._place.addWidget(scrolled(inside))

    def _box(self, number: int, seen: ColumnSeen) -> QuietCombo:
        box = QuietCombo()
        box.setObjectName(f"field-column-{number + 1}")
        box.setAccessibleName(f"Where {seen.name or number + 1} goes")
        box.setMinimumWidth(280)
        box.addItem(NOWHERE, "")
        for each in targets(self._kind):
            box.addItem(each.label, each.to)
        box.setCurrentIndex(max(0, box.findData(seen.to)))
        return box

    def focus(self) -> None:
        """Put the cursor on the usual next step."""
        self._go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _agree(self) -> None:
        chosen = {name: str(box.currentData()) for name, box in self._boxes.items()}
        self.agreed.emit(self._path, self._kind, chosen)
