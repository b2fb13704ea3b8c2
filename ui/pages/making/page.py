"""The page on which a product is made: kind, period and area; its tables are then frozen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from fieldapp.errors import FieldappError
from fieldapp.services.notes_records import here_now
from fieldapp.services.products import Asked, make_product
from fieldapp.vocab.places import Place
from fieldapp.vocab.spoken_days import read_day
from fieldapp.vocab.vocabulary import vocabulary
from ui import pieces
from ui.pages.task_report.periods import usual_periods
from ui.session import Session
from ui.widgets.options import Option, TypeAhead

ABOUT = (
    "Counts are taken from finished records of this station as they stand now, and stay in the "
    "product whatever changes later. Findings are yours to write."
)


class MakingPage(QWidget):
    """Four choices and a button; the draft opens for its findings."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self._session = session
        self._area = Place()
        self._kinds = list(vocabulary("product_kind").labels.items())
        self._kind = _combo("product-kind", "Kind", [label for _, label in self._kinds])
        self._title = pieces.line("product-title", "Title", width=420)
        self._periods = list(usual_periods(self._today()))
        self._period = _combo("product-period", "Period", [each.label for each in self._periods])
        self._first = pieces.line("product-first", "First day", width=130)
        self._last = pieces.line("product-last", "Last day", width=130)
        self._where = TypeAhead(self._areas)
        self._where.setObjectName("field-product-area")
        self._where.setAccessibleName("Area")
        self._where.setPlaceholderText("Whole station; type to narrow down")
        self._where.setMaximumWidth(420)
        self._error = pieces.words("", "error", "product-error")
        self._error.hide()
        self._go = pieces.button("Make it", "action-make-product", "main")
        self._lay_out()
        self._where.taken.connect(self._take_area)
        self._where.typed.connect(self._forget_area)
        self._period.activated.connect(self._take_period)
        self._go.clicked.connect(self._make)
        self._take_period(1)
        self._period.setCurrentIndex(1)

    def _lay_out(self) -> None:
        panel, inside = pieces.card()
        inside.addWidget(pieces.words(ABOUT, "muted"))
        inside.addLayout(pieces.labelled("Kind", self._kind))
        inside.addLayout(pieces.labelled("Title", self._title, "One line, no names."))
        inside.addLayout(pieces.labelled("Period", self._period))
        span = pieces.row(self._first, pieces.words("to"), self._last)
        inside.addLayout(span)
        inside.addLayout(pieces.labelled("Area", self._where))
        inside.addWidget(self._error)
        inside.addLayout(pieces.row(self._go))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(pieces.title("Make a product"))
        column.addLayout(pieces.narrow(panel, 640))
        column.addStretch(1)

    def start_here(self) -> None:
        """Go to the first choice."""
        self._kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def level(self) -> str:
        """Nothing of a record is shown here."""
        return ""

    # -- the choices -----------------------------------------------------------------------

    def _today(self) -> dt.date:
        return here_now(self._session.store, self._session.store.now()).date()

    def _take_period(self, number: int) -> None:
        period = self._periods[number]
        self._first.setText(period.first.isoformat())
        self._last.setText(period.last.isoformat())

    def _areas(self, words: str) -> Sequence[Option]:
        station = self._session.store.station()
        country = station.country if station else ""
        found = self._session.store.gazetteer.search(words, country)
        return [Option(place, place.name, place.path[-1].pcode) for place in found if place.path]

    def _take_area(self, option: Option) -> None:
        self._area = option.value
        self._where.setText(option.label)

    def _forget_area(self, words: str) -> None:
        if words != self._area.name:
            self._area = Place()

    def _refuse(self, said: str) -> None:
        self._error.setText(said)
        self._error.setVisible(bool(said))

    def _make(self) -> None:
        self._refuse("")
        title = self._title.text().strip()
        try:
            first = read_day(self._first.text(), self._today()).first
            last = read_day(self._last.text(), self._today()).last
        except FieldappError as error:
            self._refuse(error.in_full())
            return
        if not title or last < first:
            said = "Give it a title." if not title else "The last day is before the first."
            self._refuse(said)
            (self._title if not title else self._last).setFocus()
            return
        if self._where.text().strip() and not self._area.path:
            self._refuse("Take an area from the list, or leave the line empty.")
            return
        kind = self._kinds[self._kind.currentIndex()][0]
        with self._session.telling():
            made = make_product(self._session.store, Asked(kind, title, first, last, self._area))
            self._session.save(made, because="made from records")
            self._session.said.emit("Made. Its tables stay as they are now; write the findings.")
            self._session.opened.emit(made.id)
            self._title.clear()


def _combo(name: str, label: str, words: Sequence[str]) -> QComboBox:
    box = QComboBox()
    box.setObjectName(f"field-{name}")
    box.setAccessibleName(label)
    box.addItems(list(words))
    box.setMaximumWidth(420)
    return box
