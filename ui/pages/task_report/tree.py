"""The report as a tree: areas, their tasks with counts, and under each the newest records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QStandardItem, QStandardItemModel

from fieldapp.services.task_report import AREAS, Done, TaskLine, TaskReport, date_cell
from fieldapp.store.store import Row, Store
from ui import theme

RECORD, KIND = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
COLUMNS = ("Task", "Records", "Day", "Reference")


class ReportTree(QStandardItemModel):
    """`show` replaces all of it; a line with RECORD opens a record, with KIND a list."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalHeaderLabels(list(COLUMNS))

    def show(self, store: Store, report: TaskReport, *, peacekeeping: bool) -> None:
        """Show a report; the peacekeeping extras where they are on, or where there is something."""
        self.clear()
        self.setHorizontalHeaderLabels(list(COLUMNS))
        for letters, heading in AREAS:
            lines = [
                line
                for line in report.area(letters)
                if peacekeeping or not line.peacekeeping or line.count
            ]
            area = _cells(heading, str(sum(0 if each.same_as else each.count for each in lines)))
            area[0].setFont(_bold())
            for line in lines:
                area[0].appendRow(_task(store, line))
            self.appendRow(area)


def _task(store: Store, line: TaskLine) -> list[QStandardItem]:
    told = f"{line.count:,}" if line.count else "–"
    cells = _cells(line.label, f"as {line.same_as}" if line.same_as else told)
    if not line.count:
        cells[0].setForeground(QColor(theme.current().muted))
    if not line.same_as:
        for cell in _records(store, line.done):
            cells[0].appendRow(cell)
    return cells


def _records(store: Store, done: Sequence[Done]) -> Iterator[list[QStandardItem]]:
    for each in done:
        head = _cells(each.label, f"{each.count:,}")
        for cell in head:
            cell.setData(each.noun, KIND)
            cell.setForeground(QColor(theme.current().muted))
        yield head
        for row in each.rows:
            yield _row(store, row)


def _row(store: Store, row: Row) -> list[QStandardItem]:
    cells = _cells(f"    {row.title or row.ref}", "", date_cell(store, row), row.ref)
    for cell in cells:
        cell.setData(row.id, RECORD)
    return cells


def _cells(*words: str) -> list[QStandardItem]:
    cells = [QStandardItem(each) for each in (*words, *[""] * (len(COLUMNS) - len(words)))]
    for cell in cells:
        cell.setEditable(False)
        cell.setDragEnabled(False)
    cells[1].setTextAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
    return cells


def _bold() -> QFont:
    font = QFont()
    font.setWeight(QFont.Weight.DemiBold)
    return font
