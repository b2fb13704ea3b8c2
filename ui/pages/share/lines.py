"""The records of a release as a table: what happens to each, and whether it goes at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor

from fieldapp.records.record import Record
from fieldapp.services.sharing.release import Release, ReleasedRecord, Withheld
from fieldapp.vocab.handling import Level
from ui import theme
from ui.models.lines import Index, Lines
from ui.pages.share.compared import summary
from ui.pages.share.reading import texts

Role = Qt.ItemDataRole
RECORD, TYPE, CODE, LEVEL, WHAT = range(5)


@attrs.frozen
class ShareLine:
    """One chosen record: as it leaves, or why it stays, or that the officer left it out."""

    record: Record = attrs.field(repr=False)
    title: str = attrs.field(repr=False)
    released: ReleasedRecord | None = attrs.field(default=None, repr=False)
    withheld: Withheld | None = None
    ticked: bool = True

    def what(self, read: frozenset[str]) -> str:
        """What happens, in words."""
        if not self.ticked:
            return "Left out by you."
        if self.withheld is not None:
            return f"Stays. {self.withheld.why}"
        if self.released is None:
            return "Stays."
        waiting = [text for text in texts(self.released) if text.mark not in read]
        told = f"Text to read · {summary(self.released)}" if waiting else summary(self.released)
        return told[:1].upper() + told[1:]


def share_lines(
    chosen: Sequence[Record], left_out: frozenset[str], release: Release, titles: Mapping[str, str]
) -> tuple[ShareLine, ...]:
    """A line for every record that was looked at, in the order chosen."""
    leaving = {each.record.id: each for each in release.records}
    staying = {(each.kind, each.ref): each for each in release.withheld}
    return tuple(
        ShareLine(
            record,
            titles.get(record.id) or record.ref,
            leaving.get(record.id),
            staying.get((record.noun, record.ref)),
            record.id not in left_out,
        )
        for record in chosen
    )


class ShareLines(Lines):
    """The lines; the tick in the first column says whether a record goes."""

    columns = ("Record", "Type", "Leaves as", "Level then", "What happens")
    ticked = Signal(str, bool)  # a record's id, and whether it goes

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[ShareLine, ...] = ()
        self._read = frozenset[str]()

    def show(self, lines: tuple[ShareLine, ...], read: frozenset[str]) -> None:
        """Show these lines; where the records are the same, selection and scroll stay."""
        same = [each.record.id for each in lines] == [each.record.id for each in self._lines]
        if not same:
            self.beginResetModel()
        self._lines, self._read = lines, read
        if not same:
            self.endResetModel()
        elif lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, WHAT))

    def line_at(self, row: int) -> ShareLine | None:
        """One line; None where there is none."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, record_id: str) -> int:
        """Where a record stands; -1 where it does not."""
        ids = [each.record.id for each in self._lines]
        return ids.index(record_id) if record_id in ids else -1

    def size(self) -> int:
        """How many there are."""
        return len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column can be ticked."""
        tick = Qt.ItemFlag.ItemIsUserCheckable if index.column() == RECORD else Qt.ItemFlag(0)
        return super().flags(index) | tick

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """A cell in words; the level in its colour."""
        line = self.line_at(index.row()) if index.isValid() else None
        if line is None:
            return None
        match role:
            case Role.DisplayRole | Role.ToolTipRole:
                return self._words(line, index.column())
            case Role.CheckStateRole if index.column() == RECORD:
                return Qt.CheckState.Checked if line.ticked else Qt.CheckState.Unchecked
            case Role.ForegroundRole:
                return _colour(line, index.column())
        return None

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        """A tick is asked for; the page decides anew and shows the answer."""
        line = self.line_at(index.row())
        if role != Role.CheckStateRole or line is None:
            return False
        self.ticked.emit(line.record.id, Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def _words(self, line: ShareLine, column: int) -> str:
        told = line.released
        match column:
            case 0:
                return line.title
            case 1:
                return type(line.record).label
            case 2:
                return told.code if told else ""
            case 3:
                return told.level.value.capitalize() if told else ""
        return line.what(self._read)


def _colour(line: ShareLine, column: int) -> QColor | None:
    colours = theme.current()
    if line.released is None:
        return QColor(colours.muted)
    if column == LEVEL:
        return QColor(getattr(colours, Level(line.released.level).value))
    return None
