"""What narrows the map: who is looked for, the objective, the area, how sensitive at most."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from fieldapp.services.analysis.network_reading import objectives
from fieldapp.vocab.handling import Level
from fieldapp.vocab.vocabulary import vocabulary
from ui.session import Session
from ui.widgets.filter_button import FilterButton
from ui.widgets.flow import Flow
from ui.widgets.options import Option, TypeAhead, matching

OBJECTIVE = "stakeholders.objective"
_PEOPLE = ("actor", "person", "intermediary")


class MapFilters(QWidget):
    """One row; each says itself what it filters by."""

    changed = Signal()
    found = Signal(str)  # an id

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.search = TypeAhead(self._named, letters=1)
        self.search.setObjectName("search-stakeholders")
        self.search.setAccessibleName("Find an actor or contact on the map")
        self.search.setPlaceholderText("Find on the map")
        self._objective = FilterButton("objective", "Objective", self._objectives)
        self._area = FilterButton("area", "Area", self._areas)
        self._level = FilterButton("level", "Level at most", _levels)
        self._scored = QToolButton()
        self._scored.setText("Only scored")
        self._scored.setObjectName("filter-scored")
        self._scored.setAccessibleName("Only those scored on the objective")
        self._scored.setProperty("filter", True)
        self._scored.setCheckable(True)
        row = Flow(self, spacing=8)
        row.addWidget(self.search)
        self._buttons = (self._objective, self._area, self._level, self._scored)
        for each in self._buttons:
            row.addWidget(each)
        self._connect()
        self.refresh()

    def _connect(self) -> None:
        self.search.taken.connect(self._take)
        self._objective.changed.connect(self._keep_objective)
        for each in (self._area, self._level):
            each.changed.connect(self.changed)
        self._scored.toggled.connect(lambda _: self.changed.emit())

    def event(self, event: QEvent) -> bool:
        """Qt's own: all of the row are as tall and as wide as the size of the text asks for."""
        if event.type() in (QEvent.Type.Polish, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            metrics = self.search.fontMetrics()
            self.search.setFixedWidth(metrics.horizontalAdvance(self.search.placeholderText()) + 50)
            for each in self._buttons:
                each.setMinimumHeight(self.search.sizeHint().height())
        return super().event(event)

    def refresh(self) -> None:
        """Keep the objective that was chosen last, or take the first, if it is still there."""
        known = dict(objectives(self._session.store))
        kept = self.objective() or self._session.setting(OBJECTIVE, next(iter(known), ""))
        shown = Option(kept, known[kept]) if kept in known else None
        self._objective.show_option(shown)
        self._scored.setEnabled(shown is not None)

    # -- what is chosen --------------------------------------------------------------------

    def objective(self) -> str:
        """The id of the objective; "" for none."""
        return str(self._objective.option.value) if self._objective.option else ""

    def objective_title(self) -> str:
        """Its title."""
        return self._objective.option.label if self._objective.option else ""

    def pcode(self) -> str:
        """The area; "" for all."""
        return str(self._area.option.value) if self._area.option else ""

    def most(self) -> Level | None:
        """How sensitive at most; None for no limit."""
        return Level(self._level.option.value) if self._level.option else None

    def only_scored(self) -> bool:
        """Whether only those with a score are shown."""
        return self._scored.isChecked() and bool(self.objective())

    def said(self) -> str:
        """All of it in words, for paper."""
        parts = [self._area.said(), self._level.said()]
        parts.append("Only scored" if self.only_scored() else "")
        return " · ".join(each for each in parts if each)

    def clear(self) -> None:
        """No filter but the objective."""
        self._area.clear()
        self._level.clear()
        self._scored.blockSignals(True)
        self._scored.setChecked(False)
        self._scored.blockSignals(False)
        self.changed.emit()

    # -- what is offered -------------------------------------------------------------------

    def _named(self, words: str) -> Sequence[Option]:
        if not words.strip():
            return []
        kinds = {kind.noun: kind.label for kind in self._session.store.types}
        found = self._session.store.suggest(_PEOPLE, words)
        return [Option(row.id, row.title or row.ref, kinds[row.kind]) for row in found]

    def _objectives(self, words: str) -> Sequence[Option]:
        return matching([Option(*each) for each in objectives(self._session.store)], words)

    def _areas(self, words: str) -> Sequence[Option]:
        store = self._session.store
        station = store.station()
        found = store.gazetteer.search(words, station.country if station else "")
        codes = [(each.path[-1].pcode, each.name) for each in found if each.path]
        return [Option(code, name, code) for code, name in codes]

    def _take(self, option: Option) -> None:
        self.search.clear()
        self.found.emit(str(option.value))

    def _keep_objective(self) -> None:
        self._session.set_setting(OBJECTIVE, self.objective())
        self._scored.setEnabled(bool(self.objective()))
        self.changed.emit()


def _levels(words: str) -> Sequence[Option]:
    known = vocabulary("level")
    return matching([Option(code, known.label(code)) for code in known], words)
