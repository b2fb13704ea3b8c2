"""A record to read, whatever its type: its sections in words, its rows as tables, its links."""

from __future__ import annotations

from collections.abc import Sequence
from string import hexdigits

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Part, Record, linked_ids
from fieldapp.records.values import is_empty
from ui.pieces import button, words
from ui.screen_words import on_screen
from ui.session import Session

_HANDLING = "Handling"
LINK = Qt.ItemDataRole.UserRole
MOST_LINES, HASH = 8, 32


class RecordFacts(QWidget):
    """Nothing can be edited here; a link opens the record that it names."""

    opened = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._titles: dict[str, str] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_record(self, record: Record | None) -> None:
        """Show all of a record that holds something."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if record is None:
            return
        self._titles = self._session.store.titles({to for _, to in linked_ids(record)})
        for section in (*type(record).sections, _HANDLING):
            fields = [
                each
                for each in record.fields()
                if each.spec.section == section and not is_empty(getattr(record, each.name))
            ]
            if fields:
                self._column.addWidget(self._section(section, fields, record))
        self._column.addStretch(1)

    def _section(self, heading: str, fields: Sequence[Field], record: Record) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.addWidget(words(heading, "section"), 0, 0, 1, 2)
        for row, each in enumerate(fields, start=1):
            label = QLabel(each.spec.label)
            label.setProperty("role", "muted")
            value = getattr(record, each.name)
            if each.spec.kind is Kind.PARTS:
                grid.addWidget(label, row * 2, 0, 1, 2)
                grid.addWidget(self._rows(each, value), row * 2 + 1, 0, 1, 2)
            else:
                top = Qt.AlignmentFlag.AlignTop
                grid.addWidget(label, row * 2, 0, top)
                grid.addWidget(self._value(each, value), row * 2, 1, top)
        return made

    def _value(self, field: Field, value: object) -> QWidget:
        if field.spec.kind is Kind.LINK and isinstance(value, str) and value in self._titles:
            made = button(self._titles[value], f"action-open-{field.name}", "link")
            made.clicked.connect(lambda: self.opened.emit(value))
            return made
        said = words(_grouped(on_screen(field, value, self._title)))
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        said.setAccessibleName(field.spec.label)
        return said

    def _title(self, record_id: str) -> str:
        return self._titles.get(record_id, "?")

    def _rows(self, field: Field, rows: Sequence[Part]) -> QTableWidget:
        assert field.spec.part is not None
        columns = [each for each in field.spec.part.fields() if _fills(each, rows)]
        table = QTableWidget(len(rows), len(columns))
        table.setObjectName(f"list-{field.name}")
        table.setAccessibleName(field.spec.label)
        table.setHorizontalHeaderLabels([each.spec.label for each in columns])
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        for at, row in enumerate(rows):
            link = next((to for _, to in linked_ids(row)), "")
            for column, each in enumerate(columns):
                item = QTableWidgetItem(on_screen(each, getattr(row, each.name), self._title))
                item.setData(LINK, link)
                table.setItem(at, column, item)
        table.itemActivated.connect(self._open_row)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        table.horizontalHeader().setStretchLastSection(True)
        table.resizeColumnsToContents()
        for column in range(len(columns)):
            table.setColumnWidth(column, min(table.columnWidth(column), 260))
        height = table.verticalHeader().defaultSectionSize()
        table.setFixedHeight(height * (min(len(rows), MOST_LINES) + 1) + 24)
        return table

    def _open_row(self, item: QTableWidgetItem) -> None:
        if item.data(LINK) in self._titles:
            self.opened.emit(item.data(LINK))


def _grouped(told: str) -> str:
    """A long hash in groups of eight: it can be read to each other, and it wraps."""
    if len(told) < HASH or not set(told) <= set(hexdigits):
        return told
    return " ".join(told[at : at + 8] for at in range(0, len(told), 8))


def _fills(field: Field, rows: Sequence[Part]) -> bool:
    return any(not is_empty(getattr(row, field.name)) for row in rows)
