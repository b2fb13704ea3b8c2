"""The page of charts: what reached this station, by month, act, alleged actor, area and victims."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fieldapp.services.analysis.incident_charts import Bar
from fieldapp.services.analysis.incident_figures import NO_MEASURE, Figures, in_steps
from fieldapp.services.analysis.incident_scope import INCIDENT, list_query
from fieldapp.store.store import Changes, Query
from ui import pieces
from ui.pages.charts.card import ChartCard
from ui.pages.charts.scope_bar import ScopeBar
from ui.session import Session
from ui.widgets.empty import Empty

PAINT_FIRST = 15  # milliseconds, so that what was counted is seen before more is
WIDE = 900  # narrower, the charts stand one below the other
# The charts of each card; the second of two is reached by a button of its own.
CARDS = (
    ("month", ("month",), ()),
    ("act_events", ("act_events",), ()),
    ("act_victims", ("act_victims",), ()),
    ("actor", ("actor",), ()),
    ("group", ("group",), ()),
    ("area", ("area_1", "area_2"), ("ADM1", "ADM2")),
)
SIDES = {"act_events": 0, "act_victims": 1, "group": 1, "actor": 0, "area": 1}  # in this order
READ = frozenset({INCIDENT, "actor"})


class ChartsPage(QWidget):
    """Counts in steps, so that the first charts are seen at once; Enter on a bar opens its list."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._figures: Figures | None = None
        self._steps: Iterator[Figures] = iter(())
        self._stale = True
        self.is_deciding = False
        self._scope = ScopeBar(session, name="charts")
        self._told = pieces.words("", "", "charts-told")
        self._left_out = pieces.words("", "muted", "charts-left-out")
        self._cards = {name: ChartCard(name, choices) for name, _, choices in CARDS}
        self._empty = Empty("empty-charts", "action-show-everything")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAINT_FIRST)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._print = pieces.button("Print preview", "action-print-charts", "main")
        self._print.setEnabled(False)
        self._tables = pieces.button("Make tables of this", "action-make-tables")
        self._tables.setEnabled(False)
        head = pieces.row(pieces.words("Incident charts", "page"), stretch=False)
        head.setStretch(0, 1)
        head.addWidget(self._tables)
        head.addWidget(self._print)
        head.addSpacing(8)
        inside = QWidget()
        self._top, self._sides = QVBoxLayout(inside), QHBoxLayout()
        self._top.setContentsMargins(0, 0, 8, 12)
        self._piles = (QVBoxLayout(), QVBoxLayout())
        for each in (self._top, self._sides, *self._piles):
            each.setSpacing(12)
        for pile in self._piles:
            pile.addStretch(1)
            self._sides.addLayout(pile, 1)
        self._top.addWidget(self._cards["month"])
        self._area = pieces.scrolled(inside)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._area)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 16, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._scope)
        column.addWidget(self._told)
        column.addWidget(self._left_out)
        column.addWidget(self._stack, 1)
        self._place(2)
        self._top.addLayout(self._sides)
        self._top.addStretch(1)

    def _place(self, columns: int) -> None:
        """The months across; the others in two columns, or all one below the other."""
        for name in SIDES:
            for pile in self._piles:
                pile.removeWidget(self._cards[name])
        for name, at in SIDES.items():
            pile = self._piles[at if columns > 1 else 0]
            pile.insertWidget(pile.count() - 1, self._cards[name])
        self._sides.setStretch(1, columns - 1)
        self._columns = columns

    def _connect(self) -> None:
        self._scope.changed.connect(self.refresh)
        self._timer.timeout.connect(self._step)
        self._print.clicked.connect(self._preview)
        self._tables.clicked.connect(self._make_tables)
        self._empty.pressed.connect(self._from_empty)
        self._session.changed.connect(self._changed)
        for each in self._cards.values():
            each.opened.connect(self._open)

    # -- what the window asks --------------------------------------------------------------

    def start_here(self) -> None:
        """Put the cursor on the months."""
        self._cards["month"].focus_bars()

    def level(self) -> str:
        """The highest level of any incident, whether or not it is counted here."""
        return self._figures.level.value if self._figures and self._figures.events else ""

    def showEvent(self, event: QShowEvent) -> None:
        """Count when it is looked at, if something changed."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's own."""
        super().resizeEvent(event)
        columns = 2 if self.width() >= WIDE else 1
        if columns != self._columns:
            self._place(columns)

    # -- counting --------------------------------------------------------------------------

    def refresh(self) -> None:
        """Count again."""
        selection = self._scope.selection()
        if selection is None:
            return
        self._stale = False
        self._steps = in_steps(self._session.store, selection)
        self.is_deciding = True
        for each in (self._print, self._tables):
            each.setEnabled(False)
        self._step()

    def _step(self) -> None:
        with self._session.telling():
            figures = next(self._steps, None)
            if figures is None:
                self.is_deciding = False
                for each in (self._print, self._tables):
                    each.setEnabled(bool(self._figures and self._figures.events))
                return
            first = len(figures.charts) == len(CARDS[0][1]) + len(CARDS[1][1])
            self._figures = figures
            if first:
                self._tell()
            self._show_cards()
            self._timer.start()

    def _show_cards(self) -> None:
        assert self._figures is not None
        counted = {each.name: each for each in self._figures.charts}
        for name, wanted, _ in CARDS:
            charts = [counted[each] for each in wanted if each in counted]
            self._cards[name].setVisible(len(charts) == len(wanted))
            if len(charts) == len(wanted):
                self._cards[name].show_charts(charts, self._scope.in_words())

    def _tell(self) -> None:
        figures = self._figures
        assert figures is not None
        self._scope.offer(figures.series)
        noun = "incident" if figures.events == 1 else "incidents"
        self._told.setText(f"{figures.events:,} {noun}. {NO_MEASURE} {figures.rests_on}")
        self._told.setVisible(bool(figures.events))
        self._left_out.setText(figures.left_out.words())
        self._left_out.setVisible(bool(figures.left_out.words()))
        self._stack.setCurrentWidget(self._area if figures.events else self._empty)
        if not figures.events:
            self._say_empty()
        if self.isVisible():
            self._session.shown.emit(self.level())

    def _say_empty(self) -> None:
        if self._session.store.count(Query(INCIDENT)):
            told = "Nothing that is counted lies in this period, or the filters leave nothing."
            self._empty.say("No incidents to count here", told, "Show any day")
        else:
            told = "Charts count what was recorded: by month, act, alleged actor, area and victims."
            self._empty.say("No incidents yet", told, "Go to incidents")

    # -- acting ----------------------------------------------------------------------------

    def _from_empty(self) -> None:
        if self._session.store.count(Query(INCIDENT)):
            self._scope.show_everything()
        else:
            self._session.asked_page.emit(INCIDENT, None)

    def _open(self, bar: Bar) -> None:
        if self._figures is not None and bar.filters is not None and bar.value:
            query = list_query(self._figures.selection, *bar.filters)
            self._session.asked_page.emit(INCIDENT, query)

    def _preview(self) -> None:
        from fieldapp.services.printing.charts_sheet import charts_sheet

        if self._figures is not None:
            with self._session.telling():
                sheet = charts_sheet(self._session.store, self._figures, self._scope.in_words())
                self._session.asked_page.emit("preview", sheet)

    def _make_tables(self) -> None:
        """A draft product of what is counted here; its small counts are hidden when it leaves."""
        from fieldapp.services.counted_tables import product_of

        selection = self._scope.selection()
        if selection is None:
            return
        with self._session.telling():
            said = f"Incidents, {self._scope.in_words()}"
            made = product_of(self._session.store, selection, said, self._left_out.text())
            self._session.save(made, because="made from charts")
            self._session.said.emit("Made. Small counts are hidden when it leaves.")
            self._session.opened.emit(made.id)

    def _changed(self, changes: Changes) -> None:
        if READ & changes.kinds:
            self._stale = True
            if self.isVisible():
                self.refresh()
