"""The side of the map: areas above, and below them the incidents of what was chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from fieldapp.services.analysis.incident_places import LISTED, MapArea, Places
from fieldapp.store.lists import Row
from ui import pieces
from ui.pages.incident_map.lists import AreaLines, IncidentLines
from ui.widgets.tables import dress

HINT = "Choose an area, a number or a point to see its incidents."


class Side(QWidget):
    """Enter on an area goes to its incidents, Enter on an incident opens it."""

    area_chosen = Signal(object)  # MapArea
    opened = Signal(str)
    asked_list = Signal()

    def __init__(self, date: int) -> None:
        super().__init__()
        self._areas, self._lines = QTableView(), QTableView()
        self._of_areas, self._of_lines = AreaLines(self), IncidentLines(date, self)
        self._told = pieces.words("", "muted", "map-not-on-it")
        self._head = pieces.words("", "section", "map-chosen")
        self._count = pieces.words("", "muted", "map-chosen-count")
        self._hint = pieces.words(HINT, "muted", "map-hint")
        self._all = pieces.button("Open as a list", "action-map-list", "link")
        self._filling = False
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._areas.setModel(self._of_areas)
        head = dress(self._areas, "list-map-areas", "Areas with incidents")
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.resizeSection(1, self.fontMetrics().horizontalAdvance("Incidents") + 40)
        self._areas.setMinimumHeight(80)
        self._lines.setModel(self._of_lines)
        head = dress(self._lines, "list-map-incidents", "Incidents of what was chosen")
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.resizeSection(0, self.fontMetrics().horizontalAdvance("2026-11-24") + 28)
        self._lines.setMinimumHeight(60)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._areas, 5)
        column.addWidget(self._told)
        column.addWidget(self._head)
        column.addWidget(self._count)
        column.addWidget(self._hint)
        column.addWidget(self._lines, 4)
        column.addLayout(pieces.row(self._all))

    def _connect(self) -> None:
        self._areas.selectionModel().currentChanged.connect(self._moved)
        self._areas.activated.connect(lambda _: self._go_to_lines())
        self._lines.activated.connect(self._open)
        self._lines.doubleClicked.connect(self._open)
        self._all.clicked.connect(self.asked_list)

    def show_places(self, places: Places, chosen: str) -> None:
        """Show the areas; the one that was chosen stays so."""
        self._filling = True
        self._of_areas.show(places)
        self._filling = False
        self.mark(chosen)
        away = sum(1 for area in places.areas if not area.placed)
        told = [f"{away:,} areas are not on the map: their places are not loaded."] if away else []
        told += [f"{places.without:,} have no area that is known."] if places.without else []
        self._told.setText(" ".join(told))

    def mark(self, pcode: str) -> None:
        """Put the cursor of the list on an area, or on none, without telling."""
        self._filling = True
        row = self._of_areas.row_of(pcode)
        self._areas.setCurrentIndex(self._of_areas.index(row, 0) if row >= 0 else QModelIndex())
        if row < 0:
            self._areas.clearSelection()
        self._filling = False

    def show_incidents(self, head: str, rows: Sequence[Row], total: int) -> None:
        """Show the incidents of what was chosen; no `head` is that nothing is."""
        self._of_lines.show(rows)
        noun = "incident" if total == 1 else "incidents"
        newest = f", the newest {LISTED} here" if total > len(rows) else ""
        self._head.setText(head)
        self._count.setText(f"{total:,} {noun}{newest}")
        for each in (self._head, self._count):
            each.setVisible(bool(head))
        self._hint.setVisible(not head)
        self._told.setVisible(not head and bool(self._told.text()))  # it gives way to incidents
        self._lines.setVisible(bool(head))
        self._all.setVisible(bool(head))

    def offer_list(self, offered: bool) -> None:
        """Whether the list page can show the same."""
        self._all.setVisible(offered)

    def start_here(self) -> None:
        """Put the cursor on the areas."""
        self._areas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        area = self._of_areas.area_at(index.row())
        if not self._filling and isinstance(area, MapArea):
            self.area_chosen.emit(area)

    def _go_to_lines(self) -> None:
        if self._of_lines.size():
            self._lines.setCurrentIndex(self._of_lines.index(0, 0))
            self._lines.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, index: QModelIndex) -> None:
        row = self._of_lines.row_at(index.row())
        if row is not None:
            self.opened.emit(row.id)
