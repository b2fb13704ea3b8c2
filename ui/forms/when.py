"""Editors of days and of moments, typed as one says them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLineEdit

from fieldapp.errors import FieldappError
from fieldapp.records.fields import Field
from fieldapp.vocab.days import Day, NotADayError
from fieldapp.vocab.spoken_days import (
    day_in_words,
    offset_in_words,
    read_day,
    read_offset,
    read_time,
    weekday_in_words,
)
from ui.forms.editor import Editor, OnLeaving
from ui.forms.plain import boxed, named
from ui.forms.typed import TypedEditor
from ui.session import Session


class NoDayError(FieldappError):
    """A time without a day."""

    sentence = "This time needs its day."
    remedy = "Write the day as 12 nov or yesterday."


class DayEditor(TypedEditor):
    """A day, month or year: `yesterday`, `12 nov`, `2025-11`, `2025`."""

    def __init__(self, field: Field, session: Session, name: str) -> None:
        super().__init__(field, session, name)
        self.line = day_line()
        named(self.line, name, field.spec.label)
        boxed(self, self.line).addStretch(1)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._typed)
        OnLeaving(self.line, self._leave)

    def value(self) -> Day | None:
        """The day, no finer than it was said; None where nothing is written."""
        if not self.line.text().strip():
            return None
        return read_day(self.line.text(), self.session.store.now().date())

    def set_value(self, value: Any) -> None:
        """Show a day in words, and note its weekday."""
        self.line.setText("" if value is None else day_in_words(value))
        self.noted.emit("" if value is None else weekday_in_words(value))

    def _typed(self, _words: str) -> None:
        self.noted.emit(understood(self))
        self.edited.emit()

    def _leave(self) -> None:
        if not self.error():
            self.set_value(self.value())


class SizedLine(QLineEdit):
    """A line as wide as a sample of what stands in it, in whatever size of text."""

    def __init__(self, sample: str, beside: int) -> None:
        super().__init__()
        self._sample, self._beside = sample, beside
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Larger words need a wider line."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(self.fontMetrics().horizontalAdvance(self._sample) + self._beside)


def day_line() -> SizedLine:
    """A line as wide as a day, which says how one may be typed."""
    line = SizedLine("30 Mmm 2025", 36)
    line.setPlaceholderText("12 nov")
    line.setToolTip("yesterday, 12 nov, 2025-11 or 2025")
    return line


def understood(editor: DayEditor) -> str:
    """How what is typed so far is read: the whole day, with its weekday."""
    try:
        day = editor.value()
    except FieldappError:
        return "…"
    return "" if day is None else f"{weekday_in_words(day)}, {day_in_words(day)}"


class MomentEditor(Editor):
    """A day, a time and the offset from UTC that it was taken at; or only the day, month, year."""

    def __init__(self, field: Field, session: Session, name: str) -> None:
        super().__init__(field, session, name)
        label = field.spec.label
        self.day = day_line()
        self.time, self.offset = SizedLine("21:04", 28), SizedLine("+02:00", 28)
        named(self.day, name, f"{label}: day")
        named(self.time, f"{name}-time", f"{label}: time")
        named(self.offset, f"{name}-offset", f"{label}: UTC offset")
        for line, sample in ((self.time, "21:04"), (self.offset, "+02:00")):
            line.setPlaceholderText(sample)
        self.offset.setToolTip("Offset from UTC, such as +02:00")
        boxed(self, self.day, self.time, self.offset).addStretch(1)
        self.setFocusProxy(self.day)
        for line in (self.day, self.time, self.offset):
            line.textEdited.connect(self._typed)
            OnLeaving(line, self._leave)

    def value(self) -> dt.datetime | Day | None:
        """The moment, or the day where no time is written; None where neither is."""
        if not self.day.text().strip():
            if self.time.text().strip():
                raise NoDayError
            return None
        day = read_day(self.day.text(), self.session.store.now().date())
        if not self.time.text().strip():
            return day
        if day.precision != "day":
            raise NotADayError
        time = read_time(self.time.text())
        return dt.datetime.combine(day.first, time, self._zone())

    def _zone(self) -> dt.tzinfo | None:
        if self.offset.text().strip():
            return read_offset(self.offset.text())
        return self.session.store.now().tzinfo

    def set_value(self, value: Any) -> None:
        """Show a moment as it was taken; an empty one proposes the station's offset."""
        if value is None:
            self._set("", "", self._usual_offset())
            self.noted.emit("")
            return
        if isinstance(value, Day):
            self._set(day_in_words(value), "", self._usual_offset())
            self.noted.emit(weekday_in_words(value))
            return
        day = Day(f"{value:%Y-%m-%d}")
        self._set(day_in_words(day), f"{value:%H:%M}", offset_in_words(value))
        self.noted.emit(weekday_in_words(day))

    def _usual_offset(self) -> str:
        station = self.session.store.station()
        said = station.utc_offset if station else ""
        return said or offset_in_words(self.session.store.now())

    def _set(self, day: str, time: str, offset: str) -> None:
        self.day.setText(day)
        self.time.setText(time)
        self.offset.setText(offset)

    def set_read_only(self, on: bool) -> None:
        """Can still be read and copied."""
        for line in (self.day, self.time, self.offset):
            line.setReadOnly(on)

    def unread(self) -> str:
        """Day, time and offset as typed, where they are no moment."""
        if not self.error():
            return ""
        return "\t".join(line.text() for line in (self.day, self.time, self.offset))

    def set_unread(self, words: str) -> None:
        """Put them back."""
        day, time, offset = words.split("\t")
        self._set(day, time, offset)

    def _typed(self, _words: str) -> None:
        try:
            day = read_day(self.day.text(), self.session.store.now().date())
            self.noted.emit(f"{weekday_in_words(day)}, {day_in_words(day)}")
        except FieldappError:
            self.noted.emit("")
        self.edited.emit()

    def _leave(self) -> None:
        try:
            value = self.value()
        except FieldappError:
            return
        if value is not None:
            self.set_value(value)
