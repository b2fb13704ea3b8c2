"""The rows of a note beside its box: what each line is, and what was found in it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fieldapp.services.notes import LABELS, Line, Sort
from fieldapp.vocab.spoken_days import day_in_words, weekday_in_words
from ui import pieces, theme
from ui.pages.note.writing import Offer
from ui.widgets.flow import Flow

ICONS: dict[Sort, str] = {
    Sort.THEY_SAID: "chat-circle-text",
    Sort.WE_SAID: "chat-circle-dots",
    Sort.REQUEST: "question",
    Sort.THEIRS: "handshake",
    Sort.OURS: "hand-palm",
    Sort.ACTION: "check-square",
    Sort.READING: "lightbulb",
    Sort.FACT: "eye",
}
SHORT: dict[Sort, str] = {**LABELS, Sort.FACT: "Fact", Sort.THEIRS: "They promise"} | {
    Sort.OURS: "We promise"
}


class LineRow(QFrame):
    """One line as the record will have it; it is the same widget as long as it is the same row."""

    accepted = Signal(object, object)  # the line, and what was found in it
    dated = Signal(object, bool)  # the line, and whether its day counts

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("noteline", True)
        self._shown: tuple[object, ...] = ()
        self._icon, self._sort = QLabel(), pieces.words("", "strong")
        self._icon.setFixedSize(20, 20)
        self._sort.setFixedWidth(self._sort.fontMetrics().horizontalAdvance("Our promise m") + 8)
        self._text = pieces.words("")
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._found = QWidget()
        self._flow = Flow(self._found)
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 6, 10, 6)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._icon, 0, 0, top)
        grid.addWidget(self._sort, 0, 1, top)
        grid.addWidget(self._text, 0, 2, top)
        grid.addWidget(self._found, 1, 2)
        grid.setColumnStretch(2, 1)

    def show_line(self, line: Line, number: int, offers: tuple[Offer, ...], dated: bool) -> None:
        """Show a line; what did not change is not touched."""
        shown = (line, number, offers, dated)
        if shown == self._shown:
            return
        self._shown = shown
        label = LABELS[line.sort]
        self.setObjectName(f"note-row-{number}")
        self.setAccessibleName(f"{label}: {line.text}")
        self._icon.setPixmap(theme.icon(ICONS[line.sort]).pixmap(QSize(18, 18)))
        self._sort.setText(SHORT[line.sort])
        self._text.setText(f"{line.owner}: {line.text}" if line.owner else line.text)
        self._offer(line, number, offers, dated)

    def _offer(self, line: Line, number: int, offers: tuple[Offer, ...], dated: bool) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if line.due is not None:
            day = f"{weekday_in_words(line.due)[:3]} {day_in_words(line.due)}"
            words = f"Due {day}" if line.due.precision == "day" else f"Due {day_in_words(line.due)}"
            due = _toggle(words, f"action-due-{number}", dated)
            due.toggled.connect(lambda on: self.dated.emit(line, on))
            self._flow.addWidget(due)
        for place, offer in enumerate(offers, start=1):
            made = _toggle(offer.words, f"action-accept-{number}-{place}", offer.taken)
            made.clicked.connect(lambda _=False, found=offer.found: self.accepted.emit(line, found))
            self._flow.addWidget(made)
        self._found.setVisible(self._flow.count() > 0)
        self._found.updateGeometry()


def _toggle(words: str, name: str, on: bool) -> QToolButton:
    made = QToolButton()
    made.setProperty("kind", "offer")
    made.setObjectName(name)
    made.setCheckable(True)
    made.setChecked(on)
    made.setText(f"{'✓' if on else '+'} {words}")
    made.setAccessibleName(f"{words}, {'taken' if on else 'take'}")
    made.toggled.connect(lambda now: made.setText(f"{'✓' if now else '+'} {words}"))
    return made


class NoteRows(QScrollArea):
    """All rows, in the order of the lines."""

    accepted = Signal(object, object)
    dated = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("list-note")
        self.setAccessibleName("Rows of the note")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("scrolled", True)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(4)
        self._none = pieces.words(
            "Each line becomes a row here. How it begins says what it is; a line without a mark "
            "is a fact that you saw.",
            "muted",
            "empty-note",
        )
        self._column.addWidget(self._none)
        self._column.addStretch(1)
        self.setWidget(inside)
        self._rows: dict[str, LineRow] = {}
        self._followed = ""
        self._follow_soon = QTimer(self)
        self._follow_soon.setSingleShot(True)
        self._follow_soon.setInterval(30)
        self._follow_soon.timeout.connect(self._follow)

    def row(self, line_id: str) -> LineRow | None:
        """The widget of one row."""
        return self._rows.get(line_id)

    def show_lines(self, lines: Iterable[tuple[Line, tuple[Offer, ...], bool]]) -> None:
        """Show these rows; those that stay are kept, so that nothing flickers or loses focus."""
        shown = list(lines)
        for gone in set(self._rows) - {line.id for line, _, _ in shown}:
            row = self._rows.pop(gone)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, (line, offers, dated) in enumerate(shown):
            row = self._rows.get(line.id) or self._made(line.id)
            if self._column.indexOf(row) != place:
                self._column.removeWidget(row)
                self._column.insertWidget(place, row)
            row.show_line(line, place + 1, offers, dated)
        self._none.setVisible(not shown)

    def follow(self, line_id: str) -> None:
        """Bring the row of the line under the cursor into view, once it is laid out."""
        self._followed = line_id
        self._follow_soon.start()

    def _follow(self) -> None:
        if self._followed in self._rows:
            self.ensureWidgetVisible(self._rows[self._followed], 0, 8)

    def _made(self, line_id: str) -> LineRow:
        row = LineRow()
        row.accepted.connect(self.accepted)
        row.dated.connect(self.dated)
        self._rows[line_id] = row
        return row
