"""Step 3: every record that was looked at, and the one chosen twice: as kept, and as it leaves."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from fieldapp.services.protocols import station_profile, why_of
from fieldapp.services.sharing.release import Release
from fieldapp.services.sharing.scanning.choices import Asked
from fieldapp.services.sharing.text_choices import asked_in, choose_hit, waiting
from fieldapp.vocab.handling import Level
from ui.pages.share.compared import lines, linked, naming, staying
from ui.pages.share.comparison import Comparison
from ui.pages.share.hits import asked_of_line
from ui.pages.share.hits_panel import HitsPanel
from ui.pages.share.lines import RECORD, WHAT, ShareLine, ShareLines
from ui.pages.share.reading import texts, unread
from ui.pages.share.reading_panel import ReadingPanel
from ui.pages.share.tables_pane import Faces
from ui.pieces import button, row, words
from ui.session import Session
from ui.widgets.elided import Elided
from ui.widgets.tables import dress

LEAST_ROWS, ROWS_BESIDE_HITS = 6, 3


class LookStep(QWidget):
    """Announces ticks: whether a record goes, and which texts a person has read."""

    ticked = Signal(object, bool)  # ids of records, and whether they go
    read = Signal(object, bool)  # the marks of texts, and whether they were read

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._release: Release | None = None
        self._read = frozenset[str]()
        self._roomy = False
        self.model = ShareLines()
        self.table = self._make_table()
        self._none = words("", "muted", "empty-share")
        self._head, self._level = words("", "strong"), QLabel()
        self._why = words("", "strong", "share-why")
        self._rule = Elided(role="muted")
        self._rule.setObjectName("share-level-why")
        self._open = button("Open", "action-open-record", "link")
        self._comparison = Comparison()
        self._faces = Faces(self._comparison)
        self._hits = HitsPanel()
        self._texts = ReadingPanel()
        self._lay_out()
        self.model.ticked.connect(lambda record, goes: self.ticked.emit([record], goes))
        self.table.selectionModel().currentRowChanged.connect(self._show_current)
        self.table.activated.connect(lambda _: self._comparison.setFocus())
        self._open.clicked.connect(self._open_current)
        self._texts.ticked.connect(self.read)
        self._texts.asked_next.connect(self._go_to_unread)
        self._texts.looked_at.connect(self._faces.point_at)
        self._hits.chosen.connect(self._choose_hit)
        self._hits.asked_next.connect(self._go_to_hit)

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        head = dress(table, "list-share", "Records to share")
        head.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        return table

    def _lay_out(self) -> None:
        all_, none = (
            button("Tick all", "action-tick-all", "link"),
            button("Untick all", "action-untick-all", "link"),
        )
        all_.clicked.connect(lambda: self.ticked.emit(self._ids(), True))
        none.clicked.connect(lambda: self.ticked.emit(self._ids(), False))
        above = QWidget()
        upper = QVBoxLayout(above)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(8)
        self._counts = words("", "muted", "share-counts")
        top = row(words("3  Look and seal", "section"), stretch=False)
        top.addWidget(self._counts, 1)
        top.addWidget(all_)
        top.addWidget(none)
        upper.addLayout(top)
        upper.addWidget(self._none)
        upper.addWidget(self.table, 1)
        self._below = QWidget()
        lower = QVBoxLayout(self._below)
        lower.setContentsMargins(0, 4, 0, 0)
        lower.setSpacing(4)
        self._head.setWordWrap(False)
        self._why.setAlignment(Qt.AlignmentFlag.AlignTop)
        lower.addLayout(row(self._head, self._level, self._faces.switch, self._open))
        lower.addWidget(self._rule)
        lower.addWidget(self._why)
        lower.addWidget(self._faces, 1)
        lower.addWidget(self._hits)
        lower.addWidget(self._texts)
        self._split = split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(above)
        split.addWidget(self._below)
        split.setSizes([450, 550])
        split.setStretchFactor(0, 45)
        split.setStretchFactor(1, 55)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sizes in letters and lines, so that larger text has its room."""
        super().resizeEvent(event)
        metrics = self.table.fontMetrics()
        letter, line = metrics.averageCharWidth(), metrics.height() + 8
        self.table.verticalHeader().setDefaultSectionSize(line)
        for column, letters in enumerate((22, 12, 18, 13)):
            self.table.setColumnWidth(column, letters * letter)
        self._comparison.setMinimumHeight(5 * line)
        self._make_room()

    def _make_room(self) -> None:
        """Where there is something to decide on, the list above gives way to it."""
        hits = self._hits.isVisibleTo(self)
        line = self.table.verticalHeader().defaultSectionSize()
        head = self.table.horizontalHeader().sizeHint().height()
        rows = ROWS_BESIDE_HITS if hits else LEAST_ROWS
        self.table.setMinimumHeight(head + rows * line + 2 * self.table.frameWidth())
        if hits != self._roomy:
            self._roomy = hits
            self._split.setSizes([300, 700] if hits else [450, 550])

    # -- showing ---------------------------------------------------------------------------

    def show_release(
        self, found: tuple[ShareLine, ...], release: Release | None, read: frozenset[str]
    ) -> None:
        """Show what was decided; the record looked at stays the same where it is still there."""
        kept = self._current()
        self._release, self._read = release, read
        self.model.show(found, read)
        self.table.setVisible(bool(found))
        self._none.setVisible(not found)
        self._below.setVisible(bool(found))
        at = self.model.row_of(kept.record.id) if kept else -1
        if found:
            self.table.selectRow(max(at, 0))
        self._show_current()

    def say_counts(self, told: str) -> None:
        """Say how many leave and how many stay."""
        self._counts.setText(told)

    def say_none(self, why: str) -> None:
        """Say why there is nothing to look at."""
        self._none.setText(why)

    def focus(self) -> None:
        """Put the cursor on the table."""
        self.table.setFocus()

    def level(self) -> str:
        """The highest level on screen: what is kept here is shown beside what leaves."""
        return Level.SEVERE.value if self.model.rowCount() else ""

    # -- the record chosen -----------------------------------------------------------------

    def _ids(self) -> list[str]:
        found = (self.model.line_at(each) for each in range(self.model.rowCount()))
        return [each.record.id for each in found if each is not None]

    def _current(self) -> ShareLine | None:
        return self.model.line_at(self.table.currentIndex().row())

    def _show_current(self, _new: QModelIndex | None = None, _old: object = None) -> None:
        line, release = self._current(), self._release
        if line is None or release is None:
            return
        told = line.released
        self._head.setText(f"{type(line.record).label} {line.record.ref}")
        self._why.setVisible(told is None)
        self._why.setText(line.what(self._read))
        self._level.setVisible(told is not None)
        self._rule.setVisible(told is not None)
        titles = self._session.store.titles(linked(line.record))
        names = naming(titles, release)
        here = asked_of_line(line)
        elsewhere = len(waiting(asked_in(release))) - len(waiting(here))
        self._hits.show_hits(here, elsewhere)
        self._make_room()
        self._faces.show_record(told)
        if told is None:
            self._comparison.show_lines(staying(line.record, names))
            self._texts.show_texts(None, self._read, unread(release, self._read))
            return
        self._level.setText(f"leaves as {told.code}, {told.level.value.capitalize()}")
        self._level.setProperty("level", told.level.value)
        self._level.style().unpolish(self._level)
        self._level.style().polish(self._level)
        profile = station_profile(self._session.store)
        because = why_of(profile, told.level, told.level_rule)
        self._rule.setText(f"{told.level.value.capitalize()} as it leaves: {because.sentence()}")
        self._comparison.show_lines(lines(told, names))
        self._texts.show_texts(told, self._read, unread(release, self._read))
        self._hits.say_helps(not texts(told))

    def _open_current(self) -> None:
        line = self._current()
        if line is not None:
            self._session.opened.emit(line.record.id)

    def _choose_hit(self, asked: Asked, choice: str, reason: str) -> None:
        with self._session.telling():
            self._session.announce(choose_hit(self._session.store, asked, choice, reason))

    def _go_to_hit(self) -> None:
        left = waiting(asked_in(self._release)) if self._release else []
        ids = dict.fromkeys(each.record for each in left)
        here = self._current()
        there = next((each for each in ids if here is None or each != here.record.id), "")
        if (at := self.model.row_of(there)) >= 0:
            self.table.selectRow(at)
            self.table.scrollTo(self.model.index(at, RECORD))
            self._hits.focus_first()

    def _go_to_unread(self) -> None:
        waiting = unread(self._release, self._read) if self._release else []
        if waiting:
            self.table.selectRow(self.model.row_of(waiting[0].record))
            self.table.scrollTo(self.model.index(self.model.row_of(waiting[0].record), RECORD))
            self._texts.focus_first()
