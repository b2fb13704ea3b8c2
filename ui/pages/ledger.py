"""A log that the app itself writes: its list, and one entry to read beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from fieldapp.records.record import Record
from fieldapp.store.store import Changes
from fieldapp.vocab.handling import Level
from ui.pages.list_pane import ListPane
from ui.pages.record_facts import RecordFacts
from ui.pieces import card, row, scrolled, set_role, words
from ui.session import Session

NARROW = 110  # in letters
SPLIT = (420, 720)


class Ledger(QWidget):
    """Entries cannot be made or changed here; `acts` are the buttons that stand above the list.

    `entry_acts` are those for the entry that is shown.
    """

    def __init__(
        self,
        kind: type[Record],
        session: Session,
        acts: Sequence[QPushButton],
        empty: str,
        entry_acts: Sequence[QPushButton] = (),
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session, self._kind = session, kind
        self.record: Record | None = None
        self.entry_acts = tuple(entry_acts)
        self.list = ListPane(kind, session)
        self._none = words(empty, "muted", f"empty-{kind.noun}-log")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = words("", "section", "entry-title")
        self._state = words("", "muted", "entry-state")
        self._facts = RecordFacts(session)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out(acts)
        self.list.chosen.connect(self._choose)
        self.list.entered.connect(self._facts.setFocus)
        self.list.moved.connect(self._tell_level)
        self._facts.opened.connect(session.opened)
        session.changed.connect(self._note_change)
        self._refresh()

    def _lay_out(self, acts: Sequence[QPushButton]) -> None:
        top = row(words(self._kind.plural, "page"), stretch=True)
        for act in acts:
            top.addWidget(act)
        panel, column = card()
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self._title)
        column.addWidget(self._state)
        column.addLayout(row(*self.entry_acts))
        facts = scrolled(self._facts)
        facts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self.around(facts), 1)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(16)
        self._split.addWidget(self.list)
        self._split.addWidget(panel)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes(list(SPLIT))
        both = QWidget()
        self._which = QStackedLayout(both)
        self._which.addWidget(self._split)
        self._which.addWidget(self._none)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 12)
        whole.setSpacing(12)
        whole.addLayout(top)
        whole.addWidget(both, 1)

    def around(self, facts: QWidget) -> QWidget:
        """What stands below the sentence on an entry; a page may put more around its facts."""
        return facts

    # -- what the window asks --------------------------------------------------------------

    def open(self, record_id: str) -> None:
        """Show one entry, whether or not the list shows it."""
        self._show(self._session.store.get(record_id))
        self.list.select(record_id)

    def find_here(self) -> None:
        """Put the cursor in the search."""
        self.list.bar.search.setFocus()

    def level(self) -> str:
        """The highest level on screen: a log says who received what."""
        told = getattr(self.record, "level", "") if self.record else ""
        levels = [Level(each) for each in (told, self.list.level()) if each in set(Level)]
        return Level.highest(*levels).value if levels else ""

    def say_state(self, role: str, told: str) -> None:
        """One sentence on the entry, above its facts."""
        set_role(self._state, role, told)
        self._state.setVisible(bool(told))

    def show_entry(self, record: Record) -> None:
        """Called when another entry is shown, or the same one has changed; pages add to it."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the entry stands below the list."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW * self.fontMetrics().averageCharWidth()
        way = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        self._split.setOrientation(way)

    # -- keeping up ------------------------------------------------------------------------

    def _note_change(self, changes: Changes) -> None:
        if self._kind.noun in changes.kinds:
            self.list.refresh()
            self._refresh()

    def _refresh(self) -> None:
        first = self.list.row_at(0)
        empty = first is None and not self.list.bar.is_narrowing()
        self._which.setCurrentIndex(1 if empty else 0)
        shown = self.record.id if self.record else first.id if first else ""
        if shown:
            self._show(self._session.store.get(shown))
            self.list.select(shown)

    def _choose(self, record_id: str) -> None:
        self._show(self._session.store.get(record_id))

    def _show(self, record: Record) -> None:
        self.record = record
        self._title.setText(self._session.store.titles([record.id]).get(record.id) or record.ref)
        self._facts.show_record(record)
        self.say_state("muted", "")
        self.show_entry(record)
        self._tell_level()

    def _tell_level(self) -> None:
        if self.isVisible():
            self._session.shown.emit(self.level())
