"""The day of which the map is: a slider by months, and a line for any other day."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from fieldapp.errors import FieldappError
from fieldapp.vocab.days import Day
from fieldapp.vocab.spoken_days import day_in_words, read_day
from ui import pieces

_YEAR = 12


class DayBar(QWidget):
    """Says which day is chosen whenever that changes."""

    moved = Signal(object)  # a date

    def __init__(self, today: dt.date) -> None:
        super().__init__()
        self._today = self.day = today
        self._line = pieces.line("as-of", "The map as it was on")
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName("as-of-slider")
        self._slider.setAccessibleName("The map as it was, by month")
        self._slider.setPageStep(_YEAR)
        self._now = pieces.button("Today", "action-as-of-today", "flat")
        self._error = pieces.words("", "error", "as-of-error")
        self._error.hide()
        self._head = pieces.words("As it was on", "muted")
        self._head.setWordWrap(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for each in (self._head, self._line, self._error):
            row.addWidget(each)
        row.addWidget(self._slider, 1)
        row.addWidget(self._now)
        self._slider.valueChanged.connect(self._slid)
        self._line.editingFinished.connect(self._typed)
        self._now.clicked.connect(lambda: self.show_day(self._today))
        self.reach(today, today)

    def reach(self, first: dt.date, today: dt.date) -> None:
        """From the month in which anything is known to have begun, to today."""
        with QSignalBlocker(self._slider):
            if self.day == self._today:
                self.day = today
            self._today = today
            self._slider.setRange(_month(min(first, today)), _month(today))
            self._show()

    def event(self, event: QEvent) -> bool:
        """Qt's own: the line holds a day at every size of text."""
        if event.type() in (QEvent.Type.Polish, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._line.setFixedWidth(self._line.fontMetrics().horizontalAdvance("30 Sep 2026") + 36)
        return super().event(event)

    def be_narrow(self, narrow: bool) -> None:
        """Leave out what the line says itself."""
        self._head.setVisible(not narrow)

    def show_day(self, day: dt.date) -> None:
        """Choose a day."""
        if day != self.day:
            self.day = day
            with QSignalBlocker(self._slider):
                self._show()
            self.moved.emit(day)

    def _show(self) -> None:
        self._slider.setValue(_month(self.day))
        self._line.setText(day_in_words(Day(self.day.isoformat())))
        self._error.hide()
        self._now.setEnabled(self.day != self._today)
        self._slider.setAccessibleDescription(self._line.text())

    def _slid(self, month: int) -> None:
        year, number = divmod(month + 1, _YEAR)
        last = dt.date(year, number + 1, 1) - dt.timedelta(days=1)
        self.show_day(min(last, self._today))

    def _typed(self) -> None:
        try:
            day = read_day(self._line.text(), self._today).last
        except FieldappError as error:
            self._error.setText(error.in_full())
            self._error.show()
            return
        self._error.hide()
        self.show_day(min(day, self._today))
        self._line.setText(day_in_words(Day(self.day.isoformat())))


def _month(day: dt.date) -> int:
    return day.year * _YEAR + day.month - 1
