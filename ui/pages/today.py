"""Today: what is due, what happens, what waits; read in ten seconds, each row one key away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from fieldapp.services.aftercare.corrections import corrections_of
from fieldapp.services.today import done, today
from fieldapp.services.today_rows import NOTE_FORM, Group, Item, Step
from fieldapp.store.store import Changes
from fieldapp.vocab.days import Day
from fieldapp.vocab.handling import Level
from fieldapp.vocab.spoken_days import day_in_words, weekday_in_words
from ui import pieces
from ui.pages.today_row import TodayRow
from ui.session import Session
from ui.widgets.empty import Empty
from ui.widgets.tab_order import in_reading_order

DUE, HAPPENING, WAITING = "due", "happening", "waiting"
HEADS = {DUE: "Due", HAPPENING: "Happening", WAITING: "Waiting"}
CALM = {
    DUE: "Nothing is due this week.",
    HAPPENING: "No meeting this week yet.",
    WAITING: "Nothing waits for you.",
}


class TodayPage(QWidget):
    """Three columns; read again whenever something was saved."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._stale = True
        self._level = ""
        self._rows: list[TodayRow] = []
        self._day = pieces.words("", "muted", "today-day")
        self._new = pieces.button("Tonight's note", "action-new-note", "main")
        self._new.setToolTip("Ctrl+Shift+N")
        self._new.clicked.connect(self.new)
        self._columns = {name: _Column(name) for name in HEADS}
        self._calm = Empty("empty-today", "action-begin-note", "main")
        self._calm.say(
            "Nothing is due",
            "When someone promises something, or you do, it will be here on its day. "
            "Write tonight's note: Ctrl+Shift+N.",
            "Write tonight's note",
        )
        self._calm.pressed.connect(self.new)
        self._which = QStackedWidget()
        self._lay_out()
        session.changed.connect(self._changed)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(pieces.words("Today", "page"))
        head.addWidget(self._day, 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self._new)
        across = QWidget()
        columns = QHBoxLayout(across)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(16)
        for column in self._columns.values():
            columns.addWidget(column, 5 if column is self._columns[DUE] else 4)
        self._which.addWidget(across)
        self._which.addWidget(self._calm)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(self._which, 1)

    # -- what the window asks --------------------------------------------------------------

    def new(self) -> None:
        """Write tonight's note."""
        self._session.asked_page.emit("note", "")

    def level(self) -> str:
        """The highest level among the rows."""
        return self._level

    def find_here(self) -> None:
        """Put the cursor on the first row."""
        if self._rows:
            self._rows[0].focus()

    def showEvent(self, event: QShowEvent) -> None:
        """A day may have passed, or a draft been kept, without any record being saved."""
        super().showEvent(event)
        self.refresh()

    def _changed(self, _changes: Changes) -> None:
        if self.isVisible():
            self.refresh()

    # -- showing ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the columns again; the focus stays on its row, or on the one after it."""
        focused = next((n for n, row in enumerate(self._rows) if row.has_focus()), -1)
        key = self._rows[focused].key if focused >= 0 else ("", "")
        now = self._session.store.now()
        day = Day(now.date().isoformat())
        self._day.setText(f"{weekday_in_words(day)} {day_in_words(day)}")
        found = today(self._session.store, now)
        self._rows = [
            row
            for column, groups in zip(
                self._columns.values(), (found.due, found.happening, found.waiting), strict=True
            )
            for row in column.show_groups(groups, self._session)
        ]
        for row in self._rows:
            row.opened.connect(self._open)
            row.stepped.connect(self._step)
            row.moved.connect(self._move)
        self._which.setCurrentIndex(0 if found else 1)
        self._set_level()
        in_reading_order(self)
        if focused >= 0:
            self._refocus(key, focused)

    def _refocus(self, key: tuple[str, str], place: int) -> None:
        same = next((row for row in self._rows if row.key == key), None)
        if same is not None:
            same.focus()
        elif self._rows:
            self._rows[min(place, len(self._rows) - 1)].focus()
        else:
            self._calm.button.setFocus()

    def _set_level(self) -> None:
        store = self._session.store
        heads = (store.head(row.item.id) for row in self._rows if row.item.id)
        levels = [Level(head.level) for head in heads if head and head.level in list(Level)]
        if any(row.item.noun == NOTE_FORM for row in self._rows):
            levels.append(Level.SEVERE)
        self._level = Level.highest(*levels).value if levels else ""
        if self.isVisible():
            self._session.shown.emit(self._level)

    # -- acting ----------------------------------------------------------------------------

    def _open(self, item: Item) -> None:
        if item.noun == NOTE_FORM:
            self._session.asked_page.emit(NOTE_FORM, "")
        else:
            self._session.opened.emit(item.id)

    def _step(self, item: Item) -> None:
        match item.step:
            case Step.DONE | Step.KEPT:
                with self._session.telling():
                    self._session.save(done(self._session.store, item), because=item.step.value)
                    word = "Done" if item.step is Step.DONE else "Marked as kept"
                    self._session.said.emit(f"{word}. Ctrl+Z brings it back.")
            case Step.PRINT:
                self._session.asked_page.emit("preview", item.id)
            case Step.CORRECT:
                self._correct(item)
            case Step.RECALL:
                self._session.asked_page.emit("take_back", item.id)
            case Step.WRITE:
                self._session.asked_page.emit("note", item.id)
            case _:
                self._open(item)

    def _correct(self, item: Item) -> None:
        owed = [each for each in corrections_of(self._session.store, item.id) if each.may_leave]
        if owed:
            self._session.asked_page.emit("share", (owed[0].agreement.id, owed[0].record.id))

    def _move(self, row: TodayRow, step: int) -> None:
        place = self._rows.index(row) + step
        if 0 <= place < len(self._rows):
            self._rows[place].focus()


class _Column(QScrollArea):
    """One column: its heading, and groups of rows; groups without rows are not there."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setObjectName(f"list-{name}")
        self.setAccessibleName(HEADS[name])
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_groups(self, groups: Sequence[Group], session: Session) -> list[TodayRow]:
        """Show these groups in place of the old ones; the rows, in order."""
        at = self.verticalScrollBar().value()
        inside = QWidget()
        inside.setProperty("scrolled", True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        column.addWidget(pieces.words(HEADS[self._name], "section"))
        rows: list[TodayRow] = []
        for group in groups:
            if group.items:
                rows += self._add_group(column, group, len(rows), session)
        if not rows:
            column.addWidget(pieces.words(CALM[self._name], "muted", f"calm-{self._name}"))
        column.addStretch(1)
        self.setWidget(inside)
        self.verticalScrollBar().setValue(at)
        return rows

    def _add_group(
        self, column: QVBoxLayout, group: Group, before: int, session: Session
    ) -> list[TodayRow]:
        head = pieces.words(group.heading, "muted")
        head.setContentsMargins(0, 8, 0, 0)
        column.addWidget(head)
        rows = [
            TodayRow(item, f"{self._name}-{number}")
            for number, item in enumerate(group.items, start=before + 1)
        ]
        for row in rows:
            column.addWidget(row)
        if group.more > 0:
            words = f"{group.more:,} more"
            more = pieces.button(words, f"action-more-{self._name}-{before + 1}", "link")
            more.setAccessibleName(f"{words}: {group.heading}")
            more.setEnabled(bool(group.noun))
            more.clicked.connect(lambda: session.asked_page.emit(group.noun, None))
            column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        return rows
