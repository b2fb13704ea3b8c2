"""Who changed what in a record, and when; newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from fieldapp.errors import FieldappError
from fieldapp.records.fields import Field, Kind
from fieldapp.records.record import Record
from fieldapp.records.values import from_plain
from fieldapp.services.notes_records import here_now
from fieldapp.store.history import BEGUN, Change
from ui.forms.masking import is_masked
from ui.screen_words import moment_in_words, on_screen
from ui.session import Session
from ui.widgets.tables import dress

COLUMNS = ("When", "Who", "What", "Before", "After")
COVERED = "(covered)"


@attrs.frozen
class Line:
    """One change in words."""

    at: str
    who: str
    what: str
    before: str = attrs.field(default="", repr=False)
    after: str = attrs.field(default="", repr=False)


def lines(kind: type[Record], changes: list[Change], session: Session) -> Iterator[Line]:
    """Each change with the value before and after, oldest first; protected values stay covered."""
    fields = {each.name: each for each in kind.fields()}
    held: dict[str, object] = {}
    for change in changes:
        at = _when(change, session)
        if change.field == BEGUN:
            held = dict(change.value) if isinstance(change.value, dict) else {}
            yield Line(at, change.author, f"Begun {_because(change)}".strip())
        elif change.field.startswith("="):
            yield Line(at, change.author, change.field[1:].capitalize())
        elif change.field in fields:
            field = fields[change.field]
            before, held[field.name] = held.get(field.name), change.value
            said = [_said(field, plain, session) for plain in (before, change.value)]
            yield Line(at, change.author, f"{field.spec.label} {_because(change)}".strip(), *said)


def _when(change: Change, session: Session) -> str:
    """On the station's own clock, as every other time on screen."""
    written = dt.datetime.fromisoformat(change.at[:19]).replace(tzinfo=dt.UTC)
    return moment_in_words(here_now(session.store, written))


def _because(change: Change) -> str:
    return f"({change.why})" if change.why else ""


def _said(field: Field, plain: object, session: Session) -> str:
    if plain in (None, "", []):
        return ""
    if is_masked(field) or _holds_masked(field):
        return COVERED
    try:
        value = from_plain(field, plain)
    except FieldappError:
        return ""
    titles = session.store.titles
    words = on_screen(field, value, lambda link: titles([link]).get(link, "?"))
    if field.spec.kind is Kind.PARTS:
        return "1 row" if len(value) == 1 else f"{words} rows"
    return words


def _holds_masked(field: Field) -> bool:
    return field.spec.part is not None and any(map(is_masked, field.spec.part.fields()))


class HistoryTab(QWidget):
    """A table that is read only when it is looked at."""

    label = "History"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._table = QTableWidget(0, len(COLUMNS))
        head = dress(self._table, "list-history", "History")
        self._table.setHorizontalHeaderLabels(COLUMNS)
        self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        spacing = self._table.fontMetrics().lineSpacing()
        self._table.verticalHeader().setDefaultSectionSize(spacing + 14)
        for column, width in ((0, 190), (1, 110), (2, 170)):
            head.resizeSection(column, width)
        for column in (3, 4):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 12, 0, 0)
        column_.addWidget(self._table)

    def show_record(self, record: Record) -> None:
        """Read its history."""
        changes = self._session.store.history(record.id)
        found = list(lines(type(record), changes, self._session))
        self._table.setRowCount(len(found))
        for number, line in enumerate(reversed(found)):
            for place, words in enumerate(attrs.astuple(line)):
                item = QTableWidgetItem(words.replace("\n", " "))
                item.setToolTip(words if len(words) > 20 else "")
                self._table.setItem(number, place, item)
