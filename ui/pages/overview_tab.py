"""An actor or contact on one screen: figures above, and all that happened, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from fieldapp.records.record import Record
from fieldapp.services.actor_overview import Count, Moment, overview
from fieldapp.vocab.days import Day
from fieldapp.vocab.spoken_days import day_in_words
from ui import pieces, theme
from ui.models.lines import Index, Lines
from ui.session import Session
from ui.widgets.flow import Flow
from ui.widgets.tables import dress


class Timeline(Lines):
    """What happened, newest first."""

    columns = ("Day", "What", "Title", "State")

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._moments: Sequence[Moment] = ()

    def show(self, moments: Sequence[Moment]) -> None:
        """Replace the lines."""
        self.beginResetModel()
        self._moments = moments
        self.endResetModel()

    def size(self) -> int:
        """How many."""
        return len(self._moments)

    def moment_at(self, number: int) -> Moment | None:
        """One of them."""
        return self._moments[number] if 0 <= number < len(self._moments) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell in words; what was broken stands out, and says so."""
        moment = self.moment_at(index.row()) if index.isValid() else None
        if moment is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            day = day_in_words(Day(moment.day)) if moment.day else ""
            return (day, moment.what, moment.title, moment.state)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole:
            broken = index.column() == 3 and "broken" in moment.state
            colours = theme.current()
            quiet = index.column() in (0, 1)
            return QColor(colours.severe if broken else colours.muted if quiet else colours.text)
        return None


class OverviewTab(QWidget):
    """Read when it is looked at; Enter opens a line."""

    label = "Overview"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._figures = QWidget()
        self._flow = Flow(self._figures)
        self._notice = pieces.words("", "muted", "overview-notice")
        self._none = pieces.words("Nothing is tied to this yet.", "muted", "calm-overview")
        self._model = Timeline(self)
        self._table = QTableView()
        self._table.setModel(self._model)
        head = dress(self._table, "list-overview", "What happened")
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 108), (1, 124), (3, 168)):
            head.resizeSection(column, width)
        column_of = QVBoxLayout(self)
        column_of.setContentsMargins(0, 12, 0, 0)
        column_of.setSpacing(8)
        for each in (self._figures, self._notice, self._none):
            column_of.addWidget(each)
        column_of.addWidget(self._table, 1)
        self._table.activated.connect(lambda index: self._open(index.row()))
        self._table.clicked.connect(lambda index: self._open(index.row()))

    def show_record(self, record: Record) -> None:
        """Read what is tied to it."""
        found = overview(self._session.store, record)
        self._show_figures([each for each in found.counts if each.number])
        more = f" {found.more:,} older ones: see Related." if found.more else ""
        self._notice.setText(f"{found.notice}{more}".strip())
        self._notice.setVisible(bool(self._notice.text()))
        self._model.show(found.timeline)
        self._none.setVisible(not found.timeline)
        self._table.setVisible(bool(found.timeline))

    def _show_figures(self, counts: Sequence[Count]) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for each in counts:
            words = f"{each.label} {each.number:,}"
            figure = pieces.words(f"{words} ({each.words})" if each.words else words, "strong")
            figure.setWordWrap(False)
            figure.setContentsMargins(0, 0, 12, 0)
            self._flow.addWidget(figure)
        self._figures.setVisible(bool(counts))
        self._figures.updateGeometry()

    def _open(self, number: int) -> None:
        moment = self._model.moment_at(number)
        if moment is not None:
            self._session.opened.emit(moment.id)
