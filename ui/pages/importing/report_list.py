"""The report of an import as a Qt model: lines stay as they are, what is shown are their places."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt

from fieldapp.services.importing.report import Reported
from fieldapp.vocab.folding import fold
from ui.models.lines import Index, Lines

COLUMNS = ("Row", "Field", "Value", "Why", "Stored")
STORED = COLUMNS.index("Stored")
SHOWN = 160  # letters of a cell; a value may be a whole narrative, and is shown whole below


class ReportList(Lines):
    """The lines that a filter lets through, in the order of the report."""

    columns = COLUMNS

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[Reported] = ()
        self._places = array("L")

    # -- what the page asks ----------------------------------------------------------------

    def show(self, lines: Sequence[Reported]) -> None:
        """Show the lines of another report, all of them."""
        self.beginResetModel()
        self._lines = lines
        self._places = array("L", range(len(lines)))
        self.endResetModel()

    def narrow(self, typed: str, why: str = "", left_out: bool = False) -> None:
        """Show the lines with these words, of one reason, or of rows that are not stored."""
        fits = _holding(typed)
        self.beginResetModel()
        self._places = array(
            "L",
            (
                place
                for place, line in enumerate(self._lines)
                if (not why or line.why == why) and not (left_out and line.stored) and fits(line)
            ),
        )
        self.endResetModel()

    def line_at(self, number: int) -> Reported | None:
        """One line as shown; None where there is none."""
        return self._lines[self._places[number]] if 0 <= number < len(self._places) else None

    def reasons(self) -> list[tuple[str, int]]:
        """Every reason in the whole report and how often it holds, the most frequent first."""
        return Counter(line.why for line in self._lines).most_common()

    # -- what Qt asks ----------------------------------------------------------------------

    def size(self) -> int:
        """How many are shown."""
        return len(self._places)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The names of the columns, and what `Stored` says."""
        if role == Qt.ItemDataRole.ToolTipRole and section == STORED:
            return "Whether the row itself is stored; what became of the value is said under Why."
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell in words, cut where it is long."""
        line = self.line_at(index.row()) if index.isValid() else None
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _cut(cells(line)[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{COLUMNS[index.column()]}: {_cut(cells(line)[index.column()]) or 'nothing'}"
        return None


def cells(line: Reported) -> tuple[str, str, str, str, str]:
    """A line in the words of its columns; row 0 speaks of the file."""
    row = f"{line.row:,}" if line.row else "File"
    stored = ("Yes" if line.stored else "No") if line.row else ""
    return row, line.field, line.value, line.why, stored


def _cut(words: str) -> str:
    flat = " ".join(words[: 4 * SHOWN].split())
    return flat if len(flat) <= SHOWN else flat[:SHOWN] + "…"


def _holding(typed: str) -> Callable[[Reported], bool]:
    """Whether a line holds these words, in any script; few fields and reasons recur often."""
    sought, known = fold(typed.strip()), dict[str, bool]()

    def often(words: str) -> bool:
        if words not in known:
            known[words] = sought in fold(words)
        return known[words]

    def fits(line: Reported) -> bool:
        return (
            not sought
            or often(line.field)
            or often(line.why)
            or sought == str(line.row)
            or sought in fold(line.value)
        )

    return fits
