"""What charts and maps of incidents look at: a period, whose records, and what narrows it down."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldapp.errors import FieldappError
from fieldapp.records.incident_rules import NEVER_COUNTED
from fieldapp.services.analysis.counting import OWN
from fieldapp.services.analysis.incident_scope import REJECTED, Selection, Series
from fieldapp.services.notes_records import here_now
from fieldapp.vocab.days import Day
from fieldapp.vocab.spoken_days import day_in_words, read_day
from fieldapp.vocab.vocabulary import vocabulary
from ui import pieces
from ui.pages.task_report.periods import Period, usual_periods
from ui.session import Session
from ui.widgets.filter_button import FilterButton
from ui.widgets.flow import Flow
from ui.widgets.options import Option, matching

OTHER, EVER = "Other days", "Any day"
_OWN = Option(OWN, "Own records")


def last_year(today: dt.date) -> Period:
    """This month and the eleven before it, whole."""
    month = today.year * 12 + today.month - 1 - 11
    end = calendar.monthrange(today.year, today.month)[1]
    return Period("Last 12 months", dt.date(month // 12, month % 12 + 1, 1), today.replace(day=end))


class ScopeBar(QWidget):
    """A row of choices; `changed` says that something else is to be counted."""

    changed = Signal()

    def __init__(self, session: Session, *, name: str) -> None:
        super().__init__()
        self._session = session
        today = here_now(session.store, session.store.now()).date()
        ever = Period(EVER, dt.date(1990, 1, 1), dt.date(today.year, 12, 31))
        self._periods = [last_year(today), *usual_periods(today), ever]
        self._series: tuple[Series, ...] = ()
        self.period = FilterButton(f"{name}-period", "Period", self._spans, clearable=False)
        self._first = pieces.line(f"{name}-first", "First day", width=120)
        self._last = pieces.line(f"{name}-last", "Last day", width=120)
        self._to = pieces.words("to")
        self._error = pieces.words("", "error", f"{name}-error")
        self.whose = FilterButton(f"{name}-series", "Records", self._sets, clearable=False)
        self.act = FilterButton(f"{name}-act", "Act", _acts)
        self.area = FilterButton(f"{name}-area", "Area", self._areas)
        self.standing = FilterButton(f"{name}-verification", "Verification", _standings)
        self.whose.show_option(_OWN)
        self.period.show_option(Option(self._periods[0], self._periods[0].label))
        self._lay_out()
        self._connect()
        self._show_period()

    def _lay_out(self) -> None:
        flow = Flow(self)
        for each in (self.period, self._first, self._to, self._last, self._error):
            flow.addWidget(each)
        for button in (self.whose, self.act, self.area, self.standing):
            flow.addWidget(button)

    def _connect(self) -> None:
        self.period.changed.connect(self._choose)
        for field in (self._first, self._last):
            field.editingFinished.connect(self._typed)
        for button in (self.whose, self.act, self.area, self.standing):
            button.changed.connect(self.changed)

    # -- what it says ----------------------------------------------------------------------

    def selection(self) -> Selection | None:
        """What to count; None while the days make no sense."""
        span = self._span()
        if span is None:
            return None
        area, level = self.area.option.value if self.area.option else ("", 0)
        return Selection(
            *span,
            area=area,
            area_level=level,
            act=self.act.option.value if self.act.option else "",
            verification=self.standing.option.value if self.standing.option else "",
            series=self.whose.option.value if self.whose.option else OWN,
        )

    def in_words(self) -> str:
        """The period and what narrows it down, as a chart or a paper names it."""
        said = [self._days()]
        if self.whose.option and self.whose.option.value != OWN:
            said.append(self.whose.said())
        said += [b.said() for b in (self.act, self.area, self.standing) if b.option]
        return " · ".join(said)

    def _days(self) -> str:
        if self._chosen() is not None and self._chosen() == self._periods[-1]:
            return EVER
        days = [day_in_words(Day(each.isoformat())) for each in self._span() or ()]
        return " to ".join(days)

    def offer(self, series: Sequence[Series]) -> None:
        """The counts that there are to choose from."""
        self._series = tuple(series)

    def show_everything(self) -> None:
        """Any day, and nothing that narrows it down."""
        for button in (self.act, self.area, self.standing):
            button.clear()
        self.period.choose(Option(self._periods[-1], EVER))

    # -- the period ------------------------------------------------------------------------

    def _chosen(self) -> Period | None:
        """One of the usual periods; None for other days."""
        value = self.period.option.value if self.period.option else None
        return value if isinstance(value, Period) else None

    def _choose(self) -> None:
        self._show_period()
        if self._chosen() is not None:
            self.changed.emit()
        else:
            self._first.setFocus()
            self._first.selectAll()

    def _show_period(self) -> None:
        period = self._chosen()
        for each in (self._first, self._to, self._last):
            each.setVisible(period is None)
        self._error.setVisible(False)
        if period is not None:
            self._first.setText(period.first.isoformat())
            self._last.setText(period.last.isoformat())

    def _typed(self) -> None:
        if self._span() is not None:
            self.changed.emit()

    def _span(self) -> tuple[dt.date, dt.date] | None:
        today = self._session.store.now().date()
        wrong = ""
        try:
            first = read_day(self._first.text(), today).first
            last = read_day(self._last.text(), today).last
        except FieldappError as error:
            wrong = error.in_full()
        else:
            wrong = "The last day is before the first." if first > last else ""
        self._error.setText(wrong)
        self._error.setVisible(bool(wrong))
        return None if wrong else (first, last)

    # -- what may be chosen ----------------------------------------------------------------

    def _spans(self, words: str) -> Sequence[Option]:
        usual = [Option(each, each.label) for each in self._periods]
        return matching([*usual, Option(OTHER, OTHER)], words)

    def _sets(self, words: str) -> Sequence[Option]:
        found = [Option(e.name, e.label, f"{e.count:,}") for e in self._series] or [_OWN]
        return matching(found, words)

    def _areas(self, words: str) -> Sequence[Option]:
        store = self._session.store
        station = store.station()
        found = store.gazetteer.search(words, station.country if station else "")
        return [
            Option((each.path[-1].pcode, each.admin_level), each.name, each.path[-1].pcode)
            for each in found
            if each.path and each.admin_level <= 2
        ]


def _acts(words: str) -> Sequence[Option]:
    known = vocabulary("act")
    options = [Option(code, known.label(code)) for code in known if code not in NEVER_COUNTED]
    return matching(options, words)


def _standings(words: str) -> Sequence[Option]:
    known = vocabulary("verification_status")
    return matching([Option(c, known.label(c)) for c in known if c != REJECTED], words)
